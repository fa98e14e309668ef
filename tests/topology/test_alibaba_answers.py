"""Nodes of the model out of answers of Alibaba Cloud's APIs."""

from typing import Any

import pytest

from privateapi.topology.alibaba_answers import (
    access_node,
    connect_cidr_blocks,
    instance_node,
    moved_api_node,
    moved_group_node,
    own_cidr_blocks,
    record_node,
    server_node,
)
from privateapi.topology.values import MISSING, NO_REF, Known, Ref, Refs, values_of

REGION = "cn-hangzhou"
INSTANCE: dict[str, Any] = {
    "InstanceId": "apigateway-hz-1",
    "InstanceName": "hub",
    "InstanceType": "VPC_DEDICATED",
    "DedicatedInstanceType": "vpc_connect",
    "InstanceSpec": "api.s1.small",
    "HttpsPolicies": "HTTPS2_TLS1_2",
    "ConnectVpcId": "vpc-1",
    "UserVpcId": "vpc-of-the-clients",
    "InstanceCidrBlock": "192.168.0.0/16",
    "ConnectCidrBlocks": '["10.0.1.0/24","10.0.2.0/24"]',
    "NetworkInterfaceAttributes": {
        "NetworkInterfaceAttribute": [
            {
                "ZoneId": "cn-hangzhou-j",
                "VswitchId": "vsw-1",
                "CidrBlock": "10.0.1.0/24",
                "SecurityGroupId": "sg-1",
            }
        ]
    },
}


def test_instance() -> None:
    node = instance_node(REGION, INSTANCE)
    assert (node.key, node.id, node.region, node.live) == (
        "cn-hangzhou/apigateway-hz-1",
        Known("apigateway-hz-1"),
        Known(REGION),
        True,
    )
    assert node.instance_type == Known("vpc_connect")
    assert node.user_vpc == Ref.to("vpc-1"), "not that of the clients"
    assert node.to_connect_vpc_ip_blocks == values_of("10.0.2.0/24"), "without the blocks of its own vSwitches"
    (zone,) = node.zones.get()
    assert (zone.zone, zone.vswitch, zone.cidr_block, zone.security_group) == (
        Known("cn-hangzhou-j"),
        Ref.to("vsw-1"),
        Known("10.0.1.0/24"),
        Ref.to("sg-1"),
    )
    assert node.in_cluster == Known(False)
    assert node.label == "API Gateway instance apigateway-hz-1"


def test_instance_of_other_kinds() -> None:
    conventional = instance_node(
        REGION, {"InstanceId": "i", "InstanceType": "VPC_DEDICATED", "DedicatedInstanceType": "normal"}
    )
    assert (conventional.instance_type, conventional.zones, conventional.user_vpc) == (Known("normal"), MISSING, NO_REF)
    shared = instance_node(REGION, {"InstanceId": "i", "InstanceType": "VPC_SHARED", "InstanceClusterId": "c"})
    assert (shared.instance_type, shared.in_cluster) == (Known("VPC_SHARED"), Known(True))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [(None, []), ("", []), ("[]", []), ('["10.0.0.0/8", "10.1.0.0/16"]', ["10.0.0.0/8", "10.1.0.0/16"])],
)
def test_connect_cidr_blocks(text: str | None, blocks: list[str]) -> None:
    assert connect_cidr_blocks({"ConnectCidrBlocks": text}) == blocks


@pytest.mark.parametrize("instance", [{}, {"NetworkInterfaceAttributes": {}}])
def test_no_own_cidr_blocks(instance: dict[str, Any]) -> None:
    assert own_cidr_blocks(instance) == []
    assert own_cidr_blocks(INSTANCE) == ["10.0.1.0/24"]


def test_record() -> None:
    node = record_node(
        REGION,
        {
            "IntranetDomain": "a.b",
            "Type": "A",
            "Records": [{"Record": "10.0.0.1", "Weight": 0}, {"Record": "10.0.0.2"}],
        },
    )
    assert (node.domain_name, node.type, node.label) == (Known("a.b"), Known("A"), "internal DNS record a.b")
    assert [(each.address, each.weight) for each in node.addresses.get()] == [
        (Known("10.0.0.1"), Known(0)),
        (Known("10.0.0.2"), MISSING),
    ]
    assert record_node(REGION, {"IntranetDomain": "a.b", "Type": "VPC"}).addresses is MISSING


def test_access() -> None:
    node = access_node(
        REGION,
        {
            "VpcAccessId": "va-1",
            "Name": "app",
            "VpcId": "vpc-1",
            "InstanceId": "i-1",
            "Port": 443,
            "VpcTargetHostName": "a.b",
        },
    )
    assert (node.vpc, node.server, node.port, node.host) == (Ref.to("vpc-1"), Ref.to("i-1"), Known(443), Known("a.b"))
    assert node.identifiers == ("app",), "APIs name it so"


def test_group_that_moves() -> None:
    node = moved_group_node(REGION, {"GroupId": "g", "GroupName": "orders", "InstanceId": "old"}, "new")
    assert (node.instance, node.previous_instance, node.live) == (Ref.to("new"), Ref.to("old"), False)


@pytest.mark.parametrize(
    ("service", "kind", "address", "access"),
    [
        ({"ServiceProtocol": "HTTP", "ServiceAddress": "http://a"}, Known("HTTP"), Known("http://a"), NO_REF),
        (
            {"ServiceProtocol": "HTTP", "ServiceVpcEnable": "TRUE", "VpcConfig": {"Name": "app"}},
            Known("HTTP-VPC"),
            MISSING,
            Ref.to("app"),
        ),
        ({"ServiceProtocol": "HTTP", "Mock": "TRUE"}, Known("MOCK"), MISSING, NO_REF),
        ({}, MISSING, MISSING, NO_REF),
    ],
)
def test_api_that_moves(service: dict[str, Any], kind: Any, address: Any, access: Ref) -> None:
    node = moved_api_node(REGION, {"ApiId": "a", "GroupId": "g", "ServiceConfig": service})
    assert (node.backend_type, node.backend_address, node.vpc_access) == (kind, address, access)
    assert (node.group, node.live) == (Ref.to("g"), False)


def test_server() -> None:
    node = server_node(REGION, "i-1", "ecs", "10.0.1.9", ["sg-1", "sg-2"])
    assert (node.kind, node.private_ip, node.security_groups) == (
        Known("ecs"),
        Known("10.0.1.9"),
        Refs.to("sg-1", "sg-2"),
    )
