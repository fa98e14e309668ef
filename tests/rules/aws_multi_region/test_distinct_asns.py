"""AWS-MR-04."""

from privateapi.rules.aws_multi_region.distinct_asns import DistinctAsns
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.designs import changed, two_regions
from tests.rules.nodes import gateway, gateway_peering
from tests.rules.suite import RuleSuite

PEERED = (
    "transit gateway a-gateway and transit gateway b-gateway, peered by transit gateway peering a-gateway-b-gateway"
)


class TestDistinctAsns(RuleSuite):
    rule = DistinctAsns
    passing = [
        ("the design of two Regions", two_regions()),
        ("one of them the default", changed(two_regions(), "TransitGateway:a-gateway", amazon_side_asn=MISSING)),
        ("equal without a peering", [gateway("a"), gateway("b")]),
    ]
    failing = [
        (
            "equal",
            changed(two_regions(), "TransitGateway:b-gateway", amazon_side_asn=Known(64512)),
            [f"{PEERED}, both have the ASN 64512"],
        ),
        (
            "both the default",
            [gateway("a"), gateway("b", "us-west-2"), *gateway_peering("a", "b")],
            [
                "transit gateway a and transit gateway b, peered by transit gateway peering a-b, both have the ASN "
                "64512, the default"
            ],
        ),
    ]
    unknown = [
        (
            "an ASN",
            changed(two_regions(), "TransitGateway:b-gateway", amazon_side_asn=UNKNOWN),
            [
                "transit gateway peering a-gateway-b-gateway: amazonSideAsn of transit gateway b-gateway is not known "
                "yet"
            ],
        ),
        (
            "the peer",
            changed(two_regions(), "TransitGatewayPeering:a-gateway-b-gateway", peer_transit_gateway=Ref.to("tgw-0b2")),
            [
                "transit gateway peering a-gateway-b-gateway: one of its ends names 'tgw-0b2', which is not among the "
                "resources that were read"
            ],
        ),
    ]
