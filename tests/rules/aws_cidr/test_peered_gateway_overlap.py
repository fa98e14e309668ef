"""AWS-CIDR-06."""

from privateapi.rules.aws_cidr.peered_gateway_overlap import PeeredGatewayOverlap
from privateapi.topology.model import TransitGateway, TransitGatewayPeering, TransitGatewayVpcAttachment, Vpc
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.nodes import attachment, gateway, gateway_peering, node, ref, vpc
from tests.rules.suite import RuleSuite

EAST, WEST, NORTH = gateway("east"), gateway("west", "us-west-2"), gateway("north", "ca-central-1")
PEERING = gateway_peering("east", "west")
ATTACHED = [EAST, WEST, attachment("a", "east"), attachment("b", "west", "us-west-2")]


class TestPeeredGatewayOverlap(RuleSuite):
    rule = PeeredGatewayOverlap
    passing = [
        ("blocks apart", [*ATTACHED, *PEERING, vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16", "us-west-2")]),
        ("equal blocks without a peering", [*ATTACHED, vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16", "us-west-2")]),
        (
            "equal blocks on one of the gateways, which is another rule's",
            [
                EAST,
                WEST,
                *PEERING,
                attachment("a", "east"),
                attachment("b", "east"),
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.0.0.0/16"),
            ],
        ),
    ]
    failing = [
        (
            "equal blocks",
            [*ATTACHED, *PEERING, vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16", "us-west-2")],
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC b in us-west-2; "
                "they are attached to transit gateway east and transit gateway west, which are peered"
            ],
        ),
        (
            "over a third gateway",
            [
                *ATTACHED,
                NORTH,
                *gateway_peering("east", "north"),
                *gateway_peering("north", "west"),
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.0.64.0/20", "us-west-2"),
            ],
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.64.0/20 of VPC b in us-west-2; they are "
                "attached to transit gateway east and transit gateway west, which are connected over peerings"
            ],
        ),
    ]
    unknown = [
        (
            "a block",
            [*ATTACHED, *PEERING, vpc("a", UNKNOWN), vpc("b", "10.0.0.0/16", "us-west-2")],
            ["VPC a: its CIDR block is not known yet"],
        ),
        (
            "the peer",
            [
                *ATTACHED,
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.0.0.0/16", "us-west-2"),
                node(
                    TransitGatewayPeering,
                    "somewhere",
                    transit_gateway=ref(TransitGateway, "east"),
                    peer_transit_gateway=Ref(UNKNOWN),
                    peer_region=Known("us-west-2"),
                ),
            ],
            ["transit gateway peering somewhere: one of its ends is not known yet"],
        ),
        (
            "what is attached",
            [
                *ATTACHED,
                *PEERING,
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.1.0.0/16", "us-west-2"),
                node(TransitGatewayVpcAttachment, "c", vpc=ref(Vpc, "c"), transit_gateway=ref(TransitGateway, "east")),
            ],
            ["transit gateway attachment c: its VPC or transit gateway is not known yet"],
        ),
    ]
