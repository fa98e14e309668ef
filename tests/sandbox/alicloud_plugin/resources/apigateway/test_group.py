"""alicloud:apigateway/group:Group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.faults import Fault
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, instance_inputs, refused

TOKEN = "alicloud:apigateway/group:Group"


class TestGroup(StandInLifecycle):
    token = TOKEN
    update = {
        "name": "renamed",
        "description": "for orders",
        "vpcIntranetEnable": True,
        "userLogConfig": {"requestBody": True, "queryString": "*"},
    }
    replace = {"instanceId": "changed"}
    # The name was given and is unique.
    deletes_first = True

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "name": "orders",
            "description": "orders",
            "instanceId": instance(plugin, "orders").id,
            "basePath": "/",
            "vpcIntranetEnable": False,
            "userLogConfig": {"responseBody": True},
        }

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"instanceId": instance(plugin, "other").id} if "instanceId" in changes else changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return refused(aws, CLOUDAPI, "DescribeApiGroup", GroupId=kept.id) == "NotFoundApiGroup"


def instance(plugin: Plugin, name: str) -> Kept:
    return plugin.create("alicloud:apigateway/instance:Instance", instance_inputs(plugin, instanceName=name))


def test_outputs(plugin: Plugin) -> None:
    group = plugin.create(TOKEN, {"vpcIntranetEnable": True}, name="orders")
    assert group["name"].startswith("orders-") and group["basePath"] == "/"
    assert group["subDomain"] == f"{group.id}-cn-hangzhou.alicloudapi.com"
    assert group["vpcDomain"] == f"{group.id}-cn-hangzhou-vpc.alicloudapi.com"


def test_log_is_switched_off(plugin: Plugin) -> None:
    group = plugin.create(TOKEN, {"name": "orders", "userLogConfig": {"requestBody": True}})
    plugin.update(group, {"name": "orders"})
    assert "userLogConfig" not in group.state


def test_one_group_after_an_answer_that_was_lost(plugin: Plugin, endpoint: Endpoint, ali: Clients) -> None:
    endpoint.fault(Fault("reset", "CreateApiGroup", when="after"))
    group = plugin.create(TOKEN, {"name": "orders"})
    assert ali.call(CLOUDAPI, "DescribeApiGroups")["TotalCount"] == 1
    assert plugin.refresh(group) is not None
