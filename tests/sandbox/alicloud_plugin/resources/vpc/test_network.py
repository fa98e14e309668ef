"""alicloud:vpc/network:Network."""

from __future__ import annotations

from typing import Any

from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, network, refused

TOKEN = "alicloud:vpc/network:Network"


class TestNetwork(StandInLifecycle):
    token = TOKEN
    update = {"vpcName": "renamed", "description": "for orders"}
    replace = {"userCidrs": ["172.16.0.0/16"]}

    def wanted(self, plugin: Plugin) -> dict[str, Any]:
        return {"vpcName": "orders", "cidrBlock": "10.0.0.0/16", "description": "orders", "tags": {"team": "network"}}

    def is_gone(self, ali: Clients, kept: Kept) -> bool:
        return refused(ali, VPC, "DescribeVpcAttribute", VpcId=kept.id) == "InvalidVpcID.NotFound"


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
