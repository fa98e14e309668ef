"""alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import RAM
from privateapi.sandbox.alicloud.roles import GATEWAY_SERVICE
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, instance_inputs, refused

TOKEN = "alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole"
NAME = "AliyunServiceRoleForApiGatewayConnectUserVpc"


class TestServiceLinkedRole(StandInLifecycle):
    token = TOKEN
    update = None
    replace = {"customSuffix": "orders"}
    not_imported = frozenset({"customSuffix"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"serviceName": GATEWAY_SERVICE}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return refused(aws, RAM, "GetRole", RoleName=kept["roleName"]) == "EntityNotExist.Role"


def test_id_and_outputs(plugin: Plugin) -> None:
    role = plugin.create(TOKEN, {"serviceName": GATEWAY_SERVICE})
    assert role.id == f"connectuservpc.apigateway.aliyuncs.com:{NAME}"
    assert role["roleName"] == NAME and role["arn"].startswith("acs:ram::123456789012:role/")
    assert role["roleId"]


def test_there_is_one_in_an_account(plugin: Plugin) -> None:
    plugin.create("alicloud:apigateway/instance:Instance", instance_inputs(plugin))
    with pytest.raises(Refused) as error:
        plugin.create(TOKEN, {"serviceName": GATEWAY_SERVICE}, name="role")
    assert "creating RAM service-linked role (role): EntityAlreadyExists.Role: " in error.value.text


def test_a_role_in_use_stays(plugin: Plugin) -> None:
    role = plugin.create(TOKEN, {"serviceName": GATEWAY_SERVICE})
    instance = plugin.create("alicloud:apigateway/instance:Instance", instance_inputs(plugin))
    with pytest.raises(Refused) as error:
        plugin.delete(role)
    assert error.value.text == (
        f"deleting RAM service-linked role ({role.id}): the deletion ended with FAILED: The role is used by resources "
        f"of the service. ({instance.id} in cn-hangzhou)"
    )
    plugin.made.insert(0, role)
