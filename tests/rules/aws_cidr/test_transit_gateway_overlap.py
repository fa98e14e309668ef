"""AWS-CIDR-05."""

import dataclasses

from privateapi.rules.aws_cidr.transit_gateway_overlap import TransitGatewayOverlap
from privateapi.topology.model import TransitGatewayVpcAttachment, Vpc, VpcCidrBlock
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.nodes import attachment, gateway, node, ref, vpc
from tests.rules.suite import RuleSuite, run

HUB = gateway("hub")
ATTACHED = [HUB, attachment("a", "hub"), attachment("b", "hub")]


class TestTransitGatewayOverlap(RuleSuite):
    rule = TransitGatewayOverlap
    passing = [
        ("blocks apart", [*ATTACHED, vpc("a", "10.0.0.0/16"), vpc("b", "10.1.0.0/16")]),
        (
            "equal blocks on other gateways",
            [
                HUB,
                gateway("other"),
                attachment("a", "hub"),
                attachment("b", "other"),
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.0.0.0/16"),
            ],
        ),
        ("equal blocks without a gateway", [vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16")]),
    ]
    failing = [
        (
            "equal blocks",
            [*ATTACHED, vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16")],
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC b in us-east-1; "
                "both are attached to transit gateway hub"
            ],
        ),
        (
            "one inside the other",
            [*ATTACHED, vpc("a", "10.0.0.0/16"), vpc("b", "10.0.128.0/20")],
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.128.0/20 of VPC b in us-east-1; "
                "both are attached to transit gateway hub"
            ],
        ),
        (
            "a further block",
            [
                *ATTACHED,
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.1.0.0/16"),
                node(VpcCidrBlock, "more", vpc=ref(Vpc, "b"), cidr_block=Known("10.0.0.0/20")),
            ],
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/20 of VPC b in us-east-1; "
                "both are attached to transit gateway hub"
            ],
        ),
    ]
    unknown = [
        (
            "a block that is not known",
            [*ATTACHED, vpc("a", UNKNOWN), vpc("b", "10.0.0.0/16")],
            ["VPC a: its CIDR block is not known yet"],
        ),
        (
            "a gateway that is computed from two",
            [
                HUB,
                gateway("other"),
                vpc("a", "10.0.0.0/16"),
                vpc("b", "10.0.0.0/16"),
                attachment("b", "hub"),
                node(
                    TransitGatewayVpcAttachment,
                    "a-either",
                    vpc=ref(Vpc, "a"),
                    transit_gateway=Ref(UNKNOWN, ("TransitGateway:hub", "TransitGateway:other")),
                ),
            ],
            [
                "transit gateway attachment a-either: its VPC or transit gateway is computed from 2 "
                "resources (transit gateway hub, transit gateway other)"
            ],
        ),
    ]

    def test_existing_vpc(self) -> None:
        existing = dataclasses.replace(vpc("b", "10.0.0.0/16"), live=True)
        report = run(TransitGatewayOverlap, [*ATTACHED, vpc("a", "10.0.0.0/16"), existing])
        assert [each.message for each in report.violations] == [
            "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC b in us-east-1 (exists already); "
            "both are attached to transit gateway hub"
        ]
