"""Alarms answer as in AWS: state, tags, fields, filters, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]

ALARM: dict[str, Any] = {
    "AlarmName": "healthy-hosts",
    "AlarmDescription": "hosts of the balancer",
    "ActionsEnabled": False,
    "OKActions": ["arn:aws:sns:us-east-1:123456789012:ok"],
    "AlarmActions": ["arn:aws:sns:us-east-1:123456789012:alarm"],
    "InsufficientDataActions": ["arn:aws:sns:us-east-1:123456789012:unknown"],
    "MetricName": "HealthyHostCount",
    "Namespace": "AWS/NetworkELB",
    "Statistic": "Minimum",
    "Dimensions": [{"Name": "LoadBalancer", "Value": "net/api/1"}, {"Name": "TargetGroup", "Value": "tg/1"}],
    "Period": 60,
    "Unit": "Count",
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    "Threshold": 1.0,
    "ComparisonOperator": "LessThanThreshold",
    "TreatMissingData": "breaching",
}


def describe(aws: Clients, name: str = "healthy-hosts") -> dict[str, Any]:
    (alarm,) = aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    found: dict[str, Any] = alarm
    return found


def put(aws: Clients, **changes: Any) -> None:
    arguments = {**ALARM, **changes}
    aws("cloudwatch").put_metric_alarm(**{key: value for key, value in arguments.items() if value is not None})


def new_alarm_has_insufficient_data(aws: Clients) -> None:
    put(aws)
    assert describe(aws)["StateValue"] == "INSUFFICIENT_DATA"


def update_leaves_state_and_tags(aws: Clients) -> None:
    cloudwatch = aws("cloudwatch")
    put(aws, Tags=[{"Key": "Name", "Value": "first"}])
    cloudwatch.set_alarm_state(AlarmName="healthy-hosts", StateValue="ALARM", StateReason="rehearsal")
    put(aws, Threshold=2.0, Tags=[{"Key": "Name", "Value": "second"}])
    alarm = describe(aws)
    assert (alarm["StateValue"], alarm["StateReason"], alarm["Threshold"]) == ("ALARM", "rehearsal", 2.0)
    tags = cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]
    assert tags == [{"Key": "Name", "Value": "first"}]


def tags_go_with_the_alarm(aws: Clients) -> None:
    cloudwatch = aws("cloudwatch")
    put(aws, Tags=[{"Key": "Name", "Value": "first"}])
    arn = describe(aws)["AlarmArn"]
    cloudwatch.delete_alarms(AlarmNames=["healthy-hosts"])
    assert error_code(cloudwatch.list_tags_for_resource, ResourceARN=arn) == "ResourceNotFoundException"
    put(aws)
    assert cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"] == []


def missing_alarm_cannot_be_deleted(aws: Clients) -> None:
    assert error_code(aws("cloudwatch").delete_alarms, AlarmNames=["missing"]) == "ResourceNotFound"


def filters_are_combined(aws: Clients) -> None:
    for name in ("a-1", "a-2", "b-1"):
        put(aws, AlarmName=name)
    aws("cloudwatch").set_alarm_state(AlarmName="a-2", StateValue="ALARM", StateReason="rehearsal")
    aws("cloudwatch").set_alarm_state(AlarmName="b-1", StateValue="ALARM", StateReason="rehearsal")
    found = aws("cloudwatch").describe_alarms(AlarmNamePrefix="a-", StateValue="ALARM")["MetricAlarms"]
    assert [alarm["AlarmName"] for alarm in found] == ["a-2"]


def listing_comes_in_pages(aws: Clients) -> None:
    for number in range(3):
        put(aws, AlarmName=f"alarm-{number}")
    pages = list(aws("cloudwatch").get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 2}))
    assert [[alarm["AlarmName"] for alarm in page["MetricAlarms"]] for page in pages] == [
        ["alarm-0", "alarm-1"],
        ["alarm-2"],
    ]


def account_of_a_query_is_kept(aws: Clients) -> None:
    queries = [
        {
            "Id": "m1",
            "AccountId": "111122223333",
            "ReturnData": False,
            "MetricStat": {
                "Metric": {"Namespace": "AWS/ApiGateway", "MetricName": "5XXError"},
                "Period": 60,
                "Stat": "Sum",
            },
        },
        {"Id": "e1", "Expression": "m1 * 2", "ReturnData": True, "Label": "doubled"},
    ]
    single = ("MetricName", "Namespace", "Statistic", "Dimensions", "Period", "Unit")
    put(aws, Metrics=queries, **dict.fromkeys(single))
    found = describe(aws)["Metrics"]
    assert [query["Id"] for query in found] == ["m1", "e1"]
    assert found[0]["AccountId"] == "111122223333"
    assert "Period" not in describe(aws)


CHECKS = [
    new_alarm_has_insufficient_data,
    update_leaves_state_and_tags,
    tags_go_with_the_alarm,
    missing_alarm_cannot_be_deleted,
    filters_are_combined,
    listing_comes_in_pages,
    account_of_a_query_is_kept,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_every_field_is_kept(aws: Clients) -> None:
    put(aws)
    alarm = describe(aws)
    assert {key: alarm[key] for key in ALARM} == ALARM
    assert alarm["AlarmArn"] == "arn:aws:cloudwatch:us-east-1:123456789012:alarm:healthy-hosts"


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("a treatment that is none", {"TreatMissingData": "sometimes"}),
        ("more datapoints than periods", {"DatapointsToAlarm": 4}),
        ("no statistic", {"Statistic": None}),
        ("a period of 90 seconds", {"Period": 90}),
    ],
)
def test_put_refuses(aws: Clients, case: str, changes: dict[str, Any]) -> None:
    arguments = {key: value for key, value in {**ALARM, **changes}.items() if value is not None}
    assert error_code(aws("cloudwatch").put_metric_alarm, **arguments) == "ValidationError", case
    assert aws("cloudwatch").describe_alarms()["MetricAlarms"] == []
