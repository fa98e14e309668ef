"""What a canary does, against a server on this machine."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from components.aws.canary_function import handler
from privateapi.sandbox.aws.testing import make_pem

NAME = "api.internal.example.com"


@contextlib.contextmanager
def _answering(status: int, folder: Path) -> Iterator[tuple[int, list[tuple[str, str | None]]]]:
    """An API that answers every request with a status; its port, and the paths and hosts that it is asked for."""
    asked: list[tuple[str, str | None]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is written to stderr."""

    pem = folder / "server.pem"
    pem.write_bytes(b"".join(make_pem(NAME)))
    server = HTTPServer(("127.0.0.1", 0), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def towards(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the environment of the function: the endpoint at a port of this machine."""

    def set_port(port: int) -> None:
        for key, value in {"ENDPOINT": "127.0.0.1", "PORT": str(port), "HOST": NAME, "REQUEST_PATH": "/orders"}.items():
            monkeypatch.setenv(key, value)

    return set_port


@pytest.mark.parametrize("status", [200, 403, 404])
def test_answer(status: int, tmp_path: Path, towards: Callable[[int], None]) -> None:
    with _answering(status, tmp_path) as (port, asked):
        towards(port)
        assert handler({}, None) == {"status": status}
    assert asked == [("/orders", NAME)], "it asks for the name at the endpoint"


def test_server_error(tmp_path: Path, towards: Callable[[int], None]) -> None:
    with _answering(503, tmp_path) as (port, _):
        towards(port)
        with pytest.raises(RuntimeError, match="the API answers 503"):
            handler({}, None)


def test_no_answer(tmp_path: Path, towards: Callable[[int], None]) -> None:
    with _answering(200, tmp_path) as (port, _):
        pass
    towards(port)
    with pytest.raises(OSError):
        handler({}, None)
