"""AWS-CIDR-11."""

from privateapi.rules.aws_cidr.route_to_own_block import RouteToOwnBlock
from privateapi.topology.model import (
    NatGateway,
    Node,
    Route,
    RouteTable,
    RouteTarget,
    TransitGateway,
    Vpc,
    VpcCidrBlock,
)
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.nodes import gateway, node, ref, route, table, vpc
from tests.rules.suite import RuleSuite

HUB: list[Node] = [vpc("hub", "10.0.0.0/16"), gateway("east"), *table("private", "hub")]
EAST = ref(TransitGateway, "east")


def to_gateway(destination: str) -> Route:
    """A route to the transit gateway."""
    return route("private", destination, RouteTarget.TRANSIT_GATEWAY, EAST)


class TestRouteToOwnBlock(RuleSuite):
    rule = RouteToOwnBlock
    passing = [
        ("elsewhere", [*HUB, to_gateway("10.1.0.0/16")]),
        ("a default route", [*HUB, to_gateway("0.0.0.0/0")]),
        ("a summary that holds the VPC", [*HUB, to_gateway("10.0.0.0/8")]),
        (
            "a part of the VPC through a middlebox",
            [*HUB, route("private", "10.0.1.0/24", RouteTarget.NAT_GATEWAY, ref(NatGateway, "nat"))],
        ),
        ("the local route, stated", [*HUB, route("private", "10.0.0.0/16", RouteTarget.GATEWAY, Ref.to("local"))]),
        (
            "a default route, whatever the blocks will be",
            [vpc("hub", UNKNOWN), *HUB[1:], to_gateway("0.0.0.0/0")],
        ),
    ]
    failing = [
        (
            "equal to the VPC",
            [*HUB, to_gateway("10.0.0.0/16")],
            [
                "route private-10.0.0.0/16 of route table private is for 10.0.0.0/16, which is equal to 10.0.0.0/16 of "
                "VPC hub itself"
            ],
        ),
        (
            "a part of the VPC",
            [*HUB, to_gateway("10.0.1.0/24")],
            [
                "route private-10.0.1.0/24 of route table private is for 10.0.1.0/24, which is more specific than "
                "10.0.0.0/16 of VPC hub itself"
            ],
        ),
        (
            "a part of a further block",
            [
                *HUB,
                node(VpcCidrBlock, "more", vpc=ref(Vpc, "hub"), cidr_block=Known("10.1.0.0/16")),
                to_gateway("10.1.2.0/24"),
            ],
            [
                "route private-10.1.2.0/24 of route table private is for 10.1.2.0/24, which is more specific than "
                "10.1.0.0/16 of VPC hub itself"
            ],
        ),
    ]
    unknown = [
        (
            "the block of the VPC",
            [vpc("hub", UNKNOWN), *HUB[1:], to_gateway("10.1.0.0/16")],
            ["route private-10.1.0.0/16: a CIDR block of VPC hub is not known yet"],
        ),
        (
            "the destination",
            [
                *HUB,
                node(
                    Route,
                    "out",
                    route_table=ref(RouteTable, "private"),
                    destination=UNKNOWN,
                    target_kind=RouteTarget.TRANSIT_GATEWAY,
                    target=EAST,
                ),
            ],
            ["route out: is not known yet"],
        ),
        (
            "the route table",
            [
                *HUB,
                node(
                    Route,
                    "out",
                    route_table=Ref.to("rtb-0a1"),
                    destination=Known("10.0.0.0/16"),
                    target_kind=RouteTarget.TRANSIT_GATEWAY,
                    target=EAST,
                ),
            ],
            ["route out: its route table names 'rtb-0a1', which is not among the resources that were read"],
        ),
    ]
