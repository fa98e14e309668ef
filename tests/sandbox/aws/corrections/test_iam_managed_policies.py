"""AWS's own managed policies can be attached and read."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
Check = Callable[[Clients], None]


def policy_can_be_attached(aws: Clients) -> None:
    iam = aws("iam")
    iam.create_role(RoleName="runner", AssumeRolePolicyDocument=TRUST)
    iam.attach_role_policy(RoleName="runner", PolicyArn=BASIC)
    attached = iam.list_attached_role_policies(RoleName="runner")["AttachedPolicies"]
    assert attached == [{"PolicyName": "AWSLambdaBasicExecutionRole", "PolicyArn": BASIC}]
    iam.detach_role_policy(RoleName="runner", PolicyArn=BASIC)
    assert iam.list_attached_role_policies(RoleName="runner")["AttachedPolicies"] == []


def policy_can_be_read(aws: Clients) -> None:
    policy = aws("iam").get_policy(PolicyArn=BASIC)["Policy"]
    assert (policy["PolicyName"], policy["Path"]) == ("AWSLambdaBasicExecutionRole", "/service-role/")


CHECKS: list[Check] = [policy_can_be_attached, policy_can_be_read]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_policy_that_is_not_aws_s(aws: Clients) -> None:
    aws("iam").create_role(RoleName="runner", AssumeRolePolicyDocument=TRUST)
    attach = aws("iam").attach_role_policy
    arn = "arn:aws:iam::aws:policy/NoSuchPolicy"
    assert error_code(attach, RoleName="runner", PolicyArn=arn) == "NoSuchEntity"
