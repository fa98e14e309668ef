"""ALI-CIDR-05."""

from privateapi.rules.ali_cidr.zone_listed import ZoneListed
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import instance, vswitch, zone
from tests.rules.suite import RuleSuite


class TestZoneListed(RuleSuite):
    rule = ZoneListed
    passing = [("a listed zone", [vswitch("h"), instance("main", zone("h"))])]
    failing = [
        (
            "a zone that is not listed",
            [vswitch("a", zone="cn-guangzhou-a"), instance("main", zone("a"))],
            [
                "API Gateway instance main is in cn-guangzhou-a, which is not among the 86 zones of 23 regions whose "
                "reserved CIDR blocks are listed ('API Gateway: VPC integration instances', 2026-01-09), so vSwitch a "
                "is not checked for them"
            ],
        )
    ]
    unknown = [
        (
            "a zone that is not known",
            [vswitch("h", zone=UNKNOWN), instance("main", zone("h"))],
            ["API Gateway instance main: the zone of vSwitch h is not known yet"],
        )
    ]
