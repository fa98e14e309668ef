"""Serves the language host: `python -m privateapi.sandbox.engine.language_host [-root=DIR ...] ENGINE_ADDRESS`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import grpc

from privateapi.protocol import language_pb2_grpc
from privateapi.sandbox.engine.language_host.service import LanguageHost

# How often the host looks whether its engine is still there, in seconds.
HEARTBEAT = 1.0
# The engine sends whole schemas and states in one message, and its own hosts allow this many bytes.
MESSAGE_LIMIT = 400 * 1024 * 1024


async def serve(engine_address: str) -> None:
    """Serves until SIGINT or SIGTERM, or until the engine is gone; says its port on the first line of stdout."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    host = LanguageHost(engine_address)
    server = grpc.aio.server(
        options=[
            ("grpc.max_receive_message_length", MESSAGE_LIMIT),
            ("grpc.max_send_message_length", MESSAGE_LIMIT),
            ("grpc.so_reuseport", 0),
        ]
    )
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()

    engine = os.getppid()
    while os.getppid() == engine and not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), HEARTBEAT)
        except TimeoutError:
            continue
    await host.close()
    await server.stop(None)


def main() -> None:
    """Takes the engine's address from the command line; the other arguments repeat what each call carries."""
    positional = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    asyncio.run(serve(positional[-1] if positional else ""))
    sys.stdout.flush()
    # The transport of a program that was ended would say on stderr that its loop is closed, when it is collected.
    os._exit(0)


main()
