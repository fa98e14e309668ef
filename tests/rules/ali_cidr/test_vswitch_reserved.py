"""ALI-CIDR-01."""

import pytest

from privateapi.facts.reserved_cidrs import ReservedZone, reserved_table
from privateapi.rules.ali_cidr.vswitch_reserved import VSwitchReserved
from privateapi.rules.design import Settings
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import UNKNOWN_TYPE, conventional, instance, vswitch, zone
from tests.rules.suite import RuleSuite, run

RESERVED = (
    "reserved for VPC integration instances in cn-hangzhou-h ('API Gateway: VPC integration instances', 2026-01-09)"
)


class TestVSwitchReserved(RuleSuite):
    rule = VSwitchReserved
    passing = [
        ("a vSwitch in 10.0.0.0/8", [vswitch("h", "10.0.1.0/24"), instance("main", zone("h"))]),
        ("in the block of another zone", [vswitch("h", "192.168.0.0/24"), instance("main", zone("h"))]),
        ("in a reserved block, not of an instance", [vswitch("h", "192.168.80.0/24")]),
        ("of a conventional instance", [vswitch("h", "192.168.80.0/24"), conventional()]),
    ]
    failing = [
        (
            "inside a reserved block",
            [vswitch("h", "192.168.80.0/24"), instance("main", zone("h"))],
            [f"vSwitch h of API Gateway instance main has 192.168.80.0/24, which overlaps 192.168.80.0/20, {RESERVED}"],
        ),
        (
            "around all reserved blocks of one range",
            [vswitch("h", "172.16.0.0/12"), instance("main", zone("h"))],
            [
                "vSwitch h of API Gateway instance main has 172.16.0.0/12, which overlaps 172.19.80.0/20 and "
                f"172.20.0.0/16, {RESERVED}"
            ],
        ),
        (
            "a vSwitch that is not among the resources, by the block that the instance states",
            [instance("main", zone("elsewhere", "172.20.3.0/24", "cn-hangzhou-h"))],
            [
                "the vSwitch of zoneVswitchSecurityGroups[0] of API Gateway instance main has 172.20.3.0/24, which "
                f"overlaps 172.20.0.0/16, {RESERVED}"
            ],
        ),
        (
            "one zone of two, the other unknown",
            [
                vswitch("h", "192.168.80.0/24"),
                vswitch("i", "192.168.0.0/24", zone="cn-hangzhou-i"),
                instance("main", zone("h"), zone("i")),
            ],
            [f"vSwitch h of API Gateway instance main has 192.168.80.0/24, which overlaps 192.168.80.0/20, {RESERVED}"],
        ),
    ]
    unknown = [
        (
            "a block that is not known",
            [vswitch("h", UNKNOWN), instance("main", zone("h"))],
            ["API Gateway instance main: the CIDR block of vSwitch h is not known yet"],
        ),
        (
            "a zone that is not known",
            [vswitch("h", "192.168.80.0/24", zone=UNKNOWN), instance("main", zone("h"))],
            ["API Gateway instance main: the zone of vSwitch h is not known yet"],
        ),
        (
            "a zone that is not in the table",
            [vswitch("h", "192.168.80.0/24", zone="cn-wulanchabu-a"), instance("main", zone("h"))],
            [
                "API Gateway instance main: the CIDR blocks reserved in cn-wulanchabu-a are not listed in "
                "'API Gateway: VPC integration instances', 2026-01-09"
            ],
        ),
        (
            "an instance of unknown type",
            [UNKNOWN_TYPE],
            ["API Gateway instance main: its instanceType is not known yet"],
        ),
        (
            "no list of zones",
            [instance("main", zones=UNKNOWN)],
            ["API Gateway instance main: its zoneVswitchSecurityGroups is not known yet"],
        ),
    ]

    @pytest.mark.parametrize("row", reserved_table().zones.values(), ids=list(reserved_table().zones))
    def test_every_zone(self, row: ReservedZone) -> None:
        for cidr in row.cidrs:
            nodes = [vswitch("gw", cidr, zone=row.zone), instance("main", zone("gw"))]
            assert [each.message for each in run(VSwitchReserved, nodes).violations] == [
                f"vSwitch gw of API Gateway instance main has {cidr}, which overlaps {cidr}, reserved for VPC "
                f"integration instances in {row.zone} ('API Gateway: VPC integration instances', 2026-01-09)"
            ]

    def test_narrowed_by_the_instance_block(self) -> None:
        settings = Settings(reserved_by_instance_cidr=True)
        for cidr, count in (("172.20.1.0/24", 0), ("192.168.80.0/24", 1)):
            nodes = [vswitch("h", cidr), instance("main", zone("h"))]
            assert len(run(VSwitchReserved, nodes, settings).violations) == count
