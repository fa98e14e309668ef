"""AWS-CIDR-20."""

import dataclasses

from privateapi.rules.aws_cidr.private_subnets import PrivateSubnets
from privateapi.topology.model import InternetGateway, Node, OtherResource, RouteTarget, Vpc, VpcEndpoint
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.designs import changed, two_regions
from tests.rules.nodes import node, ref, route, subnet, table, vpc
from tests.rules.suite import RuleSuite

ENDPOINT = node(VpcEndpoint, "api", vpc=ref(Vpc, "hub"), service_name=Known("com.amazonaws.us-east-1.execute-api"))
A, B = subnet("a", "hub", "10.0.0.0/24"), subnet("b", "hub", "10.0.1.0/24", "us-east-1b")
HUB: list[Node] = [vpc("hub", "10.0.0.0/16"), ENDPOINT, *table("private", "hub", "a", "b")]
NEEDED = "a private API needs them in 2 zones"


def default_route(target: Ref) -> Node:
    """A default route to a gateway."""
    return route("private", "0.0.0.0/0", RouteTarget.GATEWAY, target)


class TestPrivateSubnets(RuleSuite):
    rule = PrivateSubnets
    passing = [
        ("the design of two Regions", two_regions()),
        ("two zones", [*HUB, A, B]),
        (
            "two zones and a public one",
            [*HUB, A, B, subnet("c", "hub", "10.0.2.0/24", map_public_ip_on_launch=Known(True))],
        ),
        ("a VPC without a private API", [vpc("hub", "10.0.0.0/16"), A]),
        (
            "a default route to a virtual private gateway",
            [*HUB, A, B, node(OtherResource, "vpn"), default_route(ref(OtherResource, "vpn"))],
        ),
        ("a default route to a stated virtual private gateway", [*HUB, A, B, default_route(Ref.to("vgw-0a1"))]),
        ("main route tables without routes", [*HUB[:2], A, B]),
    ]
    failing = [
        ("one subnet", [*HUB, A], [f"VPC hub in us-east-1 has private subnets in us-east-1a only; {NEEDED}"]),
        (
            "two in one zone",
            [*HUB, A, dataclasses.replace(B, availability_zone=Known("us-east-1a"))],
            [f"VPC hub in us-east-1 has private subnets in us-east-1a only; {NEEDED}"],
        ),
        (
            "one gives public addresses",
            [*HUB, A, dataclasses.replace(B, map_public_ip_on_launch=Known(True))],
            [f"VPC hub in us-east-1 has private subnets in us-east-1a only; {NEEDED}"],
        ),
        (
            "both lead to the internet",
            [
                *HUB,
                A,
                B,
                node(InternetGateway, "out", vpc=ref(Vpc, "hub")),
                default_route(ref(InternetGateway, "out")),
            ],
            [f"VPC hub in us-east-1 has no private subnet; {NEEDED}"],
        ),
        (
            "both lead to an internet gateway that was not read",
            [*HUB, A, B, default_route(Ref.to("igw-0a1"))],
            [f"VPC hub in us-east-1 has no private subnet; {NEEDED}"],
        ),
        (
            "one Region of two without the second subnet",
            changed(two_regions(), "Subnet:b-2", availability_zone=Known("us-west-2a")),
            [f"VPC b in us-west-2 has private subnets in us-west-2a only; {NEEDED}"],
        ),
    ]
    unknown = [
        (
            "a zone",
            [*HUB, A, dataclasses.replace(B, availability_zone=MISSING)],
            ["VPC hub: the zone of subnet b is not set"],
        ),
        (
            "whether addresses are public",
            [*HUB, A, dataclasses.replace(B, map_public_ip_on_launch=UNKNOWN)],
            ["VPC hub: whether subnet b is private: its mapPublicIpOnLaunch is not known yet"],
        ),
        (
            "which gateway",
            [*HUB, A, B, default_route(Ref(UNKNOWN))],
            ["VPC hub: whether subnet a is private: the gateway of route private-0.0.0.0/0 is not known yet"],
        ),
        (
            "the VPC of the endpoint",
            [dataclasses.replace(ENDPOINT, vpc=Ref(UNKNOWN))],
            ["VPC endpoint api: its VPC is not known yet"],
        ),
    ]
