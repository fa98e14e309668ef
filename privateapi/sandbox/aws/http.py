"""An HTTP/1.1 front for a WSGI application on the loopback interface, with connections that stay open.

werkzeug's development server closes every connection and waits for stray bytes first; a client with 32
connections then spends more time connecting than asking.
"""

from __future__ import annotations

import io
import logging
import socketserver
import sys
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler
from typing import Any, cast

from moto.moto_server.werkzeug_app import MotoRequestHandler

LOOPBACK = "127.0.0.1"

logger = logging.getLogger(__name__)

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class LoopbackServer(socketserver.ThreadingTCPServer):
    """One thread per connection; no name look-ups; threads end with the process."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    multithread = True
    multiprocess = False
    ssl_context = None
    _server_version = "privateapi-sandbox"

    def __init__(self, port: int, application: WsgiApplication) -> None:
        """Bind to the loopback interface. Raises OSError when `port` is taken; 0 takes a free one."""
        self.app = application
        super().__init__((LOOPBACK, port), KeepAliveHandler)

    @property
    def port(self) -> int:
        """The TCP port in use."""
        return int(self.server_address[1])

    @property
    def endpoint(self) -> str:
        """The URL that AWS clients take as their endpoint."""
        return f"http://{LOOPBACK}:{self.port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no fault of the server."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            logger.exception("connection from %s", client_address)


class KeepAliveHandler(MotoRequestHandler):
    """Reads the whole body before the application runs: the next request starts where this one ended."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def handle(self) -> None:
        """Serve requests until the client closes the connection."""
        try:
            BaseHTTPRequestHandler.handle(self)
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def address_string(self) -> str:
        """The client's address; never a name, which would need a resolver."""
        return str(self.client_address[0])

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Requests are not logged: a line each would cost more than some answers."""

    def run_wsgi(self) -> None:
        """Answer one request."""
        environ = self.make_environ()
        if "wsgi.input_terminated" in environ:
            body = environ["wsgi.input"].read()
            environ["CONTENT_LENGTH"] = str(len(body))
            del environ["wsgi.input_terminated"], environ["HTTP_TRANSFER_ENCODING"]
        else:
            body = self.rfile.read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)

        answer: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answer[:] = [status, headers]

        application = cast(LoopbackServer, self.server).app
        chunks = application(environ, start_response)
        content = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
        status, headers = answer
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        bodiless = self.command == "HEAD" or code in ("204", "304")
        for key, value in headers:
            if key.lower() != "connection" and (bodiless or key.lower() != "content-length"):
                self.send_header(key, value)
        if not bodiless:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not bodiless:
            self.wfile.write(content)
