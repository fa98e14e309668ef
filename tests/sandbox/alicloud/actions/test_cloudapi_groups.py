"""API groups: their names, their settings, and their moves from one instance to another."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.testing import CallError, Clients, Network, error_code, make_instance, make_network


def make_group(ali: Clients, name: str = "orders", **more: Any) -> str:
    return str(ali.call(CLOUDAPI, "CreateApiGroup", {"GroupName": name, **more})["GroupId"])


def make_api(ali: Clients, group: str, service: dict[str, Any]) -> str:
    definition = {
        "GroupId": group,
        "ApiName": "list_orders",
        "Visibility": "PRIVATE",
        "AuthType": "ANONYMOUS",
        "RequestConfig": json.dumps({"RequestHttpMethod": "GET", "RequestPath": "/orders"}),
        "ServiceConfig": json.dumps(service),
    }
    return str(ali.call(CLOUDAPI, "CreateApi", definition)["ApiId"])


def make_access(ali: Clients, vpc: str, server: str, name: str = "backend") -> dict[str, Any]:
    ali.call(CLOUDAPI, "SetVpcAccess", {"Name": name, "VpcId": vpc, "InstanceId": server, "Port": 443})
    return {"ServiceProtocol": "HTTP", "ServiceVpcEnable": "TRUE", "VpcConfig": {"Name": name}}


def deploy(ali: Clients, group: str, api: str) -> None:
    named = {"GroupId": group, "ApiId": api, "StageName": "RELEASE", "Description": "first"}
    ali.call(CLOUDAPI, "DeployApi", named)


def move(ali: Clients, group: str, instance: str) -> None:
    ali.call(CLOUDAPI, "ModifyApiGroupInstance", {"GroupId": group, "TargetInstanceId": instance})


def instance_of(ali: Clients, group: str) -> str:
    return str(ali.call(CLOUDAPI, "DescribeApiGroup", {"GroupId": group})["InstanceId"])


def test_group_without_an_instance_is_on_a_shared_one(ali: Clients) -> None:
    shown = ali.call(CLOUDAPI, "DescribeApiGroup", {"GroupId": make_group(ali)})
    assert (shown["InstanceId"], shown["InstanceType"]) == ("api-shared-vpc-001", "VPC_SHARED")
    assert (shown["BasePath"], shown["Status"], shown["MigrationStatus"]) == ("/", "NORMAL", "")


@pytest.mark.parametrize("name", ["abc", "1abc", "a b c", "a" * 51, ""])
def test_name_is_refused(ali: Clients, name: str) -> None:
    assert error_code(make_group, ali, name) == ("InvalidGroupName" if name else "MissingGroupName")


def test_name_is_unique(ali: Clients) -> None:
    make_group(ali)
    other = make_group(ali, "other")
    assert error_code(make_group, ali) == "DuplicateGroupName"
    named = {"GroupId": other, "GroupName": "orders"}
    assert error_code(ali.call, CLOUDAPI, "ModifyApiGroup", named) == "DuplicateGroupName"


def test_groups_of_an_instance_are_listed_newest_first(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    groups = [make_group(ali, f"orders_{number}", InstanceId=instance) for number in range(3)]
    make_group(ali, "another")
    found = ali.call(CLOUDAPI, "DescribeApiGroups", {"InstanceId": instance, "PageSize": 2})
    shown = [each["GroupId"] for each in found["ApiGroupAttributes"]["ApiGroupAttribute"]]
    assert (shown, found["TotalCount"]) == ([groups[2], groups[1]], 3)


def test_group_with_apis_is_not_deleted(ali: Clients) -> None:
    group = make_group(ali)
    make_api(ali, group, {"ServiceProtocol": "HTTP", "ServiceAddress": "http://api.demo.com"})
    assert error_code(ali.call, CLOUDAPI, "DeleteApiGroup", {"GroupId": group}) == "DependencyViolationApiGroup"


@pytest.mark.parametrize("action", ["DescribeApiGroup", "ModifyApiGroup", "DeleteApiGroup"])
def test_group_that_is_not_there(ali: Clients, action: str) -> None:
    assert error_code(ali.call, CLOUDAPI, action, {"GroupId": "missing"}) == "NotFoundApiGroup"


def test_group_moves_to_an_instance_that_reaches_its_backends_and_back(ali: Clients, network: Network) -> None:
    group = make_group(ali)
    deploy(ali, group, make_api(ali, group, make_access(ali, network.vpc, "10.0.1.9")))
    instance = make_instance(ali, network)
    move(ali, group, instance)
    assert instance_of(ali, group) == instance
    move(ali, group, "api-shared-vpc-001")
    assert instance_of(ali, group) == "api-shared-vpc-001"


def test_group_stays_when_a_backend_is_not_accessible(ali: Clients, network: Network) -> None:
    group = make_group(ali)
    deploy(ali, group, make_api(ali, group, make_access(ali, network.vpc, "10.0.3.9")))
    instance = make_instance(ali, network)
    with pytest.raises(CallError, match="instance cannot connect to the backend 10.0.3.9.$"):
        move(ali, group, instance)
    assert instance_of(ali, group) == "api-shared-vpc-001"

    block = json.dumps({"CidrBlock": "10.0.3.0/24", "Customized": True})
    ali.call(CLOUDAPI, "ModifyInstanceAttribute", {"InstanceId": instance, "ToConnectVpcIpBlock": block})
    move(ali, group, instance)
    assert instance_of(ali, group) == instance


def test_group_stays_when_a_backend_is_in_another_vpc(ali: Clients, network: Network) -> None:
    other = make_network(ali, second_octet=1)
    group = make_group(ali)
    make_api(ali, group, make_access(ali, other.vpc, "10.1.1.9"))
    with pytest.raises(
        CallError, match=f"backend is in {other.vpc}, and the instance is connected to {network.vpc}"
    ) as it:
        move(ali, group, make_instance(ali, network))
    assert it.value.code == "InvalidVpcMismatch"
    assert instance_of(ali, group) == "api-shared-vpc-001"
    move(ali, group, make_instance(ali))


def test_group_does_not_move_to_what_is_not_there(ali: Clients) -> None:
    assert error_code(move, ali, make_group(ali), "apigateway-missing") == "NotFoundInstance"
