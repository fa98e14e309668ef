"""Transit gateways hold interfaces in the subnets of their attachments."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, Network, error_code, make_network

Check = Callable[[Clients], None]


def attach(aws: Clients, network: Network, *subnets: str) -> str:
    gateway = aws("ec2").create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    made = aws("ec2").create_transit_gateway_vpc_attachment(
        TransitGatewayId=gateway, VpcId=network.vpc, SubnetIds=list(subnets)
    )
    return str(made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])


def subnets_with_interfaces(aws: Clients, attachment: str) -> list[str]:
    wanted = [{"Name": "interface-type", "Values": ["transit_gateway"]}]
    found = aws("ec2").describe_network_interfaces(Filters=wanted)["NetworkInterfaces"]
    for each in found:
        assert each["Description"] == f"Network Interface for Transit Gateway Attachment {attachment}"
        assert (each["Groups"], each["RequesterManaged"], each["SourceDestCheck"]) == ([], True, False)
    return sorted(each["SubnetId"] for each in found)


def interfaces_follow_the_subnets(aws: Clients) -> None:
    network = make_network(aws, zones="abc")
    first, second, third = network.subnets
    attachment = attach(aws, network, first, second)
    assert subnets_with_interfaces(aws, attachment) == sorted([first, second])
    aws("ec2").modify_transit_gateway_vpc_attachment(
        TransitGatewayAttachmentId=attachment, AddSubnetIds=[third], RemoveSubnetIds=[first]
    )
    assert subnets_with_interfaces(aws, attachment) == sorted([second, third])
    aws("ec2").delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    assert subnets_with_interfaces(aws, attachment) == []


def attached_subnet_stays(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    attachment = attach(aws, network, network.subnets[0])
    assert error_code(ec2.delete_subnet, SubnetId=network.subnets[0]) == "DependencyViolation"
    ec2.delete_subnet(SubnetId=network.subnets[1])
    ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    ec2.delete_subnet(SubnetId=network.subnets[0])
    ec2.delete_vpc(VpcId=network.vpc)


CHECKS: list[Check] = [interfaces_follow_the_subnets, attached_subnet_stays]


@pytest.mark.parametrize("check", CHECKS)
def test_interfaces(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
