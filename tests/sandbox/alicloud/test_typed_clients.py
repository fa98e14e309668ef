"""Alibaba Cloud's typed clients run unmodified against every action of the sandbox, and lose nothing of its answers."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from privateapi.sandbox.alicloud.application import Reply
from privateapi.sandbox.alicloud.call import (
    ACTIONS,
    CLOUDAPI,
    ECS,
    LOCATION,
    PVTZ,
    RAM,
    RESOURCE_MANAGER,
    STS,
    VPC,
    Product,
)
from privateapi.sandbox.alicloud.roles import GATEWAY_SERVICE
from privateapi.sandbox.alicloud.server import Endpoint, serve
from privateapi.sandbox.alicloud.testing import Clients, Dialect

PACKAGES: Mapping[Product, str] = {
    CLOUDAPI: "alibabacloud_cloudapi20160714",
    ECS: "alibabacloud_ecs20140526",
    LOCATION: "alibabacloud_location20150612",
    PVTZ: "alibabacloud_pvtz20180101",
    RAM: "alibabacloud_ram20150501",
    RESOURCE_MANAGER: "alibabacloud_resourcemanager20200331",
    STS: "alibabacloud_sts20150401",
    VPC: "alibabacloud_vpc20160428",
}
REGION = "cn-hangzhou"


def lost(answer: Any, typed: Any, path: str = "") -> Iterator[str]:
    """What an answer holds that the typed client does not know, or reads as something else."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            if not isinstance(typed, dict) or key not in typed:
                yield f"{path}.{key}"
            else:
                yield from lost(value, typed[key], f"{path}.{key}")
    elif isinstance(answer, list):
        if not isinstance(typed, list) or len(typed) != len(answer):
            yield path
        else:
            for number, value in enumerate(answer):
                yield from lost(value, typed[number], f"{path}[{number}]")
    elif answer != typed:
        yield f"{path}: {answer!r} is read as {typed!r}"


class Typed:
    """Carries actions out with typed clients."""

    def __init__(self, endpoint: Endpoint, dialect: Dialect, answers: list[Any]) -> None:
        self.endpoint = endpoint
        self._clients = Clients(endpoint, dialect=dialect)
        self._answers = answers
        self._made: dict[Product, tuple[Any, Any]] = {}

    def __call__(self, product: Product, action: str, **parameters: Any) -> dict[str, Any]:
        if product not in self._made:
            package = PACKAGES[product]
            client = self._clients.typed(importlib.import_module(f"{package}.client").Client)
            self._made[product] = (client, importlib.import_module(f"{package}.models"))
        client, models = self._made[product]
        name = next(name for name in dir(client) if name.replace("_", "") == action.lower())
        model = getattr(models, f"{action}Request", None)
        call: Callable[..., Any] = getattr(client, name)
        response = call(model().from_map(parameters)) if model else call()
        body: dict[str, Any] = response.body.to_map()
        assert list(lost(self._answers[-1], body)) == [], action
        return body


@pytest.fixture(params=["V3", "V1"])
def typed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    answers: list[Any] = []
    with serve() as endpoint:
        endpoint.settle(0)
        application = endpoint._application
        answer = application.answer

        def kept(*arguments: Any) -> Reply:
            reply = answer(*arguments)
            answers.append(reply.content)
            return reply

        monkeypatch.setattr(application, "answer", kept)
        yield Typed(endpoint, request.param, answers)


def test_every_action(typed: Typed) -> None:
    """One life of everything that the sandbox knows, by typed clients alone."""
    network = _networks(typed)
    _places_and_roles(typed)
    instance = _instances(typed, network)
    _backends(typed, network, instance)
    _records(typed, network, instance)
    _zones(typed, network)
    _tags(typed, network, instance)
    _gone(typed, network, instance)
    known = {(declared.product.name, declared.name) for declared in ACTIONS.values()}
    done = {(call.product, call.action) for call in typed.endpoint.calls if call.code is None}
    assert (sorted(known - done), len(done)) == ([], len(known)), f"{len(done)} of {len(known)} actions"


def _networks(typed: Typed) -> dict[str, str]:
    vpc = typed(
        VPC, "CreateVpc", RegionId=REGION, CidrBlock="10.0.0.0/16", VpcName="main", Tag=[{"Key": "a", "Value": "b"}]
    )["VpcId"]
    typed(VPC, "ModifyVpcAttribute", RegionId=REGION, VpcId=vpc, VpcName="other", Description="text")
    shown = typed(VPC, "DescribeVpcAttribute", RegionId=REGION, VpcId=vpc)
    assert (shown["VpcName"], shown["CidrBlock"], shown["Status"]) == ("other", "10.0.0.0/16", "Available")
    typed(VPC, "AssociateVpcCidrBlock", RegionId=REGION, VpcId=vpc, SecondaryCidrBlock="10.9.0.0/16")
    assert typed(VPC, "DescribeVpcs", RegionId=REGION, VpcId=vpc)["TotalCount"] == 1
    assert typed(VPC, "DescribeRouteTableList", RegionId=REGION, VpcId=vpc)["TotalCount"] == 1
    zones = [zone["ZoneId"] for zone in typed(VPC, "DescribeZones", RegionId=REGION)["Zones"]["Zone"]]
    assert "cn-hangzhou-h" in zones
    vswitch = typed(VPC, "CreateVSwitch", RegionId=REGION, VpcId=vpc, ZoneId="cn-hangzhou-h", CidrBlock="10.0.1.0/24")[
        "VSwitchId"
    ]
    typed(VPC, "ModifyVSwitchAttribute", RegionId=REGION, VSwitchId=vswitch, VSwitchName="a")
    assert typed(VPC, "DescribeVSwitchAttributes", RegionId=REGION, VSwitchId=vswitch)["VSwitchName"] == "a"
    assert typed(VPC, "DescribeVSwitches", RegionId=REGION, VpcId=vpc)["TotalCount"] == 1

    group = typed(ECS, "CreateSecurityGroup", RegionId=REGION, VpcId=vpc, SecurityGroupName="api")["SecurityGroupId"]
    named = {"RegionId": REGION, "SecurityGroupId": group}
    inbound = {"IpProtocol": "tcp", "PortRange": "443/443", "SourceCidrIp": "10.0.0.0/8", "Policy": "accept"}
    outbound = {"IpProtocol": "tcp", "PortRange": "443/443", "DestCidrIp": "10.0.0.0/8", "Priority": "2"}
    typed(ECS, "AuthorizeSecurityGroup", **named, **inbound)
    typed(ECS, "AuthorizeSecurityGroupEgress", **named, Permissions=[outbound])
    typed(ECS, "ModifySecurityGroupAttribute", **named, SecurityGroupName="gateway")
    typed(ECS, "ModifySecurityGroupPolicy", **named, InnerAccessPolicy="Drop")
    typed(ECS, "ModifySecurityGroupRule", **named, **inbound, Description="in")
    typed(ECS, "ModifySecurityGroupEgressRule", **named, **outbound, Description="out")
    shown = typed(ECS, "DescribeSecurityGroupAttribute", **named)
    rules = shown["Permissions"]["Permission"]
    assert [(rule["Direction"], rule["Description"]) for rule in rules] == [("ingress", "in"), ("egress", "out")]
    assert (shown["InnerAccessPolicy"], shown["SecurityGroupName"]) == ("Drop", "gateway")
    typed(ECS, "RevokeSecurityGroup", **named, Permissions=[inbound])
    typed(ECS, "RevokeSecurityGroupEgress", **named, SecurityGroupRuleId=[rules[1]["SecurityGroupRuleId"]])
    assert typed(ECS, "DescribeSecurityGroupAttribute", **named)["Permissions"]["Permission"] == []
    assert typed(ECS, "DescribeSecurityGroups", RegionId=REGION, VpcId=vpc)["TotalCount"] == 1

    server = typed(
        ECS,
        "RunInstances",
        RegionId=REGION,
        VSwitchId=vswitch,
        SecurityGroupId=group,
        InstanceType="ecs.t6-c1m1.large",
        PrivateIpAddress="10.0.1.9",
    )["InstanceIdSets"]["InstanceIdSet"][0]
    shown = typed(ECS, "DescribeInstances", RegionId=REGION, InstanceIds=json.dumps([server]))
    assert shown["Instances"]["Instance"][0]["Status"] == "Running"
    return {"vpc": vpc, "vswitch": vswitch, "group": group, "server": server}


def _places_and_roles(typed: Typed) -> None:
    assert typed(STS, "GetCallerIdentity")["AccountId"] == "123456789012"
    found = typed(LOCATION, "DescribeEndpoints", Id=REGION, ServiceCode="apigateway")["Endpoints"]["Endpoint"]
    assert found[0]["Endpoint"].startswith("127.0.0.1:")
    regions = typed(CLOUDAPI, "DescribeRegions")["Regions"]["Region"]
    assert REGION in [region["RegionId"] for region in regions]
    assert len(typed(CLOUDAPI, "DescribeZones")["Zones"]["Zone"]) == 1
    role = typed(RESOURCE_MANAGER, "CreateServiceLinkedRole", ServiceName=GATEWAY_SERVICE)["Role"]["RoleName"]
    assert typed(RAM, "GetRole", RoleName=role)["Role"]["RoleName"] == role
    assert [each["RoleName"] for each in typed(RAM, "ListRoles")["Roles"]["Role"]] == [role]
    task = typed(RESOURCE_MANAGER, "DeleteServiceLinkedRole", RoleName=role)["DeletionTaskId"]
    status = typed(RESOURCE_MANAGER, "GetServiceLinkedRoleDeletionStatus", DeletionTaskId=task)
    assert status["Status"] == "SUCCEEDED"


def _instances(typed: Typed, network: Mapping[str, str]) -> str:
    entry = {
        "ZoneId": "cn-hangzhou-h",
        "VSwitchId": network["vswitch"],
        "CidrBlock": "10.0.1.0/24",
        "SecurityGroupId": network["group"],
    }
    instance: str = typed(
        CLOUDAPI,
        "CreateInstance",
        InstanceName="gateway",
        InstanceSpec="api.s1.small",
        InstanceType="vpc_connect",
        ChargeType="PostPaid",
        HttpsPolicy="HTTPS2_TLS1_2",
        InstanceCidr="192.168.0.0/16",
        UserVpcId=network["vpc"],
        ZoneVSwitchSecurityGroup=[entry],
        Token="t1",
    )["InstanceId"]
    block = {"CidrBlock": "10.0.2.0/24", "Customized": True}
    typed(CLOUDAPI, "ModifyInstanceAttribute", InstanceId=instance, ToConnectVpcIpBlock=block)
    typed(CLOUDAPI, "ModifyInstanceSpec", InstanceId=instance, InstanceSpec="api.s1.medium", Token="t2")
    typed(CLOUDAPI, "ModifyInstanceVpcAttributeForConsole", InstanceId=instance, VpcId=network["vpc"])
    shown = typed(CLOUDAPI, "DescribeInstances", InstanceId=instance)["Instances"]["InstanceAttribute"][0]
    assert {
        key: shown[key] for key in ("Status", "InstanceSpec", "ConnectVpcId", "UserVpcId", "ConnectCidrBlocks")
    } == {
        "Status": "RUNNING",
        "InstanceSpec": "api.s1.medium",
        "ConnectVpcId": network["vpc"],
        "UserVpcId": network["vpc"],
        "ConnectCidrBlocks": '["10.0.1.0/24","10.0.2.0/24"]',
    }
    interfaces = typed(ECS, "DescribeNetworkInterfaces", RegionId=REGION, ServiceManaged=True)
    assert [each["InstanceId"] for each in interfaces["NetworkInterfaceSets"]["NetworkInterfaceSet"]] == [instance]
    return instance


def _backends(typed: Typed, network: Mapping[str, str], instance: str) -> None:
    at = {"VpcId": network["vpc"], "InstanceId": network["server"]}
    access = typed(CLOUDAPI, "SetVpcAccess", Name="backend", Port=443, VpcTargetHostName="api.demo.com", **at)
    shown = typed(CLOUDAPI, "DescribeVpcAccesses", VpcAccessId=access["VpcAccessId"])
    assert shown["VpcAccessAttributes"]["VpcAccessAttribute"][0]["Port"] == 443
    reached = typed(CLOUDAPI, "ValidateVpcConnectivity", InstanceId=instance, VpcAccessId=access["VpcAccessId"])
    assert (reached["Connected"], reached["IpType"]) == (True, "ECS")

    group = typed(CLOUDAPI, "CreateApiGroup", GroupName="orders", Description="text")["GroupId"]
    typed(CLOUDAPI, "ModifyApiGroup", GroupId=group, GroupName="orders_2")
    service = {
        "ServiceProtocol": "HTTP",
        "ServiceVpcEnable": "TRUE",
        "VpcConfig": {"Name": "backend"},
        "ServicePath": "/",
        "ServiceHttpMethod": "GET",
        "ServiceTimeout": 10000,
    }
    definition = {
        "GroupId": group,
        "ApiName": "list_orders",
        "Visibility": "PRIVATE",
        "AuthType": "ANONYMOUS",
        "Description": "text",
        "RequestConfig": json.dumps({"RequestProtocol": "HTTP", "RequestHttpMethod": "GET", "RequestPath": "/orders"}),
        "ServiceConfig": json.dumps(service),
    }
    api = typed(CLOUDAPI, "CreateApi", **definition)["ApiId"]
    named = {"GroupId": group, "ApiId": api}
    typed(CLOUDAPI, "ModifyApi", **{**definition, **named, "ApiName": "list_all_orders"})
    typed(CLOUDAPI, "DeployApi", **named, StageName="RELEASE", Description="first")
    shown = typed(CLOUDAPI, "DescribeApi", **named)
    assert shown["ServiceConfig"]["VpcConfig"]["InstanceId"] == network["server"]
    assert shown["DeployedInfos"]["DeployedInfo"][0]["StageName"] == "RELEASE"
    summary = typed(CLOUDAPI, "DescribeApis", GroupId=group)["ApiSummarys"]["ApiSummary"][0]
    assert (summary["ApiPath"], summary["ApiMethod"]) == ("/orders", "GET")
    typed(CLOUDAPI, "ModifyApiGroupInstance", GroupId=group, TargetInstanceId=instance)
    typed(CLOUDAPI, "ModifyIntranetDomainPolicy", GroupId=group, VpcIntranetEnable=True)
    shown = typed(CLOUDAPI, "DescribeApiGroup", GroupId=group)
    assert (shown["InstanceId"], shown["MigrationStatus"]) == (instance, "Success")
    assert shown["VpcDomain"].startswith(group)
    assert typed(CLOUDAPI, "DescribeApiGroups", InstanceId=instance)["TotalCount"] == 1
    using = typed(CLOUDAPI, "DescribeApisByVpcAccess", VpcName="backend")["ApiVpcAccessInfos"]["ApiVpcAccessInfo"]
    assert [each["ApiId"] for each in using] == [api]
    operation = typed(CLOUDAPI, "ModifyVpcAccessAndUpdateApis", Name="backend", Port=8443, NeedBatchWork=True)
    results = typed(CLOUDAPI, "DescribeUpdateVpcInfoTask", OperationUid=operation["OperationId"])
    assert [
        (each["ApiUid"], each["UpdateStatus"]) for each in results["ApiUpdateVpcInfoResults"]["ApiUpdateVpcInfoResult"]
    ] == [(api, "SUCCESS")]
    typed(CLOUDAPI, "AbolishApi", **named, StageName="RELEASE")
    removed = typed(CLOUDAPI, "RemoveVpcAccess", Port=8443, **at)
    assert removed["Apis"]["Api"] == []
    typed(CLOUDAPI, "SetVpcAccess", Name="backend", Port=443, **at)
    typed(CLOUDAPI, "RemoveVpcAccessAndAbolishApis", Port=443, **at)
    typed(CLOUDAPI, "DeleteApi", **named)
    typed(CLOUDAPI, "DeleteApiGroup", GroupId=group)


def _records(typed: Typed, network: Mapping[str, str], instance: str) -> None:
    named = {"IntranetDomain": "api.demo.com", "Type": "A"}
    typed(CLOUDAPI, "CreatePrivateDNS", **named, Records=[{"Record": "10.0.1.9", "Weight": 100}])
    typed(CLOUDAPI, "AssociateInstanceWithPrivateDNS", InstanceId=instance, IntranetDomains=["api.demo.com"])
    typed(CLOUDAPI, "UpdatePrivateDNS", **named, Records=[{"Record": "10.0.2.9", "Weight": 1}])
    shown = typed(CLOUDAPI, "ListPrivateDNS", **named)["PrivateDNSList"][0]
    assert (shown["Records"], shown["BindInstances"]) == ([{"Record": "10.0.2.9", "Weight": 1}], [instance])
    typed(CLOUDAPI, "DissociateInstanceWithPrivateDNS", InstanceId=instance, IntranetDomains=["api.demo.com"])
    typed(CLOUDAPI, "DeletePrivateDNS", **named, Force=True)


def _zones(typed: Typed, network: Mapping[str, str]) -> None:
    assert typed(PVTZ, "CheckZoneName", ZoneName="demo.internal")["Check"] is True
    zone = typed(PVTZ, "AddZone", ZoneName="demo.internal")["ZoneId"]
    typed(PVTZ, "UpdateZoneRemark", ZoneId=zone, Remark="text")
    typed(PVTZ, "SetProxyPattern", ZoneId=zone, ProxyPattern="RECORD")
    typed(PVTZ, "BindZoneVpc", ZoneId=zone, Vpcs=[{"RegionId": REGION, "VpcId": network["vpc"]}])
    shown = typed(PVTZ, "DescribeZoneInfo", ZoneId=zone)
    assert (shown["Remark"], shown["ProxyPattern"]) == ("text", "RECORD")
    assert [vpc["VpcId"] for vpc in shown["BindVpcs"]["Vpc"]] == [network["vpc"]]
    assert typed(PVTZ, "DescribeZones", Keyword="demo")["TotalItems"] == 1
    record = typed(PVTZ, "AddZoneRecord", ZoneId=zone, Rr="api", Type="A", Value="10.0.1.9")["RecordId"]
    typed(PVTZ, "UpdateZoneRecord", RecordId=record, Rr="api", Type="A", Value="10.0.1.10")
    typed(PVTZ, "UpdateRecordRemark", RecordId=record, Remark="text")
    typed(PVTZ, "UpdateZoneRecordWeight", RecordId=record, Weight=7)
    typed(PVTZ, "SetZoneRecordStatus", RecordId=record, Status="DISABLE")
    shown = typed(PVTZ, "DescribeZoneRecord", RecordId=record)
    assert (shown["Value"], shown["Weight"], shown["Status"]) == ("10.0.1.10", 7, "DISABLE")
    assert typed(PVTZ, "DescribeZoneRecords", ZoneId=zone)["TotalItems"] == 1
    typed(PVTZ, "DeleteZoneRecord", RecordId=record)
    typed(PVTZ, "BindZoneVpc", ZoneId=zone)
    typed(PVTZ, "DeleteZone", ZoneId=zone)


def _tags(typed: Typed, network: Mapping[str, str], instance: str) -> None:
    kinds: tuple[tuple[Product, dict[str, str], str, str, str], ...] = (
        (CLOUDAPI, {}, "instance", instance, "UntagResources"),
        (VPC, {"RegionId": REGION}, "VSWITCH", network["vswitch"], "UnTagResources"),
        (ECS, {"RegionId": REGION}, "securitygroup", network["group"], "UntagResources"),
    )
    for product, region, kind, thing, untag in kinds:
        named = {**region, "ResourceType": kind, "ResourceId": [thing]}
        typed(product, "TagResources", **named, Tag=[{"Key": "team", "Value": "orders"}])
        found = typed(product, "ListTagResources", **named)["TagResources"]["TagResource"]
        assert [(each["ResourceId"], each["TagKey"], each["TagValue"]) for each in found] == [(thing, "team", "orders")]
        typed(product, untag, **named, TagKey=["team"])
        assert typed(product, "ListTagResources", **named)["TagResources"]["TagResource"] == []


def _gone(typed: Typed, network: Mapping[str, str], instance: str) -> None:
    typed(CLOUDAPI, "DeleteInstance", InstanceId=instance)
    assert typed(CLOUDAPI, "DescribeInstances", InstanceId=instance)["TotalCount"] == 0
    typed(ECS, "DeleteInstance", InstanceId=network["server"])
    typed(ECS, "DeleteSecurityGroup", RegionId=REGION, SecurityGroupId=network["group"])
    typed(VPC, "DeleteVSwitch", RegionId=REGION, VSwitchId=network["vswitch"])
    assert typed(VPC, "DescribeVSwitchAttributes", RegionId=REGION, VSwitchId=network["vswitch"])["VSwitchId"] == ""
    typed(VPC, "UnassociateVpcCidrBlock", RegionId=REGION, VpcId=network["vpc"], SecondaryCidrBlock="10.9.0.0/16")
    typed(VPC, "DeleteVpc", RegionId=REGION, VpcId=network["vpc"])
    assert typed(VPC, "DescribeVpcs", RegionId=REGION)["TotalCount"] == 0
