"""Starting, finding, emptying and stopping the AWS sandbox of a project folder.

The server is a process of its own: it outlives the command that started it. Where it listens is in
`<root>/.sandbox/aws.json`, what it says in `<root>/.sandbox/aws.log`.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import privateapi

_START_SECONDS = 60.0
_STOP_SECONDS = 5.0
_ANSWER_SECONDS = 5.0
_LOG_LINES = 20

# Servers that this very process started: it must wait for them when they end.
_children: dict[int, subprocess.Popen[bytes]] = {}


class SandboxError(Exception):
    """The sandbox could not be started, emptied or stopped; the message says why and where its log is."""


@dataclass(frozen=True)
class SandboxStatus:
    """What is known of a project's AWS sandbox.

    `instance` names the server's present state: it is new after every start and every reset, so a client that
    remembered another one knows that what it built there is gone.
    """

    running: bool
    endpoint: str | None = None
    pid: int | None = None
    instance: str | None = None


def start(root: Path, port: int = 0) -> SandboxStatus:
    """Start the sandbox of `root`, or find it running; returns when it answers.

    `port` 0 takes a free one. Raises SandboxError with the end of the server's log when it does not come up.
    """
    with _locked(root):
        found = _find(root)
        if found.running:
            return found
        _ready_file(root).unlink(missing_ok=True)
        process = _spawn(root, port)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                cause = f"the server ended with code {process.returncode}"
                raise SandboxError(f"starting the AWS sandbox: {cause}{_log_end(root)}")
            found = _find(root)
            if found.running:
                return found
            time.sleep(0.02)
        process.kill()
        process.wait()
        cause = f"no answer within {_START_SECONDS:.0f} s"
        raise SandboxError(f"starting the AWS sandbox: {cause}{_log_end(root)}")


def stop(root: Path) -> SandboxStatus:
    """Stop the sandbox of `root`; stopping one that does not run is fine.

    Only a process that answers with the recorded id is ended, so a reused process id is never hit. Raises
    SandboxError when the process does not end.
    """
    with _locked(root):
        found = _find(root)
        if found.running and found.pid is not None:
            _end(found.pid)
        _ready_file(root).unlink(missing_ok=True)
        return SandboxStatus(running=False)


def status(root: Path) -> SandboxStatus:
    """What runs for `root` now. A file left behind by a server that died counts as not running."""
    return _find(root)


def reset(root: Path) -> SandboxStatus:
    """Empty the running sandbox of `root`; the returned instance id is a new one.

    Raises SandboxError when it does not run.
    """
    with _locked(root):
        found = _find(root)
        if not found.running or found.endpoint is None:
            raise SandboxError("emptying the AWS sandbox: it is not running")
        answer = _ask(found.endpoint, "POST", "/privateapi/reset")
        if answer is None:
            raise SandboxError(f"emptying the AWS sandbox: {found.endpoint} does not answer{_log_end(root)}")
        return _status_from(answer)


def _folder(root: Path) -> Path:
    return Path(root).resolve() / ".sandbox"


def _ready_file(root: Path) -> Path:
    return _folder(root) / "aws.json"


def _log_file(root: Path) -> Path:
    return _folder(root) / "aws.log"


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One command at a time per folder; the lock goes with the process that holds it."""
    folder = _folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "aws.lock", "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _spawn(root: Path, port: int) -> subprocess.Popen[bytes]:
    package_folder = str(Path(privateapi.__file__).resolve().parents[1])
    search_path = [package_folder, *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-m", "privateapi.sandbox.aws"]
    command += ["--port", str(port), "--ready-file", str(_ready_file(root))]
    with open(_log_file(root), "wb") as log:
        process = subprocess.Popen(
            command,
            cwd=_folder(root),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(search_path), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _children[process.pid] = process
    return process


def _find(root: Path) -> SandboxStatus:
    """Believe the ready file only if the server behind it gives the same instance and process id."""
    # A reset between reading the file and asking the server changes the id, hence the second look.
    for _ in range(2):
        try:
            recorded = _status_from(json.loads(_ready_file(root).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return SandboxStatus(running=False)
        answer = _ask(str(recorded.endpoint), "GET", "/privateapi/instance")
        if answer is None:
            return SandboxStatus(running=False)
        with contextlib.suppress(KeyError, TypeError, ValueError):
            if _status_from(answer) == recorded:
                return recorded
    return SandboxStatus(running=False)


def _status_from(value: dict[str, Any]) -> SandboxStatus:
    return SandboxStatus(
        running=True, endpoint=str(value["endpoint"]), pid=int(value["pid"]), instance=str(value["instance"])
    )


def _ask(endpoint: str, method: str, path: str) -> dict[str, Any] | None:
    """The server's JSON answer; None when there is none. Never goes through a proxy."""
    try:
        url = urlsplit(endpoint)
        connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=_ANSWER_SECONDS)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            value = json.loads(response.read())
            return value if response.status == 200 and isinstance(value, dict) else None
        finally:
            connection.close()
    except (OSError, ValueError, http.client.HTTPException):
        return None


def _end(pid: int) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < deadline:
            if _is_gone(pid):
                return
            time.sleep(0.02)
    raise SandboxError(f"stopping the AWS sandbox: process {pid} does not end")


def _is_gone(pid: int) -> bool:
    # A child of this very process stays as a zombie until it is waited for.
    child = _children.get(pid)
    if child is not None:
        return child.poll() is not None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _log_end(root: Path) -> str:
    path = _log_file(root)
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    except OSError:
        lines = []
    return "".join(f"\n  {line}" for line in [f"the end of {path}:", *lines])
