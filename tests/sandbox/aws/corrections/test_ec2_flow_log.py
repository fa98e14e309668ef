"""Flow logs answer as in AWS: log groups by ARN, destination options, roles, gateways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]
ROLE = "arn:aws:iam::123456789012:role/flow-logs"
OTHER_ROLE = "arn:aws:iam::999999999999:role/flow-logs"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/flows"


def made(aws: Clients, **arguments: Any) -> dict[str, Any]:
    """What EC2 says of a flow log of a new VPC."""
    network = make_network(aws)
    asked = {"ResourceType": "VPC", "ResourceIds": [network.vpc], "TrafficType": "ALL", **arguments}
    [id] = aws("ec2").create_flow_logs(**asked)["FlowLogIds"]
    [found] = aws("ec2").describe_flow_logs(FlowLogIds=[id])["FlowLogs"]
    log: dict[str, Any] = found
    return log


def log_group_is_found_by_its_arn(aws: Clients) -> None:
    aws("logs").create_log_group(logGroupName="/flows")
    log = made(aws, LogDestination=GROUP, DeliverLogsPermissionArn=ROLE)
    assert (log["LogGroupName"], log["LogDestination"]) == ("/flows", GROUP)
    assert log["DeliverLogsStatus"] == "SUCCESS"


def options_are_kept(aws: Clients) -> None:
    aws("s3").create_bucket(Bucket="flows")
    options = {"FileFormat": "parquet", "PerHourPartition": True}
    log = made(aws, LogDestinationType="s3", LogDestination="arn:aws:s3:::flows", DestinationOptions=options)
    assert log["DestinationOptions"] == {**options, "HiveCompatiblePartitions": False}


def options_are_told_where_none_are_given(aws: Clients) -> None:
    aws("s3").create_bucket(Bucket="flows")
    log = made(aws, LogDestinationType="s3", LogDestination="arn:aws:s3:::flows")
    assert log["DestinationOptions"]["FileFormat"] == "plain-text"


def role_of_the_other_account_is_kept(aws: Clients) -> None:
    aws("logs").create_log_group(logGroupName="/flows")
    roles = {"DeliverLogsPermissionArn": ROLE, "DeliverCrossAccountRole": OTHER_ROLE}
    assert made(aws, LogDestination=GROUP, **roles)["DeliverCrossAccountRole"] == OTHER_ROLE


def gateway_must_exist(aws: Clients) -> None:
    for kind, id, code in (
        ("TransitGateway", "tgw-0123456789abcdef0", "InvalidTransitGatewayID.NotFound"),
        ("TransitGatewayAttachment", "tgw-attach-0123456789abcdef0", "InvalidTransitGatewayAttachmentID.NotFound"),
    ):
        asked = {"ResourceType": kind, "ResourceIds": [id], "MaxAggregationInterval": 60}
        destination = {"LogDestination": GROUP, "DeliverLogsPermissionArn": ROLE}
        assert error_code(aws("ec2").create_flow_logs, **asked, **destination) == code


CHECKS: list[Check] = [
    log_group_is_found_by_its_arn,
    options_are_kept,
    options_are_told_where_none_are_given,
    role_of_the_other_account_is_kept,
    gateway_must_exist,
]


@pytest.mark.parametrize("check", CHECKS)
def test_flow_log(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_log_group_by_name(aws: Clients) -> None:
    aws("logs").create_log_group(logGroupName="/flows")
    log = made(aws, LogGroupName="/flows", DeliverLogsPermissionArn=ROLE)
    assert (log["LogGroupName"], log["DeliverLogsStatus"]) == ("/flows", "SUCCESS")
    assert "DestinationOptions" not in log


def test_unsuccessful(aws: Clients) -> None:
    network = make_network(aws)
    answer = aws("ec2").create_flow_logs(
        ResourceType="VPC",
        ResourceIds=[network.vpc],
        TrafficType="ALL",
        LogDestinationType="s3",
        LogDestination="arn:aws:s3:::nowhere",
    )
    assert answer["FlowLogIds"] == [] and answer["Unsuccessful"][0]["ResourceId"] == network.vpc
