"""Messages: what a query gets, what is refused, and what becomes of packets that are no queries."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import dns.edns
import dns.flags
import dns.message
import dns.opcode
import dns.rcode
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.nameserver.replies import Replies
from privateapi.topology.dns import Resolver
from privateapi.topology.model import (
    Alias,
    ApiDomain,
    EndpointAddress,
    Geolocation,
    HostedZone,
    LoadBalancer,
    Node,
    Origin,
    RecordSet,
    Topology,
    Vpc,
    ZoneVpc,
)
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, values_of
from tests.topology.design import GEOGRAPHY

CLIENT = Vpc(origin=Origin("client"), name="client", region=Known("us-east-1"), enable_dns_hostnames=Known(True))
ZONE = HostedZone(
    origin=Origin("zone"),
    name="internal",
    zone_name=Known("example.internal"),
    private=Known(True),
    vpcs=Known((ZoneVpc(Ref.by("client")),)),
)
SOA = "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"


def _record(name: str, *values: str, key: str = "", **fields: Any) -> RecordSet:
    given: dict[str, Any] = {"type": Known("A"), "ttl": Known(60), "records": values_of(*values), **fields}
    return RecordSet(
        origin=Origin(key or name),
        name=key or name,
        zone=Ref.by("zone"),
        record_name=Known(f"{name}.example.internal"),
        **given,
    )


def _alias(name: str, target: str) -> RecordSet:
    return _record(name, alias=Known(Alias(target=Ref.by(target))), records=MISSING, ttl=MISSING)


NODES: list[Node] = [
    CLIENT,
    ZONE,
    _record("api", "10.0.0.4", "10.0.1.4"),
    _record("other", "api.example.internal.", type=Known("CNAME"), ttl=Known(300)),
    _record("dangling", "gone.example.internal", type=Known("CNAME"), ttl=Known(300)),
    _record("outside", "www.example.org", type=Known("CNAME"), ttl=Known(300)),
    _record("bad", "10.0.0"),
    _record("past", "10.0.0.5", ttl=Known(-1)),
    _record("sub", "ns1.example.org", type=Known("NS")),
    _record("plain", "www.example.org", type=Known("CNAME")),
    _record("mail", "10 mx.example.org", type=Known("MX")),
    _record("service", "1 2 443 api.example.internal", type=Known("SRV")),
    _record("4", "api.example.internal", type=Known("PTR")),
    _record("note", '"hello"', type=Known("TXT")),
    _record("elsewhere", "10.0.0.9", geolocation=Known(Geolocation(continent=Known("EU")))),
    _record("later", "10.0.0.7", ttl=UNKNOWN),
    _record("many", *(f"10.0.{number}.4" for number in range(200))),
    *(_record("turns", f"10.1.0.{number}", key=f"turn{number}", multivalue=Known(True)) for number in range(12)),
    *(_record("split", f"10.2.0.{weight}", key=f"split{weight}", weight=Known(weight)) for weight in (1, 3)),
    _alias("front", "balancer"),
    LoadBalancer(
        origin=Origin("balancer"), name="front", addresses=Known((EndpointAddress(ipv4=Known("10.0.0.254")),))
    ),
    _alias("modern", "domain"),
    ApiDomain(origin=Origin("domain"), name="orders"),
]


def _replies(seed: int = 1) -> Replies:
    resolver = Resolver(Topology(NODES), GEOGRAPHY)
    return Replies(lambda name, type: resolver.answer(CLIENT, name, type), random.Random(seed))


REPLIES = _replies()


def _ask(query: dns.message.Message, udp: bool = True) -> dns.message.Message:
    reply = REPLIES.reply(query.to_wire(), udp)
    assert reply is not None
    response = dns.message.from_wire(reply.wire)
    assert response.id == query.id
    assert response.flags & dns.flags.RA
    return response


def _query(name: str, type: str = "A", **options: Any) -> dns.message.Message:
    return dns.message.make_query(f"{name}.example.internal", type, **options)


def _lines(section: list[Any]) -> list[str]:
    return sorted(line for rrset in section for line in rrset.to_text().splitlines())


def _why(response: dns.message.Message) -> list[tuple[int, str | None]]:
    return [(option.code, option.text) for option in response.options if isinstance(option, dns.edns.EDEOption)]


NEGATIVE = [f"example.internal. 900 IN SOA {SOA}"]
TWO = ["api.example.internal. 60 IN A 10.0.0.4", "api.example.internal. 60 IN A 10.0.1.4"]


@pytest.mark.parametrize(
    ("name", "type", "rcode", "answer", "authority"),
    [
        ("api", "A", "NOERROR", TWO, []),
        ("other", "A", "NOERROR", [*TWO, "other.example.internal. 300 IN CNAME api.example.internal."], []),
        ("other", "CNAME", "NOERROR", ["other.example.internal. 300 IN CNAME api.example.internal."], []),
        # Names in values are full ones, also without the last dot.
        ("sub", "NS", "NOERROR", ["sub.example.internal. 60 IN NS ns1.example.org."], []),
        ("plain", "CNAME", "NOERROR", ["plain.example.internal. 60 IN CNAME www.example.org."], []),
        ("mail", "MX", "NOERROR", ["mail.example.internal. 60 IN MX 10 mx.example.org."], []),
        ("service", "SRV", "NOERROR", ["service.example.internal. 60 IN SRV 1 2 443 api.example.internal."], []),
        ("4", "PTR", "NOERROR", ["4.example.internal. 60 IN PTR api.example.internal."], []),
        ("note", "TXT", "NOERROR", ['note.example.internal. 60 IN TXT "hello"'], []),
        ("front", "A", "NOERROR", ["front.example.internal. 60 IN A 10.0.0.254"], []),
        ("later", "A", "NOERROR", ["later.example.internal. 0 IN A 10.0.0.7"], []),
        ("api", "AAAA", "NOERROR", [], NEGATIVE),
        ("gone", "A", "NXDOMAIN", [], NEGATIVE),
        ("elsewhere", "A", "NOERROR", [], NEGATIVE),
        (
            "dangling",
            "A",
            "NXDOMAIN",
            ["dangling.example.internal. 300 IN CNAME gone.example.internal."],
            NEGATIVE,
        ),
        ("api", "ANY", "NOERROR", ['api.example.internal. 3600 IN HINFO "RFC8482" ""'], []),
    ],
)
def test_reply(name: str, type: str, rcode: str, answer: list[str], authority: list[str]) -> None:
    response = _ask(_query(name, type))
    assert dns.rcode.to_text(response.rcode()) == rcode
    assert (_lines(response.answer), _lines(response.authority)) == (answer, authority)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("outside", "no private zone of VPC client holds www.example.org: the public DNS is asked"),
        ("modern", "the addresses of API domain orders are not known"),
        ("bad", "the answer cannot be written: Text input is malformed."),
        ("past", "the answer cannot be written: argument out of range"),
    ],
)
def test_what_is_not_known_fails_with_the_reason(name: str, why: str) -> None:
    response = _ask(_query(name, use_edns=0))
    assert (response.rcode(), response.answer, response.authority) == (dns.rcode.SERVFAIL, [], [])
    assert _why(response) == [(dns.edns.EDECode.OTHER, why)]
    # A client without EDNS would not understand the reason.
    assert _ask(_query(name)).edns == -1


def test_no_answer_says_why() -> None:
    response = _ask(_query("elsewhere", use_edns=0))
    assert response.rcode() == dns.rcode.NOERROR
    assert _why(response) == [(dns.edns.EDECode.OTHER, "no record is for us-east-1, and there is no default record")]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (_query("front"), "front.example.internal A: 10.0.0.254 from load balancer front, 60 s"),
        (_query("gone"), "gone.example.internal A: NXDOMAIN"),
        (_query("bad"), "bad.example.internal A: SERVFAIL: the answer cannot be written: Text input is malformed."),
        (_query("api", "AXFR"), "refused: REFUSED"),
    ],
)
def test_what_people_are_told(query: dns.message.Message, text: str) -> None:
    reply = REPLIES.reply(query.to_wire(), True)
    assert reply is not None
    assert reply.text == text


def test_too_much_for_udp_is_cut_off_and_whole_over_tcp() -> None:
    query = _query("many")
    cut, whole = _ask(query), _ask(query, udp=False)
    assert cut.flags & dns.flags.TC
    assert not whole.flags & dns.flags.TC
    assert len(_lines(whole.answer)) == 200


@pytest.mark.parametrize(
    ("options", "largest"),
    [
        ({}, 512),
        ({"use_edns": 0, "payload": 4096}, 1232),
        ({"use_edns": 0, "payload": 700}, 700),
        ({"use_edns": 0, "payload": 100}, 512),
    ],
)
def test_udp_is_as_large_as_both_ends_take(options: dict[str, Any], largest: int) -> None:
    reply = REPLIES.reply(_query("many", **options).to_wire(), True)
    assert reply is not None
    assert len(reply.wire) <= largest
    assert dns.message.from_wire(reply.wire).flags & dns.flags.TC


def _changed(opcode: dns.opcode.Opcode | None = None, questions: int = 1) -> dns.message.Message:
    query = _query("api")
    if opcode is not None:
        query.set_opcode(opcode)
    query.question = [*query.question, *_query("other").question][:questions]
    return query


@pytest.mark.parametrize(
    ("case", "query", "rcode"),
    [
        ("a transfer", _query("api", "AXFR"), dns.rcode.REFUSED),
        ("a type that is no data", _query("api", "TSIG"), dns.rcode.REFUSED),
        ("another class", dns.message.make_query("version.bind", "TXT", rdclass="CH"), dns.rcode.REFUSED),
        ("no question", _changed(questions=0), dns.rcode.FORMERR),
        ("two questions", _changed(questions=2), dns.rcode.FORMERR),
        ("another operation", _changed(opcode=dns.opcode.STATUS), dns.rcode.NOTIMP),
        ("another version of EDNS", _query("api", use_edns=1), dns.rcode.BADVERS),
    ],
)
def test_refused(case: str, query: dns.message.Message, rcode: dns.rcode.Rcode) -> None:
    response = _ask(query)
    assert (response.rcode(), response.answer) == (rcode, [])


@pytest.mark.parametrize(
    "packet",
    [b"", b"\0" * 11, dns.message.make_response(_query("api")).to_wire()],
    ids=["empty", "shorter than a header", "a response"],
)
def test_what_is_no_query_is_not_answered(packet: bytes) -> None:
    assert REPLIES.reply(packet, True) is None


def test_a_query_that_cannot_be_read_gets_its_id_back() -> None:
    query = _query("api")
    reply = REPLIES.reply(query.to_wire()[:-3], True)
    assert reply is not None
    response = dns.message.from_wire(reply.wire)
    assert (response.rcode(), response.id, reply.text) == (dns.rcode.FORMERR, query.id, "malformed")


@given(st.binary(max_size=80), st.booleans())
def test_any_packet_gets_a_reply_or_nothing(packet: bytes, udp: bool) -> None:
    reply = REPLIES.reply(packet, udp)
    assert reply is None or dns.message.from_wire(reply.wire).id == int.from_bytes(packet[:2], "big")


@given(st.data())
def test_a_damaged_query_gets_a_reply_or_nothing(data: st.DataObject) -> None:
    packet = bytearray(_query("many", use_edns=0).to_wire())
    for _ in range(data.draw(st.integers(1, 4))):
        packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    reply = REPLIES.reply(bytes(packet), True)
    assert reply is None or dns.message.from_wire(reply.wire).id == int.from_bytes(packet[:2], "big")


def _addresses(replies: Replies, name: str) -> tuple[str, ...]:
    reply = replies.reply(_query(name).to_wire(), True)
    assert reply is not None
    return tuple(sorted(rdata.to_text() for rrset in dns.message.from_wire(reply.wire).answer for rdata in rrset))


def test_weighted_answers_are_drawn_by_their_shares() -> None:
    """Of 2000 queries a quarter gets the record of weight 1: 500, within five standard deviations of 19."""
    replies = _replies(seed=7)
    drawn = Counter(_addresses(replies, "split") for _ in range(2000))
    assert set(drawn) == {("10.2.0.1",), ("10.2.0.3",)}
    assert 400 < drawn["10.2.0.1",] < 600


def test_multivalue_records_answer_together_eight_at_most() -> None:
    """Each of twelve is in two thirds of 300 replies: 200, within six standard deviations of 8."""
    replies = _replies(seed=7)
    drawn = [_addresses(replies, "turns") for _ in range(300)]
    assert {len(addresses) for addresses in drawn} == {8}
    shares = Counter(address for addresses in drawn for address in addresses)
    assert len(shares) == 12
    assert all(150 < count < 250 for count in shares.values())
