"""Alarms are evaluated by their metric, each minute of the sandbox's clock."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients

Check = Callable[[Clients], None]


def make_alarm(aws: Clients, **changes: Any) -> None:
    arguments = {
        "AlarmName": "errors",
        "Namespace": "AWS/ApiGateway",
        "MetricName": "5XXError",
        "Dimensions": [{"Name": "ApiName", "Value": "orders"}, {"Name": "Stage", "Value": "live"}],
        "Statistic": "Average",
        "Period": 60,
        "EvaluationPeriods": 2,
        "Threshold": 0.5,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "notBreaching",
        **changes,
    }
    aws("cloudwatch").put_metric_alarm(**arguments)


def put(aws: Clients, *values: float) -> None:
    """Let a minute pass in which requests were answered, each with 1 for a 5xx and 0 for another answer."""
    dimensions = [{"Name": "Stage", "Value": "live"}, {"Name": "ApiName", "Value": "orders"}]
    data = [{"MetricName": "5XXError", "Dimensions": dimensions, "Value": value} for value in values]
    aws("cloudwatch").put_metric_data(Namespace="AWS/ApiGateway", MetricData=data)
    aws.pass_time(60)


def alarm(aws: Clients) -> dict[str, Any]:
    (found,) = aws("cloudwatch").describe_alarms()["MetricAlarms"]
    return dict(found)


def state(aws: Clients) -> str:
    return str(alarm(aws)["StateValue"])


def share_of_errors_decides(aws: Clients) -> None:
    make_alarm(aws)
    assert state(aws) == "INSUFFICIENT_DATA"
    put(aws, 0, 0, 0, 1)
    assert state(aws) == "OK"
    put(aws, 0, 1)
    assert state(aws) == "OK", "one period of two"
    put(aws, 1, 1)
    found = alarm(aws)
    assert found["StateValue"] == "ALARM"
    assert found["StateReason"].startswith("Threshold Crossed: 2 datapoints [1.0 (")
    assert found["StateReason"].endswith(")] were greater than or equal to the threshold (0.5).")
    reason = json.loads(found["StateReasonData"])
    assert (reason["recentDatapoints"], reason["threshold"], reason["period"]) == ([0.5, 1.0], 0.5, 60)


def silence_is_treated_as_said(aws: Clients) -> None:
    for treatment, expected in (("breaching", "ALARM"), ("notBreaching", "OK"), ("missing", "INSUFFICIENT_DATA")):
        make_alarm(aws, TreatMissingData=treatment)
        put(aws, 0)
        aws.pass_time(24 * 3600)
        assert state(aws) == expected
    make_alarm(aws, TreatMissingData="ignore")
    put(aws, 1)
    put(aws, 1)
    aws.pass_time(3600)
    assert state(aws) == "ALARM"


def missing_data_are_named_in_the_reason(aws: Clients) -> None:
    make_alarm(aws, TreatMissingData="breaching")
    aws.pass_time(60)
    text = "no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching]"
    assert alarm(aws)["StateReason"] == f"Threshold Crossed: {text}."


def longer_periods_join_their_minutes(aws: Clients) -> None:
    make_alarm(aws, Period=180, EvaluationPeriods=1)
    for values in ((0, 0, 0, 0), (1,), (1,)):
        put(aws, *values)
    assert state(aws) == "OK", "2 of 6 requests"
    put(aws, 1)
    assert state(aws) == "ALARM", "the first minute is no longer in the period"


def state_that_is_set_holds_until_the_next_evaluation(aws: Clients) -> None:
    make_alarm(aws)
    put(aws, 0)
    aws("cloudwatch").set_alarm_state(AlarmName="errors", StateValue="ALARM", StateReason="drill")
    assert (state(aws), alarm(aws)["StateReason"]) == ("ALARM", "drill")
    put(aws, 0)
    assert state(aws) == "OK"


def change_is_dated_by_the_clock(aws: Clients) -> None:
    make_alarm(aws)
    before = alarm(aws)["StateUpdatedTimestamp"]
    aws.pass_time(7200)
    put(aws, 1)
    put(aws, 1)
    found = alarm(aws)
    assert (found["StateUpdatedTimestamp"] - before).total_seconds() > 7200
    assert found["StateTransitionedTimestamp"] == found["StateUpdatedTimestamp"]


CHECKS = [
    share_of_errors_decides,
    silence_is_treated_as_said,
    missing_data_are_named_in_the_reason,
    longer_periods_join_their_minutes,
    state_that_is_set_holds_until_the_next_evaluation,
    change_is_dated_by_the_clock,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_alarms_on_metric_math_keep_their_state(aws: Clients) -> None:
    query = {"Id": "e1", "Expression": "m1", "ReturnData": True}
    metric = {"Namespace": "AWS/ApiGateway", "MetricName": "5XXError"}
    stat = {"Id": "m1", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}, "ReturnData": False}
    aws("cloudwatch").put_metric_alarm(
        AlarmName="math",
        Metrics=[query, stat],
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
    aws("cloudwatch").set_alarm_state(AlarmName="math", StateValue="ALARM", StateReason="drill")
    aws.pass_time(600)
    assert state(aws) == "ALARM"
