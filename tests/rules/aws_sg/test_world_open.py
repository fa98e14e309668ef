"""AWS-SG-01."""

import dataclasses
from typing import Any

from privateapi.rules.aws_sg.world_open import WorldOpen
from privateapi.topology.model import (
    Direction,
    LoadBalancer,
    ManagedPrefixList,
    Node,
    SecurityGroup,
    SecurityGroupRule,
    VpcEndpoint,
    VpcLink,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, values_of
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite, run

GROUP = node(SecurityGroup, "api")
USED = refs(SecurityGroup, "api")
ENDPOINT = node(VpcEndpoint, "execute", security_groups=USED)


def balancer(scheme: str) -> LoadBalancer:
    """A Network Load Balancer with the group."""
    return node(LoadBalancer, "front", type=Known("network"), scheme=Known(scheme), security_groups=USED)


def lets(*blocks: str, direction: Direction = Direction.INGRESS, **fields: Any) -> SecurityGroupRule:
    """A rule of the group for some blocks."""
    values: dict[str, Any] = {
        "security_group": ref(SecurityGroup, "api"),
        "direction": direction,
        "ip_protocol": Known("tcp"),
        "from_port": Known(443),
        "to_port": Known(443),
        "cidr_blocks": values_of(*(block for block in blocks if ":" not in block)),
        "ipv6_cidr_blocks": values_of(*(block for block in blocks if ":" in block)),
    }
    return node(SecurityGroupRule, "in", **{**values, **fields})


WORLD = lets("0.0.0.0/0")


class TestWorldOpen(RuleSuite):
    rule = WorldOpen
    passing = [
        ("the VPC's block", [GROUP, ENDPOINT, lets("10.0.0.0/16")]),
        ("everywhere, outwards", [GROUP, ENDPOINT, lets("0.0.0.0/0", direction=Direction.EGRESS)]),
        ("a group that none of them uses", [GROUP, WORLD]),
        ("a balancer that faces the internet", [GROUP, balancer("internet-facing"), WORLD]),
        ("a balancer for applications", [GROUP, node(LoadBalancer, "front", security_groups=USED), WORLD]),
    ]
    failing = [
        (
            "an endpoint",
            [GROUP, ENDPOINT, WORLD],
            ["security group rule in lets 0.0.0.0/0 into security group api, which VPC endpoint execute uses"],
        ),
        (
            "both families",
            [GROUP, ENDPOINT, lets("10.0.0.0/16", "0.0.0.0/0", "::/0")],
            ["security group rule in lets 0.0.0.0/0 and ::/0 into security group api, which VPC endpoint execute uses"],
        ),
        (
            "an internal balancer",
            [GROUP, balancer("internal"), WORLD],
            ["security group rule in lets 0.0.0.0/0 into security group api, which load balancer front uses"],
        ),
        (
            "a VPC link",
            [GROUP, node(VpcLink, "link", version=2, security_groups=USED), WORLD],
            ["security group rule in lets 0.0.0.0/0 into security group api, which VPC link link uses"],
        ),
        (
            "by a prefix list",
            [
                GROUP,
                ENDPOINT,
                node(ManagedPrefixList, "all", entries=values_of("0.0.0.0/0")),
                lets(prefix_lists=refs(ManagedPrefixList, "all")),
            ],
            ["security group rule in lets 0.0.0.0/0 into security group api, which VPC endpoint execute uses"],
        ),
        (
            "beside a block that is not known",
            [GROUP, ENDPOINT, lets(cidr_blocks=values_of(UNKNOWN, "0.0.0.0/0"))],
            ["security group rule in lets 0.0.0.0/0 into security group api, which VPC endpoint execute uses"],
        ),
    ]
    unknown = [
        (
            "a block",
            [GROUP, ENDPOINT, lets(cidr_blocks=values_of(UNKNOWN))],
            ["security group rule in: a CIDR block of security group rule in is not known yet"],
        ),
        (
            "which groups an endpoint has",
            [GROUP, dataclasses.replace(ENDPOINT, security_groups=Refs(UNKNOWN)), WORLD],
            ["VPC endpoint execute: the list of its security groups is not known yet"],
        ),
        (
            "whose rule it is",
            [GROUP, ENDPOINT, lets("0.0.0.0/0", security_group=Ref(UNKNOWN))],
            ["security group rule in: its security group is not known yet"],
        ),
        (
            "whether the balancer is internal",
            [GROUP, dataclasses.replace(balancer("internal"), scheme=UNKNOWN), WORLD],
            ["load balancer front: its scheme is not known yet"],
        ),
    ]

    def test_existing_group(self) -> None:
        nodes: list[Node] = [dataclasses.replace(ENDPOINT, live=True), dataclasses.replace(GROUP, live=True), WORLD]
        assert len(run(WorldOpen, nodes).violations) == 1
