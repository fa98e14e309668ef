"""alicloud:vpc/switch:Switch."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import ZONES, StandInLifecycle, network, switch

TOKEN = "alicloud:vpc/switch:Switch"


class TestSwitch(StandInLifecycle):
    token = TOKEN
    update = {"vswitchName": "renamed", "description": "gateway", "tags": {}}
    replace = {"cidrBlock": "10.0.2.0/24"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "vpcId": network(plugin).id,
            "cidrBlock": "10.0.1.0/24",
            "zoneId": ZONES[0],
            "vswitchName": "gateway-j",
            "description": "j",
            "tags": {"zone": "j"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not aws.call(VPC, "DescribeVSwitchAttributes", {"VSwitchId": kept.id})["VSwitchId"]


def test_deprecated_names(plugin: Plugin) -> None:
    vpc = network(plugin)
    inputs = {"vpcId": vpc.id, "cidrBlock": "10.0.1.0/24", "availabilityZone": ZONES[1], "name": "old"}
    vswitch = plugin.create(TOKEN, inputs)
    assert (vswitch["zoneId"], vswitch["vswitchName"], vswitch["status"]) == (ZONES[1], "old", "Available")


@pytest.mark.parametrize(
    ("inputs", "faults"),
    [
        ({}, {"vpcId": "is required", "cidrBlock": "is required", "zoneId": "is required"}),
        (
            {"vpcId": "v", "cidrBlock": "10.0.0.0/24", "zoneId": "a", "availabilityZone": "b"},
            {"availabilityZone": "conflicts with zoneId: give one of the two"},
        ),
    ],
)
def test_faults(plugin: Plugin, inputs: dict[str, Any], faults: dict[str, str]) -> None:
    assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == faults


def test_the_cloud_refuses(plugin: Plugin) -> None:
    vpc = network(plugin)
    with pytest.raises(Refused) as error:
        plugin.create(TOKEN, {"vpcId": vpc.id, "cidrBlock": "10.9.0.0/24", "zoneId": ZONES[0]}, name="outside")
    assert error.value.text.startswith("creating vSwitch (outside): InvalidCidrBlock: ")
    assert "10.9.0.0/24 is not inside 10.0.0.0/16" in error.value.text


def test_a_vpc_in_use_is_not_deleted(plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privateapi.sandbox.alicloud_plugin.resource.UNUSED_IN", 0.05)
    vpc = network(plugin)
    vswitch = switch(plugin, vpc)
    with pytest.raises(Refused) as error:
        plugin.delete(vpc)
    assert f"deleting VPC ({vpc.id}): DependencyViolation.VSwitch: " in error.value.text
    plugin.made.insert(plugin.made.index(vswitch), vpc)
