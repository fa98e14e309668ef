"""VPCs answer as in AWS: blocks, attributes, deletion."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import pytest
from moto.ec2.utils import random_ipv6_cidr

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def make_vpc(aws: Clients, block: str = "10.0.0.0/16") -> str:
    return str(aws("ec2").create_vpc(CidrBlock=block)["Vpc"]["VpcId"])


def blocks(aws: Clients, vpc: str) -> list[str]:
    found = aws("ec2").describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["CidrBlockAssociationSet"]
    return [each["CidrBlock"] for each in found]


def host_bits_are_removed(aws: Clients) -> None:
    vpc = make_vpc(aws, "10.0.3.4/20")
    associate = aws("ec2").associate_vpc_cidr_block
    answer = associate(VpcId=vpc, CidrBlock="10.1.3.4/20")["CidrBlockAssociation"]
    assert (answer["CidrBlock"], answer["CidrBlockState"]) == ("10.1.0.0/20", {"State": "associating"})
    assert blocks(aws, vpc) == ["10.0.0.0/20", "10.1.0.0/20"]


def overlapping_block_is_refused(aws: Clients) -> None:
    vpc = make_vpc(aws)
    associate = aws("ec2").associate_vpc_cidr_block
    associate(VpcId=vpc, CidrBlock="10.2.0.0/20")
    for block in ("10.0.0.0/16", "10.0.128.0/20", "10.2.0.0/16"):
        assert error_code(associate, VpcId=vpc, CidrBlock=block) == "InvalidVpc.Range", block
    assert blocks(aws, vpc) == ["10.0.0.0/16", "10.2.0.0/20"]


def block_of_a_wrong_size_or_range_is_refused(aws: Clients) -> None:
    vpc = make_vpc(aws)
    associate = aws("ec2").associate_vpc_cidr_block
    for block in ("10.4.0.0/14", "10.4.0.0/29", "172.16.0.0/16", "192.168.1.0/24", "198.19.0.0/24"):
        assert error_code(associate, VpcId=vpc, CidrBlock=block) == "InvalidVpc.Range", block
    assert error_code(associate, VpcId=vpc, CidrBlock="ten") == "InvalidParameterValue"
    associate(VpcId=vpc, CidrBlock="100.64.0.0/16")


def block_with_subnets_stays(aws: Clients) -> None:
    ec2, vpc = aws("ec2"), make_vpc(aws)
    association = ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.2.0.0/16")["CidrBlockAssociation"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.2.1.0/24")["Subnet"]["SubnetId"]
    taken_back = {"AssociationId": association["AssociationId"]}
    assert error_code(ec2.disassociate_vpc_cidr_block, **taken_back) == "InvalidCidrBlock.InUse"
    ec2.delete_subnet(SubnetId=subnet)
    ec2.disassociate_vpc_cidr_block(**taken_back)
    assert error_code(ec2.create_subnet, VpcId=vpc, CidrBlock="10.2.1.0/24") == "InvalidSubnet.Range"
    ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.2.0.0/16")
    assert blocks(aws, vpc) == ["10.0.0.0/16", "10.2.0.0/16"]


def attributes_depend_on_each_other(aws: Clients) -> None:
    ec2, vpc = aws("ec2"), make_vpc(aws)
    on, off = {"Value": True}, {"Value": False}
    both = {"EnableDnsSupport": on, "EnableDnsHostnames": on}
    assert error_code(ec2.modify_vpc_attribute, VpcId=vpc, **both) == "InvalidParameterCombination"
    assert error_code(ec2.modify_vpc_attribute, VpcId=vpc) == "MissingParameter"
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsSupport=off)
    assert error_code(ec2.modify_vpc_attribute, VpcId=vpc, EnableDnsHostnames=on) == "InvalidParameterValue"
    found = ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsSupport")["EnableDnsSupport"]
    assert found == off


def vpc_with_an_internet_gateway_stays(aws: Clients) -> None:
    ec2, vpc = aws("ec2"), make_vpc(aws)
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    assert error_code(ec2.delete_vpc, VpcId=vpc) == "DependencyViolation"
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.delete_vpc(VpcId=vpc)


def vpc_with_a_gateway_endpoint_stays(aws: Clients) -> None:
    ec2, vpc = aws("ec2"), make_vpc(aws)
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3")["VpcEndpoint"]
    assert error_code(ec2.delete_vpc, VpcId=vpc) == "DependencyViolation"
    ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])
    ec2.delete_vpc(VpcId=vpc)


def vpc_with_a_security_group_stays(aws: Clients) -> None:
    ec2, vpc = aws("ec2"), make_vpc(aws)
    group = ec2.create_security_group(GroupName="own", Description="own", VpcId=vpc)["GroupId"]
    assert error_code(ec2.delete_vpc, VpcId=vpc) == "DependencyViolation"
    ec2.delete_security_group(GroupId=group)
    ec2.delete_vpc(VpcId=vpc)


def network_acl_goes_with_its_vpc(aws: Clients) -> None:
    ec2, vpc = aws("ec2"), make_vpc(aws)
    of_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
    (acl,) = ec2.describe_network_acls(Filters=of_vpc)["NetworkAcls"]
    ec2.delete_vpc(VpcId=vpc)
    assert acl["NetworkAclId"] not in {each["NetworkAclId"] for each in ec2.describe_network_acls()["NetworkAcls"]}


def dhcp_options_outlive_their_vpc(aws: Clients) -> None:
    ec2, vpc = aws("ec2"), make_vpc(aws)
    configuration = [{"Key": "domain-name", "Values": ["example.internal"]}]
    options = ec2.create_dhcp_options(DhcpConfigurations=configuration)["DhcpOptions"]["DhcpOptionsId"]
    ec2.associate_dhcp_options(DhcpOptionsId=options, VpcId=vpc)
    ec2.delete_vpc(VpcId=vpc)
    assert len(ec2.describe_dhcp_options(DhcpOptionsIds=[options])["DhcpOptions"]) == 1


CHECKS: list[Check] = [
    host_bits_are_removed,
    overlapping_block_is_refused,
    block_of_a_wrong_size_or_range_is_refused,
    block_with_subnets_stays,
    attributes_depend_on_each_other,
    vpc_with_an_internet_gateway_stays,
    vpc_with_a_gateway_endpoint_stays,
    vpc_with_a_security_group_stays,
    network_acl_goes_with_its_vpc,
    dhcp_options_outlive_their_vpc,
]


@pytest.mark.parametrize("check", CHECKS)
def test_vpc(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_vpc_with_subnets_stays_and_an_unknown_one_is_not_found(aws: Clients) -> None:
    network = make_network(aws)
    assert error_code(aws("ec2").delete_vpc, VpcId=network.vpc) == "DependencyViolation"
    assert error_code(aws("ec2").delete_vpc, VpcId="vpc-0123456789abcdef0") == "InvalidVpcID.NotFound"


def test_ipv6_blocks_are_in_normal_form(aws: Clients) -> None:
    for _ in range(20):
        vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]
        block = vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
        assert block == str(ipaddress.ip_network(block))


def test_plain_moto_still_keeps_leading_zeros() -> None:
    drawn = [random_ipv6_cidr() for _ in range(300)]
    assert any(block != str(ipaddress.ip_network(block)) for block in drawn)
