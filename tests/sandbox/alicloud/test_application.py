"""Calls find their action and region, are answered once per token, and errors have one form."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.sandbox.alicloud import actions
from privateapi.sandbox.alicloud.call import ACTIONS, CLOUDAPI, ECS, RAM, VPC, Product
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import CallError, Clients, Dialect, Network, instance_arguments, make_instance


def test_form_of_an_error(ali: Clients) -> None:
    with pytest.raises(CallError) as refused:
        ali.call(RAM, "GetRole", {"RoleName": "missing"})
    answer = dict(refused.value.answer)
    assert len(answer.pop("RequestId")) == 36
    assert answer == {
        "HostId": ali.endpoint.removeprefix("http://"),
        "Code": "EntityNotExist.Role",
        "Message": "The role not exists: missing .",
        "Recommend": "https://api.aliyun.com/troubleshoot?q=EntityNotExist.Role",
    }
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("product", "action", "region", "code", "status"),
    [
        (CLOUDAPI, "DescribePrivateDNSList", "cn-hangzhou", "InvalidApi.NotFound", 404),
        (Product("CloudAPI", "2016-07-15"), "ListPrivateDNS", "cn-hangzhou", "InvalidVersion", 404),
        (CLOUDAPI, "ListPrivateDNS", "cn-atlantis", "InvalidRegionId.NotFound", 404),
        (VPC, "DescribeVpcs", "us-west-2", "InvalidRegionId.NotFound", 404),
    ],
)
def test_call_of_what_is_not_there(
    ali: Clients, product: Product, action: str, region: str, code: str, status: int
) -> None:
    with pytest.raises(CallError) as refused:
        ali.call(product, action, region=region)
    assert (refused.value.code, refused.value.status) == (code, status)


@pytest.mark.parametrize("dialect", ["V3", "V1"])
@pytest.mark.parametrize("place", ["query", "form"])
def test_parameters_come_from_query_and_form(endpoint: Endpoint, dialect: Dialect, place: str) -> None:
    ali = Clients(endpoint, dialect=dialect)
    arguments = {"CidrBlock": "10.1.0.0/16"}
    given: dict[str, Any] = {"form": arguments} if place == "form" else {"parameters": arguments}
    vpc = ali.call(VPC, "CreateVpc", **given)["VpcId"]
    assert ali.call(VPC, "DescribeVpcAttribute", {"VpcId": vpc})["CidrBlock"] == "10.1.0.0/16"


def test_repeated_token_makes_one_thing(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    arguments = instance_arguments(network, Token="once")
    first = ali.call(CLOUDAPI, "CreateInstance", arguments)
    again = ali.call(CLOUDAPI, "CreateInstance", arguments)
    assert first["InstanceId"] == again["InstanceId"] and first["RequestId"] != again["RequestId"]
    assert ali.call(CLOUDAPI, "DescribeInstances")["TotalCount"] == 1
    with pytest.raises(CallError) as refused:
        ali.call(CLOUDAPI, "CreateInstance", arguments | {"InstanceName": "other"})
    assert refused.value.code == "IdempotentParameterMismatch"
    make_instance(ali, network)
    assert ali.call(CLOUDAPI, "DescribeInstances")["TotalCount"] == 2


def test_token_of_a_refused_call_may_be_used_again(ali: Clients, network: Network) -> None:
    with pytest.raises(CallError):
        ali.call(CLOUDAPI, "CreateInstance", instance_arguments(network, Token="t", InstanceSpec="large"))
    assert ali.call(CLOUDAPI, "CreateInstance", instance_arguments(network, Token="t"))["InstanceId"]


def test_failure_of_the_sandbox_itself_is_said(ali: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("privateapi.sandbox.alicloud.application.Application._once", fail)
    with pytest.raises(CallError, match="the sandbox failed: RuntimeError: broken") as failed:
        ali.call(VPC, "DescribeVpcs")
    assert (failed.value.code, failed.value.status) == ("InternalError", 500)


def test_calls_are_recorded_without_what_signs_them(endpoint: Endpoint) -> None:
    ali = Clients(endpoint, dialect="V1")
    ali.call(VPC, "DescribeVpcs", {"VpcName": "a"})
    with pytest.raises(CallError):
        ali.call(ECS, "CreateSecurityGroup", region="cn-shanghai")
    shown = [(call.product, call.action, call.region, dict(call.parameters), call.code) for call in endpoint.calls]
    assert shown == [
        ("Vpc", "DescribeVpcs", "cn-hangzhou", {"VpcName": "a", "RegionId": "cn-hangzhou"}, None),
        ("Ecs", "CreateSecurityGroup", "cn-shanghai", {"RegionId": "cn-shanghai"}, "MissingParameter"),
    ]
    assert [call["action"] for call in ali.control("GET", "calls")] == ["DescribeVpcs", "CreateSecurityGroup"]


def test_every_file_of_actions_declares_some() -> None:
    declaring = {declared.act.__module__.rpartition(".")[2] for declared in ACTIONS.values()}
    assert sorted(declaring) == actions.names()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("faults", [], "a fault is a JSON object"),
        ("faults", {"kind": "flood"}, "kind: 'flood' is none of throttling, unavailable, error, hang, reset"),
        ("faults", {"kind": "hang", "when": "never"}, "when: 'never' is none of before, after"),
        ("faults", {"kind": "hang", "times": 2}, "a fault has no times; it has kind, action, when, count"),
        ("settings", {"looks": "many"}, "invalid literal"),
        ("settings", [], "no attribute"),
    ],
)
def test_control_refuses_what_makes_no_sense(ali: Clients, path: str, value: Any, message: str) -> None:
    with pytest.raises(CallError) as refused:
        ali.control("POST", path, value)
    assert refused.value.status == 400 and message in refused.value.answer["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "reset", 405), ("DELETE", "instance", 405), ("GET", "nothing", 404)],
)
def test_control_knows_its_paths(endpoint: Endpoint, ali: Clients, method: str, path: str, status: int) -> None:
    before = endpoint.instance
    with pytest.raises(CallError) as refused:
        ali.control(method, path)
    assert (refused.value.status, endpoint.instance) == (status, before)


def test_reset_forgets_everything_but_the_keys(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    make_instance(ali, network)
    ali.control("POST", "faults", {"kind": "unavailable"})
    ali.control("POST", "settings", {"looks": 3, "clock_seconds": 3600})
    before = endpoint.instance
    answer = ali.control("POST", "reset")
    assert answer["instance"] == endpoint.instance == ali.control("GET", "instance")["instance"] != before
    assert [call.action for call in endpoint.calls] == []
    assert ali.call(VPC, "DescribeVpcs")["TotalCount"] == 0
    assert ali.call(CLOUDAPI, "DescribeInstances")["TotalCount"] == 0
    assert ali.call(RAM, "ListRoles")["Roles"]["Role"] == []


def test_settings_of_a_server_in_another_process(ali: Clients) -> None:
    ali.control("POST", "settings", {"looks": 2})
    vpc = ali.call(VPC, "CreateVpc")["VpcId"]
    states = [ali.call(VPC, "DescribeVpcAttribute", {"VpcId": vpc})["Status"] for _ in range(4)]
    assert states == ["Pending", "Pending", "Available", "Available"]
    ali.control("POST", "settings", {"clock_seconds": 1000})
    with pytest.raises(CallError) as refused:
        ali.call(VPC, "DescribeVpcs")
    assert refused.value.code == "InvalidTimeStamp.Expired"


def test_body_that_is_no_form_is_no_parameter(ali: Clients) -> None:
    with pytest.raises(CallError) as refused:
        ali.send("POST", "/", {"x-acs-action": "CreateVpc", "content-type": "application/json"}, json.dumps({"a": 1}))
    assert refused.value.code == "MissingAccessKeyId"
