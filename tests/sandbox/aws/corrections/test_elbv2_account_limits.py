"""Limits of Network Load Balancers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients

Check = Callable[[Clients], None]


def limits_are_those_of_today(aws: Clients) -> None:
    limits = {each["Name"]: each["Max"] for each in aws("elbv2").describe_account_limits()["Limits"]}
    assert limits["network-load-balancers"] == "50"
    assert limits["targets-per-network-load-balancer"] == "3000"
    assert limits["targets-per-availability-zone-per-network-load-balancer"] == "500"
    assert limits["application-load-balancers"]


CHECKS: list[Check] = [limits_are_those_of_today]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
