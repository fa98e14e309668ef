"""What a canary runs in Lambda: one request to an API through its endpoint. It has Python's own library only."""

import http.client
import os
import socket
import ssl
from typing import Any

TIMEOUT = 10.0
"""Seconds for the connection and for the answer; each."""


class _Through(http.client.HTTPSConnection):
    """A connection to the endpoint that asks for the name, as a client does whom the name's record leads there."""

    def connect(self) -> None:
        address = (os.environ["ENDPOINT"], int(os.environ.get("PORT", "443")))
        # The certificate may be of a private authority; nothing is sent that others may not know.
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.sock = context.wrap_socket(socket.create_connection(address, TIMEOUT), server_hostname=self.host)


def handler(event: Any, context: Any) -> dict[str, int]:
    """Ask once.

    Raises:
        RuntimeError: the answer is a 5xx. Any other error: there is no answer.
    """
    connection = _Through(os.environ["HOST"], timeout=TIMEOUT)
    try:
        connection.request("GET", os.environ["REQUEST_PATH"])
        status = connection.getresponse().status
    finally:
        connection.close()
    if status >= 500:
        raise RuntimeError(f"the API answers {status}")
    return {"status": status}
