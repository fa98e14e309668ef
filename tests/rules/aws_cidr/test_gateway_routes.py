"""AWS-CIDR-08."""

import dataclasses

from privateapi.rules.aws_cidr.gateway_routes import GatewayRoutes
from privateapi.topology.model import (
    NatGateway,
    Node,
    RouteTarget,
    Subnet,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayRoute,
    TransitGatewayVpcAttachment,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, Value
from tests.rules.designs import changed, two_regions
from tests.rules.nodes import attachment, gateway, node, ref, refs, route, subnet, table, vpc
from tests.rules.suite import RuleSuite, run

INTO_A = ref(TransitGatewayVpcAttachment, "a-east")
INTO_B = ref(TransitGatewayVpcAttachment, "b-east")
ON_ONE: list[Node] = [
    gateway("east"),
    *(
        part
        for name, cidr in (("a", "10.0"), ("b", "10.1"))
        for part in (
            vpc(name, f"{cidr}.0.0/16"),
            subnet(f"{name}-1", name, f"{cidr}.0.0/24"),
            *table(f"{name}-private", name, f"{name}-1"),
            attachment(name, "east", subnets=refs(Subnet, f"{name}-1")),
        )
    ),
]


def static(
    name: str, destination: str | Value[str], target: Ref, *, gateway_name: str = "east", blackhole: bool = False
) -> TransitGatewayRoute:
    """A static route of a gateway's default table."""
    return node(
        TransitGatewayRoute,
        name,
        route_table=ref(TransitGateway, gateway_name),
        destination=Known(destination) if isinstance(destination, str) else destination,
        attachment=target,
        blackhole=Known(blackhole),
    )


class TestGatewayRoutes(RuleSuite):
    rule = GatewayRoutes
    passing = [
        ("the design of two Regions", two_regions()),
        ("each block to its VPC", [*ON_ONE, static("a", "10.0.0.0/16", INTO_A), static("b", "10.1.0.0/16", INTO_B)]),
        ("a part of the VPC", [*ON_ONE, static("a", "10.0.7.0/24", INTO_A)]),
        (
            "a longer prefix inside another",
            [*ON_ONE, static("a", "10.0.0.0/8", INTO_A), static("b", "10.1.0.0/16", INTO_B)],
        ),
        ("a black hole for anything", [*ON_ONE, static("a", "192.168.0.0/16", Ref(), blackhole=True)]),
        (
            "everything into a VPC that leads on",
            [
                *ON_ONE,
                route("a-private", "0.0.0.0/0", RouteTarget.NAT_GATEWAY, ref(NatGateway, "out")),
                static("out", "0.0.0.0/0", INTO_A),
                static("b", "172.16.0.0/12", INTO_A),
            ],
        ),
    ]
    failing = [
        (
            "one prefix twice",
            [*ON_ONE, static("a", "10.0.0.0/16", INTO_A), static("again", "10.0.0.0/16", Ref(), blackhole=True)],
            ["transit gateway route a and transit gateway route again of one route table are all for 10.0.0.0/16"],
        ),
        (
            "another VPC's block",
            [*ON_ONE, static("b", "10.1.0.0/16", INTO_A)],
            [
                "transit gateway route b sends 10.1.0.0/16 to transit gateway attachment a-east, but VPC a has "
                "10.0.0.0/16 and no route for it there"
            ],
        ),
        (
            "the own VPC's block over the peering",
            changed(two_regions(), "TransitGatewayRoute:a-out", destination=Known("10.0.0.0/16")),
            [
                "transit gateway route a-out sends 10.0.0.0/16 over transit gateway peering a-gateway-b-gateway, but "
                "it is a block of VPC a, which is attached to transit gateway a-gateway itself"
            ],
        ),
    ]
    unknown = [
        (
            "the destination",
            [*ON_ONE, static("a", UNKNOWN, INTO_A)],
            ["transit gateway route a: its destination is not known yet"],
        ),
        (
            "the attachment",
            [*ON_ONE, static("a", "10.0.0.0/16", Ref(UNKNOWN))],
            ["transit gateway route a: its attachment is not known yet"],
        ),
        (
            "the block of the VPC",
            [
                *changed(ON_ONE, "Vpc:a", cidr_block=UNKNOWN),
                static("a", "10.0.0.0/16", INTO_A),
            ],
            ["transit gateway route a: a CIDR block of VPC a is not known yet"],
        ),
        (
            "the far end of a peering",
            [
                *ON_ONE,
                node(
                    TransitGatewayPeering,
                    "out",
                    transit_gateway=ref(TransitGateway, "east"),
                    peer_transit_gateway=Ref(UNKNOWN),
                ),
                static("out", "10.9.0.0/16", ref(TransitGatewayPeering, "out")),
            ],
            ["transit gateway route out: an end of transit gateway peering out is not known yet"],
        ),
    ]

    def test_existing_route(self) -> None:
        existing = dataclasses.replace(static("a", "10.0.0.0/16", INTO_A), live=True)
        report = run(GatewayRoutes, [*ON_ONE, existing, static("b", "10.0.0.0/16", INTO_A)])
        assert [each.message for each in report.violations] == [
            "transit gateway route b and transit gateway route a (exists already) of one route table are all for "
            "10.0.0.0/16"
        ]
