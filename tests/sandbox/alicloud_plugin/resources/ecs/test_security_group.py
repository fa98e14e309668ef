"""alicloud:ecs/securityGroup:SecurityGroup."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import ECS
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, network, refused

TOKEN = "alicloud:ecs/securityGroup:SecurityGroup"


class TestSecurityGroup(StandInLifecycle):
    token = TOKEN
    update = {"securityGroupName": "renamed", "innerAccessPolicy": "Drop", "tags": {"stage": "test"}}
    replace = {"securityGroupType": "enterprise"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "vpcId": network(plugin).id,
            "securityGroupName": "gateway",
            "securityGroupType": "normal",
            "innerAccessPolicy": "Accept",
            "tags": {"team": "network"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        code = refused(aws, ECS, "DescribeSecurityGroupAttribute", SecurityGroupId=kept.id)
        return code == "InvalidSecurityGroupId.NotFound"


@pytest.mark.parametrize(
    ("inputs", "policy"),
    [
        ({}, "Accept"),
        ({"innerAccessPolicy": "Drop"}, "Drop"),
        ({"innerAccess": False}, "Drop"),
        ({"securityGroupType": "enterprise"}, "Drop"),
        # The real plugin says nothing when it cannot be so.
        ({"securityGroupType": "enterprise", "innerAccessPolicy": "Accept"}, "Drop"),
    ],
)
def test_inner_access(plugin: Plugin, ali: Clients, inputs: dict[str, Any], policy: str) -> None:
    group = plugin.create(TOKEN, {"vpcId": network(plugin).id, **inputs})
    found = ali.call(ECS, "DescribeSecurityGroupAttribute", {"SecurityGroupId": group.id})
    assert found["InnerAccessPolicy"] == policy == group["innerAccessPolicy"]
    assert group["innerAccess"] is (policy == "Accept")


def test_deprecated_names(plugin: Plugin) -> None:
    group = plugin.create(TOKEN, {"vpcId": network(plugin).id, "name": "old"})
    assert group["securityGroupName"] == group["name"] == "old"
    inputs = {"vpcId": "v", "innerAccess": True, "innerAccessPolicy": "Drop"}
    faults = plugin.faults(urn_of(TOKEN, "main"), inputs)[1]
    assert faults == {"innerAccess": "conflicts with innerAccessPolicy: give one of the two"}
