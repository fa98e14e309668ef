"""Starting the AWS sandbox: in this process for tests, or as the process of its own that `__main__` is.

with serve() as endpoint:
    boto3.client("ec2", endpoint_url=endpoint, ...)
    endpoint.reset()
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from privateapi.sandbox.aws import corrections, speedups
from privateapi.sandbox.aws.application import Application
from privateapi.sandbox.aws.clock import CLOCK, SPEED
from privateapi.sandbox.aws.http import WsgiServer
from privateapi.sandbox.aws.patches import Patches
from privateapi.sandbox.serving import announce, in_thread, until_told

logger = logging.getLogger(__name__)

# moto's names of what the private-API stacks call, those that load longest first.
WARM = (
    "ec2",
    "apigateway",
    "iam",
    "elbv2",
    "route53",
    "lambda",
    "acm",
    "cloudwatch",
    "logs",
    "sts",
    "resourcegroupstaggingapi",
)

# The corrections of this process and the number of `serve` contexts that rely on them.
_patches = Patches()
_serving = 0
_serving_lock = threading.Lock()


class Endpoint(str):
    """The URL of a running sandbox, with what a test does to it."""

    _application: Application

    @property
    def instance(self) -> str:
        """The id of the server's present state; new after every reset."""
        return self._application.instance

    def reset(self) -> None:
        """Empty every service in every region."""
        self._application.reset()


@contextmanager
def serve(port: int = 0) -> Iterator[Endpoint]:
    """Run a corrected server in a thread of this process and yield its endpoint.

    State is moto's, which is one per process: two servers in one process answer alike. moto's classes are
    patched while a server runs; when the last one ends they are restored and the state is gone.
    """
    application = Application()
    server = WsgiServer(port, application)
    application.identity.update(endpoint=server.endpoint, pid=os.getpid())
    with in_thread(server), _corrected(application):
        application.ready.set()
        endpoint = Endpoint(server.endpoint)
        endpoint._application = application
        yield endpoint


def run(port: int, ready_file: Path | None) -> None:
    """Serve until the process is told to end; `ready_file` says where, as JSON, while the server runs.

    Raises OSError when `port` is taken.
    """
    application = Application()
    server = WsgiServer(port, application)
    application.identity.update(endpoint=server.endpoint, pid=os.getpid())

    CLOCK.speed = SPEED
    application.on_reset = lambda: announce(ready_file, application.describe())
    _correct(Patches())
    application.ready.set()
    threading.Thread(target=_warm_up, args=(application,), daemon=True, name="warm-up").start()
    announce(ready_file, application.describe())
    until_told(server, ready_file)


@contextmanager
def _corrected(application: Application) -> Iterator[None]:
    global _serving
    with _serving_lock:
        if _serving == 0:
            _correct(_patches)
        _serving += 1
    try:
        yield
    finally:
        with _serving_lock:
            _serving -= 1
            if _serving == 0:
                application.reset()
                _patches.undo()


def _correct(patches: Patches) -> None:
    from moto.core import errors
    from moto.core.config import default_user_config

    # AWS answers some codes that its own models do not list; moto warns of them.
    patches.replace(errors, "warn", lambda *args, **kwargs: None)
    # A function's code would run in a container; the sandbox answers for it instead.
    patches.set_item(default_user_config, "lambda", {"use_docker": False})  # type: ignore[arg-type]
    speedups.apply(patches)
    corrections.apply_all(patches)


def _warm_up(application: Application) -> None:
    for service in WARM:
        try:
            application.warm_up(service)
        except Exception:
            logger.exception("warming up %s", service)
