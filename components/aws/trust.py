"""Trust policies of the roles that components make for AWS's services."""

from collections.abc import Mapping
from typing import Any


def trust(service: str, condition: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Let a service such as `lambda.amazonaws.com` assume the role, under a condition if one is given."""
    statement: dict[str, Any] = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    if condition is not None:
        statement["Condition"] = dict(condition)
    return {"Version": "2012-10-17", "Statement": [statement]}
