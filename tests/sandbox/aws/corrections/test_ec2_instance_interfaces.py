"""Instances have interfaces in their subnets, which go with them."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, make_network

Check = Callable[[Clients], None]


def run(aws: Clients, **arguments: Any) -> dict[str, Any]:
    image = aws("ec2").describe_images()["Images"][0]["ImageId"]
    made: dict[str, Any] = aws("ec2").run_instances(ImageId=image, MinCount=1, MaxCount=1, **arguments)["Instances"][0]
    return made


def interfaces(aws: Clients) -> list[str]:
    return [each["NetworkInterfaceId"] for each in aws("ec2").describe_network_interfaces()["NetworkInterfaces"]]


def interface_goes_with_the_instance(aws: Clients) -> None:
    (subnet, _) = make_network(aws).subnets
    instance = run(aws, SubnetId=subnet)
    assert instance["PrivateIpAddress"] == "10.0.1.4"
    assert interfaces(aws) == [instance["NetworkInterfaces"][0]["NetworkInterfaceId"]]
    aws("ec2").terminate_instances(InstanceIds=[instance["InstanceId"]])
    assert interfaces(aws) == []
    aws("ec2").delete_subnet(SubnetId=subnet)


def instance_without_a_subnet_is_in_the_default_one(aws: Clients) -> None:
    instance = run(aws)
    (subnet,) = aws("ec2").describe_subnets(SubnetIds=[instance["SubnetId"]])["Subnets"]
    assert subnet["DefaultForAz"] is True
    assert ipaddress.ip_address(instance["PrivateIpAddress"]) in ipaddress.ip_network(subnet["CidrBlock"])


CHECKS: list[Check] = [
    interface_goes_with_the_instance,
    instance_without_a_subnet_is_in_the_default_one,
]


@pytest.mark.parametrize("check", CHECKS)
def test_instance_interfaces(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_interface_stays_when_asked(aws: Clients) -> None:
    (subnet, _) = make_network(aws).subnets
    instance = run(aws, NetworkInterfaces=[{"DeviceIndex": 0, "SubnetId": subnet, "DeleteOnTermination": False}])
    before = interfaces(aws)
    assert [each["PrivateIpAddress"] for each in instance["NetworkInterfaces"]] == ["10.0.1.4"]
    aws("ec2").terminate_instances(InstanceIds=[instance["InstanceId"]])
    assert interfaces(aws) == before
    assert len(before) == 1
