"""Resource policies of functions: statements as Lambda writes them, ids that are unique, and one policy per qualifier.

moto takes an id twice, loses one of two conditions with the same operator and those of tokens and URLs, keeps account
ids as they are, and looks for the statements of a version or alias in the function's own policy.
https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
"""

from __future__ import annotations

import json
import re
from typing import Any

from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda.models import LambdaBackend
from moto.awslambda.policy import Policy
from moto.awslambda.responses import LambdaResponse

from privateapi.sandbox.aws.patches import Patches

_CONDITIONS = {
    "SourceArn": ("ArnLike", "AWS:SourceArn"),
    "SourceAccount": ("StringEquals", "AWS:SourceAccount"),
    "PrincipalOrgID": ("StringEquals", "aws:PrincipalOrgID"),
    "EventSourceToken": ("StringEquals", "lambda:EventSourceToken"),
    "FunctionUrlAuthType": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "InvokedViaFunctionUrl": ("Bool", "lambda:InvokedViaFunctionUrl"),
}


class _Conflict(LambdaClientError):
    code = 409

    def __init__(self, statement_id: str) -> None:
        super().__init__(
            "ResourceConflictException",
            f"The statement id ({statement_id}) provided already exists. "
            "Please provide a new statement id, or remove the existing statement.",
        )


def apply(patches: Patches) -> None:
    """Replace the calls on a function's policy."""
    patches.replace(LambdaBackend, "add_permission", _add)
    patches.replace(LambdaResponse, "remove_permission", _remove)

    @patches.wrap(LambdaBackend, "get_policy")
    def get_policy(original: Any, backend: Any, function_name: str, qualifier: str | None = None) -> str:
        backend.get_function(function_name, qualifier)
        return str(_policy(backend, function_name, qualifier).wire_format())


def _policy(backend: Any, function_name: str, qualifier: str | None) -> Any:
    function = backend.get_function(function_name)
    if not qualifier or qualifier == "$LATEST":
        return function.policy
    policies = function.__dict__.setdefault("privateapi_policies", {})
    if qualifier not in policies:
        policies[qualifier] = Policy(function)
    return policies[qualifier]


def _add(backend: Any, function_name: str, qualifier: str | None, raw: str) -> dict[str, Any]:
    function = backend.get_function(function_name, qualifier)
    policy = _policy(backend, function_name, qualifier)
    request = json.loads(raw)
    if any(each["Sid"] == request["StatementId"] for each in policy.statements):
        raise _Conflict(request["StatementId"])
    arn = re.sub(r"(:function:[^:]+):.*", r"\1", function.function_arn)
    statement: dict[str, Any] = {
        "Sid": request["StatementId"],
        "Effect": "Allow",
        "Principal": _principal(request["Principal"], function.partition),
        "Action": request["Action"],
        "Resource": f"{arn}:{qualifier}" if qualifier else arn,
    }
    for name, (operator, key) in _CONDITIONS.items():
        if request.get(name) is not None:
            value = request[name]
            told = str(value).lower() if isinstance(value, bool) else value
            statement.setdefault("Condition", {}).setdefault(operator, {})[key] = told
    policy.statements.append(statement)
    return statement


def _principal(principal: str, partition: str) -> Any:
    if principal == "*":
        return principal
    if re.fullmatch(r"\d{12}", principal):
        return {"AWS": f"arn:{partition}:iam::{principal}:root"}
    return {"AWS": principal} if principal.startswith("arn:") else {"Service": principal}


def _remove(response: Any) -> tuple[int, dict[str, Any], str]:
    parts = response.path.split("/")
    qualifier = response.querystring.get("Qualifier", [None])[0]
    policy = _policy(response.backend, parts[-3], qualifier)
    policy.del_statement(parts[-1].partition("?")[0])
    return 204, {"status": 204}, "{}"
