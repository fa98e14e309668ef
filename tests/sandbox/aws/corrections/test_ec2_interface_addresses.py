"""Network interfaces get addresses that AWS would give."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def make_interface(aws: Clients, subnet: str, **arguments: Any) -> dict[str, Any]:
    made: dict[str, Any] = aws("ec2").create_network_interface(SubnetId=subnet, **arguments)["NetworkInterface"]
    return made


def addresses(interface: dict[str, Any]) -> list[str]:
    return [each["PrivateIpAddress"] for each in interface["PrivateIpAddresses"]]


def lowest_free_addresses_are_given(aws: Clients) -> None:
    (subnet, _) = make_network(aws).subnets
    made = [make_interface(aws, subnet, **more) for more in ({}, {"PrivateIpAddress": "10.0.1.5"}, {})]
    assert [each["PrivateIpAddress"] for each in made] == ["10.0.1.4", "10.0.1.5", "10.0.1.6"]


def kept_taken_and_foreign_addresses_are_refused(aws: Clients) -> None:
    (subnet, _) = make_network(aws).subnets
    make_interface(aws, subnet, PrivateIpAddress="10.0.1.20")
    codes = {
        "10.0.1.0": "InvalidParameterValue",
        "10.0.1.3": "InvalidParameterValue",
        "10.0.1.255": "InvalidParameterValue",
        "10.0.2.20": "InvalidParameterValue",
        "10.0.1.20": "InvalidIPAddress.InUse",
    }
    create = aws("ec2").create_network_interface
    assert {each: error_code(create, SubnetId=subnet, PrivateIpAddress=each) for each in codes} == codes


def full_subnet_is_refused(aws: Clients) -> None:
    vpc = make_network(aws).vpc
    subnet = aws("ec2").create_subnet(VpcId=vpc, CidrBlock="10.0.9.0/28")["Subnet"]["SubnetId"]
    given = {make_interface(aws, subnet)["PrivateIpAddress"] for _ in range(11)}
    assert given == {str(address) for address in list(ipaddress.ip_network("10.0.9.0/28"))[4:15]}
    code = error_code(aws("ec2").create_network_interface, SubnetId=subnet)
    assert code == "InsufficientFreeAddressesInSubnet"


def secondary_addresses_are_free_ones_of_the_subnet(aws: Clients) -> None:
    (subnet, _) = make_network(aws).subnets
    interface = make_interface(aws, subnet, SecondaryPrivateIpAddressCount=2)
    assert addresses(interface) == ["10.0.1.4", "10.0.1.5", "10.0.1.6"]
    assign, id = aws("ec2").assign_private_ip_addresses, interface["NetworkInterfaceId"]
    assign(NetworkInterfaceId=id, SecondaryPrivateIpAddressCount=1)
    assign(NetworkInterfaceId=id, PrivateIpAddresses=["10.0.1.40"])
    (found,) = aws("ec2").describe_network_interfaces(NetworkInterfaceIds=[id])["NetworkInterfaces"]
    assert addresses(found)[3:] == ["10.0.1.7", "10.0.1.40"]
    code = error_code(assign, NetworkInterfaceId=id, PrivateIpAddresses=["10.0.2.40"])
    assert code == "InvalidParameterValue"


def address_of_a_deleted_interface_is_free_again(aws: Clients) -> None:
    (subnet, _) = make_network(aws).subnets
    interface = make_interface(aws, subnet)
    aws("ec2").delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])
    assert make_interface(aws, subnet)["PrivateIpAddress"] == interface["PrivateIpAddress"] == "10.0.1.4"


CHECKS: list[Check] = [
    lowest_free_addresses_are_given,
    kept_taken_and_foreign_addresses_are_refused,
    full_subnet_is_refused,
    secondary_addresses_are_free_ones_of_the_subnet,
    address_of_a_deleted_interface_is_free_again,
]


@pytest.mark.parametrize("check", CHECKS)
def test_addresses(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
