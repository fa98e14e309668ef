"""Starting, finding, emptying and stopping the sandbox of a project folder: one server for each cloud.

The servers are processes of their own: they outlive the command that started them. Where each listens is in
`<root>/.sandbox/<cloud>.json`, what it says in `<root>/.sandbox/<cloud>.log`. They are started, emptied and stopped
together, because a stack may have resources in both clouds and the engine keeps one state of them.
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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlencode, urlsplit

import privateapi
from privateapi.sandbox.serving import CLOCK_PATH

Cloud = Literal["aws", "alicloud"]
CLOUDS: tuple[Cloud, ...] = get_args(Cloud)

_NAMES: Mapping[Cloud, str] = {"aws": "AWS", "alicloud": "Alibaba Cloud"}
_START_SECONDS = 60.0
_STOP_SECONDS = 5.0
_ANSWER_SECONDS = 5.0
_LOG_LINES = 20

# Servers that this very process started: it must wait for them when they end.
_children: dict[int, subprocess.Popen[bytes]] = {}


class SandboxError(Exception):
    """The sandbox could not be started, emptied or stopped; the message says why and where its log is."""


@dataclass(frozen=True)
class Server:
    """The server of one cloud; `instance` names its present state, and is new after every start and every reset."""

    endpoint: str
    pid: int
    instance: str


@dataclass(frozen=True)
class Clock:
    """The time by which a sandbox measures, and how many seconds of it pass in a real one."""

    now: str
    speed: float


@dataclass(frozen=True)
class Sandbox:
    """The servers of a project folder, all of them running."""

    aws: Server
    alicloud: Server

    @property
    def instance(self) -> str:
        """Names the present state of all servers; whoever remembers another one knows that what it built is gone."""
        return f"{self.aws.instance[:16]}-{self.alicloud.instance[:16]}"


def start(root: Path, ports: Mapping[Cloud, int] | None = None) -> Sandbox:
    """Start the sandbox of `root`, or find it running; returns when every server answers.

    When some servers run and others have to be started, those that run are emptied, so that all begin together.
    `ports` are taken instead of free ones. Raises SandboxError with the end of a server's log when it does not come up.
    """
    with _locked(root):
        found = servers(root)
        missing = [cloud for cloud in CLOUDS if cloud not in found]
        spawned: dict[Cloud, subprocess.Popen[bytes]] = {}
        try:
            for cloud in missing:
                _ready_file(root, cloud).unlink(missing_ok=True)
                spawned[cloud] = _spawn(root, cloud, (ports or {}).get(cloud, 0))
            if missing:
                found = {cloud: _reset(root, cloud, server) for cloud, server in found.items()}
            for cloud, process in spawned.items():
                found[cloud] = _await(root, cloud, process)
        except BaseException:
            for process in spawned.values():
                process.kill()
                process.wait()
            raise
        return _whole(found)


def stop(root: Path) -> None:
    """Stop the sandbox of `root`; stopping one that does not run is fine.

    Only a process that answers with the recorded id is ended, so a reused process id is never hit. Raises
    SandboxError when a process does not end.
    """
    with _locked(root):
        for cloud, server in servers(root).items():
            _end(cloud, server.pid)
        for cloud in CLOUDS:
            _ready_file(root, cloud).unlink(missing_ok=True)


def status(root: Path) -> Sandbox | None:
    """The sandbox of `root`, None when not every server of it runs."""
    found = servers(root)
    return _whole(found) if len(found) == len(CLOUDS) else None


def servers(root: Path) -> dict[Cloud, Server]:
    """The servers that run for `root` now. A file left behind by a server that died counts as not running."""
    found = ((cloud, _find(root, cloud)) for cloud in CLOUDS)
    return {cloud: server for cloud, server in found if server is not None}


def reset(root: Path) -> Sandbox:
    """Empty the running sandbox of `root`; the returned instance id is a new one.

    Raises SandboxError when it does not run.
    """
    with _locked(root):
        found = servers(root)
        for cloud in CLOUDS:
            if cloud not in found:
                raise SandboxError(f"emptying the {_NAMES[cloud]} sandbox: it is not running")
        return _whole({cloud: _reset(root, cloud, server) for cloud, server in found.items()})


def clock(root: Path, speed: float | None = None, advance: float | None = None) -> Clock:
    """The clock of the AWS sandbox of `root`; `speed` and `advance` (seconds) set it and put it forward.

    Raises SandboxError when it does not run or a number is below 0.
    """
    server = servers(root).get("aws")
    if server is None:
        raise SandboxError("asking the AWS sandbox for its clock: it is not running")
    given = {"speed": speed, "advance": advance}
    query = urlencode({name: value for name, value in given.items() if value is not None})
    answer = _ask(server.endpoint, "POST" if query else "GET", f"{CLOCK_PATH}?{query}")
    if answer is None:
        raise SandboxError(f"setting the clock of the AWS sandbox: {query} is refused; numbers from 0 are right")
    return Clock(now=str(answer["now"]), speed=float(answer["speed"]))


def _whole(found: Mapping[Cloud, Server]) -> Sandbox:
    return Sandbox(aws=found["aws"], alicloud=found["alicloud"])


def _folder(root: Path) -> Path:
    return Path(root).resolve() / ".sandbox"


def _ready_file(root: Path, cloud: Cloud) -> Path:
    return _folder(root) / f"{cloud}.json"


def _log_file(root: Path, cloud: Cloud) -> Path:
    return _folder(root) / f"{cloud}.log"


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One command at a time per folder; the lock goes with the process that holds it."""
    folder = _folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "sandbox.lock", "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _spawn(root: Path, cloud: Cloud, port: int) -> subprocess.Popen[bytes]:
    package_folder = str(Path(privateapi.__file__).resolve().parents[1])
    search_path = [package_folder, *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-m", f"privateapi.sandbox.{cloud}"]
    command += ["--port", str(port), "--ready-file", str(_ready_file(root, cloud))]
    with open(_log_file(root, cloud), "wb") as log:
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


def _await(root: Path, cloud: Cloud, process: subprocess.Popen[bytes]) -> Server:
    """The server of a process that was just started, as soon as it answers."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            cause = f"the server ended with code {process.returncode}"
            raise SandboxError(f"starting the {_NAMES[cloud]} sandbox: {cause}{_log_end(root, cloud)}")
        found = _find(root, cloud)
        if found is not None:
            return found
        time.sleep(0.02)
    cause = f"no answer within {_START_SECONDS:.0f} s"
    raise SandboxError(f"starting the {_NAMES[cloud]} sandbox: {cause}{_log_end(root, cloud)}")


def _reset(root: Path, cloud: Cloud, server: Server) -> Server:
    answer = _ask(server.endpoint, "POST", "/privateapi/reset")
    if answer is None:
        cause = f"{server.endpoint} does not answer"
        raise SandboxError(f"emptying the {_NAMES[cloud]} sandbox: {cause}{_log_end(root, cloud)}")
    return _server_from(answer)


def _find(root: Path, cloud: Cloud) -> Server | None:
    """Believe the ready file only if the server behind it gives the same instance and process id."""
    # A reset between reading the file and asking the server changes the id, hence the second look.
    for _ in range(2):
        try:
            recorded = _server_from(json.loads(_ready_file(root, cloud).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        answer = _ask(recorded.endpoint, "GET", "/privateapi/instance")
        if answer is None:
            return None
        with contextlib.suppress(KeyError, TypeError, ValueError):
            if _server_from(answer) == recorded:
                return recorded
    return None


def _server_from(value: dict[str, Any]) -> Server:
    return Server(endpoint=str(value["endpoint"]), pid=int(value["pid"]), instance=str(value["instance"]))


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


def _end(cloud: Cloud, pid: int) -> None:
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
    raise SandboxError(f"stopping the {_NAMES[cloud]} sandbox: process {pid} does not end")


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


def _log_end(root: Path, cloud: Cloud) -> str:
    path = _log_file(root, cloud)
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    except OSError:
        lines = []
    return "".join(f"\n  {line}" for line in [f"the end of {path}:", *lines])
