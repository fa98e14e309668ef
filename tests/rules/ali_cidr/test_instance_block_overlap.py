"""ALI-CIDR-02."""

from privateapi.rules.ali_cidr.instance_block_overlap import InstanceBlockOverlap
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.alibaba_nodes import instance, vswitch, zone
from tests.rules.suite import RuleSuite


class TestInstanceBlockOverlap(RuleSuite):
    rule = InstanceBlockOverlap
    passing = [
        ("a vSwitch in 10.0.0.0/8", [vswitch("h", "10.0.1.0/24"), instance("main", zone("h"))]),
        (
            "a vSwitch in the other block",
            [vswitch("h", "192.168.1.0/24"), instance("main", zone("h"), instance_cidr=Known("172.16.0.0/12"))],
        ),
    ]
    failing = [
        (
            "a vSwitch in the instance's block",
            [vswitch("h", "192.168.200.0/24"), instance("main", zone("h"))],
            [
                "API Gateway instance main has the instanceCidr 192.168.0.0/16, which overlaps 192.168.200.0/24 of "
                "vSwitch h"
            ],
        )
    ]
    unknown = [
        (
            "no instance block",
            [vswitch("h"), instance("main", zone("h"), instance_cidr=MISSING)],
            ["API Gateway instance main: its instanceCidr is not set"],
        ),
        (
            "a vSwitch of unknown block",
            [vswitch("h", UNKNOWN), instance("main", zone("h"))],
            ["API Gateway instance main: the CIDR block of vSwitch h is not known yet"],
        ),
    ]
