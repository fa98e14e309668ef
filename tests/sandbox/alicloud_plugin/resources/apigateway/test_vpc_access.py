"""alicloud:apigateway/vpcAccess:VpcAccess."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.provider.markers import Replaces
from privateapi.provider.model import specs
from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.testing import Clients
from privateapi.sandbox.alicloud_plugin.resources.apigateway.vpc_access import VpcAccessArgs
from tests.plugin import Kept, Plugin, Refused
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, network

TOKEN = "alicloud:apigateway/vpcAccess:VpcAccess"


def accesses(ali: Clients) -> list[dict[str, Any]]:
    answer = ali.call(CLOUDAPI, "DescribeVpcAccesses", {"PageSize": 100})
    return list(answer["VpcAccessAttributes"]["VpcAccessAttribute"])


class TestVpcAccess(StandInLifecycle):
    token = TOKEN
    update = None
    replace = {"port": 8443}
    # The name was given and is unique.
    deletes_first = True

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"name": "orders", "vpcId": network(plugin).id, "instanceId": "10.0.1.9", "port": 8080}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not accesses(aws)


def test_nothing_is_changed_in_place() -> None:
    assert all(spec.has(Replaces) for spec in specs(VpcAccessArgs).values())


def test_id_and_outputs(plugin: Plugin, ali: Clients) -> None:
    vpc = network(plugin)
    inputs = {"name": "orders", "vpcId": vpc.id, "instanceId": "10.0.1.9", "port": 443, "vpcTargetHostName": "o.local"}
    access = plugin.create(TOKEN, inputs)
    assert access.id == f"orders:{vpc.id}:10.0.1.9:443"
    (found,) = accesses(ali)
    assert access["vpcAccessId"] == found["VpcAccessId"] and found["VpcTargetHostName"] == "o.local"


def test_automatic_name(plugin: Plugin) -> None:
    vpc = network(plugin)
    inputs = {"vpcId": vpc.id, "instanceId": "10.0.1.9", "port": 443}
    access = plugin.create(TOKEN, inputs, name="orders")
    assert access["name"].startswith("orders-")
    changed = plugin.check(access.urn, {**inputs, "port": 444}, access.inputs)
    assert not plugin.diff(access, changed).delete_first


def test_more_accesses_than_a_page(plugin: Plugin, ali: Clients) -> None:
    vpc = network(plugin)
    for port in range(1, 121):
        params = {"Name": f"other{port}", "VpcId": vpc.id, "InstanceId": "10.0.1.9", "Port": port}
        ali.call(CLOUDAPI, "SetVpcAccess", params)
    access = plugin.create(TOKEN, {"name": "orders", "vpcId": vpc.id, "instanceId": "10.0.1.9", "port": 8080})
    assert plugin.refresh(access) is not None


def test_import_of_another_form(plugin: Plugin) -> None:
    with pytest.raises(Refused) as error:
        plugin.import_(TOKEN, "orders")
    assert "'orders' is not <name>:<VPC>:<server>:<port>, as in orders:vpc-bp1abc:lb-bp1abc:8080" in error.value.text
