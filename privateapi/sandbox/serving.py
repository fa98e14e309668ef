"""What the processes of the sandbox share: a command line, a ready file that says where they listen, and their end."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from privateapi.sandbox.http import LoopbackServer

INSTANCE_PATH = "/privateapi/instance"
RESET_PATH = "/privateapi/reset"
CLOCK_PATH = "/privateapi/clock"

logger = logging.getLogger(__name__)


def command(
    package: str, arguments: Sequence[str], forgotten: tuple[str, ...], run: Callable[[int, Path | None], None]
) -> int:
    """`python -m <package> --port N --ready-file F`: call `run(port, ready_file)` until SIGTERM or SIGINT.

    Variables of the environment that begin with one of `forgotten` are removed first: the user's settings mean nothing
    to a cloud on loopback. Returns 1 when the port is taken.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {package}")
    parser.add_argument("--port", type=int, default=0, help="TCP port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--ready-file", type=Path, help="JSON (endpoint, pid, instance), written when serving")
    options = parser.parse_args(arguments)
    layout = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=layout)
    for name in [name for name in os.environ if name.startswith(forgotten)]:
        del os.environ[name]

    def end(signum: int, frame: Any) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        run(options.port, options.ready_file)
    except OSError as cause:
        logging.getLogger(package).error("cannot listen on port %s: %s", options.port, cause)
        return 1
    return 0


@contextmanager
def in_thread(server: LoopbackServer) -> Iterator[None]:
    """Serve in a thread of this process, for tests; the server is closed at the end."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def until_told(server: LoopbackServer, ready_file: Path | None) -> None:
    """Serve in this thread until the process is told to end; the ready file of this process is removed then."""
    logger.info("listening on %s", server.endpoint)
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()
        if ready_file is not None and _is_ours(ready_file):
            ready_file.unlink(missing_ok=True)
        logger.info("stopped")


def announce(ready_file: Path | None, description: Mapping[str, Any]) -> None:
    """Write who serves and where, so that a reader sees the old or the new text, never half of it."""
    if ready_file is None:
        return
    ready_file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=ready_file.parent, prefix=f".{ready_file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(description, stream)
        os.replace(temporary, ready_file)
    except BaseException:
        os.unlink(temporary)
        raise


def _is_ours(ready_file: Path) -> bool:
    try:
        return bool(json.loads(ready_file.read_text(encoding="utf-8"))["pid"] == os.getpid())
    except (OSError, ValueError, KeyError):
        return False
