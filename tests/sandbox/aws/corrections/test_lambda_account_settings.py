"""What an account may use of Lambda, and uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.sandbox.aws.corrections.test_lambda_function import make_function

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


def functions_are_counted(aws: Clients) -> None:
    size = make_function(aws)["CodeSize"]
    client = aws("lambda")
    client.put_function_concurrency(FunctionName="backend", ReservedConcurrentExecutions=100)
    answer = client.get_account_settings()
    limit = answer["AccountLimit"]
    assert (limit["ConcurrentExecutions"], limit["UnreservedConcurrentExecutions"]) == (1000, 900)
    assert answer["AccountUsage"] == {"TotalCodeSize": size, "FunctionCount": 1}


CHECKS: list[Check] = [settings_are_told, functions_are_counted]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
