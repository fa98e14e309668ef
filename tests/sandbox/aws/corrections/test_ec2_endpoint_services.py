"""Endpoint services are found by name and type."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients

Check = Callable[[Clients], None]

NAME = "com.amazonaws.us-west-2.execute-api"


def find(aws: Clients, **filters: str) -> list[str]:
    wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    return list(aws("ec2", "us-west-2").describe_vpc_endpoint_services(Filters=wanted)["ServiceNames"])


def service_is_found_by_name(aws: Clients) -> None:
    assert find(aws, service_name=NAME) == [NAME]
    assert find(aws, service_name=NAME, service_type="Interface") == [NAME]
    assert find(aws, service_name=NAME, service_type="Gateway") == []
    assert find(aws, service_name="com.amazonaws.us-west-2.none") == []


@pytest.mark.parametrize("check", [service_is_found_by_name])
def test_endpoint_services(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", [service_is_found_by_name])
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_service_of_private_apis(aws: Clients) -> None:
    (service,) = aws("ec2", "us-west-2").describe_vpc_endpoint_services(ServiceNames=[NAME])["ServiceDetails"]
    assert service["ServiceType"] == [{"ServiceType": "Interface"}]
    assert service["PrivateDnsName"] == "execute-api.us-west-2.amazonaws.com"
    assert service["VpcEndpointPolicySupported"] is True
