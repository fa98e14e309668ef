"""Faults of policy documents."""

from typing import Any

import pytest

from privateapi.provider.policy_document import PolicyKind, policy_faults
from privateapi.provider.values import UNKNOWN

ALLOW = {"Effect": "Allow", "Action": "execute-api:Invoke", "Principal": "*", "Resource": "execute-api:/*"}


def without(*names: str, **extra: Any) -> dict[str, Any]:
    return {**{name: value for name, value in ALLOW.items() if name not in names}, **extra}


@pytest.mark.parametrize(
    ("case", "kind", "document", "faults"),
    [
        ("resource policy", "resource", {"Version": "2012-10-17", "Statement": [ALLOW]}, {}),
        ("one statement without a list", "resource", {"Statement": ALLOW}, {}),
        ("permissions", "identity", {"Statement": [without("Principal")]}, {}),
        ("trust", "trust", {"Statement": [without("Resource")]}, {}),
        ("opposites", "resource", {"Statement": without("Action", "Resource", NotAction="*", NotResource="*")}, {}),
        ("unknown document", "resource", UNKNOWN, {}),
        ("unknown statements", "resource", {"Statement": UNKNOWN}, {}),
        ("one unknown statement", "resource", {"Statement": [UNKNOWN, ALLOW]}, {}),
        ("unknown elements", "resource", {"Version": UNKNOWN, "Statement": without(Effect=UNKNOWN, Sid=UNKNOWN)}, {}),
        ("no statement", "resource", {}, {"p.Statement": "is required: a policy needs at least one statement"}),
        (
            "empty statements",
            "resource",
            {"Statement": []},
            {"p.Statement": "is required: a policy needs at least one statement"},
        ),
        (
            "a text as statement",
            "resource",
            {"Statement": ["x"]},
            {"p.Statement[0]": "'x' is not a statement; an object with Effect and Action is needed"},
        ),
        (
            "version of today",
            "resource",
            {"Version": "2025-01-01", "Statement": [ALLOW]},
            {"p.Version": "'2025-01-01' is not a version of the policy language; use '2012-10-17'"},
        ),
        (
            "effect in lower case",
            "resource",
            {"Statement": [without(Effect="allow")]},
            {"p.Statement[0].Effect": "'allow' is not an effect; 'Allow' or 'Deny' would be right"},
        ),
        (
            "nothing but a Sid",
            "resource",
            {"Statement": {"Sid": "a"}},
            {
                "p.Statement.Effect": "is required; 'Allow' or 'Deny' would be right",
                "p.Statement.Action": "is required: a statement of a resource policy has Action or NotAction",
                "p.Statement.Principal": "is required: a statement of a resource policy has Principal or NotPrincipal",
                "p.Statement.Resource": "is required: a statement of a resource policy has Resource or NotResource",
            },
        ),
        (
            "element and opposite",
            "resource",
            {"Statement": [without(NotAction="*")]},
            {"p.Statement[0].NotAction": "is given together with Action; a statement has one of the two"},
        ),
        (
            "the same Sid twice",
            "resource",
            {"Statement": [without(Sid="a"), without(Sid="a"), without(Sid="b")]},
            {"p.Statement": "the Sid 'a' is used 2 times; a Sid must be unique"},
        ),
        (
            "permissions with a principal",
            "identity",
            {"Statement": [without("Principal", NotPrincipal="*")]},
            {
                "p.Statement[0].NotPrincipal": "must be left out: a permissions policy has no NotPrincipal, "
                "it applies to the role that carries it"
            },
        ),
    ],
)
def test_policy_faults(case: str, kind: PolicyKind, document: Any, faults: dict[str, str]) -> None:
    assert {fault.path: fault.reason for fault in policy_faults("p", document, kind)} == faults
