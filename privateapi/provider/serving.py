"""How a plugin is served: on a free port of the loopback interface, which stdout says, until the engine ends."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import sys
from collections.abc import Callable, Sequence

import grpc

_MESSAGE_LIMIT = 400 * 1024 * 1024
_OPTIONS = [
    ("grpc.max_receive_message_length", _MESSAGE_LIMIT),
    ("grpc.max_send_message_length", _MESSAGE_LIMIT),
    ("grpc.so_reuseport", 0),
]


def started(
    add: Callable[[grpc.Server], None], threads: int, interceptors: Sequence[grpc.ServerInterceptor] = ()
) -> tuple[grpc.Server, int]:
    """A server with what `add` adds to it, and its port."""
    pool = concurrent.futures.ThreadPoolExecutor(max_workers=threads)
    server = grpc.server(pool, options=_OPTIONS, interceptors=interceptors)
    add(server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def serve_until_parent_ends(serve: Callable[[], tuple[grpc.Server, int]]) -> None:
    """Serve, say the port, and end with the engine or when it says so, without waiting for what still runs."""
    parent = os.getppid()
    # The engine ends packs with SIGINT, and shows what they write then (3.200.0).
    with contextlib.suppress(KeyboardInterrupt):
        server, port = serve()
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        while os.getppid() == parent and server.wait_for_termination(timeout=1):
            continue
    os._exit(0)  # threads may still be waiting for a cloud
