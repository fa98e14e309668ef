"""AWS-CIDR-09."""

from privateapi.rules.aws_cidr.peering_routed_back import PeeringRoutedBack
from privateapi.topology.model import TransitGatewayPeeringAccepter
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.designs import changed, two_regions, without
from tests.rules.nodes import gateway, gateway_peering, ref
from tests.rules.suite import RuleSuite

PEERING = "transit gateway peering a-gateway-b-gateway"


class TestPeeringRoutedBack(RuleSuite):
    rule = PeeringRoutedBack
    passing = [
        ("the design of two Regions", two_regions()),
        (
            "routes to the accepter, which has the same id",
            changed(
                two_regions(),
                "TransitGatewayRoute:b-out",
                attachment=ref(TransitGatewayPeeringAccepter, "a-gateway-b-gateway"),
            ),
        ),
        ("a summary", changed(two_regions(), "TransitGatewayRoute:a-out", destination=Known("10.0.0.0/8"))),
        ("nothing attached", [gateway("a"), gateway("b", "us-west-2"), *gateway_peering("a", "b")]),
        ("no peering", without(two_regions(), "TransitGatewayPeering:a-gateway-b-gateway")),
    ]
    failing = [
        (
            "no way back",
            without(two_regions(), "TransitGatewayRoute:b-out"),
            [
                f"transit gateway b-gateway has no static route over {PEERING} to 10.0.0.0/16 of VPC a behind "
                "transit gateway a-gateway"
            ],
        ),
        (
            "no way at all",
            without(two_regions(), "TransitGatewayRoute:a-out", "TransitGatewayRoute:b-out"),
            [
                f"transit gateway a-gateway has no static route over {PEERING} to 10.1.0.0/16 of VPC b behind "
                "transit gateway b-gateway",
                f"transit gateway b-gateway has no static route over {PEERING} to 10.0.0.0/16 of VPC a behind "
                "transit gateway a-gateway",
            ],
        ),
        (
            "a route to something else",
            changed(two_regions(), "TransitGatewayRoute:a-out", destination=Known("10.9.0.0/16")),
            [
                f"transit gateway a-gateway has no static route over {PEERING} to 10.1.0.0/16 of VPC b behind "
                "transit gateway b-gateway"
            ],
        ),
    ]
    unknown = [
        (
            "the peer",
            changed(two_regions(), "TransitGatewayPeering:a-gateway-b-gateway", peer_transit_gateway=Ref(UNKNOWN)),
            [f"{PEERING}: an end of {PEERING} is not known yet"],
        ),
        (
            "the peer was not read",
            changed(two_regions(), "TransitGatewayPeering:a-gateway-b-gateway", peer_transit_gateway=Ref.to("tgw-0b2")),
            [f"{PEERING}: what is attached to transit gateway tgw-0b2 is not known"],
        ),
        (
            "a block",
            changed(two_regions(), "Vpc:b", cidr_block=UNKNOWN),
            [f"{PEERING}: a CIDR block of VPC b is not known yet"],
        ),
        (
            "the route",
            changed(two_regions(), "TransitGatewayRoute:a-out", destination=UNKNOWN),
            [
                f"{PEERING}: whether transit gateway route a-out is for it: its attachment or destination is not known "
                "yet"
            ],
        ),
    ]
