"""ALI-CIDR-06."""

from privateapi.rules.ali_cidr.zone_entry import ZoneEntry
from privateapi.topology.model import AlibabaSecurityGroup, AlibabaVpc, InstanceZone, VSwitch
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.alibaba_nodes import group, instance, node, vpc, vswitch, zone
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

PLACES = [vpc("hub"), vpc("other", "10.1.0.0/16"), vswitch("h"), group("gw")]


class TestZoneEntry(RuleSuite):
    rule = ZoneEntry
    passing = [
        ("all of the vSwitch", [*PLACES, instance("main", zone("h", "10.0.1.0/24", "cn-hangzhou-h"))]),
        ("zone and block left out", [*PLACES, instance("main", zone("h"))]),
    ]
    failing = [
        (
            "another zone",
            [*PLACES, instance("main", zone("h", "10.0.1.0/24", "cn-hangzhou-i"))],
            [
                "API Gateway instance main has zoneVswitchSecurityGroups[0].zoneId cn-hangzhou-i, but vSwitch h is in "
                "cn-hangzhou-h"
            ],
        ),
        (
            "another block",
            [*PLACES, instance("main", zone("h", "10.0.2.0/24", "cn-hangzhou-h"))],
            [
                "API Gateway instance main has zoneVswitchSecurityGroups[0].cidrBlock 10.0.2.0/24, but vSwitch h has "
                "10.0.1.0/24"
            ],
        ),
        (
            "a vSwitch of another VPC",
            [*PLACES, vswitch("x", "10.1.1.0/24", vpc_name="other"), instance("main", zone("x"))],
            [
                "zoneVswitchSecurityGroups[0] of API Gateway instance main names vSwitch x, which is in VPC other, not "
                "in VPC hub of the instance"
            ],
        ),
        (
            "a security group of another VPC",
            [
                *PLACES,
                node(AlibabaSecurityGroup, "far", vpc=ref(AlibabaVpc, "other")),
                instance("main", zone("h", group="far")),
            ],
            [
                "zoneVswitchSecurityGroups[0] of API Gateway instance main names security group far, which is in VPC "
                "other, not in VPC hub of the instance"
            ],
        ),
    ]
    unknown = [
        (
            "a vSwitch that was not read",
            [
                vpc("hub"),
                group("gw"),
                instance(
                    "main",
                    InstanceZone(
                        zone=Known("cn-hangzhou-h"),
                        vswitch=Ref.to("vsw-9"),
                        cidr_block=Known("10.0.1.0/24"),
                        security_group=ref(AlibabaSecurityGroup, "gw"),
                    ),
                ),
            ],
            [
                "API Gateway instance main: zoneVswitchSecurityGroups[0].vswitchId names 'vsw-9', which is not among "
                "the resources that were read"
            ],
        ),
        (
            "two vSwitches, and which is whose is not told",
            [
                *PLACES,
                vswitch("i", "10.0.2.0/24", "cn-hangzhou-i"),
                instance(
                    "main",
                    InstanceZone(zone=Known("cn-hangzhou-h"), vswitch=Ref(UNKNOWN, ("VSwitch:h", "VSwitch:i"))),
                ),
            ],
            [
                "API Gateway instance main: zoneVswitchSecurityGroups[0].vswitchId is computed from 2 resources "
                "(vSwitch h, vSwitch i)"
            ],
        ),
        (
            "a vSwitch in a VPC that was not read",
            [
                vpc("hub"),
                group("gw"),
                node(VSwitch, "x", vpc=Ref.to("vpc-9"), cidr_block=Known("10.0.1.0/24"), zone=Known("cn-hangzhou-h")),
                instance("main", zone("x")),
            ],
            [
                "API Gateway instance main: the VPC of vSwitch x or API Gateway instance main 'vpc-9' is not among the "
                "resources that were read"
            ],
        ),
    ]
