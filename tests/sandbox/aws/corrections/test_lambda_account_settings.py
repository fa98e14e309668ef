"""What an account may use of Lambda, and uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients

Check = Callable[[Clients], None]


def settings_are_told(aws: Clients) -> None:
    answer = aws("lambda").get_account_settings()
    assert answer["AccountLimit"] == {
        "TotalCodeSize": 75 * 1024**3,
        "CodeSizeUnzipped": 262144000,
        "CodeSizeZipped": 52428800,
        "ConcurrentExecutions": 1000,
        "UnreservedConcurrentExecutions": 1000,
    }
    assert answer["AccountUsage"] == {"TotalCodeSize": 0, "FunctionCount": 0}


CHECKS: list[Check] = [settings_are_told]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
