"""Rules of EventBridge: found by their tags, and the functions that they call each minute."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.sandbox.aws.corrections.test_resourcegroupstaggingapi_resources import TAGS, found, make_function

Check = Callable[[Clients], None]
RULE = {"Name": "canary", "ScheduleExpression": "rate(1 minute)"}


def rule_is_found(aws: Clients) -> None:
    aws("events").put_rule(**RULE, Tags=TAGS)
    aws("events").put_rule(Name="other", ScheduleExpression="rate(1 minute)")
    assert found(aws) == ["events:us-east-1:123456789012:rule/canary"]
    assert found(aws, "us-west-2") == []


def function_is_called_each_minute(aws: Clients) -> None:
    function = make_function(aws)
    aws("events").put_rule(**RULE)
    aws("events").put_targets(Rule="canary", Targets=[{"Id": "function", "Arn": function}])
    watch(aws)
    aws.pass_time(180)
    assert state(aws) == "ALARM", "EventBridge is not let in"
    aws("lambda").add_permission(
        FunctionName="orders", StatementId="rule", Action="lambda:InvokeFunction", Principal="events.amazonaws.com"
    )
    aws.pass_time(180)
    assert state(aws) == "OK"
    aws("events").disable_rule(Name="canary")
    # CloudWatch looks further back than the periods that it evaluates, so that silence is noticed a little later.
    aws.pass_time(600)
    assert state(aws) == "ALARM", "nothing calls it"


def watch(aws: Clients) -> None:
    """An alarm on errors, to which silence is one too."""
    aws("cloudwatch").put_metric_alarm(
        AlarmName="canary",
        Namespace="AWS/Lambda",
        MetricName="Errors",
        Dimensions=[{"Name": "FunctionName", "Value": "orders"}],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=2,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="breaching",
    )


def state(aws: Clients) -> str:
    [alarm] = aws("cloudwatch").describe_alarms(AlarmNames=["canary"])["MetricAlarms"]
    return str(alarm["StateValue"])


CHECKS: list[Check] = [rule_is_found, function_is_called_each_minute]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
