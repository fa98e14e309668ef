"""Resolver endpoints and rules read from the sandbox, and what they make of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from privateapi.facts.regions import distance_km, places
from privateapi.readers.live import naming, network
from privateapi.readers.live.place import Place
from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients, make_network
from privateapi.topology.dns import Resolver, Result
from privateapi.topology.model import (
    Node,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    Topology,
    Vpc,
)
from privateapi.topology.on_premises import answer_through, find_endpoint
from privateapi.topology.routing import Geography
from privateapi.topology.values import MISSING, Known

REGION = "us-east-1"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve() as started:
        yield started


@pytest.fixture
def aws(endpoint: Endpoint) -> Clients:
    """An empty account."""
    endpoint.reset()
    return Clients(endpoint)


def _made(aws: Clients) -> dict[str, Any]:
    """A VPC with both endpoints, and a rule that it follows."""
    ec2, resolver = aws("ec2"), aws("route53resolver")
    made = make_network(aws)
    group = ec2.create_security_group(GroupName="names", Description="names", VpcId=made.vpc)["GroupId"]
    permitted = [
        {"IpProtocol": protocol, "FromPort": 53, "ToPort": 53, "IpRanges": [{"CidrIp": "192.168.0.0/16"}]}
        for protocol in ("tcp", "udp")
    ]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permitted)
    ids = {
        direction: resolver.create_resolver_endpoint(
            CreatorRequestId=direction,
            Name=direction,
            Direction=direction,
            SecurityGroupIds=[group],
            IpAddresses=[{"SubnetId": each} for each in made.subnets],
        )["ResolverEndpoint"]["Id"]
        for direction in ("INBOUND", "OUTBOUND")
    }
    rule = resolver.create_resolver_rule(
        CreatorRequestId="rule",
        Name="corp",
        RuleType="FORWARD",
        DomainName="corp.example.com",
        TargetIps=[{"Ip": "192.168.0.2"}],
        ResolverEndpointId=ids["OUTBOUND"],
    )["ResolverRule"]["Id"]
    resolver.associate_resolver_rule(ResolverRuleId=rule, VPCId=made.vpc)
    return {"vpc": made.vpc, "subnets": made.subnets, "group": group, "rule": rule, **ids}


def _read(aws: Clients) -> list[Node]:
    place = Place("123456789012", REGION, aws)
    return [
        node
        for reader in (
            network.vpcs,
            network.subnets,
            network.security_groups,
            naming.resolver_endpoints,
            naming.resolver_rules,
            naming.resolver_rule_associations,
        )
        for node in reader(place)
    ]


def test_resolver(aws: Clients) -> None:
    made = _made(aws)
    topology = Topology(_read(aws))
    inbound = next(each for each in topology.of(ResolverEndpoint) if each.direction == Known("INBOUND"))
    assert (inbound.name, inbound.id, inbound.live) == ("INBOUND", Known(made["INBOUND"]), True)
    assert topology.follow(inbound.vpc, Vpc, inbound).get().id == Known(made["vpc"])
    addresses = inbound.addresses.get()
    assert [(each.subnet.id, each.ipv4, each.ipv6) for each in addresses] == [
        (Known(made["subnets"][0]), Known("10.0.1.4"), MISSING),
        (Known(made["subnets"][1]), Known("10.0.2.4"), MISSING),
    ]
    [rule] = topology.of(ResolverRule)
    assert (rule.domain_name, rule.type, rule.endpoint.id) == (
        Known("corp.example.com"),
        Known("FORWARD"),
        Known(made["OUTBOUND"]),
    )
    assert (rule.target_addresses, rule.target_ports) == (Known((Known("192.168.0.2"),)), Known((Known(53),)))
    [association] = topology.of(ResolverRuleAssociation)
    assert (association.rule.id, association.vpc.id) == (Known(made["rule"]), Known(made["vpc"]))


def test_answer_through_inbound_endpoint(aws: Clients) -> None:
    _made(aws)
    topology = Topology(_read(aws))
    resolver = Resolver(topology, Geography(distance_km, places().get))
    inbound = find_endpoint(topology, "10.0.2.4")
    answer = answer_through(resolver, inbound, "db.corp.example.com", client="192.168.0.9")
    assert (answer.result, answer.reason) == (
        Result.FORWARDED,
        "resolver rule corp forwards db.corp.example.com to other name servers",
    )
    refused = answer_through(resolver, inbound, "db.corp.example.com", client="172.16.0.9")
    assert refused.result is Result.NO_ANSWER


class _OwnOfAws:
    """The Resolver of an account with nothing but the rules that AWS has of its own."""

    def can_paginate(self, operation: str) -> bool:
        return False

    def list_resolver_rules(self) -> dict[str, Any]:
        rule = {"Id": "rslvr-autodefined-rr-internet-resolver", "DomainName": ".", "RuleType": "RECURSIVE"}
        return {"ResolverRules": [rule]}

    def list_resolver_rule_associations(self) -> dict[str, Any]:
        association = {
            "Id": "rslvr-autodefined-assoc-vpc-1-internet-resolver",
            "ResolverRuleId": "rslvr-autodefined-rr-internet-resolver",
            "VPCId": "vpc-1",
        }
        return {"ResolverRuleAssociations": [association]}


def test_rules_of_aws_are_left_out() -> None:
    place = Place("123456789012", REGION, lambda service: _OwnOfAws())
    assert [*naming.resolver_rules(place), *naming.resolver_rule_associations(place)] == []
