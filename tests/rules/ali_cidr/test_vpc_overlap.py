"""ALI-CIDR-12."""

import dataclasses

from privateapi.rules.ali_cidr.vpc_overlap import VpcOverlap
from privateapi.topology.model import AlibabaVpc, AlibabaVpcCidrBlock, OtherResource
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.alibaba_nodes import attached, node, peering, vpc
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite, run

TWO = [vpc("a", "10.0.0.0/16"), vpc("b", "10.0.128.0/20")]
OVERLAP = "VPC a in cn-hangzhou has 10.0.0.0/16, which overlaps 10.0.128.0/20 of VPC b in cn-hangzhou"
ROUTER = node(OtherResource, "core")


class TestVpcOverlap(RuleSuite):
    rule = VpcOverlap
    passing = [
        ("overlapping and not connected", TWO),
        ("connected and apart", [vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16"), peering("a", "b"), attached("a")]),
        ("on two CEN instances", [*TWO, attached("a"), attached("b", "cen-2")]),
        ("on one CEN instance in two regions", [*TWO, attached("a"), attached("b", region="cn-beijing")]),
    ]
    failing = [
        ("peered", [*TWO, peering("b", "a")], [f"{OVERLAP}; VPC peering b-a connects them"]),
        (
            "on one transit router",
            [
                *TWO,
                ROUTER,
                attached("a", transit_router=ref(OtherResource, "core")),
                attached("b", transit_router=ref(OtherResource, "core")),
            ],
            [f"{OVERLAP}; both are attached to transit router core"],
        ),
        (
            "on the transit router of one CEN instance",
            [*TWO, attached("a"), attached("b")],
            [f"{OVERLAP}; both are attached to CEN cen-1 in cn-hangzhou"],
        ),
        (
            "a secondary block",
            [
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.1.0.0/16"),
                node(AlibabaVpcCidrBlock, "more", vpc=ref(AlibabaVpc, "b"), cidr_block=Known("10.0.128.0/20")),
                peering("a", "b"),
            ],
            [f"{OVERLAP}; VPC peering a-b connects them"],
        ),
    ]
    unknown = [
        (
            "a block that is not known",
            [vpc("a", UNKNOWN), vpc("b"), peering("a", "b")],
            ["VPC a: its CIDR block is not known yet"],
        ),
        (
            "an attachment of a VPC that is not known",
            [*TWO, dataclasses.replace(attached("a"), vpc=Ref(UNKNOWN))],
            ["transit router attachment a-cen-1: its VPC is not known yet"],
        ),
    ]

    def test_existing_vpc(self) -> None:
        existing = [dataclasses.replace(TWO[1], live=True), dataclasses.replace(attached("b"), live=True)]
        report = run(VpcOverlap, [TWO[0], attached("a"), *existing])
        assert [each.message for each in report.violations] == [
            f"{OVERLAP} (exists already); both are attached to CEN cen-1 in cn-hangzhou"
        ]
