"""Creations while the cloud has no time, fails, or carries a call out whose answer is lost: one thing in the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI, ECS, PVTZ, VPC
from privateapi.sandbox.alicloud.faults import Fault
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Plugin
from tests.sandbox.alicloud_plugin.lifecycle import instance_inputs, network, security_group, zone

Make = Callable[[Plugin], tuple[str, dict[str, Any]]]


def rule(plugin: Plugin) -> tuple[str, dict[str, Any]]:
    group = security_group(plugin, network(plugin)).id
    inputs = {"type": "ingress", "ipProtocol": "all", "cidrIp": "10.0.0.0/8", "securityGroupId": group}
    return "alicloud:ecs/securityGroupRule:SecurityGroupRule", inputs


def access(plugin: Plugin) -> tuple[str, dict[str, Any]]:
    inputs = {"name": "orders", "vpcId": network(plugin).id, "instanceId": "10.0.1.9", "port": 80}
    return "alicloud:apigateway/vpcAccess:VpcAccess", inputs


def block(plugin: Plugin) -> tuple[str, dict[str, Any]]:
    inputs = {"vpcId": network(plugin).id, "secondaryCidrBlock": "10.1.0.0/16"}
    return "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock", inputs


def api(plugin: Plugin) -> tuple[str, dict[str, Any]]:
    group = plugin.create("alicloud:apigateway/group:Group", {"name": "orders"})
    request = {"protocol": "HTTPS", "method": "GET", "path": "/", "mode": "MAPPING"}
    inputs = {"groupId": group.id, "name": "orders", "description": "orders", "authType": "APP"}
    mock = {"requestConfig": request, "serviceType": "MOCK", "mockServiceConfig": {"result": "[]"}}
    return "alicloud:apigateway/api:Api", inputs | mock


def record(plugin: Plugin) -> tuple[str, dict[str, Any]]:
    inputs = {"zoneId": zone(plugin).id, "rr": "api", "type": "A", "value": "10.0.1.9"}
    return "alicloud:pvtz/zoneRecord:ZoneRecord", inputs


CASES: list[tuple[str, Make]] = [
    ("CreateVpc", lambda plugin: ("alicloud:vpc/network:Network", {"cidrBlock": "10.0.0.0/16"})),
    ("AssociateVpcCidrBlock", block),
    ("AuthorizeSecurityGroup", rule),
    ("CreateInstance", lambda plugin: ("alicloud:apigateway/instance:Instance", instance_inputs(plugin))),
    ("SetVpcAccess", access),
    ("CreateApiGroup", lambda plugin: ("alicloud:apigateway/group:Group", {"name": "orders"})),
    ("CreateApi", api),
    ("AddZone", lambda plugin: ("alicloud:pvtz/zone:Zone", {"zoneName": "orders.internal"})),
    ("AddZoneRecord", record),
]


@pytest.mark.parametrize(
    "fault",
    [Fault("throttling"), Fault("unavailable"), Fault("reset", when="after"), Fault("error", when="after")],
    ids=["throttled", "unavailable", "answer lost", "failed after it was done"],
)
@pytest.mark.parametrize(("action", "make"), CASES, ids=[action for action, _ in CASES])
def test_one_thing_in_the_end(plugin: Plugin, endpoint: Endpoint, action: str, make: Make, fault: Fault) -> None:
    token, inputs = make(plugin)
    endpoint.fault(Fault(fault.kind, action, when=fault.when))
    kept = plugin.create(token, inputs)
    assert _count(Clients(endpoint), action) == 1
    plugin.delete(kept)
    assert plugin.refresh(kept) is None
    assert _count(Clients(endpoint), action) == 0


def _count(ali: Clients, action: str) -> int:
    """How many there are of what the action makes."""
    if action == "AssociateVpcCidrBlock":
        vpcs = ali.call(VPC, "DescribeVpcs")["Vpcs"]["Vpc"]
        return sum(len(vpc["SecondaryCidrBlocks"]["SecondaryCidrBlock"]) for vpc in vpcs)
    if action == "AuthorizeSecurityGroup":
        (group,) = ali.call(ECS, "DescribeSecurityGroups")["SecurityGroups"]["SecurityGroup"]
        answer = ali.call(ECS, "DescribeSecurityGroupAttribute", {"SecurityGroupId": group["SecurityGroupId"]})
        return len(answer["Permissions"]["Permission"])
    if action == "AddZoneRecord":
        (owner,) = ali.call(PVTZ, "DescribeZones")["Zones"]["Zone"]
        return int(ali.call(PVTZ, "DescribeZoneRecords", {"ZoneId": owner["ZoneId"]})["TotalItems"])
    product, describe = {
        "CreateVpc": (VPC, "DescribeVpcs"),
        "CreateInstance": (CLOUDAPI, "DescribeInstances"),
        "SetVpcAccess": (CLOUDAPI, "DescribeVpcAccesses"),
        "CreateApiGroup": (CLOUDAPI, "DescribeApiGroups"),
        "CreateApi": (CLOUDAPI, "DescribeApis"),
        "AddZone": (PVTZ, "DescribeZones"),
    }[action]
    answer = ali.call(product, describe)
    return int(answer.get("TotalCount", answer.get("TotalItems", 0)))
