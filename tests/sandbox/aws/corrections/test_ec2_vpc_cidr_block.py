"""Blocks of VPCs answer as in AWS: missing associations, border groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]


def missing_association_has_its_code(aws: Clients) -> None:
    ec2 = aws("ec2")
    id = "vpc-cidr-assoc-0123456789abcdef0"
    assert error_code(ec2.disassociate_vpc_cidr_block, AssociationId=id) == "InvalidVpcCidrBlockAssociationID.NotFound"


def association_is_taken_back_once(aws: Clients) -> None:
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.1.0.0/16")["CidrBlockAssociation"]
    again = {"AssociationId": made["AssociationId"]}
    ec2.disassociate_vpc_cidr_block(**again)
    assert error_code(ec2.disassociate_vpc_cidr_block, **again) == "InvalidVpcCidrBlockAssociationID.NotFound"


def ipv6_block_has_a_border_group(aws: Clients) -> None:
    vpc = aws("ec2", "eu-west-1").create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]
    found = aws("ec2", "eu-west-1").describe_vpcs(VpcIds=[vpc["VpcId"]])["Vpcs"][0]
    assert found["Ipv6CidrBlockAssociationSet"][0]["NetworkBorderGroup"] == "eu-west-1"


CHECKS: list[Check] = [
    missing_association_has_its_code,
    association_is_taken_back_once,
    ipv6_block_has_a_border_group,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
