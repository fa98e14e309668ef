"""Instances: what the documents on VPC integration say is validated, states, accessible CIDR blocks, and their end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI, ECS, RAM, VPC
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import (
    CallError,
    Clients,
    Network,
    describe_instance,
    error_code,
    instance_arguments,
    make_instance,
    make_network,
)


def create(ali: Clients, arguments: dict[str, Any], region: str = "cn-hangzhou") -> str:
    return str(ali.call(CLOUDAPI, "CreateInstance", arguments, region)["InstanceId"])


def modify(ali: Clients, instance: str, **changed: Any) -> None:
    given = {key: json.dumps(value) if isinstance(value, dict) else value for key, value in changed.items()}
    ali.call(CLOUDAPI, "ModifyInstanceAttribute", {"InstanceId": instance, **given})


def accessible(ali: Clients, instance: str) -> list[str]:
    blocks: list[str] = json.loads(describe_instance(ali, instance)["ConnectCidrBlocks"])
    return blocks


def test_vpc_integration_instance(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    shown = describe_instance(ali, instance)
    assert (shown["InstanceType"], shown["DedicatedInstanceType"]) == ("VPC_DEDICATED", "vpc_connect")
    assert (shown["ConnectVpcId"], shown["InstanceCidrBlock"]) == (network.vpc, "192.168.0.0/16")
    assert shown["UserVpcId"] == "", "that is the VPC of the clients"
    assert accessible(ali, instance) == list(network.cidrs), "by default the vSwitches that were given"
    zones = [each["ZoneId"] for each in shown["NetworkInterfaceAttributes"]["NetworkInterfaceAttribute"]]
    assert zones == list(network.zones), "in the order in which they were given"
    roles = ali.call(RAM, "ListRoles")["Roles"]["Role"]
    assert [role["RoleName"] for role in roles] == ["AliyunServiceRoleForApiGatewayConnectUserVpc"]


def test_conventional_instance(ali: Clients) -> None:
    shown = describe_instance(ali, make_instance(ali))
    assert (shown["DedicatedInstanceType"], shown["ConnectVpcId"], shown["ConnectCidrBlocks"]) == ("normal", "", "")
    assert shown["ZoneId"] == "cn-hangzhou-MAZ6(i,j,k)"


@pytest.mark.parametrize(
    ("given", "shown"),
    [("PostPaid", "PayAsYouGo"), ("PayAsYouGo", "PayAsYouGo"), ("PrePaid", "PrePaid"), ("PREPAY", "PrePaid")],
)
def test_charge_types_of_the_documents_and_of_the_provider(ali: Clients, given: str, shown: str) -> None:
    instance = make_instance(ali, ChargeType=given)
    assert describe_instance(ali, instance)["InstanceChargeType"] == shown


@pytest.mark.parametrize(
    ("zone", "cidr", "instance_cidr", "reserved"),
    [
        ("cn-hangzhou-h", "172.20.5.0/24", "192.168.0.0/16", "172.20.0.0/16"),
        ("cn-hangzhou-h", "172.19.80.0/24", "192.168.0.0/16", "172.19.80.0/20"),
        ("cn-hangzhou-h", "192.168.81.0/24", "172.16.0.0/12", "192.168.80.0/20"),
        ("me-central-1a", "172.16.20.128/25", "192.168.0.0/16", "172.16.20.0/24"),
    ],
)
def test_vswitch_over_a_reserved_block_is_refused(
    ali: Clients, zone: str, cidr: str, instance_cidr: str, reserved: str
) -> None:
    region = "cn-hangzhou" if zone.startswith("cn-") else "me-central-1"
    block = "192.168.0.0/16" if cidr.startswith("192") else "172.16.0.0/12"
    vpc = ali.call(VPC, "CreateVpc", {"CidrBlock": block}, region)["VpcId"]
    group = ali.call(ECS, "CreateSecurityGroup", {"VpcId": vpc}, region)["SecurityGroupId"]
    named = {"VpcId": vpc, "ZoneId": zone, "CidrBlock": cidr}
    vswitch = ali.call(VPC, "CreateVSwitch", named, region)["VSwitchId"]
    network = Network(vpc, group, (vswitch,), (zone,), (cidr,), region)
    with pytest.raises(CallError) as refused:
        create(ali, instance_arguments(network, InstanceCidr=instance_cidr), region)
    assert refused.value.code == "InvalidVSwitchReservedCidr"
    assert f"{cidr} of {vswitch} overlaps {reserved}, which API Gateway reserves in {zone}." in refused.value.message
    assert ali.call(CLOUDAPI, "DescribeInstances", region=region)["TotalCount"] == 0


def test_block_that_is_reserved_in_another_zone_only_is_taken(ali: Clients) -> None:
    vpc = ali.call(VPC, "CreateVpc", {"CidrBlock": "172.16.0.0/12"})["VpcId"]
    group = ali.call(ECS, "CreateSecurityGroup", {"VpcId": vpc})["SecurityGroupId"]
    # 172.19.0.0/20 is reserved in cn-hangzhou-b.
    named = {"VpcId": vpc, "ZoneId": "cn-hangzhou-h", "CidrBlock": "172.19.0.0/24"}
    vswitch = ali.call(VPC, "CreateVSwitch", named)["VSwitchId"]
    assert make_instance(ali, Network(vpc, group, (vswitch,), ("cn-hangzhou-h",), ("172.19.0.0/24",)))


def test_instance_block_over_a_vswitch_is_refused(ali: Clients) -> None:
    vpc = ali.call(VPC, "CreateVpc", {"CidrBlock": "192.168.0.0/16"})["VpcId"]
    group = ali.call(ECS, "CreateSecurityGroup", {"VpcId": vpc})["SecurityGroupId"]
    named = {"VpcId": vpc, "ZoneId": "cn-hangzhou-h", "CidrBlock": "192.168.200.0/24"}
    vswitch = ali.call(VPC, "CreateVSwitch", named)["VSwitchId"]
    network = Network(vpc, group, (vswitch,), ("cn-hangzhou-h",), ("192.168.200.0/24",))
    with pytest.raises(CallError, match=f"192.168.0.0/16 overlaps 192.168.200.0/24 of {vswitch}") as refused:
        create(ali, instance_arguments(network))
    assert refused.value.code == "InvalidInstanceCidrConflict"
    assert make_instance(ali, network, InstanceCidr="172.16.0.0/12")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"InstanceCidr": "10.0.0.0/8"}, "InvalidInstanceCidr"),
        ({"InstanceCidr": "192.168.0.0/24"}, "InvalidInstanceCidr"),
        ({"InstanceType": "cluster"}, "InvalidInstanceType"),
        ({"InstanceSpec": "api.s9.huge"}, "InvalidInstanceSpec"),
        ({"HttpsPolicy": "HTTPS3"}, "InvalidHttpsPolicy"),
        ({"HttpsPolicy": ""}, "MissingHttpsPolicy"),
        ({"ChargeType": "Free"}, "InvalidChargeType"),
        ({"InstanceName": "a gateway"}, "InvalidInstanceName"),
        ({"InstanceName": "a" * 51}, "InvalidInstanceName"),
        ({"Token": ""}, "MissingToken"),
        ({"UserVpcId": ""}, "MissingUserVpcId"),
        ({"UserVpcId": "vpc-missing"}, "InvalidVpcID.NotFound"),
        ({"ZoneVSwitchSecurityGroup": []}, "MissingZoneVSwitchSecurityGroup"),
    ],
)
def test_wrong_argument_is_refused(ali: Clients, network: Network, changed: dict[str, Any], code: str) -> None:
    assert error_code(create, ali, instance_arguments(network, **changed)) == code


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("ZoneId", "cn-hangzhou-b", "InvalidZoneVSwitchSecurityGroup.1.ZoneId"),
        ("CidrBlock", "10.0.9.0/24", "InvalidZoneVSwitchSecurityGroup.1.CidrBlock"),
        ("VSwitchId", "vsw-missing", "InvalidVSwitchId.NotFound"),
        ("SecurityGroupId", "sg-missing", "InvalidSecurityGroupId.NotFound"),
        ("SecurityGroupId", "", "MissingZoneVSwitchSecurityGroup.1.SecurityGroupId"),
    ],
)
def test_network_that_does_not_fit_is_refused(
    ali: Clients, network: Network, field: str, value: str, code: str
) -> None:
    arguments = instance_arguments(network)
    arguments["ZoneVSwitchSecurityGroup"][0][field] = value
    assert error_code(create, ali, arguments) == code


def test_vswitch_or_group_of_another_vpc_is_refused(ali: Clients, network: Network) -> None:
    other = make_network(ali, second_octet=1)
    for field, value in (("VSwitchId", other.vswitches[0]), ("SecurityGroupId", other.security_group)):
        arguments = instance_arguments(network)
        arguments["ZoneVSwitchSecurityGroup"][0][field] = value
        with pytest.raises(CallError, match=f"{value} is in {other.vpc}, not in {network.vpc}") as refused:
            create(ali, arguments)
        assert refused.value.code == f"InvalidZoneVSwitchSecurityGroup.1.{field}"


@pytest.mark.parametrize(
    ("zone", "code"),
    [("cn-hangzhou-h", "InvalidZoneId"), ("cn-beijing-MAZ1(a,b)", "InvalidZoneId"), ("", "MissingZoneId")],
)
def test_zone_of_a_conventional_instance(ali: Clients, zone: str, code: str) -> None:
    assert error_code(create, ali, instance_arguments(ZoneId=zone)) == code


def test_states(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    endpoint.settle(1)
    instance = create(ali, instance_arguments(network))
    assert [describe_instance(ali, instance)["Status"] for _ in range(3)] == ["START", "RUNNING", "RUNNING"]

    modify(ali, instance, ToConnectVpcIpBlock={"CidrBlock": "10.0.9.0/24", "Customized": True})
    assert error_code(modify, ali, instance, InstanceName="other") == "ForbiddenInstanceStatus"
    assert [describe_instance(ali, instance)["Status"] for _ in range(2)] == ["MODIFYING", "RUNNING"]

    spec = {"InstanceId": instance, "InstanceSpec": "api.s1.medium", "Token": "t"}
    ali.call(CLOUDAPI, "ModifyInstanceSpec", spec)
    states = [describe_instance(ali, instance)["Status"] for _ in range(3)]
    assert states == ["MODIFYING", "WAIT_SWITCH", "RUNNING"]
    spec = {"InstanceId": instance, "InstanceSpec": "api.s1.small", "ModifyAction": "DOWNGRADE", "Token": "u"}
    ali.call(CLOUDAPI, "ModifyInstanceSpec", spec | {"SkipWaitSwitch": "true"})
    assert [describe_instance(ali, instance)["Status"] for _ in range(2)] == ["MODIFYING", "RUNNING"]

    ali.call(CLOUDAPI, "DeleteInstance", {"InstanceId": instance})
    assert describe_instance(ali, instance)["Status"] == "DELETING"
    assert ali.call(CLOUDAPI, "DescribeInstances", {"InstanceId": instance})["TotalCount"] == 0


def test_size_changes_in_the_direction_that_is_said(ali: Clients, network: Network) -> None:
    named = {"InstanceId": make_instance(ali, network), "Token": "t"}
    for spec, action in (("api.s1.small", "UPGRADE"), ("api.s1.medium", "DOWNGRADE")):
        arguments = named | {"InstanceSpec": spec, "ModifyAction": action}
        assert error_code(ali.call, CLOUDAPI, "ModifyInstanceSpec", arguments) == "InvalidInstanceSpec"


def test_accessible_blocks_are_added_and_removed_one_by_one(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    named = {"VpcId": network.vpc, "ZoneId": "cn-hangzhou-h", "CidrBlock": "10.0.7.0/24"}
    vswitch = ali.call(VPC, "CreateVSwitch", named)["VSwitchId"]
    block = {"CidrBlock": "10.0.7.0/24", "ZoneId": "cn-hangzhou-h"}
    modify(ali, instance, ToConnectVpcIpBlock=block | {"VswitchId": vswitch})
    modify(ali, instance, ToConnectVpcIpBlock={"CidrBlock": "172.16.9.0/24", "Customized": True, "VSwitchId": ""})
    assert accessible(ali, instance) == ["10.0.1.0/24", "10.0.2.0/24", "10.0.7.0/24", "172.16.9.0/24"]
    modify(ali, instance, DeleteVpcIpBlock="10.0.7.0/24")
    assert accessible(ali, instance) == ["10.0.1.0/24", "10.0.2.0/24", "172.16.9.0/24"]

    assert error_code(modify, ali, instance, DeleteVpcIpBlock="10.0.7.0/24") == "NotFoundVpcIpBlock"
    again = {"CidrBlock": "172.16.9.0/24", "Customized": True}
    assert error_code(modify, ali, instance, ToConnectVpcIpBlock=again) == "DuplicateVpcIpBlock"
    wrong = {"CidrBlock": "10.0.7.0/25", "VswitchId": vswitch}
    assert error_code(modify, ali, instance, ToConnectVpcIpBlock=wrong) == "InvalidToConnectVpcIpBlock.CidrBlock"
    wrong = {"CidrBlock": "10.0.7.1/24", "Customized": True}
    assert error_code(modify, ali, instance, ToConnectVpcIpBlock=wrong) == "InvalidToConnectVpcIpBlock.CidrBlock"


def test_vswitch_of_another_vpc_cannot_be_made_accessible(ali: Clients, network: Network) -> None:
    instance, other = make_instance(ali, network), make_network(ali, second_octet=1)
    block = {"CidrBlock": other.cidrs[0], "VswitchId": other.vswitches[0]}
    assert error_code(modify, ali, instance, ToConnectVpcIpBlock=block) == "InvalidVpcMismatch"


def test_conventional_instance_has_no_accessible_blocks(ali: Clients) -> None:
    block = {"CidrBlock": "10.0.9.0/24", "Customized": True}
    assert error_code(modify, ali, make_instance(ali), ToConnectVpcIpBlock=block) == "ForbiddenInstanceType"


def test_vpc_of_the_clients(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    named = {"InstanceId": instance, "VpcId": network.vpc}
    ali.call(CLOUDAPI, "ModifyInstanceVpcAttributeForConsole", named | {"VswitchId": network.vswitches[0]})
    shown = describe_instance(ali, instance)
    assert (shown["UserVpcId"], shown["UserVswitchId"]) == (network.vpc, network.vswitches[0])
    ali.call(CLOUDAPI, "ModifyInstanceVpcAttributeForConsole", named | {"DeleteVpcAccess": "true"})
    assert describe_instance(ali, instance)["UserVpcId"] == ""


def test_settings_are_shown(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    modify(ali, instance, InstanceName="other", HttpsPolicy="HTTPS2_TLS1_3", EgressIpv6Enable="true")
    shown = describe_instance(ali, instance)
    assert (shown["InstanceName"], shown["HttpsPolicies"], shown["EgressIpv6Enable"]) == (
        "other",
        "HTTPS2_TLS1_3",
        True,
    )


def test_networks_of_an_instance_stay_while_it_is_there(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    interfaces = ali.call(ECS, "DescribeNetworkInterfaces", {"ServiceManaged": "true"})
    shown = interfaces["NetworkInterfaceSets"]["NetworkInterfaceSet"]
    assert [(each["VSwitchId"], each["PrivateIpAddress"]) for each in shown] == [
        (network.vswitches[0], "10.0.1.1"),
        (network.vswitches[1], "10.0.2.1"),
    ]
    vswitch, group = {"VSwitchId": network.vswitches[0]}, {"SecurityGroupId": network.security_group}
    assert error_code(ali.call, VPC, "DeleteVSwitch", vswitch) == "DependencyViolation.NetworkInterface"
    assert error_code(ali.call, ECS, "DeleteSecurityGroup", group) == "DependencyViolation"
    ali.call(CLOUDAPI, "DeleteInstance", {"InstanceId": instance})
    ali.call(VPC, "DeleteVSwitch", vswitch)
    ali.call(ECS, "DeleteSecurityGroup", group)
    assert error_code(ali.call, CLOUDAPI, "DeleteInstance", {"InstanceId": instance}) == "NotFoundInstance"


def test_instance_that_serves_a_group_is_not_deleted(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    ali.call(CLOUDAPI, "CreateApiGroup", {"GroupName": "orders", "InstanceId": instance})
    assert error_code(ali.call, CLOUDAPI, "DeleteInstance", {"InstanceId": instance}) == "DependencyViolationInstance"
