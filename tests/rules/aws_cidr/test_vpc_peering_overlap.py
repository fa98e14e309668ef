"""AWS-CIDR-07."""

import dataclasses

from privateapi.rules.aws_cidr.vpc_peering_overlap import VpcPeeringOverlap
from privateapi.topology.model import Vpc, VpcCidrBlock, VpcPeering
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.nodes import node, ref, vpc
from tests.rules.suite import RuleSuite, run


def peering(one: str, other: str) -> VpcPeering:
    """A peering of two planned VPCs."""
    return node(VpcPeering, f"{one}-{other}", vpc=ref(Vpc, one), peer_vpc=ref(Vpc, other))


class TestVpcPeeringOverlap(RuleSuite):
    rule = VpcPeeringOverlap
    passing = [
        ("blocks apart", [vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16"), peering("a", "b")]),
        (
            "equal blocks of two that are peered with a third only",
            [
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.0.0.0/16"),
                vpc("c", "10.1.0.0/16"),
                peering("a", "c"),
                peering("b", "c"),
            ],
        ),
    ]
    failing = [
        (
            "equal blocks",
            [vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16", "us-west-2"), peering("a", "b")],
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC b in us-west-2; "
                "VPC peering a-b connects them"
            ],
        ),
        (
            "a further block",
            [
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.1.0.0/16"),
                node(VpcCidrBlock, "more", vpc=ref(Vpc, "b"), cidr_block=Known("10.0.9.0/24")),
                peering("a", "b"),
            ],
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.9.0/24 of VPC b in us-east-1; "
                "VPC peering a-b connects them"
            ],
        ),
    ]
    unknown = [
        (
            "a block, said once for two peerings",
            [
                vpc("a", UNKNOWN),
                vpc("b", "10.1.0.0/16"),
                vpc("c", "10.2.0.0/16"),
                peering("a", "b"),
                peering("a", "c"),
            ],
            ["VPC a: its CIDR block is not known yet"],
        ),
        (
            "a VPC that was not read",
            [
                vpc("a", "10.0.0.0/16"),
                node(VpcPeering, "out", vpc=ref(Vpc, "a"), peer_vpc=Ref.to("vpc-0b2")),
            ],
            ["VPC peering out: one of its VPCs names 'vpc-0b2', which is not among the resources that were read"],
        ),
    ]

    def test_existing_vpc(self) -> None:
        existing = dataclasses.replace(vpc("a", "10.0.0.0/16"), live=True)
        report = run(VpcPeeringOverlap, [existing, vpc("b", "10.0.0.0/16"), peering("a", "b")])
        assert [each.message for each in report.violations] == [
            "VPC b in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC a in us-east-1 (exists already); "
            "VPC peering a-b connects them"
        ]
