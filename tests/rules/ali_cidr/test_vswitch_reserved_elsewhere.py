"""ALI-CIDR-10."""

from privateapi.rules.ali_cidr.vswitch_reserved_elsewhere import VSwitchReservedElsewhere
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import instance, vswitch, zone
from tests.rules.suite import RuleSuite


class TestVSwitchReservedElsewhere(RuleSuite):
    rule = VSwitchReservedElsewhere
    passing = [
        (
            "two zones apart from all reserved blocks",
            [
                vswitch("h", "10.0.1.0/24"),
                vswitch("i", "10.0.2.0/24", zone="cn-hangzhou-i"),
                instance("main", zone("h"), zone("i")),
            ],
        ),
        (
            "the block that both zones reserve",
            [
                vswitch("h", "172.20.1.0/24"),
                vswitch("i", "10.0.2.0/24", zone="cn-hangzhou-i"),
                instance("main", zone("h"), zone("i")),
            ],
        ),
        ("one zone", [vswitch("h", "192.168.96.0/24"), instance("main", zone("h"))]),
    ]
    failing = [
        (
            "in the block of the other zone",
            [
                vswitch("h", "192.168.96.0/24"),
                vswitch("i", "10.0.2.0/24", zone="cn-hangzhou-i"),
                instance("main", zone("h"), zone("i")),
            ],
            [
                "vSwitch h of API Gateway instance main in cn-hangzhou-h has 192.168.96.0/24, which overlaps "
                "192.168.96.0/20, reserved for VPC integration instances in cn-hangzhou-i ('API Gateway: VPC "
                "integration instances', 2026-01-09)"
            ],
        )
    ]
    unknown = [
        (
            "another zone that is not known",
            [
                vswitch("h", "10.0.1.0/24"),
                vswitch("i", "10.0.2.0/24", zone=UNKNOWN),
                instance("main", zone("h"), zone("i")),
            ],
            ["API Gateway instance main: the zone of vSwitch i is not known yet"],
        )
    ]
