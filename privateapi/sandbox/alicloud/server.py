"""Starting the Alibaba Cloud sandbox: in this process for tests, or as the process of its own that `__main__` is.

with serve() as endpoint:
    Config(endpoint=endpoint.address, protocol="http", ...)
    endpoint.reset()
"""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

from privateapi.sandbox.alicloud.application import Application
from privateapi.sandbox.alicloud.faults import Fault
from privateapi.sandbox.alicloud.gateway import Instance
from privateapi.sandbox.alicloud.state import DEFAULT_KEYS, DEFAULT_REGION, Cloud, Recorded
from privateapi.sandbox.http import KeepAlive, LoopbackServer
from privateapi.sandbox.serving import announce, in_thread, until_told


class OpenApiServer(LoopbackServer):
    """Serves one cloud. `ending` is set when the server ends, so that no call hangs longer."""

    def __init__(self, port: int, application: Application) -> None:
        """Bind to the loopback interface. Raises OSError when `port` is taken; 0 takes a free one."""
        self.application = application
        self.ending = threading.Event()
        super().__init__(port, _Handler)
        application.identity = {"endpoint": self.endpoint, "pid": os.getpid()}

    def shutdown(self) -> None:
        """Stop serving; calls that hang lose their connections."""
        self.ending.set()
        super().shutdown()


class _Handler(KeepAlive):
    server_version = "privateapi-sandbox"

    def _answer(self) -> None:
        server = cast(OpenApiServer, self.server)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length") or 0))
        reply = server.application.answer(self.command, self.path, headers, body)
        if reply.ending != "answer":
            server.ending.wait(reply.seconds)
            self.close_connection = True
            if reply.ending == "reset":
                # With a linger time of zero, closing sends RST instead of FIN.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            return
        content = json.dumps(reply.content).encode()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_DELETE = _answer


class Endpoint(str):
    """The URL of a running sandbox, with what a test does to it."""

    _application: Application

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`, which clients of Alibaba Cloud take as their endpoint."""
        return self.removeprefix("http://")

    @property
    def instance(self) -> str:
        """The id of the server's present state; new after every reset."""
        return self._application.cloud.instance

    @property
    def calls(self) -> list[Recorded]:
        """What was asked since the last reset, with the code of the error of what was refused."""
        return list(self._application.cloud.calls)

    def reset(self) -> None:
        """Empty every product in every region, and forget faults and settings."""
        self._application.reset()

    def fault(self, fault: Fault) -> None:
        """Let the next calls of an action fail."""
        self._application.faults.add(fault)

    def settle(self, looks: int) -> None:
        """Let each passing state of what is made from now on last `looks` looks; 0 leaves them out."""
        self._application.cloud.looks = looks

    def put_into_cluster(self, instance: str, cluster: str) -> None:
        """Make an instance of the default region a member of a cluster, which no action of the API does."""
        region = self._application.cloud.region(DEFAULT_REGION)
        assert region is not None
        region.of(Instance)[instance].cluster = cluster

    def advance(self, seconds: float) -> None:
        """Put the cloud's clock forward, or back."""
        self._application.cloud.clock_offset += timedelta(seconds=seconds)


@contextmanager
def serve(port: int = 0, keys: Mapping[str, str] = DEFAULT_KEYS) -> Iterator[Endpoint]:
    """Run a server of its own state in a thread of this process; `keys` are the secrets by access key id."""
    application = Application(Cloud(keys=dict(keys)))
    server = OpenApiServer(port, application)
    with in_thread(server):
        endpoint = Endpoint(server.endpoint)
        endpoint._application = application
        yield endpoint


def run(port: int, ready_file: Path | None) -> None:
    """Serve until the process is told to end; `ready_file` says where, as JSON, while the server runs.

    Raises OSError when `port` is taken.
    """
    application = Application(Cloud())
    server = OpenApiServer(port, application)
    application.on_reset = lambda: announce(ready_file, application.describe())
    announce(ready_file, application.describe())
    until_told(server, ready_file)
