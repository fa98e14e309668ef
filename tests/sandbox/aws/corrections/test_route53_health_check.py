"""Health checks answer as in AWS: settings, versions, references, status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]


def make_alarm(aws: Clients, region: str = "us-west-2", **changes: Any) -> None:
    arguments = {
        "AlarmName": "hosts",
        "MetricName": "HealthyHostCount",
        "Namespace": "AWS/NetworkELB",
        "Statistic": "Minimum",
        "Dimensions": [{"Name": "LoadBalancer", "Value": "net/api/1"}],
        "Period": 60,
        "EvaluationPeriods": 2,
        "Threshold": 1.0,
        "ComparisonOperator": "LessThanThreshold",
        **changes,
    }
    aws("cloudwatch", region).put_metric_alarm(**{key: value for key, value in arguments.items() if value is not None})


def measure(aws: Clients, *counts: float, region: str = "us-west-2") -> None:
    """Let the metric have these values, one each minute, until the last of those minutes has ended."""
    for count in counts:
        datum = {
            "MetricName": "HealthyHostCount",
            "Dimensions": [{"Name": "LoadBalancer", "Value": "net/api/1"}],
            "Value": count,
        }
        aws("cloudwatch", region).put_metric_data(Namespace="AWS/NetworkELB", MetricData=[datum])
        aws.pass_time(60)


def alarm_settings(**changes: Any) -> dict[str, Any]:
    return {
        "Type": "CLOUDWATCH_METRIC",
        "AlarmIdentifier": {"Region": "us-west-2", "Name": "hosts"},
        "InsufficientDataHealthStatus": "Unhealthy",
        "Inverted": False,
        "Disabled": False,
        **changes,
    }


def make_check(aws: Clients, settings: dict[str, Any], reference: str = "first") -> dict[str, Any]:
    answer = aws("route53").create_health_check(CallerReference=reference, HealthCheckConfig=settings)
    check: dict[str, Any] = answer["HealthCheck"]
    return check


def get(aws: Clients, check: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = aws("route53").get_health_check(HealthCheckId=check["Id"])["HealthCheck"]
    return found


def statuses(aws: Clients, check: dict[str, Any]) -> set[str]:
    answer = aws("route53").get_health_check_status(HealthCheckId=check["Id"])
    texts = [item["StatusReport"]["Status"] for item in answer["HealthCheckObservations"]]
    assert len(texts) == 8, "one per region that checks"
    return {text.split(":")[0] for text in texts}


def alarm_of_a_check_is_kept(aws: Clients) -> None:
    make_alarm(aws)
    check = make_check(aws, alarm_settings())
    assert get(aws, check) == check
    assert check["HealthCheckConfig"] == alarm_settings()
    assert check["HealthCheckVersion"] == 1
    assert check["CloudWatchAlarmConfiguration"] == {
        "EvaluationPeriods": 2,
        "Threshold": 1.0,
        "ComparisonOperator": "LessThanThreshold",
        "Period": 60,
        "MetricName": "HealthyHostCount",
        "Namespace": "AWS/NetworkELB",
        "Statistic": "Minimum",
        "Dimensions": [{"Name": "LoadBalancer", "Value": "net/api/1"}],
    }


def status_follows_the_alarm(aws: Clients) -> None:
    make_alarm(aws)
    check = make_check(aws, alarm_settings())
    assert statuses(aws, check) == {"Failure"}, "insufficient data counts as unhealthy here"
    measure(aws, 2)
    assert statuses(aws, check) == {"Success"}
    measure(aws, 0)
    assert statuses(aws, check) == {"Success"}, "one of two periods"
    measure(aws, 0)
    assert statuses(aws, check) == {"Failure"}


def alarm_state_that_is_set_changes_no_status(aws: Clients) -> None:
    make_alarm(aws)
    check = make_check(aws, alarm_settings())
    measure(aws, 2)
    aws("cloudwatch", "us-west-2").set_alarm_state(AlarmName="hosts", StateValue="ALARM", StateReason="drill")
    assert statuses(aws, check) == {"Success"}


def later_change_of_the_alarm_is_not_seen(aws: Clients) -> None:
    make_alarm(aws)
    check = make_check(aws, alarm_settings())
    measure(aws, 2, 2)
    make_alarm(aws, Threshold=3.0)
    measure(aws, 2, 2)
    assert statuses(aws, check) == {"Success"}
    aws("route53").update_health_check(HealthCheckId=check["Id"])
    measure(aws, 2)
    assert statuses(aws, check) == {"Failure"}, "an update copies the alarm again"


def inversion_and_disabling_change_the_status(aws: Clients) -> None:
    make_alarm(aws)
    check = make_check(aws, alarm_settings())
    measure(aws, 0, 0)
    for changes, expected in (
        ({"Inverted": True}, "Success"),
        ({"Inverted": False, "Disabled": True}, "Success"),
        ({"Inverted": True}, "Failure"),
    ):
        aws("route53").update_health_check(HealthCheckId=check["Id"], **changes)
        assert statuses(aws, check) == {expected}, changes


def last_known_status_is_remembered(aws: Clients) -> None:
    make_alarm(aws)
    check = make_check(aws, alarm_settings(InsufficientDataHealthStatus="LastKnownStatus"))
    assert statuses(aws, check) == {"Success"}, "healthy until something is known"
    measure(aws, 0, 0)
    assert statuses(aws, check) == {"Failure"}
    aws.pass_time(3600)
    assert statuses(aws, check) == {"Failure"}


def status_of_a_calculated_check_is_refused(aws: Clients) -> None:
    check = make_check(aws, {"Type": "CALCULATED", "HealthThreshold": 0, "ChildHealthChecks": []})
    assert error_code(aws("route53").get_health_check_status, HealthCheckId=check["Id"]) == "InvalidInput"


def caller_reference_is_idempotent(aws: Clients) -> None:
    make_alarm(aws)
    route53 = aws("route53")
    first = make_check(aws, alarm_settings())
    assert make_check(aws, alarm_settings())["Id"] == first["Id"]
    different = {"CallerReference": "first", "HealthCheckConfig": alarm_settings(Inverted=True)}
    assert error_code(route53.create_health_check, **different) == "HealthCheckAlreadyExists"
    route53.delete_health_check(HealthCheckId=first["Id"])
    same = {"CallerReference": "first", "HealthCheckConfig": alarm_settings()}
    assert error_code(route53.create_health_check, **same) == "HealthCheckAlreadyExists"


def update_is_complete_and_counted(aws: Clients) -> None:
    make_alarm(aws)
    make_alarm(aws, "eu-west-1", AlarmName="other")
    route53 = aws("route53")
    check = make_check(aws, alarm_settings())
    updated = route53.update_health_check(
        HealthCheckId=check["Id"],
        HealthCheckVersion=1,
        AlarmIdentifier={"Region": "eu-west-1", "Name": "other"},
        InsufficientDataHealthStatus="Healthy",
        Inverted=True,
        Disabled=True,
    )["HealthCheck"]
    assert updated["HealthCheckConfig"] == {
        "Type": "CLOUDWATCH_METRIC",
        "AlarmIdentifier": {"Region": "eu-west-1", "Name": "other"},
        "InsufficientDataHealthStatus": "Healthy",
        "Inverted": True,
        "Disabled": True,
    }
    assert updated["HealthCheckVersion"] == 2
    stale = {"HealthCheckId": check["Id"], "HealthCheckVersion": 1, "Inverted": False}
    assert error_code(route53.update_health_check, **stale) == "HealthCheckVersionMismatch"
    assert get(aws, check) == updated


def elements_can_be_reset(aws: Clients) -> None:
    settings = {
        "Type": "HTTP",
        "IPAddress": "192.0.2.10",
        "FullyQualifiedDomainName": "api.example.com",
        "ResourcePath": "/ping",
    }
    check = make_check(aws, settings)
    reset = ["ResourcePath", "FullyQualifiedDomainName"]
    aws("route53").update_health_check(HealthCheckId=check["Id"], ResetElements=reset)
    assert get(aws, check)["HealthCheckConfig"] == {
        "Type": "HTTP",
        "IPAddress": "192.0.2.10",
        "Port": 80,
        "RequestInterval": 30,
        "FailureThreshold": 3,
        "MeasureLatency": False,
        "EnableSNI": False,
        "Inverted": False,
        "Disabled": False,
    }


def https_check_has_its_defaults(aws: Clients) -> None:
    check = make_check(aws, {"Type": "HTTPS", "FullyQualifiedDomainName": "api.example.com"})
    assert check["HealthCheckConfig"] == {
        "Type": "HTTPS",
        "FullyQualifiedDomainName": "api.example.com",
        "Port": 443,
        "RequestInterval": 30,
        "FailureThreshold": 3,
        "MeasureLatency": False,
        "EnableSNI": True,
        "Inverted": False,
        "Disabled": False,
    }


def missing_check_is_not_found(aws: Clients) -> None:
    route53 = aws("route53")
    for call in (route53.delete_health_check, route53.get_health_check):
        assert error_code(call, HealthCheckId="missing") == "NoSuchHealthCheck"
    tags = {"ResourceType": "healthcheck", "ResourceId": "missing", "AddTags": [{"Key": "a", "Value": "b"}]}
    assert error_code(route53.change_tags_for_resource, **tags) == "NoSuchHealthCheck"


def listing_comes_in_pages(aws: Clients) -> None:
    made = [
        make_check(aws, {"Type": "TCP", "IPAddress": "192.0.2.10", "Port": 443}, f"check-{number}")["Id"]
        for number in range(3)
    ]
    pages = list(aws("route53").get_paginator("list_health_checks").paginate(PaginationConfig={"PageSize": 2}))
    assert [[check["Id"] for check in page["HealthChecks"]] for page in pages] == [made[:2], made[2:]]
    assert aws("route53").get_health_check_count()["HealthCheckCount"] == 3


CHECKS = [
    alarm_of_a_check_is_kept,
    status_follows_the_alarm,
    alarm_state_that_is_set_changes_no_status,
    later_change_of_the_alarm_is_not_seen,
    inversion_and_disabling_change_the_status,
    last_known_status_is_remembered,
    status_of_a_calculated_check_is_refused,
    caller_reference_is_idempotent,
    update_is_complete_and_counted,
    elements_can_be_reset,
    https_check_has_its_defaults,
    missing_check_is_not_found,
    listing_comes_in_pages,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


REFUSED: dict[str, dict[str, Any]] = {
    "an alarm that is missing": alarm_settings(AlarmIdentifier={"Region": "us-west-2", "Name": "missing"}),
    "an alarm of another region": alarm_settings(AlarmIdentifier={"Region": "us-east-1", "Name": "hosts"}),
    "a region that is none": alarm_settings(AlarmIdentifier={"Region": "moon-1", "Name": "hosts"}),
    "no alarm": {"Type": "CLOUDWATCH_METRIC"},
    "an alarm on a percentile": alarm_settings(AlarmIdentifier={"Region": "us-west-2", "Name": "percentile"}),
    "a port for an alarm": alarm_settings(Port=443),
    "an alarm for an endpoint": {
        "Type": "TCP",
        "IPAddress": "192.0.2.10",
        "Port": 443,
        "AlarmIdentifier": {"Region": "us-west-2", "Name": "hosts"},
    },
    "no endpoint": {"Type": "HTTPS"},
    "TCP without a port": {"Type": "TCP", "IPAddress": "192.0.2.10"},
    "an interval of 20 seconds": {"Type": "HTTP", "IPAddress": "192.0.2.10", "RequestInterval": 20},
    "a search string for plain HTTP": {"Type": "HTTP", "IPAddress": "192.0.2.10", "SearchString": "ok"},
    "a child that is missing": {"Type": "CALCULATED", "HealthThreshold": 1, "ChildHealthChecks": ["missing"]},
    "no threshold": {"Type": "CALCULATED", "ChildHealthChecks": []},
}


def refuse(aws: Clients, case: str) -> None:
    make_alarm(aws)
    make_alarm(aws, AlarmName="percentile", Statistic=None, ExtendedStatistic="p99")
    arguments = {"CallerReference": "first", "HealthCheckConfig": REFUSED[case]}
    assert error_code(aws("route53").create_health_check, **arguments) == "InvalidInput"
    assert aws("route53").list_health_checks()["HealthChecks"] == []


@pytest.mark.parametrize("case", REFUSED)
def test_create_refuses(aws: Clients, case: str) -> None:
    refuse(aws, case)


@pytest.mark.parametrize("case", REFUSED)
def test_create_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse(aws, case))


def test_last_failure_is_empty_for_a_healthy_check(aws: Clients) -> None:
    make_alarm(aws)
    check = make_check(aws, alarm_settings())
    failing = aws("route53").get_health_check_last_failure_reason(HealthCheckId=check["Id"])
    assert len(failing["HealthCheckObservations"]) == 8
    measure(aws, 2)
    passing = aws("route53").get_health_check_last_failure_reason(HealthCheckId=check["Id"])
    assert passing.get("HealthCheckObservations", []) == []
