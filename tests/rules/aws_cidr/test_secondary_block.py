"""AWS-CIDR-13."""

from privateapi.rules.aws_cidr.secondary_block import SecondaryBlock
from privateapi.topology.model import RouteTarget, TransitGateway, Vpc, VpcCidrBlock
from privateapi.topology.values import UNKNOWN, Known, Ref, Value
from tests.rules.nodes import gateway, node, ref, route, table, vpc
from tests.rules.suite import RuleSuite

TABLE = "docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html, IPv4 CIDR block association restrictions"


def more(cidr: str | Value[str], name: str = "more") -> VpcCidrBlock:
    """A further block of the VPC."""
    return node(VpcCidrBlock, name, vpc=ref(Vpc, "hub"), cidr_block=Known(cidr) if isinstance(cidr, str) else cidr)


HUB = vpc("hub", "10.5.0.0/16")
ROUTED = [HUB, gateway("east"), *table("private", "hub")]


class TestSecondaryBlock(RuleSuite):
    rule = SecondaryBlock
    passing = [
        ("of the same range", [HUB, more("10.6.0.0/16")]),
        ("of the shared range", [HUB, more("100.64.0.0/16")]),
        ("public addresses", [HUB, more("52.1.0.0/16")]),
        ("two", [HUB, more("10.6.0.0/16"), more("10.7.0.0/16", "third")]),
        ("IPv6", [HUB, more("2600:1f18:1::/56")]),
        (
            "smaller than the destination of a route",
            [
                *ROUTED,
                route("private", "10.6.0.0/16", RouteTarget.TRANSIT_GATEWAY, ref(TransitGateway, "east")),
                more("10.6.1.0/24"),
            ],
        ),
        (
            "the stated local route",
            [*ROUTED, route("private", "10.6.0.0/16", RouteTarget.GATEWAY, Ref.to("local")), more("10.6.0.0/16")],
        ),
    ]
    failing = [
        (
            "inside the primary block",
            [HUB, more("10.5.4.0/24")],
            ["CIDR block more is 10.5.4.0/24, which overlaps 10.5.0.0/16, the primary block of VPC hub"],
        ),
        (
            "of another private range",
            [HUB, more("172.16.0.0/16")],
            [
                "CIDR block more is 172.16.0.0/16, in 172.16.0.0/12, which a VPC with the primary block 10.5.0.0/16 "
                f"(VPC hub) cannot take ({TABLE})"
            ],
        ),
        (
            "the first /16 beside the second",
            [vpc("hub", "10.1.0.0/16"), more("10.0.0.0/24")],
            [
                "CIDR block more is 10.0.0.0/24, in 10.0.0.0/16, which a VPC with the primary block 10.1.0.0/16 "
                f"(VPC hub) cannot take ({TABLE})"
            ],
        ),
        (
            "private beside public",
            [vpc("hub", "52.1.0.0/16"), more("192.168.0.0/24")],
            [
                "CIDR block more is 192.168.0.0/24, in 192.168.0.0/16, which a VPC with the primary block 52.1.0.0/16 "
                f"(VPC hub) cannot take ({TABLE})"
            ],
        ),
        (
            "inside one another",
            [HUB, more("10.6.0.0/16"), more("10.6.8.0/24", "third")],
            ["CIDR block third is 10.6.8.0/24, which overlaps 10.6.0.0/16 of CIDR block more on VPC hub"],
        ),
        (
            "the destination of a route",
            [
                *ROUTED,
                route("private", "10.6.0.0/16", RouteTarget.TRANSIT_GATEWAY, ref(TransitGateway, "east")),
                more("10.6.0.0/16"),
            ],
            [
                "CIDR block more is 10.6.0.0/16, which holds 10.6.0.0/16, where route private-10.6.0.0/16 of route "
                "table private leads elsewhere"
            ],
        ),
    ]
    unknown = [
        ("its block", [HUB, more(UNKNOWN)], ["CIDR block more: is not known yet"]),
        (
            "the primary block",
            [vpc("hub", UNKNOWN), more("10.6.0.0/16")],
            ["CIDR block more: the primary block of VPC hub is not known yet"],
        ),
        (
            "the VPC",
            [node(VpcCidrBlock, "more", vpc=Ref(UNKNOWN), cidr_block=Known("10.6.0.0/16"))],
            ["CIDR block more: its VPC is not known yet"],
        ),
    ]
