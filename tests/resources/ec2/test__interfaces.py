"""Deleting what network interfaces still hold."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.resources.ec2._interfaces import delete_once_free
from tests.resources.ec2.stubs import stubbed

TOKEN = "privateapi:ec2:SecurityGroup"
FILTERS = {"Filters": [{"Name": "group-id", "Values": ["sg-1"]}]}


def interfaces(*described: tuple[str, str, str]) -> dict[str, Any]:
    keys = ("NetworkInterfaceId", "Status", "Description")
    return {"NetworkInterfaces": [dict(zip(keys, each, strict=True)) for each in described]}


def test_left_behind_ones_are_deleted(caplog: pytest.LogCaptureFixture) -> None:
    """What Lambda left behind goes at once; what is in use or of somebody else is waited for."""
    caplog.set_level("INFO", logger="privateapi")
    held = interfaces(
        ("eni-1", "available", "AWS Lambda VPC ENI-resolve-0f1"),
        ("eni-2", "in-use", "AWS Lambda VPC ENI-resolve-0f2"),
        ("eni-3", "available", ""),
    )
    with stubbed(TOKEN) as (ctx, ec2, _):
        ec2.add_client_error("delete_security_group", "DependencyViolation")
        ec2.add_response("describe_network_interfaces", held, FILTERS)
        ec2.add_response("delete_network_interface", {}, {"NetworkInterfaceId": "eni-1"})
        ec2.add_client_error("delete_security_group", "InvalidGroup.InUse")
        ec2.add_response("describe_network_interfaces", interfaces(), FILTERS)
        ec2.add_response("delete_security_group", {})
        delete_once_free(ctx, "group-id", "sg-1", lambda: ctx.client("ec2").delete_security_group(GroupId="sg-1"))
    assert caplog.messages[:2] == [
        "sg-1 is still used by eni-1 (AWS Lambda VPC ENI-resolve-0f1), eni-2 (AWS Lambda VPC ENI-resolve-0f2), "
        "eni-3 (no description)",
        "sg-1 is still used by something that is no network interface",
    ]


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("not allowed to look", "UnauthorizedOperation"),
        ("deleted by its service", "InvalidNetworkInterfaceID.NotFound"),
    ],
)
def test_looking_may_fail(case: str, code: str) -> None:
    with stubbed(TOKEN) as (ctx, ec2, _):
        ec2.add_client_error("delete_security_group", "DependencyViolation")
        ec2.add_client_error("describe_network_interfaces", code)
        ec2.add_response("delete_security_group", {})
        delete_once_free(ctx, "group-id", "sg-1", lambda: ctx.client("ec2").delete_security_group(GroupId="sg-1"))


@pytest.mark.parametrize(
    ("case", "codes", "raised"),
    [
        ("another refusal of the deletion", ["CannotDelete"], "CannotDelete"),
        ("another failure while looking", ["DependencyViolation", "InternalError"], "InternalError"),
    ],
)
def test_other_errors(case: str, codes: list[str], raised: str) -> None:
    calls = ["delete_security_group", "describe_network_interfaces"]
    with stubbed(TOKEN) as (ctx, ec2, _):
        for call, code in zip(calls, codes, strict=False):
            ec2.add_client_error(call, code)
        with pytest.raises(ClientError, match=raised):
            delete_once_free(ctx, "group-id", "sg-1", lambda: ctx.client("ec2").delete_security_group(GroupId="sg-1"))
