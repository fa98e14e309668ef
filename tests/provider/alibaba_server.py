"""A server that answers what a test tells it to, one answer after the other, and keeps what it was asked."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

HANG, RESET = "hang", "reset"
REQUEST = "CEF72CEB-54B6-4AE8-B225-F876FF7BZ016"


@dataclass
class Asked:
    """One request: action, parameters of the query and of the body, headers in small letters."""

    action: str
    query: dict[str, str]
    body: dict[str, str]
    headers: dict[str, str]
    target: str


@dataclass
class Script:
    """The answers that are left; the last one is given again and again."""

    endpoint: str
    answers: list[Any] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def says(self, *answers: Any) -> None:
        self.answers[:] = answers

    @property
    def actions(self) -> list[str]:
        return [each.action for each in self.asked]


def refusal(code: str, status: int = 400, **headers: str) -> tuple[int, dict[str, Any], dict[str, str]]:
    """An answer that refuses a call."""
    body = {"RequestId": REQUEST, "HostId": "h", "Code": code, "Message": f"about {code}", "Recommend": "r"}
    return status, body, headers


@contextmanager
def scripted() -> Iterator[Script]:
    """The server on a free port."""
    script = Script("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            parts = urlsplit(self.path)
            with script.lock:
                script.asked.append(
                    Asked(
                        self.headers["x-acs-action"],
                        {name: values[0] for name, values in parse_qs(parts.query).items()},
                        {name: values[0] for name, values in parse_qs(text).items()},
                        {name.lower(): value for name, value in self.headers.items()},
                        self.path,
                    )
                )
                answer = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            if answer == HANG:
                script.released.wait(20)
                self.close_connection = True
                return
            if answer == RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            status, body, headers = answer if isinstance(answer, tuple) else (200, answer, {})
            data = body.encode() if isinstance(body, str) else json.dumps({"RequestId": REQUEST, **body}).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            return

    server = Server(("127.0.0.1", 0), Handler)
    script.endpoint = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
