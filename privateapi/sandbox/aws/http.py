"""An HTTP/1.1 front for a WSGI application on the loopback interface, with connections that stay open.

werkzeug's development server closes every connection and waits for stray bytes first; a client with 32
connections then spends more time connecting than asking.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any, cast

from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.http import http_date

from privateapi.sandbox.aws.clock import CLOCK
from privateapi.sandbox.http import KeepAlive, LoopbackServer

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WsgiServer(LoopbackServer):
    """Serves one application."""

    multithread = True
    multiprocess = False
    ssl_context = None
    _server_version = "privateapi-sandbox"

    def __init__(self, port: int, application: WsgiApplication) -> None:
        """Bind to the loopback interface. Raises OSError when `port` is taken; 0 takes a free one."""
        self.app = application
        super().__init__(port, WsgiHandler)


class WsgiHandler(KeepAlive, MotoRequestHandler):
    """Reads the whole body before the application runs: the next request starts where this one ended."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The header `Date` by the sandbox's clock: by the clock's metrics a client may not go by its own."""
        return http_date(CLOCK.now())

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

        application = cast(WsgiServer, self.server).app
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
            if key.lower() not in ("connection", "date") and (bodiless or key.lower() != "content-length"):
                self.send_header(key, value)
        if not bodiless:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not bodiless:
            self.wfile.write(content)
