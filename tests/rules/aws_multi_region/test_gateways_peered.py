"""AWS-MR-02."""

import dataclasses

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_multi_region.gateways_peered import GatewaysPeered
from privateapi.topology.model import Node, TransitGateway, TransitGatewayPeering, Vpc, VpcPeering
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.designs import EAST, NAME, WEST, changed, two_regions, without
from tests.rules.nodes import gateway, gateway_peering, node, ref
from tests.rules.suite import RuleSuite, run

PEERING, ACCEPTER = "TransitGatewayPeering:a-gateway-b-gateway", "TransitGatewayPeeringAccepter:a-gateway-b-gateway"
LABEL = "transit gateway peering a-gateway-b-gateway"
IRELAND = Known("eu-west-1")
AGAIN = node(
    TransitGatewayPeering,
    "again",
    WEST,
    transit_gateway=ref(TransitGateway, "b-gateway"),
    peer_transit_gateway=ref(TransitGateway, "a-gateway"),
    peer_region=Known(EAST),
    state=Known("available"),
)


def in_account(account: str) -> list[Node]:
    """A peering with a gateway of another account."""
    own, peering = gateway("a"), gateway_peering("a", "b", accepted=False)[0]
    assert isinstance(peering, TransitGatewayPeering)
    return [
        own,
        dataclasses.replace(
            peering,
            account=Known("111111111111"),
            peer_account=Known(account),
            peer_transit_gateway=Ref.to("tgw-0b2"),
        ),
    ]


class TestGatewaysPeered(RuleSuite):
    rule = GatewaysPeered
    passing = [
        ("the design of two Regions", two_regions()),
        (
            "a VPC peering instead",
            [
                *without(
                    two_regions(),
                    PEERING,
                    ACCEPTER,
                    "TransitGateway:a-gateway",
                    "TransitGateway:b-gateway",
                    "TransitGatewayVpcAttachment:a-a-gateway",
                    "TransitGatewayVpcAttachment:b-b-gateway",
                ),
                node(VpcPeering, "a-b", vpc=ref(Vpc, "a"), peer_vpc=ref(Vpc, "b")),
            ],
        ),
        (
            "an accepted one of another program",
            changed(without(two_regions(), ACCEPTER), PEERING, state=Known("available")),
        ),
    ]
    failing = [
        (
            "no peering",
            without(two_regions(), PEERING, ACCEPTER),
            [
                f"VPC a in {EAST} and VPC b in {WEST} answer {NAME} and are attached to transit gateway a-gateway and "
                "transit gateway b-gateway, which nothing peers"
            ],
        ),
        (
            "no accepter",
            without(two_regions(), ACCEPTER),
            [f"{LABEL} is requested, but nothing accepts it in {WEST}"],
        ),
        (
            "accepted where it was requested",
            changed(two_regions(), ACCEPTER, region=Known(EAST)),
            [
                f"transit gateway peering accepter a-gateway-b-gateway accepts {LABEL} in {EAST}, but the peer is in "
                f"{WEST}"
            ],
        ),
        (
            "another Region than the peer's",
            changed(
                changed(two_regions(), PEERING, peer_region=Known("eu-west-1")), ACCEPTER, region=Known("eu-west-1")
            ),
            [f"{LABEL} names the peer's Region eu-west-1, but transit gateway b-gateway is in {WEST}"],
        ),
        (
            "twice",
            [*two_regions(), AGAIN],
            [
                f"{LABEL} and transit gateway peering again peer the same two gateways; the limit is 1 (default quota, "
                f"{quota_table().sources['D8']})"
            ],
        ),
    ]
    unknown = [
        (
            "which peering is accepted",
            changed(two_regions(), ACCEPTER, peering=Ref(UNKNOWN)),
            [
                "transit gateway peering accepter a-gateway-b-gateway: its peering is not known yet",
                f"{LABEL}: which accepter is for it is not known",
            ],
        ),
        (
            "the Region of the accepter",
            changed(two_regions(), ACCEPTER, region=UNKNOWN),
            ["transit gateway peering accepter a-gateway-b-gateway: its Region is not known yet"],
        ),
        (
            "whether another account accepts",
            in_account("222222222222"),
            [f"transit gateway peering a-b: account 222222222222 has to accept it in {WEST}"],
        ),
        (
            "the peer",
            changed(two_regions(), PEERING, peer_transit_gateway=Ref(UNKNOWN)),
            [f"{LABEL}: one of its ends is not known yet"],
        ),
    ]

    def test_own_account(self) -> None:
        assert len(run(GatewaysPeered, in_account("111111111111")).violations) == 1
