"""NAT gateways have an interface in their subnet."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def make_gateway(aws: Clients, **arguments: Any) -> dict[str, Any]:
    network = make_network(aws)
    allocation = aws("ec2").allocate_address(Domain="vpc")["AllocationId"]
    arguments = {"SubnetId": network.subnets[0], "AllocationId": allocation, **arguments}
    gateway: dict[str, Any] = aws("ec2").create_nat_gateway(**arguments)["NatGateway"]
    return gateway


def interfaces(aws: Clients) -> list[dict[str, Any]]:
    wanted = [{"Name": "interface-type", "Values": ["nat_gateway"]}]
    found: list[dict[str, Any]] = aws("ec2").describe_network_interfaces(Filters=wanted)["NetworkInterfaces"]
    return found


def address_is_in_the_subnet(aws: Clients) -> None:
    (address,) = make_gateway(aws)["NatGatewayAddresses"]
    assert ipaddress.ip_address(address["PrivateIp"]) in ipaddress.ip_network("10.0.1.0/24")
    (interface,) = interfaces(aws)
    assert (interface["PrivateIpAddress"], interface["Groups"]) == (address["PrivateIp"], [])
    assert interface["RequesterManaged"] is True


def chosen_address_is_given(aws: Clients) -> None:
    gateway = make_gateway(aws, PrivateIpAddress="10.0.1.77")
    (found,) = aws("ec2").describe_nat_gateways(NatGatewayIds=[gateway["NatGatewayId"]])["NatGateways"]
    assert [each["PrivateIp"] for each in found["NatGatewayAddresses"]] == ["10.0.1.77"]
    asked = {"SubnetId": gateway["SubnetId"], "ConnectivityType": "private", "PrivateIpAddress": "10.0.1.77"}
    assert error_code(aws("ec2").create_nat_gateway, **asked) == "InvalidIPAddress.InUse"


def elastic_address_must_be_free(aws: Clients) -> None:
    gateway = make_gateway(aws)
    create, subnet = aws("ec2").create_nat_gateway, gateway["SubnetId"]
    taken = gateway["NatGatewayAddresses"][0]["AllocationId"]
    assert error_code(create, SubnetId=subnet) == "MissingParameter"
    assert error_code(create, SubnetId=subnet, AllocationId=taken) == "Resource.AlreadyAssociated"
    unknown = "eipalloc-0123456789abcdef0"
    assert error_code(create, SubnetId=subnet, AllocationId=unknown) == "InvalidAllocationID.NotFound"


def interface_goes_with_the_gateway(aws: Clients) -> None:
    ec2, gateway = aws("ec2"), make_gateway(aws)
    assert len(interfaces(aws)) == 1
    ec2.delete_nat_gateway(NatGatewayId=gateway["NatGatewayId"])
    assert interfaces(aws) == []
    ec2.release_address(AllocationId=gateway["NatGatewayAddresses"][0]["AllocationId"])
    ec2.delete_subnet(SubnetId=gateway["SubnetId"])


def unknown_gateway_is_not_found(aws: Clients) -> None:
    unknown = "nat-0123456789abcdef0"
    assert error_code(aws("ec2").delete_nat_gateway, NatGatewayId=unknown) == "NatGatewayNotFound"
    assert error_code(aws("ec2").describe_nat_gateways, NatGatewayIds=[unknown]) == "NatGatewayNotFound"


CHECKS: list[Check] = [
    address_is_in_the_subnet,
    chosen_address_is_given,
    elastic_address_must_be_free,
    interface_goes_with_the_gateway,
    unknown_gateway_is_not_found,
]


@pytest.mark.parametrize("check", CHECKS)
def test_nat_gateway(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
