"""Answers for clients on premises: the view of the inbound endpoint's VPC, and who is let in to ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from privateapi.facts.regions import distance_km, places
from privateapi.topology.cidr import CidrError
from privateapi.topology.dns import Answer, Resolver, Result
from privateapi.topology.model import (
    Direction,
    EndpointAddress,
    HostedZone,
    Node,
    Origin,
    RecordSet,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Topology,
    Vpc,
    ZoneVpc,
)
from privateapi.topology.on_premises import (
    UnknownEndpointError,
    answer_through,
    find_endpoint,
    inbound_endpoints,
    viewed_from,
)
from privateapi.topology.routing import Geography
from privateapi.topology.values import UNKNOWN, Known, NotJudged, Ref, Refs, values_of

API = "api.example.internal"
ASKER = "192.168.0.9"

VPC = Vpc(
    origin=Origin("vpc"), name="hub", region=Known("us-east-1"), enable_dns_hostnames=Known(True), id=Known("vpc-1")
)
ZONE = HostedZone(
    origin=Origin("zone"),
    name="example.internal",
    zone_name=Known("example.internal"),
    private=Known(True),
    vpcs=Known((ZoneVpc(Ref.by("vpc")),)),
)
RECORD = RecordSet(
    origin=Origin("record"),
    name=API,
    zone=Ref.by("zone"),
    record_name=Known(API),
    type=Known("A"),
    ttl=Known(60),
    records=values_of("10.0.0.9"),
)
GROUP = SecurityGroup(origin=Origin("group"), name="inbound", id=Known("sg-1"))
ENDPOINT = ResolverEndpoint(
    origin=Origin("endpoint"),
    name="from-on-premises",
    direction=Known("INBOUND"),
    vpc=Ref.by("vpc"),
    addresses=Known((EndpointAddress(ipv4=Known("10.0.0.53")), EndpointAddress(ipv4=Known("10.0.1.53")))),
    security_groups=Refs.by("group"),
)


def _admits(protocol: str, cidr: str = "192.168.0.0/16") -> SecurityGroupRule:
    return SecurityGroupRule(
        origin=Origin(f"rule:{protocol}"),
        security_group=Ref.by("group"),
        direction=Direction.INGRESS,
        ip_protocol=Known(protocol),
        from_port=Known(53),
        to_port=Known(53),
        cidr_blocks=values_of(cidr),
    )


BOTH = (_admits("udp"), _admits("tcp"))


def _answer(*nodes: Node, endpoint: ResolverEndpoint = ENDPOINT, name: str = API, **asked: Any) -> Answer:
    topology = Topology([VPC, ZONE, RECORD, GROUP, endpoint, *nodes])
    return answer_through(Resolver(topology, Geography(distance_km, places().get)), endpoint, name, **asked)


def test_sees_what_the_vpc_sees() -> None:
    answer = _answer(*BOTH, client=ASKER)
    assert answer.result is Result.ANSWERED
    assert [part.values for part in answer.given] == [Known(("10.0.0.9",))]
    assert [step.text for step in answer.steps][:2] == [
        "192.168.0.9 asks resolver endpoint from-on-premises, which answers as VPC hub sees it",
        "VPC hub asks for A of api.example.internal",
    ]


def test_rules_of_the_vpc_are_followed() -> None:
    rule = ResolverRule(
        origin=Origin("forward"), name="corp", domain_name=Known("corp.internal"), type=Known("FORWARD")
    )
    follows = ResolverRuleAssociation(origin=Origin("follows"), rule=Ref.by("forward"), vpc=Ref.by("vpc"))
    answer = _answer(rule, follows, name="db.corp.internal")
    assert (answer.result, answer.reason) == (
        Result.FORWARDED,
        "resolver rule corp forwards db.corp.internal to other name servers",
    )
    delegate = replace(ENDPOINT, direction=Known("INBOUND_DELEGATION"))
    answer = _answer(rule, follows, endpoint=delegate, name="db.corp.internal")
    assert (answer.result, answer.reason) == (
        Result.NO_ANSWER,
        "resolver endpoint from-on-premises is for delegation and answers for private zones alone; none of them holds "
        "db.corp.internal",
    )
    assert _answer(endpoint=delegate).result is Result.ANSWERED


def test_rules_that_answer_for_no_domain() -> None:
    delegate = ResolverRule(origin=Origin("delegate"), name="delegate", type=Known("DELEGATE"))
    aws = ResolverRule(origin=Origin("aws"), name="Internet", type=Known("RECURSIVE"), domain_name=Known(""))
    follows = [
        ResolverRuleAssociation(origin=Origin(f"follows-{rule.key}"), rule=Ref.by(rule.key), vpc=Ref.by("vpc"))
        for rule in (delegate, aws)
    ]
    assert _answer(delegate, aws, *follows).result is Result.ANSWERED
    assert _answer(delegate, aws, *follows, name="www.example.com").result is Result.PUBLIC


@pytest.mark.parametrize(
    ("case", "rules", "result", "reason"),
    [
        (
            "UDP alone",
            (_admits("udp"),),
            Result.NO_ANSWER,
            "security group inbound of resolver endpoint from-on-premises does not let 192.168.0.9 in on tcp 53",
        ),
        (
            "other clients",
            (_admits("udp", "172.16.0.0/12"), _admits("tcp", "172.16.0.0/12")),
            Result.NO_ANSWER,
            "security group inbound of resolver endpoint from-on-premises does not let 192.168.0.9 in on udp 53",
        ),
        (
            "unknown",
            (replace(_admits("udp"), cidr_blocks=UNKNOWN, name="udp"),),
            Result.UNKNOWN,
            "whether resolver endpoint from-on-premises lets 192.168.0.9 in is not known: a CIDR block of security "
            "group "
            "rule udp is not known yet",
        ),
    ],
)
def test_not_let_in(case: str, rules: tuple[SecurityGroupRule, ...], result: Result, reason: str) -> None:
    answer = _answer(*rules, client=ASKER)
    assert (answer.result, answer.given, answer.reason) == (result, (), reason)


def test_groups_unknown() -> None:
    answer = _answer(endpoint=replace(ENDPOINT, security_groups=Refs(UNKNOWN)), client=ASKER)
    assert answer.result is Result.UNKNOWN
    assert answer.reason == ("the list of security groups of resolver endpoint from-on-premises is not known yet")


def test_client_that_is_no_address() -> None:
    with pytest.raises(CidrError, match="'on-premises' is no IPv4 or IPv6 address"):
        _answer(*BOTH, client="on-premises")


def test_endpoints_by_what_names_them() -> None:
    outbound = replace(ENDPOINT, origin=Origin("outbound"), direction=Known("OUTBOUND"))
    unread = replace(ENDPOINT, origin=Origin("unread"), direction=UNKNOWN)
    topology = Topology([VPC, ENDPOINT, outbound, unread])
    assert list(inbound_endpoints(topology)) == [ENDPOINT]
    for text in ("10.0.1.53", "from-on-premises", "endpoint"):
        assert find_endpoint(topology, text) == ENDPOINT
    with pytest.raises(UnknownEndpointError) as raised:
        find_endpoint(topology, "10.0.1.54")
    assert str(raised.value) == "there is no inbound Resolver endpoint '10.0.1.54'; there are from-on-premises"
    with pytest.raises(UnknownEndpointError, match="'x'; the design has none$"):
        find_endpoint(Topology([VPC]), "x")


def test_vpc_of_the_subnets() -> None:
    subnet = Subnet(origin=Origin("subnet"), name="a", vpc=Ref.by("vpc"))
    addresses = Known((EndpointAddress(Ref.by("subnet"), Known("10.0.0.53")),))
    endpoint = replace(ENDPOINT, vpc=Ref(UNKNOWN), addresses=addresses)
    assert viewed_from(Topology([VPC, subnet, endpoint]), endpoint) == VPC


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"direction": Known("OUTBOUND")}, "resolver endpoint from-on-premises is OUTBOUND: nobody asks it"),
        ({"direction": UNKNOWN}, "the direction of resolver endpoint from-on-premises is not known yet"),
        ({"vpc": Ref(UNKNOWN), "addresses": UNKNOWN}, "the VPC of resolver endpoint from-on-premises is not known yet"),
    ],
)
def test_no_view(changed: dict[str, Any], reason: str) -> None:
    endpoint = replace(ENDPOINT, **changed)
    with pytest.raises(NotJudged) as raised:
        viewed_from(Topology([VPC, endpoint]), endpoint)
    assert str(raised.value) == reason
