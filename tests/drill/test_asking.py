"""Name servers are asked, and what they do not answer is said."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import dns.message
import dns.rcode
import dns.rrset
import pytest

from privateapi.drill.asking import ask, server_of
from privateapi.drill.errors import OptionError

NAME = "orders.internal.example.com"


@pytest.fixture
def server() -> Iterator[tuple[str, int]]:
    """A name server that has two addresses of one name, and no other name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        where = ("127.0.0.1", int(listening.getsockname()[1]))

        def serve() -> None:
            while True:
                data, client = listening.recvfrom(4096)
                if not data:
                    return
                query = dns.message.from_wire(data)
                reply = dns.message.make_response(query)
                if query.question[0].name.to_text(omit_final_dot=True) == NAME:
                    reply.answer.append(dns.rrset.from_text(f"{NAME}.", 60, "IN", "A", "10.1.1.10", "10.1.0.10"))
                else:
                    reply.set_rcode(dns.rcode.NXDOMAIN)
                listening.sendto(reply.to_wire(), client)

        thread = threading.Thread(target=serve)
        thread.start()
        yield where
        listening.sendto(b"", where)
        thread.join()


def test_addresses_are_in_order(server: tuple[str, int]) -> None:
    assert ask(server, NAME) == "10.1.0.10, 10.1.1.10"


def test_name_that_is_not_there(server: tuple[str, int]) -> None:
    assert ask(server, "other.example.com") == "NXDOMAIN"


def test_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privateapi.drill.asking._SECONDS", 0.2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        assert ask(("127.0.0.1", silent.getsockname()[1]), NAME) == "no answer (LifetimeTimeout)"


@pytest.mark.parametrize(("text", "server"), [("10.0.0.2", ("10.0.0.2", 53)), ("127.0.0.1:5353", ("127.0.0.1", 5353))])
def test_servers(text: str, server: tuple[str, int]) -> None:
    assert server_of(text) == server


@pytest.mark.parametrize("text", ["", "ns.example.com", "10.0.0.2:0", "10.0.0.2:many", "10.0.0.2:70000", "10.0.0"])
def test_what_is_no_server_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="is no name server; write its IPv4 address"):
        server_of(text)
