"""The sockets of the name server: UDP and TCP on one loopback port (RFC 7766)."""

from __future__ import annotations

import errno
import socket
import socketserver
import struct
from collections.abc import Callable
from threading import Thread
from types import TracebackType
from typing import Any

from privateapi.nameserver.replies import Replies

LOOPBACK = "127.0.0.1"
# A client that says nothing on a TCP connection for so long is left alone.
_IDLE_SECONDS = 10.0
# How often a free port is looked for that UDP and TCP have both.
_ATTEMPTS = 20


class PortTakenError(OSError):
    """The port cannot be listened on; the message says why."""


class NameServer:
    """Answers on 127.0.0.1 between `with` and its end.

    Args:
        replies: what is replied.
        port: 0 for a free one; `port` says which it is.
        said: is told one line for each query; called from several threads.

    Raises:
        PortTakenError: the port is taken, or may not be used.
    """

    def __init__(self, replies: Replies, port: int = 0, said: Callable[[str], None] = lambda text: None) -> None:
        self._replies = replies
        self._said = said
        self._udp, self._tcp = _listen(self, port)
        self.port: int = self._udp.server_address[1]
        self._threads = [Thread(target=server.serve_forever, args=(0.05,)) for server in (self._udp, self._tcp)]

    def __enter__(self) -> NameServer:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server, thread in zip((self._udp, self._tcp), self._threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()

    def reply(self, packet: bytes, udp: bool) -> bytes | None:
        """The reply to a packet, after it was told about."""
        reply = self._replies.reply(packet, udp)
        if reply is None:
            return None
        self._said(reply.text)
        return reply.wire


class _Udp(socketserver.UDPServer):
    def __init__(self, server: NameServer, port: int) -> None:
        self.name_server = server
        super().__init__((LOOPBACK, port), _UdpQuery)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is gone is no fault of the server."""


class _UdpQuery(socketserver.BaseRequestHandler):
    server: _Udp

    def handle(self) -> None:
        packet, here = self.request
        reply = self.server.name_server.reply(packet, udp=True)
        if reply is not None:
            here.sendto(reply, self.client_address)


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, server: NameServer, port: int) -> None:
        self.name_server = server
        self._open: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), _TcpQueries)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        for request in list(self._open):
            self.shutdown_request(request)
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """As for UDP."""


class _TcpQueries(socketserver.BaseRequestHandler):
    server: _Tcp

    def handle(self) -> None:
        self.request.settimeout(_IDLE_SECONDS)
        try:
            while (length := self._read(2)) is not None:
                packet = self._read(struct.unpack("!H", length)[0])
                if packet is None:
                    return
                reply = self.server.name_server.reply(packet, udp=False)
                if reply is not None:
                    self.request.sendall(struct.pack("!H", len(reply)) + reply)
        except OSError:
            return

    def _read(self, size: int) -> bytes | None:
        """Exactly that many bytes, or None when the client ends before."""
        read = b""
        while len(read) < size:
            part = self.request.recv(size - len(read))
            if not part:
                return None
            read += part
        return read


def _listen(server: NameServer, port: int) -> tuple[_Udp, _Tcp]:
    for _ in range(_ATTEMPTS):
        try:
            udp = _Udp(server, port)
        except (OSError, OverflowError) as fault:
            raise PortTakenError(_why(port, fault)) from fault
        try:
            return udp, _Tcp(server, udp.server_address[1])
        except OSError as fault:
            udp.server_close()
            if port or fault.errno != errno.EADDRINUSE:
                raise PortTakenError(_why(port, fault)) from fault
    raise PortTakenError(f"no port is free for UDP and TCP on {LOOPBACK}")


def _why(port: int, fault: Exception) -> str:
    code = fault.errno if isinstance(fault, OSError) else None
    if code == errno.EADDRINUSE:
        return f"port {port} of {LOOPBACK} is taken; give another, or 0 for a free one"
    if code == errno.EACCES:
        return f"port {port} may not be used without privileges; give one from 1024 on, or 0 for a free one"
    return f"port {port} of {LOOPBACK} cannot be listened on: {fault}"
