"""The status of health checks of every type, as CloudWatch shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients

Check = Callable[[Clients], None]


def make_check(aws: Clients, reference: str, **settings: Any) -> str:
    made = aws("route53").create_health_check(CallerReference=reference, HealthCheckConfig=settings)
    return str(made["HealthCheck"]["Id"])


def make_endpoint(aws: Clients, reference: str) -> str:
    return make_check(aws, reference, Type="HTTPS", FullyQualifiedDomainName=f"{reference}.example.com")


def latest(aws: Clients, check: str, name: str = "HealthCheckStatus", region: str = "us-east-1") -> float | None:
    """The value of the last minute that ended."""
    aws.pass_time(60)
    cloudwatch = aws("cloudwatch", region)
    date = cloudwatch.describe_alarms()["ResponseMetadata"]["HTTPHeaders"]["date"]
    now = parsedate_to_datetime(date).replace(second=0)
    found = cloudwatch.get_metric_statistics(
        Namespace="AWS/Route53",
        MetricName=name,
        Dimensions=[{"Name": "HealthCheckId", "Value": check}],
        StartTime=now - timedelta(minutes=1),
        EndTime=now,
        Period=60,
        Statistics=["Minimum"],
    )
    values = [float(point["Minimum"]) for point in found["Datapoints"]]
    return values[-1] if values else None


def calculated_check_counts_its_children(aws: Clients) -> None:
    children = [make_endpoint(aws, "one"), make_endpoint(aws, "two")]
    both = make_check(aws, "both", Type="CALCULATED", HealthThreshold=2, ChildHealthChecks=children)
    assert [latest(aws, both), latest(aws, both, "ChildHealthCheckHealthyCount")] == [1.0, 2.0]
    aws("route53").update_health_check(HealthCheckId=children[0], Inverted=True)
    assert [latest(aws, both), latest(aws, both, "ChildHealthCheckHealthyCount")] == [0.0, 1.0]
    aws("route53").update_health_check(HealthCheckId=both, HealthThreshold=1)
    assert latest(aws, both) == 1.0


def inversion_is_part_of_the_status(aws: Clients) -> None:
    child = make_endpoint(aws, "one")
    both = make_check(aws, "both", Type="CALCULATED", HealthThreshold=1, ChildHealthChecks=[child])
    for changes, expected in (
        ({"Inverted": True}, 0.0),
        ({"Disabled": True}, 0.0),
        ({"Inverted": False}, 1.0),
    ):
        aws("route53").update_health_check(HealthCheckId=both, **changes)
        assert latest(aws, both) == expected, changes


def checkers_report_on_endpoints_only(aws: Clients) -> None:
    endpoint = make_endpoint(aws, "one")
    both = make_check(aws, "both", Type="CALCULATED", HealthThreshold=1, ChildHealthChecks=[endpoint])
    assert latest(aws, endpoint, "HealthCheckPercentageHealthy") == 100.0
    assert latest(aws, both, "HealthCheckPercentageHealthy") is None
    aws("route53").update_health_check(HealthCheckId=endpoint, Disabled=True)
    assert latest(aws, endpoint, "HealthCheckPercentageHealthy") is None


def status_is_in_one_region(aws: Clients) -> None:
    check = make_endpoint(aws, "one")
    assert latest(aws, check) == 1.0
    assert latest(aws, check, region="us-west-2") is None


def nothing_is_reported_of_a_check_that_is_gone(aws: Clients) -> None:
    check = make_endpoint(aws, "one")
    assert latest(aws, check) == 1.0
    aws("route53").delete_health_check(HealthCheckId=check)
    assert latest(aws, check) is None


CHECKS = [
    calculated_check_counts_its_children,
    inversion_is_part_of_the_status,
    checkers_report_on_endpoints_only,
    status_is_in_one_region,
    nothing_is_reported_of_a_check_that_is_gone,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
