"""The sockets: dnspython as the client, over UDP and TCP, with what clients do wrong."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import dns.message
import dns.query
import pytest

from privateapi.nameserver.replies import Replies
from privateapi.nameserver.server import LOOPBACK, NameServer, PortTakenError
from privateapi.topology.dns import Answer, Given, Result
from privateapi.topology.values import Known

TIMEOUT = 30.0


def _answer(name: str, type: str) -> Answer:
    """Two hundred addresses for `many`, one for every other name."""
    count = 200 if name.startswith("many") else 1
    values = tuple(f"10.0.0.{number}" for number in range(count))
    parts = (Given(1.0, values=Known(values), ttl=Known(5)),)
    return Answer(Result.ANSWERED, parts, (), parts=parts)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def server(said: list[str]) -> Iterator[NameServer]:
    with NameServer(Replies(_answer), said=said.append) as running:
        yield running


def _query(name: str = "api.example.internal") -> dns.message.QueryMessage:
    return dns.message.make_query(name, "A")


def _values(response: dns.message.Message) -> list[str]:
    return [rdata.to_text() for rrset in response.answer for rdata in rrset]


def test_udp_and_tcp_answer_on_one_port(server: NameServer, said: list[str]) -> None:
    over_udp = dns.query.udp(_query(), LOOPBACK, timeout=TIMEOUT, port=server.port)
    over_tcp = dns.query.tcp(_query(), LOOPBACK, timeout=TIMEOUT, port=server.port)
    assert _values(over_udp) == _values(over_tcp) == ["10.0.0.0"]
    assert said == ["api.example.internal A: 10.0.0.0 from the name, 5 s"] * 2


def test_a_client_asks_again_over_tcp_when_udp_is_cut_off(server: NameServer) -> None:
    query = _query("many.example.internal")
    response, tcp = dns.query.udp_with_fallback(query, LOOPBACK, timeout=TIMEOUT, port=server.port)
    assert tcp
    assert len(_values(response)) == 200


def test_several_queries_on_one_connection(server: NameServer) -> None:
    with socket.create_connection((LOOPBACK, server.port), timeout=TIMEOUT) as client:
        for name in ("one.example.internal", "two.example.internal"):
            assert _values(dns.query.tcp(_query(name), LOOPBACK, timeout=TIMEOUT, sock=client)) == ["10.0.0.0"]


@pytest.mark.parametrize(
    "sent",
    [b"", b"\0", struct.pack("!H", 100) + b"short", struct.pack("!H", 0), struct.pack("!H", 4) + b"junk"],
    ids=["nothing", "half a length", "less than said", "no bytes", "junk"],
)
def test_a_client_that_leaves_harms_no_other(server: NameServer, sent: bytes) -> None:
    with socket.create_connection((LOOPBACK, server.port), timeout=TIMEOUT) as client:
        client.sendall(sent)
    assert _values(dns.query.tcp(_query(), LOOPBACK, timeout=TIMEOUT, port=server.port)) == ["10.0.0.0"]


def test_packets_that_are_no_queries_harm_no_other(server: NameServer) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        for packet in (b"", b"x", b"\0" * 12, b"\xff" * 600):
            client.sendto(packet, (LOOPBACK, server.port))
    assert _values(dns.query.udp(_query(), LOOPBACK, timeout=TIMEOUT, port=server.port)) == ["10.0.0.0"]


def test_open_connections_end_with_the_server() -> None:
    with NameServer(Replies(_answer)) as running:
        client = socket.create_connection((LOOPBACK, running.port), timeout=TIMEOUT)
        dns.query.tcp(_query(), LOOPBACK, timeout=TIMEOUT, sock=client)
    with client:
        assert client.recv(1) == b""


def test_a_port_that_is_taken(server: NameServer) -> None:
    with pytest.raises(PortTakenError) as caught:
        NameServer(Replies(_answer), server.port)
    assert str(caught.value) == f"port {server.port} of 127.0.0.1 is taken; give another, or 0 for a free one"


def test_a_port_whose_tcp_is_taken() -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError) as caught:
            NameServer(Replies(_answer), port)
    assert str(caught.value) == f"port {port} of 127.0.0.1 is taken; give another, or 0 for a free one"
