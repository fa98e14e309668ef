"""Subnets answer as in AWS: zones, IPv6 blocks, attributes, deletion."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def make_vpc(aws: Clients) -> tuple[str, str]:
    """A VPC with an IPv6 block: its id and the block's first /64."""
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]
    block = ipaddress.ip_network(vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"])
    return vpc["VpcId"], str(next(block.subnets(new_prefix=64)))


def make_subnet(aws: Clients, vpc: str, **arguments: Any) -> dict[str, Any]:
    arguments = {"CidrBlock": "10.0.1.0/24", **arguments}
    made = aws("ec2").create_subnet(VpcId=vpc, **{key: value for key, value in arguments.items() if value})
    subnet: dict[str, Any] = made["Subnet"]
    return subnet


def describe(aws: Clients, subnet: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = aws("ec2").describe_subnets(SubnetIds=[subnet["SubnetId"]])["Subnets"][0]
    return found


def zone_can_be_named_by_its_id(aws: Clients) -> None:
    vpc, _ = make_vpc(aws)
    zone = aws("ec2").describe_availability_zones()["AvailabilityZones"][2]
    subnet = make_subnet(aws, vpc, AvailabilityZoneId=zone["ZoneId"])
    assert (subnet["AvailabilityZone"], subnet["AvailabilityZoneId"]) == (zone["ZoneName"], zone["ZoneId"])
    assert (subnet["DefaultForAz"], subnet["MapPublicIpOnLaunch"]) == (False, False)


def zone_of_another_region_is_refused(aws: Clients) -> None:
    vpc, _ = make_vpc(aws)
    create = aws("ec2").create_subnet
    for zone in ({"AvailabilityZone": "us-west-2a"}, {"AvailabilityZoneId": "usw2-az1"}):
        assert error_code(create, VpcId=vpc, CidrBlock="10.0.1.0/24", **zone) == "InvalidParameterValue"


def ipv6_block_comes_and_goes(aws: Clients) -> None:
    vpc, block = make_vpc(aws)
    subnet = make_subnet(aws, vpc)
    made = aws("ec2").associate_subnet_cidr_block(SubnetId=subnet["SubnetId"], Ipv6CidrBlock=block)
    assert made["Ipv6CidrBlockAssociation"]["Ipv6CidrBlockState"] == {"State": "associating"}
    (association,) = describe(aws, subnet)["Ipv6CidrBlockAssociationSet"]
    assert association["Ipv6CidrBlock"] == block
    assert association["Ipv6CidrBlockState"] == {"State": "associated"}
    aws("ec2").disassociate_subnet_cidr_block(AssociationId=association["AssociationId"])
    assert describe(aws, subnet)["Ipv6CidrBlockAssociationSet"] == []


def ipv6_block_is_checked(aws: Clients) -> None:
    vpc, block = make_vpc(aws)
    make_subnet(aws, vpc, Ipv6CidrBlock=block)
    create = {"VpcId": vpc, "CidrBlock": "10.0.2.0/24"}
    assert error_code(aws("ec2").create_subnet, Ipv6CidrBlock=block, **create) == "InvalidSubnet.Conflict"
    assert error_code(aws("ec2").create_subnet, Ipv6CidrBlock="2001:db8::/64", **create) == "InvalidSubnet.Range"


def ipv6_only_subnet_names_by_resource(aws: Clients) -> None:
    vpc, block = make_vpc(aws)
    subnet = make_subnet(aws, vpc, CidrBlock=None, Ipv6CidrBlock=block, Ipv6Native=True)
    assert subnet["PrivateDnsNameOptionsOnLaunch"]["HostnameType"] == "resource-name"


def attributes_are_kept(aws: Clients) -> None:
    vpc, block = make_vpc(aws)
    subnet = make_subnet(aws, vpc, Ipv6CidrBlock=block)
    for name in (
        "MapPublicIpOnLaunch",
        "AssignIpv6AddressOnCreation",
        "EnableDns64",
        "EnableResourceNameDnsARecordOnLaunch",
        "EnableResourceNameDnsAAAARecordOnLaunch",
    ):
        aws("ec2").modify_subnet_attribute(SubnetId=subnet["SubnetId"], **{name: {"Value": True}})
    aws("ec2").modify_subnet_attribute(SubnetId=subnet["SubnetId"], PrivateDnsHostnameTypeOnLaunch="resource-name")
    found = describe(aws, subnet)
    assert found["MapPublicIpOnLaunch"] and found["AssignIpv6AddressOnCreation"] and found["EnableDns64"]
    assert found["PrivateDnsNameOptionsOnLaunch"] == {
        "HostnameType": "resource-name",
        "EnableResourceNameDnsARecord": True,
        "EnableResourceNameDnsAAAARecord": True,
    }


def attributes_are_set_one_by_one(aws: Clients) -> None:
    vpc, _ = make_vpc(aws)
    change = {"SubnetId": make_subnet(aws, vpc)["SubnetId"], "MapPublicIpOnLaunch": {"Value": True}}
    modify = aws("ec2").modify_subnet_attribute
    assert error_code(modify, EnableDns64={"Value": True}, **change) == "InvalidParameterCombination"


def ipv6_attributes_need_a_block(aws: Clients) -> None:
    vpc, _ = make_vpc(aws)
    subnet = make_subnet(aws, vpc)["SubnetId"]
    modify = aws("ec2").modify_subnet_attribute
    assert error_code(modify, SubnetId=subnet, EnableDns64={"Value": True}) == "InvalidParameterValue"


def subnet_in_use_stays(aws: Clients) -> None:
    ec2, subnet = aws("ec2"), make_network(aws).subnets[0]
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    assert error_code(ec2.delete_subnet, SubnetId=subnet) == "DependencyViolation"
    ec2.delete_network_interface(NetworkInterfaceId=interface)
    assert error_code(ec2.delete_subnet, SubnetId=subnet) == ""


def associations_go_with_the_subnet(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    table = ec2.create_route_table(VpcId=network.vpc)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=table, SubnetId=network.subnets[0])
    ec2.delete_subnet(SubnetId=network.subnets[0])
    assert ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Associations"] == []


CHECKS: list[Check] = [
    zone_can_be_named_by_its_id,
    zone_of_another_region_is_refused,
    ipv6_block_comes_and_goes,
    ipv6_block_is_checked,
    ipv6_only_subnet_names_by_resource,
    attributes_are_kept,
    attributes_are_set_one_by_one,
    ipv6_attributes_need_a_block,
    subnet_in_use_stays,
    associations_go_with_the_subnet,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
