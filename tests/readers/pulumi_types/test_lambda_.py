"""Lambda functions and permissions to call them."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import LambdaFunction, LambdaPermission
from tests.readers.reading import Case, check

CASES: list[Case] = [
    (
        "a function of ours",
        "privateapi:lambda:Function",
        {
            "name": "f",
            "timeout": 10,
            "reservedConcurrentExecutions": 5,
            "vpcConfig": {"subnetIds": ["s"], "securityGroupIds": ["g"]},
        },
        {},
        LambdaFunction,
        {
            "function_name": "f",
            "timeout_seconds": 10,
            "reserved_concurrent_executions": 5,
            "subnets": ["s"],
            "security_groups": ["g"],
        },
    ),
    (
        "a function of pulumi_aws",
        "aws:lambda/function:Function",
        {"name": "f"},
        {},
        LambdaFunction,
        {"function_name": "f", "subnets": None},
    ),
    (
        "a permission of ours",
        "privateapi:lambda:Permission",
        {
            "functionName": "f",
            "principal": "apigateway.amazonaws.com",
            "action": "lambda:InvokeFunction",
            "sourceArn": UNKNOWN,
        },
        {"sourceArn": ["urn:api"]},
        LambdaPermission,
        {
            "function": "f",
            "principal": "apigateway.amazonaws.com",
            "action": "lambda:InvokeFunction",
            "source_arn": "?is not known yet (sourceArn)",
            "source": ("?is not known yet (sourceArn)", "urn:api"),
        },
    ),
    (
        "a permission of pulumi_aws",
        "aws:lambda/permission:Permission",
        {"function": "f"},
        {},
        LambdaPermission,
        {"function": "f"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)
