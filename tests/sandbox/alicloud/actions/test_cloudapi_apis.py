"""APIs: their definitions, and their deployment to instances that must reach the backend."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.testing import CallError, Clients, Network, error_code, make_instance, make_network

PUBLIC = {"ServiceProtocol": "HTTP", "ServiceAddress": "http://api.demo.com"}


def definition(group: str, service: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {
        "GroupId": group,
        "ApiName": "list_orders",
        "Visibility": "PRIVATE",
        "AuthType": "ANONYMOUS",
        "RequestConfig": json.dumps({"RequestHttpMethod": "GET", "RequestPath": "/orders"}),
        "ServiceConfig": json.dumps(service),
        **changed,
    }


@pytest.fixture
def group(ali: Clients, network: Network) -> str:
    """A group on a VPC integration instance that reaches 10.0.1.0/24 and 10.0.2.0/24."""
    instance = make_instance(ali, network)
    return str(ali.call(CLOUDAPI, "CreateApiGroup", {"GroupName": "orders", "InstanceId": instance})["GroupId"])


def make(ali: Clients, group: str, service: dict[str, Any]) -> dict[str, Any]:
    return {"GroupId": group, "ApiId": ali.call(CLOUDAPI, "CreateApi", definition(group, service))["ApiId"]}


def deploy(ali: Clients, named: dict[str, Any], stage: str = "RELEASE") -> None:
    ali.call(CLOUDAPI, "DeployApi", named | {"StageName": stage, "Description": "text"})


def access(ali: Clients, vpc: str, server: str) -> dict[str, Any]:
    ali.call(CLOUDAPI, "SetVpcAccess", {"Name": "backend", "VpcId": vpc, "InstanceId": server, "Port": 443})
    return {"ServiceProtocol": "HTTP", "ServiceVpcEnable": "TRUE", "VpcConfig": {"Name": "backend"}}


def test_deployed_definition_stays_until_it_is_deployed_again(ali: Clients, group: str) -> None:
    named = make(ali, group, PUBLIC)
    assert error_code(deploy, ali, named, "PROD") == "InvalidStageName"
    deploy(ali, named)
    shown = ali.call(CLOUDAPI, "DescribeApi", named)
    assert [each["StageName"] for each in shown["DeployedInfos"]["DeployedInfo"]] == ["RELEASE"]
    assert shown["ServiceConfig"] == PUBLIC
    changed = definition(group, PUBLIC | {"ServiceTimeout": 5000}, ApiName="list_all_orders")
    ali.call(CLOUDAPI, "ModifyApi", changed | named)
    shown = ali.call(CLOUDAPI, "DescribeApi", named)
    assert (shown["ApiName"], shown["ServiceConfig"]["ServiceTimeout"]) == ("list_all_orders", 5000)

    assert error_code(ali.call, CLOUDAPI, "DeleteApi", named) == "DependencyViolationApi"
    ali.call(CLOUDAPI, "AbolishApi", named | {"StageName": "RELEASE"})
    assert error_code(ali.call, CLOUDAPI, "AbolishApi", named | {"StageName": "RELEASE"}) == "NotFoundStage"
    ali.call(CLOUDAPI, "DeleteApi", named)
    assert error_code(ali.call, CLOUDAPI, "DescribeApi", named) == "NotFoundApi"


@pytest.mark.parametrize(
    ("service", "backend"),
    [
        ({"ServiceProtocol": "HTTP", "ServiceAddress": "http://10.0.3.9:8080"}, "10.0.3.9"),
        ({"ServiceProtocol": "HTTP", "ServiceAddress": "https://192.168.1.1"}, "192.168.1.1"),
        ({"ServiceProtocol": "HTTP", "ServiceAddress": "http://10.0.1.9:8080"}, ""),
        ({"ServiceProtocol": "HTTP", "ServiceAddress": "http://8.8.8.8"}, ""),
        (PUBLIC, ""),
        ({"ServiceProtocol": "HTTP", "ServiceAddress": "http://[", "Mock": "TRUE"}, ""),
    ],
)
def test_private_address_must_be_accessible(ali: Clients, group: str, service: dict[str, Any], backend: str) -> None:
    named = make(ali, group, service)
    if not backend:
        return deploy(ali, named)
    with pytest.raises(CallError, match=f"instance cannot connect to the backend {backend}.$") as refused:
        deploy(ali, named)
    assert refused.value.code == "InvalidBackendNotConnected"
    assert ali.call(CLOUDAPI, "DescribeApi", named)["DeployedInfos"]["DeployedInfo"] == []


@pytest.mark.parametrize(("server", "fault"), [("10.0.2.9", ""), ("10.0.3.9", "InvalidBackendNotConnected")])
def test_vpc_access_must_be_accessible(ali: Clients, network: Network, group: str, server: str, fault: str) -> None:
    named = make(ali, group, access(ali, network.vpc, server))
    assert error_code(deploy, ali, named) == fault


def test_vpc_access_must_be_in_the_vpc_of_the_instance(ali: Clients, group: str) -> None:
    other = make_network(ali, second_octet=1)
    named = make(ali, group, access(ali, other.vpc, "10.1.1.9"))
    assert error_code(deploy, ali, named) == "InvalidVpcMismatch"


def test_vpc_access_of_a_definition_must_be_there(ali: Clients, network: Network, group: str) -> None:
    service = access(ali, network.vpc, "10.0.1.9")
    missing = service | {"VpcConfig": {"Name": "missing"}}
    assert error_code(make, ali, group, missing) == "NotFoundVpcAccess"
    assert error_code(make, ali, group, service | {"VpcConfig": {}}) == "MissingServiceConfig.VpcConfig.Name"
    named = make(ali, group, service)
    ali.call(CLOUDAPI, "RemoveVpcAccess", {"VpcId": network.vpc, "InstanceId": "10.0.1.9", "Port": 443})
    assert error_code(deploy, ali, named) == "NotFoundVpcAccess"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ApiName": "abc"}, "InvalidApiName"),
        ({"Visibility": "OPEN"}, "InvalidVisibility"),
        ({"RequestConfig": ""}, "MissingRequestConfig"),
        ({"RequestConfig": "{"}, "InvalidRequestConfig"),
        ({"ServiceConfig": "[]"}, "InvalidServiceConfig"),
        ({"SystemParameters": "{}"}, "InvalidSystemParameters"),
        ({"ForceNonceCheck": "maybe"}, "InvalidForceNonceCheck"),
        ({"GroupId": "missing"}, "NotFoundApiGroup"),
    ],
)
def test_wrong_definition_is_refused(ali: Clients, group: str, changed: dict[str, Any], code: str) -> None:
    assert error_code(ali.call, CLOUDAPI, "CreateApi", definition(group, PUBLIC, **changed)) == code


def test_lists_of_a_definition_come_back(ali: Clients, group: str) -> None:
    parameters = [{"ParameterName": "CaClientIp", "Location": "HEAD", "ServiceParameterName": "ip"}]
    given = definition(group, PUBLIC, SystemParameters=json.dumps(parameters), ForceNonceCheck="true")
    named = {"GroupId": group, "ApiId": ali.call(CLOUDAPI, "CreateApi", given)["ApiId"]}
    shown = ali.call(CLOUDAPI, "DescribeApi", named)
    assert (shown["SystemParameters"], shown["ForceNonceCheck"]) == ({"SystemParameter": parameters}, True)


def test_name_is_unique_in_its_group(ali: Clients, group: str) -> None:
    make(ali, group, PUBLIC)
    assert error_code(make, ali, group, PUBLIC) == "DuplicateApiName"
    other = ali.call(CLOUDAPI, "CreateApiGroup", {"GroupName": "other"})["GroupId"]
    make(ali, other, PUBLIC)
    assert ali.call(CLOUDAPI, "DescribeApis")["TotalCount"] == 2
    assert ali.call(CLOUDAPI, "DescribeApis", {"GroupId": other})["TotalCount"] == 1
