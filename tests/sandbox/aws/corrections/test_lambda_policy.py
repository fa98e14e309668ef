"""Resource policies of functions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code
from tests.sandbox.aws.corrections.test_lambda_function import make_function

SOURCE = "arn:aws:execute-api:us-east-1:123456789012:abc/*"
ARN = "arn:aws:lambda:us-east-1:123456789012:function:backend"
Check = Callable[[Clients], None]


def permit(aws: Clients, **arguments: Any) -> dict[str, Any]:
    arguments = {"StatementId": "api", "Action": "lambda:InvokeFunction", "Principal": "a.amazonaws.com", **arguments}
    added: dict[str, Any] = json.loads(aws("lambda").add_permission(FunctionName="backend", **arguments)["Statement"])
    return added


def policy(aws: Clients, **qualifier: str) -> list[dict[str, Any]]:
    found = aws("lambda").get_policy(FunctionName="backend", **qualifier)["Policy"]
    statements: list[dict[str, Any]] = json.loads(found)["Statement"]
    return statements


def an_id_is_taken_once(aws: Clients) -> None:
    make_function(aws)
    permit(aws)
    again = {"StatementId": "api", "Action": "lambda:InvokeFunction", "Principal": "b.amazonaws.com"}
    refused = error_code(aws("lambda").add_permission, FunctionName="backend", **again)
    assert refused == "ResourceConflictException"


def an_account_is_told_as_its_root(aws: Clients) -> None:
    make_function(aws)
    assert permit(aws, Principal="210987654321")["Principal"] == {"AWS": "arn:aws:iam::210987654321:root"}


def all_conditions_are_told(aws: Clients) -> None:
    make_function(aws)
    permit(
        aws,
        SourceArn=SOURCE,
        SourceAccount="123456789012",
        PrincipalOrgID="o-1234567890",
        EventSourceToken="t",
        FunctionUrlAuthType="AWS_IAM",
        InvokedViaFunctionUrl=True,
    )
    assert policy(aws)[0]["Condition"] == {
        "ArnLike": {"AWS:SourceArn": SOURCE},
        "StringEquals": {
            "AWS:SourceAccount": "123456789012",
            "aws:PrincipalOrgID": "o-1234567890",
            "lambda:EventSourceToken": "t",
            "lambda:FunctionUrlAuthType": "AWS_IAM",
        },
        "Bool": {"lambda:InvokedViaFunctionUrl": "true"},
    }


def a_version_has_a_policy_of_its_own(aws: Clients) -> None:
    make_function(aws, Publish=True)
    permit(aws)
    permit(aws, Qualifier="1")
    assert policy(aws, Qualifier="1")[0]["Resource"] == f"{ARN}:1"
    assert policy(aws)[0]["Resource"] == ARN
    aws("lambda").remove_permission(FunctionName="backend", StatementId="api", Qualifier="1")
    refused = error_code(aws("lambda").get_policy, FunctionName="backend", Qualifier="1")
    assert refused == "ResourceNotFoundException"
    assert len(policy(aws)) == 1


CHECKS: list[Check] = [
    an_id_is_taken_once,
    an_account_is_told_as_its_root,
    all_conditions_are_told,
    a_version_has_a_policy_of_its_own,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_removed_twice(aws: Clients) -> None:
    make_function(aws)
    permit(aws)
    aws("lambda").remove_permission(FunctionName="backend", StatementId="api")
    refused = error_code(aws("lambda").remove_permission, FunctionName="backend", StatementId="api")
    assert refused == "ResourceNotFoundException"
