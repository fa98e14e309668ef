"""VPC access authorizations: what they may name, how they are found, changed and removed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI, ECS
from privateapi.sandbox.alicloud.testing import Clients, Network, error_code, make_instance, make_network


def access(ali: Clients, network: Network, name: str = "backend", **changed: Any) -> str:
    arguments = {"Name": name, "VpcId": network.vpc, "InstanceId": "10.0.1.9", "Port": 443}
    return str(ali.call(CLOUDAPI, "SetVpcAccess", arguments | changed)["VpcAccessId"])


def names(ali: Clients, **wanted: Any) -> list[str]:
    found = ali.call(CLOUDAPI, "DescribeVpcAccesses", wanted)["VpcAccessAttributes"]["VpcAccessAttribute"]
    return [each["Name"] for each in found]


def connected(ali: Clients, instance: str, access_id: str) -> tuple[bool, str]:
    arguments = {"InstanceId": instance, "VpcAccessId": access_id}
    answer = ali.call(CLOUDAPI, "ValidateVpcConnectivity", arguments)
    return answer["Connected"], answer["IpType"]


def test_accesses_are_found_by_what_they_say(ali: Clients, network: Network) -> None:
    access(ali, network, "backend", VpcTargetHostName="API.demo.com")
    access(ali, network, "backend-2", Port=80)
    access(ali, network, "other", InstanceId="10.0.1.10")
    assert names(ali, Name="backend") == ["backend", "backend-2"]
    assert names(ali, Name="backend", AccurateQuery="true") == ["backend"]
    assert names(ali, Port="80") == ["backend-2"]
    assert names(ali, InstanceId="10.0.1.10", VpcId=network.vpc) == ["other"]
    assert names(ali, VpcId="vpc-missing") == []
    assert names(ali, PageSize=2, PageNumber=2) == ["other"]
    found = ali.call(CLOUDAPI, "DescribeVpcAccesses", {"Name": "backend", "AccurateQuery": "True"})
    assert found["VpcAccessAttributes"]["VpcAccessAttribute"][0]["VpcTargetHostName"] == "api.demo.com"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Name": ""}, "MissingName"),
        ({"VpcId": "vpc-missing"}, "NotFoundVpc"),
        ({"InstanceId": "i-missing"}, "NotFoundBackendServer"),
        ({"Port": 0}, "InvalidPort"),
        ({"Port": 65536}, "InvalidPort"),
        ({"Port": ""}, "MissingPort"),
        ({"Port": 80}, "DuplicateVpcAccessName"),
        ({"Name": "another"}, "DuplicateVpcAccess"),
    ],
)
def test_refused(ali: Clients, network: Network, changed: dict[str, Any], code: str) -> None:
    access(ali, network)
    assert (
        error_code(access, ali, network, **({"name": changed.pop("Name")} if "Name" in changed else {}), **changed)
        == code
    )


def test_server_is_reached_when_it_is_in_the_vpc_and_accessible(ali: Clients, network: Network) -> None:
    arguments = {
        "VSwitchId": network.vswitches[0],
        "SecurityGroupId": network.security_group,
        "InstanceType": "ecs.t6-c1m1.large",
    }
    server = ali.call(ECS, "RunInstances", arguments)["InstanceIdSets"]["InstanceIdSet"][0]
    instance, other = make_instance(ali, network), make_network(ali, second_octet=1)
    assert connected(ali, instance, access(ali, network, InstanceId=server)) == (True, "ECS")
    assert connected(ali, instance, access(ali, network, "far", InstanceId="10.0.3.9")) == (False, "ECS")
    assert connected(ali, instance, access(ali, other, "else", InstanceId="10.1.1.9")) == (False, "ECS")
    ali.call(ECS, "DeleteInstance", {"InstanceId": server})
    backend = ali.call(CLOUDAPI, "DescribeVpcAccesses", {"Name": "backend"})
    found = backend["VpcAccessAttributes"]["VpcAccessAttribute"][0]["VpcAccessId"]
    assert connected(ali, instance, found) == (False, "INVALID")


def test_change_says_what_became_of_the_apis(ali: Clients, network: Network) -> None:
    access(ali, network)
    instance = make_instance(ali, network)
    group = ali.call(CLOUDAPI, "CreateApiGroup", {"GroupName": "orders", "InstanceId": instance})["GroupId"]
    service = {"ServiceProtocol": "HTTP", "ServiceVpcEnable": "TRUE", "VpcConfig": {"Name": "backend"}}
    definition = {"GroupId": group, "ApiName": "list_orders", "Visibility": "PRIVATE", "RequestConfig": "{}"}
    api = ali.call(CLOUDAPI, "CreateApi", definition | {"ServiceConfig": json.dumps(service)})["ApiId"]
    ali.call(CLOUDAPI, "DeployApi", {"ApiId": api, "StageName": "RELEASE", "Description": "text"})

    changed = {"Name": "backend", "InstanceId": "10.0.3.9", "NeedBatchWork": "true"}
    operation = ali.call(CLOUDAPI, "ModifyVpcAccessAndUpdateApis", changed)["OperationId"]
    answer = ali.call(CLOUDAPI, "DescribeUpdateVpcInfoTask", {"OperationUid": operation})
    result = answer["ApiUpdateVpcInfoResults"]["ApiUpdateVpcInfoResult"][0]
    assert (result["ApiUid"], result["UpdateStatus"], result["ErrorMsg"]) == (
        api,
        "FAIL",
        "instance cannot connect to the backend 10.0.3.9.",
    )
    target = {"VpcId": network.vpc, "InstanceId": "10.0.3.9", "Port": 443}
    using = ali.call(CLOUDAPI, "RemoveVpcAccess", target)["Apis"]["Api"]
    assert using == [{"ApiId": api, "GroupId": group, "StageId": "RELEASE"}]
    assert error_code(ali.call, CLOUDAPI, "RemoveVpcAccess", target) == "NotFoundVpcAccess"


@pytest.mark.parametrize(
    ("action", "arguments", "code"),
    [
        ("ModifyVpcAccessAndUpdateApis", {"Name": "missing"}, "NotFoundVpcAccess"),
        ("DescribeApisByVpcAccess", {"VpcName": "missing"}, "NotFoundVpcAccess"),
        ("DescribeUpdateVpcInfoTask", {"OperationUid": "missing"}, "NotFoundOperation"),
    ],
)
def test_what_is_not_there(ali: Clients, action: str, arguments: dict[str, str], code: str) -> None:
    assert error_code(ali.call, CLOUDAPI, action, arguments) == code
