"""alicloud:vpc/network:Network."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, network, refused, switch

TOKEN = "alicloud:vpc/network:Network"


class TestNetwork(StandInLifecycle):
    token = TOKEN
    update = {"vpcName": "renamed", "description": "for orders", "tags": {"team": "core", "stage": "test"}}
    replace = {"userCidrs": ["172.16.0.0/16"]}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"vpcName": "orders", "cidrBlock": "10.0.0.0/16", "description": "orders", "tags": {"team": "network"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return refused(aws, VPC, "DescribeVpcAttribute", VpcId=kept.id) == "InvalidVpcID.NotFound"


def test_outputs(plugin: Plugin, ali: Clients) -> None:
    vpc = network(plugin)
    (table,) = ali.call(VPC, "DescribeRouteTableList", {"VpcId": vpc.id})["RouterTableList"]["RouterTableListType"]
    assert vpc["status"] == "Available"
    assert vpc["routeTableId"] == vpc["routerTableId"] == table["RouteTableId"]
    assert vpc["routerId"] == table["RouterId"]
    assert vpc["regionId"] == "cn-hangzhou"
    assert vpc["createTime"].endswith("Z")


def test_deprecated_name(plugin: Plugin, ali: Clients) -> None:
    vpc = plugin.create(TOKEN, {"name": "old"})
    assert (vpc["name"], vpc["vpcName"], vpc["cidrBlock"]) == ("old", "old", "172.16.0.0/12")
    assert not plugin.diff(vpc, plugin.check(vpc.urn, {"vpcName": "old"}, vpc.inputs)).replaces
    both = plugin.faults(urn_of(TOKEN, "main"), {"name": "a", "vpcName": "b"})[1]
    assert both == {"name": "conflicts with vpcName: give one of the two"}


def test_properties_that_the_sandbox_has_not(plugin: Plugin) -> None:
    inputs = {"cidrBlock": "10.0.0.0/16", "ipv4IpamPoolId": "ipam-1", "isDefault": False}
    assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {
        "ipv4IpamPoolId": "the sandbox's stand-in for the plugin of pulumi_alicloud does not have this property; "
        "leave it out on sandbox stacks"
    }


def test_block_is_changed_in_place(plugin: Plugin, ali: Clients) -> None:
    vpc = network(plugin)
    switch(plugin, vpc, "10.0.1.0/24")
    assert not plugin.diff(vpc, plugin.check(vpc.urn, {**vpc.inputs, "cidrBlock": "10.0.0.0/20"}, vpc.inputs)).replaces
    plugin.update(vpc, {**vpc.inputs, "cidrBlock": "10.0.0.0/20"})
    assert vpc["cidrBlock"] == "10.0.0.0/20"


@pytest.mark.parametrize(
    ("block", "code", "why"),
    [
        ("10.0.0.0/24", "OperationFailed.CidrInUse", " with 10.0.1.0/24 is not in 10.0.0.0/24."),
        ("10.1.0.0/16", "InvalidCidrBlock", "10.1.0.0/16 neither contains 10.0.0.0/16 of vpc-"),
        ("10.0.0.0/8", "InvalidCidrBlock.Overlapped", "10.0.0.0/8 overlaps 10.9.0.0/16 of vpc-"),
    ],
)
def test_block_that_cannot_be(plugin: Plugin, block: str, code: str, why: str) -> None:
    vpc = network(plugin)
    switch(plugin, vpc, "10.0.1.0/24")
    plugin.create("alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock", {"vpcId": vpc.id, "secondaryCidrBlock": "10.9.0.0/16"})
    with pytest.raises(Refused) as error:
        plugin.update(vpc, {**vpc.inputs, "cidrBlock": block})
    assert f"updating VPC ({vpc.id}): {code}: " in error.value.text and why in error.value.text


def test_drift(plugin: Plugin, ali: Clients) -> None:
    vpc = network(plugin)
    ali.call(VPC, "ModifyVpcAttribute", {"VpcId": vpc.id, "VpcName": "theirs"})
    refreshed = plugin.refresh(vpc)
    assert refreshed is not None and refreshed.inputs["vpcName"] == "theirs"
    assert plugin.diff(refreshed, vpc.inputs).kinds == {"vpcName": "UPDATE"}


def test_secondary_blocks_of_another_resource_are_no_drift(plugin: Plugin, ali: Clients) -> None:
    vpc = network(plugin)
    ali.call(VPC, "AssociateVpcCidrBlock", {"VpcId": vpc.id, "SecondaryCidrBlock": "10.1.0.0/16"})
    refreshed = plugin.refresh(vpc)
    assert refreshed is not None and refreshed["secondaryCidrBlocks"] == ["10.1.0.0/16"]
    assert not plugin.diff(refreshed, plugin.check(vpc.urn, vpc.inputs, vpc.inputs))
