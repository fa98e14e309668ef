"""Interfaces that services keep are shown as theirs and cannot be deleted by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def make_endpoint(aws: Clients) -> str:
    network = make_network(aws)
    made = aws("ec2").create_vpc_endpoint(
        VpcId=network.vpc,
        ServiceName="com.amazonaws.us-east-1.execute-api",
        VpcEndpointType="Interface",
        SubnetIds=list(network.subnets),
    )
    return str(made["VpcEndpoint"]["NetworkInterfaceIds"][0])


def find(aws: Clients, **filters: str) -> list[dict[str, Any]]:
    wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    found: list[dict[str, Any]] = aws("ec2").describe_network_interfaces(Filters=wanted)["NetworkInterfaces"]
    return found


def service_is_shown_as_attached(aws: Clients) -> None:
    interface = make_endpoint(aws)
    (found,) = find(aws, network_interface_id=interface)
    assert (found["Status"], found["RequesterManaged"], found["InterfaceType"]) == ("in-use", True, "vpc_endpoint")
    attachment = found["Attachment"]
    assert (attachment["InstanceOwnerId"], attachment["Status"]) == ("amazon-aws", "attached")
    assert attachment["AttachmentId"].startswith("ela-attach-")


def interface_in_use_is_kept(aws: Clients) -> None:
    interface = make_endpoint(aws)
    delete = aws("ec2").delete_network_interface
    assert error_code(delete, NetworkInterfaceId=interface) == "InvalidParameterValue"
    assert len(find(aws, network_interface_id=interface)) == 1


def interfaces_are_found_by_what_they_are(aws: Clients) -> None:
    interface = make_endpoint(aws)
    (subnet, _) = make_network(aws, second_octet=1).subnets
    own = aws("ec2").create_network_interface(SubnetId=subnet, PrivateIpAddress="10.1.1.9")["NetworkInterface"]
    for filters, expected in (
        ({"interface_type": "vpc_endpoint", "availability_zone": "us-east-1a"}, [interface]),
        ({"interface_type": "interface"}, [own["NetworkInterfaceId"]]),
        ({"status": "available"}, [own["NetworkInterfaceId"]]),
        ({"requester_managed": "false"}, [own["NetworkInterfaceId"]]),
        ({"attachment.status": "detached"}, [own["NetworkInterfaceId"]]),
        ({"group_name": "default", "status": "available"}, [own["NetworkInterfaceId"]]),
        ({"addresses.private_ip_address": "10.1.1.9"}, [own["NetworkInterfaceId"]]),
    ):
        found = [each["NetworkInterfaceId"] for each in find(aws, **filters)]
        assert found == expected, filters


CHECKS: list[Check] = [
    service_is_shown_as_attached,
    interface_in_use_is_kept,
    interfaces_are_found_by_what_they_are,
]


@pytest.mark.parametrize("check", CHECKS)
def test_managed_interfaces(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_own_interface_can_be_deleted(aws: Clients) -> None:
    (subnet, _) = make_network(aws).subnets
    own = aws("ec2").create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    aws("ec2").delete_network_interface(NetworkInterfaceId=own)
    assert find(aws) == []
