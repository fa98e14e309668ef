"""Endpoint services are found by filters.

moto looks for a filter's values under a name that no client sends, and fails.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.vpcs import VPCBackend

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Give the filters the name that moto looks for."""

    @patches.wrap(VPCBackend, "describe_vpc_endpoint_services")
    def describe(original: Any, backend: Any, service_names: list[str], filters: Any, *args: Any, **kwargs: Any) -> Any:
        named = [{"Name": each["Name"], "Value": each.get("Values", [])} for each in filters]
        return original(backend, service_names, named, *args, **kwargs)
