"""VPCs: which blocks are taken, and in which order things go."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import ECS, VPC
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients, Network, error_code


def make_vpc(ali: Clients, cidr: str = "10.0.0.0/16", **more: Any) -> str:
    return str(ali.call(VPC, "CreateVpc", {"CidrBlock": cidr, **more})["VpcId"])


def test_states(endpoint: Endpoint, ali: Clients) -> None:
    endpoint.settle(1)
    vpc = make_vpc(ali)
    assert [ali.call(VPC, "DescribeVpcAttribute", {"VpcId": vpc})["Status"] for _ in range(2)] == [
        "Pending",
        "Available",
    ]


def test_block_of_a_vpc_that_states_none(ali: Clients) -> None:
    vpc = ali.call(VPC, "CreateVpc")["VpcId"]
    assert ali.call(VPC, "DescribeVpcAttribute", {"VpcId": vpc})["CidrBlock"] == "172.16.0.0/12"


@pytest.mark.parametrize("cidr", ["10.0.0.1/16", "10.0.0.0/7", "10.0.0.0/29", "100.64.0.0/16", "fd00::/56", "ten"])
def test_block_of_a_vpc_is_refused(ali: Clients, cidr: str) -> None:
    assert error_code(make_vpc, ali, cidr) == "InvalidCidrBlock"


def test_repeated_token_makes_one_vpc(ali: Clients) -> None:
    assert make_vpc(ali, ClientToken="t") == make_vpc(ali, ClientToken="t")


def test_vpcs_are_found_and_paged(ali: Clients) -> None:
    vpcs = [make_vpc(ali, VpcName=f"vpc-{number}") for number in range(12)]
    assert ali.call(VPC, "DescribeVpcs", {"VpcId": f"{vpcs[0]},{vpcs[5]}"})["TotalCount"] == 2
    assert ali.call(VPC, "DescribeVpcs", {"VpcName": "vpc-3"})["Vpcs"]["Vpc"][0]["VpcId"] == vpcs[3]
    page = ali.call(VPC, "DescribeVpcs", {"PageNumber": 2})
    assert [vpc["VpcId"] for vpc in page["Vpcs"]["Vpc"]] == vpcs[10:]
    assert error_code(ali.call, VPC, "DescribeVpcs", {"PageSize": 51}) == "InvalidParameter"


def test_vpc_goes_last(ali: Clients, network: Network) -> None:
    named = {"VpcId": network.vpc}
    assert error_code(ali.call, VPC, "DeleteVpc", named) == "DependencyViolation.VSwitch"
    for vswitch in network.vswitches:
        ali.call(VPC, "DeleteVSwitch", {"VSwitchId": vswitch})
    assert error_code(ali.call, VPC, "DeleteVpc", named) == "DependencyViolation.SecurityGroup"
    ali.call(ECS, "DeleteSecurityGroup", {"SecurityGroupId": network.security_group})
    ali.call(VPC, "DeleteVpc", named)
    assert error_code(ali.call, VPC, "DescribeVpcAttribute", named) == "InvalidVpcID.NotFound"
    assert error_code(ali.call, VPC, "DescribeVpcAttribute") == "MissingParameter"
