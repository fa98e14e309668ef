"""alicloud:apigateway/api:Api."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, instance_inputs, refused

TOKEN = "alicloud:apigateway/api:Api"
REQUEST = {"protocol": "HTTPS", "method": "GET", "path": "/orders/[id]", "mode": "MAPPING"}
PARAMETERS = [
    {"name": "id", "type": "STRING", "required": "REQUIRED", "in": "PATH", "inService": "PATH", "nameService": "id"},
    {
        "name": "page",
        "type": "INT",
        "required": "OPTIONAL",
        "in": "QUERY",
        "inService": "QUERY",
        "nameService": "p",
        "description": "page",
        "defaultValue": "1",
    },
]


def group(plugin: Plugin, name: str = "orders", **inputs: Any) -> Kept:
    return plugin.create("alicloud:apigateway/group:Group", {"name": name, **inputs})


def basic(group_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "groupId": group_id,
        "name": "list_orders",
        "description": "list orders",
        "authType": "ANONYMOUS",
        "requestConfig": REQUEST,
        "serviceType": "HTTP",
        "httpServiceConfig": {
            "address": "https://orders.internal:8443",
            "method": "GET",
            "path": "/orders/[id]",
            "timeout": 5000,
        },
        **changes,
    }


class TestApi(StandInLifecycle):
    token = TOKEN
    update = {
        "description": "orders of a page",
        "requestConfig": {**REQUEST, "protocol": "HTTP,HTTPS"},
        "stageNames": ["TEST", "PRE"],
        "forceNonceCheck": True,
        "constantParameters": [{"name": "source", "in": "HEAD", "value": "gateway"}],
    }
    replace = {"groupId": "changed"}
    # The name was given and is unique.
    deletes_first = True

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return basic(
            group(plugin).id,
            requestParameters=PARAMETERS,
            systemParameters=[{"name": "CaClientIp", "in": "HEAD", "nameService": "client"}],
            stageNames=["RELEASE"],
            forceNonceCheck=False,
        )

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"groupId": group(plugin, "other_orders").id} if "groupId" in changes else changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return refused(aws, CLOUDAPI, "DescribeApi", ApiId=kept["apiId"]) == "NotFoundApi"


def test_id_and_parameters(plugin: Plugin, ali: Clients) -> None:
    owner = group(plugin)
    api = plugin.create(TOKEN, basic(owner.id, requestParameters=PARAMETERS))
    assert api.id == f"{owner.id}:{api['apiId']}"
    found = ali.call(CLOUDAPI, "DescribeApi", {"ApiId": api["apiId"]})
    assert found["Visibility"] == "PRIVATE"
    assert [each["ApiParameterName"] for each in found["RequestParameters"]["RequestParameter"]] == ["id", "page"]
    turned = plugin.check(api.urn, basic(owner.id, requestParameters=PARAMETERS[::-1]), api.inputs)
    assert not plugin.diff(api, turned), "the order of parameters has no meaning"


def test_mock(plugin: Plugin) -> None:
    mock = {"serviceType": "MOCK", "httpServiceConfig": None, "mockServiceConfig": {"result": "[]"}}
    api = plugin.create(TOKEN, basic(group(plugin).id, **mock))
    assert api["mockServiceConfig"] == {"result": "[]"} and api["serviceType"] == "MOCK"
    assert plugin.refresh(api) is not None


def vpc_backend(name: str, **changes: Any) -> dict[str, Any]:
    config = {"name": name, "method": "GET", "path": "/", "timeout": 5000, "vpcScheme": "HTTPS"}
    return {"serviceType": "HTTP-VPC", "httpServiceConfig": None, "httpVpcServiceConfig": config, **changes}


def test_backend_in_the_vpc(plugin: Plugin) -> None:
    inputs = instance_inputs(plugin)
    instance = plugin.create("alicloud:apigateway/instance:Instance", inputs)
    target = {"vpcId": inputs["userVpcId"], "instanceId": "10.0.1.9", "port": 8443}
    access = plugin.create("alicloud:apigateway/vpcAccess:VpcAccess", {"name": "orders", **target})
    owner = group(plugin, instanceId=instance.id)
    api = plugin.create(TOKEN, basic(owner.id, stageNames=["RELEASE"], **vpc_backend(access["name"])))
    assert api["httpVpcServiceConfig"]["name"] == "orders" and api["stageNames"] == ["RELEASE"]
    refreshed = plugin.refresh(api)
    assert refreshed is not None and not plugin.diff(refreshed, api.inputs)


def test_a_backend_out_of_reach_keeps_the_api(plugin: Plugin) -> None:
    inputs = instance_inputs(plugin)
    instance = plugin.create("alicloud:apigateway/instance:Instance", inputs)
    elsewhere = {"name": "far", "vpcId": inputs["userVpcId"], "instanceId": "10.0.9.9", "port": 80}
    access = plugin.create("alicloud:apigateway/vpcAccess:VpcAccess", elsewhere)
    owner = group(plugin, instanceId=instance.id)
    with pytest.raises(Refused) as error:
        plugin.create(TOKEN, basic(owner.id, stageNames=["RELEASE"], **vpc_backend(access["name"])), name="far")
    assert "setting up API Gateway API (far, " in error.value.text
    assert "instance cannot connect to the backend 10.0.9.9" in error.value.text
    assert error.value.id is not None and error.value.id.startswith(f"{owner.id}:")


def test_stages(plugin: Plugin, ali: Clients) -> None:
    owner = group(plugin)
    api = plugin.create(TOKEN, basic(owner.id, stageNames=["RELEASE", "TEST"]))
    plugin.update(api, basic(owner.id, stageNames=["PRE"]))
    assert api["stageNames"] == ["PRE"]
    # The real plugin leaves stages alone once none is named.
    plugin.update(api, basic(owner.id))
    assert api["stageNames"] == ["PRE"]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"httpServiceConfig": None}, {"httpServiceConfig": "is required with the serviceType HTTP"}),
        (
            {"serviceType": "HTTP-VPC"},
            {"httpVpcServiceConfig": "is required with the serviceType HTTP-VPC"},
        ),
        (
            {"serviceType": "FunctionCompute"},
            {"serviceType": "the sandbox has no Function Compute; MOCK, HTTP and HTTP-VPC are there"},
        ),
        ({"stageNames": ["BETA"]}, {"stageNames[0]": "'BETA' should be 'RELEASE', 'PRE' or 'TEST'"}),
    ],
)
def test_faults(plugin: Plugin, changes: dict[str, Any], faults: dict[str, str]) -> None:
    assert plugin.faults(urn_of(TOKEN, "main"), basic("group", **changes))[1] == faults
