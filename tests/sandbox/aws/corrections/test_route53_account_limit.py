"""Limits of an account in Route 53."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]


def zones_are_counted(aws: Clients) -> None:
    route53 = aws("route53")
    route53.create_hosted_zone(Name="example.com", CallerReference="1")
    answer = route53.get_account_limit(Type="MAX_HOSTED_ZONES_BY_OWNER")
    assert (answer["Limit"], answer["Count"]) == ({"Type": "MAX_HOSTED_ZONES_BY_OWNER", "Value": 500}, 1)


def health_checks_are_counted(aws: Clients) -> None:
    route53 = aws("route53")
    route53.create_health_check(
        CallerReference="1", HealthCheckConfig={"Type": "TCP", "IPAddress": "203.0.113.1", "Port": 443}
    )
    answer = route53.get_account_limit(Type="MAX_HEALTH_CHECKS_BY_OWNER")
    assert (answer["Limit"]["Value"], answer["Count"]) == (200, 1)


CHECKS: list[Check] = [zones_are_counted, health_checks_are_counted]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_limit_that_the_sandbox_does_not_count(aws: Clients) -> None:
    assert error_code(aws("route53").get_account_limit, Type="MAX_TRAFFIC_POLICIES_BY_OWNER") == "InvalidInput"
