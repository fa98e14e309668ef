"""What the servers of the sandbox share: HTTP/1.1 on the loopback interface, with connections that stay open."""

from __future__ import annotations

import logging
import socketserver
import sys
from http.server import BaseHTTPRequestHandler
from typing import Any

LOOPBACK = "127.0.0.1"

logger = logging.getLogger(__name__)


class LoopbackServer(socketserver.ThreadingTCPServer):
    """One thread per connection; no name look-ups; threads end with the process."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        """Bind to the loopback interface. Raises OSError when `port` is taken; 0 takes a free one."""
        super().__init__((LOOPBACK, port), handler)

    @property
    def port(self) -> int:
        """The TCP port in use."""
        return int(self.server_address[1])

    @property
    def endpoint(self) -> str:
        """The URL that clients take as their endpoint."""
        return f"http://{LOOPBACK}:{self.port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no fault of the server."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            logger.exception("connection from %s", client_address)


class KeepAlive(BaseHTTPRequestHandler):
    """A connection that serves one request after the other."""

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
