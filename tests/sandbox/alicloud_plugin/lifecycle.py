"""The life cycle of the stand-in's resources, and small networks made through it."""

from __future__ import annotations

from typing import Any

from privateapi.sandbox.alicloud.testing import Clients, error_code
from tests.plugin import Kept, Plugin
from tests.resources.lifecycle import Lifecycle

ZONES = ("cn-hangzhou-j", "cn-hangzhou-k")


class StandInLifecycle(Lifecycle[Clients]):
    """What every resource of the stand-in passes; `aws` is the local Alibaba Cloud behind its back."""


def network(plugin: Plugin, block: str = "10.0.0.0/16") -> Kept:
    return plugin.create("alicloud:vpc/network:Network", {"vpcName": "orders", "cidrBlock": block})


def switch(plugin: Plugin, vpc: Kept, block: str = "10.0.1.0/24", zone: str = ZONES[0]) -> Kept:
    inputs = {"vpcId": vpc.id, "cidrBlock": block, "zoneId": zone}
    return plugin.create("alicloud:vpc/switch:Switch", inputs)


def security_group(plugin: Plugin, vpc: Kept) -> Kept:
    return plugin.create("alicloud:ecs/securityGroup:SecurityGroup", {"vpcId": vpc.id, "securityGroupName": "gateway"})


def zone(plugin: Plugin, name: str = "orders.internal") -> Kept:
    return plugin.create("alicloud:pvtz/zone:Zone", {"zoneName": name})


def instance_inputs(plugin: Plugin, **changed: Any) -> dict[str, Any]:
    """Inputs of a VPC integration instance in one vSwitch of a network of its own."""
    vpc = network(plugin)
    vswitch = switch(plugin, vpc)
    return {
        "instanceName": "orders",
        "instanceSpec": "api.s1.small",
        "httpsPolicy": "HTTPS2_TLS1_2",
        "paymentType": "PayAsYouGo",
        "instanceType": "vpc_connect",
        "userVpcId": vpc.id,
        "instanceCidr": "192.168.0.0/16",
        "zoneVswitchSecurityGroups": [
            {
                "zoneId": vswitch["zoneId"],
                "vswitchId": vswitch.id,
                "cidrBlock": vswitch["cidrBlock"],
                "securityGroup": security_group(plugin, vpc).id,
            }
        ],
        **changed,
    }


def refused(ali: Clients, product: Any, action: str, **params: Any) -> str:
    """The code with which the cloud refuses a call; empty when it is carried out."""
    return error_code(ali.call, product, action, params)
