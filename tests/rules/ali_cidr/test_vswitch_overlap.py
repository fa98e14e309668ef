"""ALI-CIDR-08."""

import dataclasses

from privateapi.rules.ali_cidr.vswitch_overlap import VSwitchOverlap
from privateapi.topology.model import VSwitch
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.alibaba_nodes import node, vpc, vswitch
from tests.rules.suite import RuleSuite, run


class TestVSwitchOverlap(RuleSuite):
    rule = VSwitchOverlap
    passing = [
        ("apart", [vpc("hub"), vswitch("a", "10.0.1.0/24"), vswitch("b", "10.0.2.0/24")]),
        ("equal blocks in two VPCs", [vpc("hub"), vpc("other"), vswitch("a"), vswitch("b", vpc_name="other")]),
    ]
    failing = [
        (
            "one inside the other",
            [vpc("hub"), vswitch("a", "10.0.0.0/20"), vswitch("b", "10.0.1.0/24")],
            ["vSwitch a has 10.0.0.0/20, which overlaps 10.0.1.0/24 of vSwitch b in the same VPC"],
        ),
        (
            "in a VPC that was not read",
            [
                node(VSwitch, "a", vpc=Ref.to("vpc-9"), cidr_block=Known("10.0.1.0/24")),
                node(VSwitch, "b", vpc=Ref.to("vpc-9"), cidr_block=Known("10.0.1.0/24")),
            ],
            ["vSwitch a has 10.0.1.0/24, which overlaps 10.0.1.0/24 of vSwitch b in the same VPC"],
        ),
    ]
    unknown = [
        (
            "a block that is not known",
            [vpc("hub"), vswitch("a", UNKNOWN), vswitch("b")],
            ["vSwitch a: its CIDR block is not known yet"],
        ),
        ("a VPC that is not known", [vswitch("a")], ["vSwitch a: its VPC is not known yet"]),
    ]

    def test_existing_vswitch(self) -> None:
        existing = dataclasses.replace(vswitch("a"), live=True)
        report = run(VSwitchOverlap, [vpc("hub"), existing, vswitch("b")])
        assert [each.message for each in report.violations] == [
            "vSwitch b has 10.0.1.0/24, which overlaps 10.0.1.0/24 of vSwitch a (exists already) in the same VPC"
        ]
