"""Policy documents, whole and with parts that are not known yet."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.rules.policy_documents import (
    Condition,
    PolicyError,
    Statement,
    parse_policy,
    read_policy,
    statements_of,
)
from privateapi.topology.values import HOLE, MISSING, UNKNOWN, Known, NotJudged, PartlyKnown

ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": ["execute-api:/*"]}


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def partly(*statements: Any) -> PartlyKnown:
    return PartlyKnown("is partly not known yet (policy)", document(*statements))


def test_statement() -> None:
    condition = {"StringEquals": {"aws:SourceVpce": ["vpce-1", "vpce-2"]}}
    assert parse_policy(document({**ALLOW, "Condition": condition})) == (
        Statement(
            "Allow",
            (Known("*"),),
            (Known("execute-api:Invoke"),),
            (Known("execute-api:/*"),),
            (Condition("StringEquals", "aws:SourceVpce", (Known("vpce-1"), Known("vpce-2"))),),
        ),
    )


def test_one_statement_needs_no_list() -> None:
    assert len(parse_policy(json.dumps({"Statement": ALLOW}))) == 1


@pytest.mark.parametrize(
    ("principal", "everybody"),
    [
        ("*", True),
        ({"AWS": "*"}, True),
        ({"AWS": ["arn:aws:iam::111122223333:root", "*"]}, True),
        ({"AWS": "arn:aws:iam::111122223333:root", "Service": "apigateway.amazonaws.com"}, False),
    ],
)
def test_for_everybody(principal: Any, everybody: bool) -> None:
    assert parse_policy(document({**ALLOW, "Principal": principal}))[0].for_everybody is everybody


@pytest.mark.parametrize("name", ["NotPrincipal", "NotAction", "NotResource"])
def test_inverted(name: str) -> None:
    assert parse_policy(document({**ALLOW, name: "*"}))[0].inverted
    assert not parse_policy(document(ALLOW))[0].inverted


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "is no JSON"),
        ("[]", "it has no Statement"),
        ('{"Statement": "x"}', "its Statement is no list of objects"),
        ('{"Statement": ["x"]}', "its Statement is no list of objects"),
    ],
)
def test_no_policy(text: str, fault: str) -> None:
    with pytest.raises(PolicyError, match=fault):
        read_policy(Known(text), "the policy")
    with pytest.raises(NotJudged, match=f"the policy .*{fault}"):
        statements_of(Known(text), "the policy")


def test_values_that_are_not_known() -> None:
    statement = {**ALLOW, "Principal": {"AWS": HOLE}, "Condition": {"StringEquals": {"aws:SourceVpce": [HOLE, "a"]}}}
    (found,) = read_policy(partly(statement), "the policy")
    assert found.principals == (UNKNOWN,)
    assert found.conditions == (Condition("StringEquals", "aws:SourceVpce", (UNKNOWN, Known("a"))),)
    with pytest.raises(NotJudged, match="a principal of the policy is not known yet"):
        _ = found.for_everybody


@pytest.mark.parametrize(
    "statement",
    [
        HOLE,
        {**ALLOW, "Effect": HOLE},
        {**ALLOW, "Condition": HOLE},
        {**ALLOW, "Condition": {"StringEquals": HOLE}},
    ],
)
def test_form_that_is_not_known(statement: Any) -> None:
    with pytest.raises(NotJudged, match="the policy is partly not known yet"):
        read_policy(partly(statement), "the policy")


@pytest.mark.parametrize(("value", "reason"), [(UNKNOWN, "is not known yet"), (MISSING, "is not set")])
def test_no_text(value: Any, reason: str) -> None:
    with pytest.raises(NotJudged, match=f"the policy {reason}"):
        read_policy(value, "the policy")
