"""ALI-INST-02."""

from privateapi.rules.ali_instance.network_stated import NetworkStated
from privateapi.topology.model import InstanceZone
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.alibaba_nodes import conventional, instance, zone
from tests.rules.suite import RuleSuite


class TestNetworkStated(RuleSuite):
    rule = NetworkStated
    passing = [
        ("all stated", [instance("main", zone("h", "10.0.1.0/24", "cn-hangzhou-h"))]),
        ("a conventional instance", [conventional()]),
    ]
    failing = [
        (
            "nothing stated",
            [instance("main", user_vpc=Ref(), instance_cidr=MISSING, zones=MISSING)],
            [
                "API Gateway instance main is a VPC integration instance without userVpcId, instanceCidr, "
                "zoneVswitchSecurityGroups"
            ],
        ),
        (
            "no zone in the list",
            [instance("main", zones=Known(()))],
            ["API Gateway instance main is a VPC integration instance without zoneVswitchSecurityGroups"],
        ),
        (
            "an empty zone",
            [instance("main", InstanceZone())],
            [
                "API Gateway instance main is a VPC integration instance without zoneVswitchSecurityGroups[0].zoneId, "
                "zoneVswitchSecurityGroups[0].vswitchId, zoneVswitchSecurityGroups[0].securityGroup"
            ],
        ),
    ]
    unknown = [
        (
            "a list that is not known",
            [instance("main", zones=UNKNOWN)],
            ["API Gateway instance main: its zoneVswitchSecurityGroups is not known yet"],
        )
    ]
