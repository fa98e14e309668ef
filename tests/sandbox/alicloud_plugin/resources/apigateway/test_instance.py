"""alicloud:apigateway/instance:Instance, with what the real plugin does not do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients, describe_instance
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import ZONES, StandInLifecycle, instance_inputs, network, switch

TOKEN = "alicloud:apigateway/instance:Instance"


def blocks(*cidrs: str) -> list[dict[str, Any]]:
    return [{"cidrBlock": cidr, "customized": True} for cidr in cidrs]


class TestInstance(StandInLifecycle):
    token = TOKEN
    update = {"instanceName": "renamed", "httpsPolicy": "HTTPS2_TLS1_0"}
    replace = {"instanceCidr": "172.16.0.0/12"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return instance_inputs(plugin)

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not aws.call(CLOUDAPI, "DescribeInstances", {"InstanceId": kept.id})["Instances"]["InstanceAttribute"]


def test_outputs(plugin: Plugin) -> None:
    instance = plugin.create(TOKEN, instance_inputs(plugin))
    assert instance["status"] == "RUNNING"
    # Text, not a list: a program parses it.
    assert instance["connectCidrBlocks"] == '["10.0.1.0/24"]'
    assert instance["createTime"].endswith("Z")
    assert instance["supportIpv6"] is False


def test_conventional(plugin: Plugin) -> None:
    inputs = {
        "instanceName": "orders",
        "instanceSpec": "api.s1.small",
        "httpsPolicy": "HTTPS2_TLS1_2",
        "paymentType": "Subscription",
        "duration": 1,
        "pricingCycle": "month",
        "zoneId": "cn-hangzhou-MAZ6(i,j,k)",
    }
    instance = plugin.create(TOKEN, inputs)
    assert (instance["instanceType"], instance["paymentType"]) == ("normal", "Subscription")
    assert "connectCidrBlocks" not in instance.state
    refreshed = plugin.refresh(instance)
    assert refreshed is not None
    assert not plugin.diff(refreshed, plugin.check(instance.urn, inputs, instance.inputs))


def test_only_the_first_block_is_sent(plugin: Plugin, ali: Clients) -> None:
    inputs = instance_inputs(plugin, toConnectVpcIpBlocks=blocks("10.8.0.0/16", "10.9.0.0/16"))
    instance = plugin.create(TOKEN, inputs)
    assert json.loads(instance["connectCidrBlocks"]) == ["10.0.1.0/24", "10.8.0.0/16"]
    assert instance["toConnectVpcIpBlocks"] == blocks("10.8.0.0/16", "10.9.0.0/16")
    assert not plugin.diff(instance, plugin.check(instance.urn, inputs, instance.inputs))


def test_blocks_are_never_removed_by_leaving_them_out(plugin: Plugin, ali: Clients) -> None:
    inputs = instance_inputs(plugin, toConnectVpcIpBlocks=blocks("10.8.0.0/16"))
    instance = plugin.create(TOKEN, inputs)
    plugin.update(instance, {**inputs, "toConnectVpcIpBlocks": []})
    assert json.loads(describe_instance(ali, instance.id)["ConnectCidrBlocks"]) == ["10.0.1.0/24", "10.8.0.0/16"]
    del inputs["toConnectVpcIpBlocks"]
    plugin.update(instance, {**inputs, "deleteVpcIpBlock": "10.8.0.0/16"})
    assert instance["connectCidrBlocks"] == '["10.0.1.0/24"]'


def test_drift_of_blocks_is_not_seen(plugin: Plugin, ali: Clients) -> None:
    inputs = instance_inputs(plugin, toConnectVpcIpBlocks=blocks("10.8.0.0/16"))
    instance = plugin.create(TOKEN, inputs)
    ali.call(CLOUDAPI, "ModifyInstanceAttribute", {"InstanceId": instance.id, "DeleteVpcIpBlock": "10.8.0.0/16"})
    refreshed = plugin.refresh(instance)
    assert refreshed is not None and refreshed["connectCidrBlocks"] == '["10.0.1.0/24"]'
    assert not plugin.diff(refreshed, plugin.check(instance.urn, inputs, instance.inputs))


def test_block_of_a_vswitch(plugin: Plugin) -> None:
    inputs = instance_inputs(plugin)
    vswitch = switch(plugin, next(each for each in plugin.made if each.id == inputs["userVpcId"]), "10.0.2.0/24")
    block = {"cidrBlock": "10.0.2.0/24", "vswitchId": vswitch.id, "zoneId": ZONES[0]}
    instance = plugin.create(TOKEN, {**inputs, "toConnectVpcIpBlocks": [block]})
    assert json.loads(instance["connectCidrBlocks"]) == ["10.0.1.0/24", "10.0.2.0/24"]


def test_specification(plugin: Plugin, endpoint: Endpoint) -> None:
    inputs = instance_inputs(plugin)
    instance = plugin.create(TOKEN, inputs)
    plugin.update(instance, {**inputs, "instanceSpec": "api.s1.medium"})
    assert (instance["instanceSpec"], instance["status"]) == ("api.s1.medium", "RUNNING")
    assert "ModifyInstanceAttribute" not in [each.action for each in endpoint.calls]


def test_clients_vpc(plugin: Plugin, ali: Clients) -> None:
    inputs = instance_inputs(plugin)
    clients = network(plugin, "10.20.0.0/16")
    vswitch = switch(plugin, clients, "10.20.1.0/24")
    assert plugin.faults(urn_of(TOKEN, "main"), {**inputs, "ingressVpcId": clients.id})[1] == {
        "ingressVswitchId": "is required with ingressVpcId"
    }
    instance = plugin.create(TOKEN, {**inputs, "ingressVpcId": clients.id, "ingressVswitchId": vswitch.id})
    assert describe_instance(ali, instance.id)["UserVpcId"] == clients.id == instance["ingressVpcId"]
    assert instance["userVpcId"] == inputs["userVpcId"]


def test_another_vpc_replaces_it(plugin: Plugin) -> None:
    inputs = instance_inputs(plugin)
    instance = plugin.create(TOKEN, inputs)
    difference = plugin.diff(instance, plugin.check(instance.urn, {**inputs, "userVpcId": "vpc-2"}, instance.inputs))
    assert difference.replaces == ["userVpcId"] and not difference.delete_first


def test_order_of_zones_replaces_it(plugin: Plugin) -> None:
    inputs = instance_inputs(plugin)
    vpc = next(each for each in plugin.made if each.id == inputs["userVpcId"])
    second = switch(plugin, vpc, "10.0.2.0/24", ZONES[1])
    (zone,) = inputs["zoneVswitchSecurityGroups"]
    other = {**zone, "zoneId": ZONES[1], "vswitchId": second.id, "cidrBlock": "10.0.2.0/24"}
    instance = plugin.create(TOKEN, {**inputs, "zoneVswitchSecurityGroups": [zone, other]})
    turned = {**inputs, "zoneVswitchSecurityGroups": [other, zone]}
    difference = plugin.diff(instance, plugin.check(instance.urn, turned, instance.inputs))
    assert difference.replaces == ["zoneVswitchSecurityGroups"]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"instanceName": "orders gateway"},
            {"instanceName": "'orders gateway' is not a name of letters, digits, _ and -, as in orders-gw"},
        ),
        (
            {"toConnectVpcIpBlocks": blocks("10.8.0.0/16"), "deleteVpcIpBlock": "10.9.0.0/16"},
            {"toConnectVpcIpBlocks": "conflicts with deleteVpcIpBlock: give one of the two"},
        ),
        ({"paymentType": "PostPaid"}, {"paymentType": "'PostPaid' should be 'PayAsYouGo' or 'Subscription'"}),
    ],
)
def test_faults(plugin: Plugin, changes: dict[str, Any], faults: dict[str, str]) -> None:
    basic = {
        "instanceName": "orders",
        "instanceSpec": "api.s1.small",
        "httpsPolicy": "HTTPS2_TLS1_2",
        "paymentType": "PayAsYouGo",
    }
    assert plugin.faults(urn_of(TOKEN, "main"), {**basic, **changes})[1] == faults


def test_the_cloud_refuses(plugin: Plugin) -> None:
    inputs = instance_inputs(plugin, instanceCidr="10.0.0.0/8")
    with pytest.raises(Refused) as error:
        plugin.create(TOKEN, inputs, name="orders")
    assert error.value.text.startswith("creating API Gateway instance (orders): InvalidInstanceCidr: ")
