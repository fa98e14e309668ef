"""alicloud:pvtz/zoneAttachment:ZoneAttachment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from privateapi.sandbox.alicloud.call import PVTZ, VPC
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, network, zone

TOKEN = "alicloud:pvtz/zoneAttachment:ZoneAttachment"


def bound(ali: Clients, zone_id: str) -> list[str]:
    answer = ali.call(PVTZ, "DescribeZoneInfo", {"ZoneId": zone_id})
    return [each["VpcId"] for each in answer["BindVpcs"]["Vpc"]]


class TestZoneAttachment(StandInLifecycle):
    token = TOKEN
    update = {"vpcIds": ["changed"]}
    replace = {"zoneId": "changed"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"zoneId": zone(plugin).id, "vpcIds": [network(plugin).id]}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if "zoneId" in changes:
            return {"zoneId": zone(plugin, "billing.internal").id}
        return {"vpcIds": [network(plugin, "10.9.0.0/16").id]}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not bound(aws, kept.id)


def test_vpcs_of_two_regions(plugin: Plugin, ali: Clients) -> None:
    owner, here = zone(plugin), network(plugin)
    there = ali.call(VPC, "CreateVpc", {"CidrBlock": "10.8.0.0/16"}, "cn-shanghai")["VpcId"]
    inputs = {"zoneId": owner.id, "vpcs": [{"vpcId": there, "regionId": "cn-shanghai"}, {"vpcId": here.id}]}
    attachment = plugin.create(TOKEN, inputs)
    assert attachment.id == owner.id
    assert set(bound(ali, owner.id)) == {here.id, there} == set(attachment["vpcIds"])
    refreshed = plugin.refresh(attachment)
    assert refreshed is not None
    assert not plugin.diff(refreshed, plugin.check(attachment.urn, inputs, attachment.inputs))


def test_drift(plugin: Plugin, ali: Clients) -> None:
    owner, vpc = zone(plugin), network(plugin)
    other = network(plugin, "10.9.0.0/16")
    inputs = {"zoneId": owner.id, "vpcIds": [vpc.id, other.id]}
    attachment = plugin.create(TOKEN, inputs)
    entry = {"Vpcs": [{"RegionId": "cn-hangzhou", "VpcId": vpc.id}]}
    ali.call(PVTZ, "BindZoneVpc", {"ZoneId": owner.id, **entry})
    refreshed = plugin.refresh(attachment)
    assert refreshed is not None and refreshed.inputs["vpcIds"] == [vpc.id]
    assert plugin.diff(refreshed, plugin.check(attachment.urn, inputs, attachment.inputs))


def test_faults(plugin: Plugin) -> None:
    inputs = {"zoneId": "z", "vpcIds": ["v"], "vpcs": [{"vpcId": "v"}]}
    assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {"vpcIds": "conflicts with vpcs: give one of the two"}
