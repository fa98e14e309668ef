"""Who may invoke a function (Lambda API: AddPermission)."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator

from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError
from privateapi.provider.kinds import JsonObject
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State, dump
from privateapi.provider.resource import Resource
from privateapi.provider.texts import matching
from privateapi.provider.values import UNKNOWN, holds_unknown


def _function_name(value: str) -> str:
    name, colon, qualifier = value.rpartition(":function:")[2].partition(":")
    if colon:
        raise ValueError(f"{value!r} holds the qualifier {qualifier!r}; give {name!r} here and the rest in qualifier")
    if not re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", name):
        raise ValueError(f"{value!r} is neither the name nor the ARN of a function")
    return name


class PermissionArgs(RegionalArgs):
    """Inputs of a permission."""

    function_name: Annotated[str, AfterValidator(_function_name), Replaces()]
    """Name or ARN of the function."""
    principal: Annotated[
        str,
        matching(r"\S{1,2048}", "a principal; a service such as apigateway.amazonaws.com, an account id or an ARN is"),
        Replaces(),
    ]
    """Who may: a service such as ``apigateway.amazonaws.com``, an account id, or the ARN of a role or user."""
    action: Annotated[
        str, matching(r"lambda:(\*|[a-zA-Z]+)|\*", "an action of Lambda, such as lambda:InvokeFunction"), Replaces()
    ] = "lambda:InvokeFunction"
    """What it may do."""
    source_arn: Annotated[
        str | None,
        matching(r"arn:[a-z-]+:.+", "an ARN, such as the executionArn of an API with /*/* after it"),
        Replaces(),
    ] = None
    """On whose behalf a service may: for API Gateway, the API's executionArn and ``/*/*`` or a stage and method."""
    source_account: Annotated[str | None, matching(r"\d{12}", "an account id of 12 digits"), Replaces()] = None
    """Account id of the source, for sources whose ARN has none, such as buckets."""
    principal_org_id: Annotated[
        str | None, matching(r"o-[a-z0-9]{10,32}", "the id of an organization, such as o-a1b2c3d4e5"), Replaces()
    ] = None
    """Id of the organization to which the principal must belong."""
    qualifier: Annotated[
        str | None, matching(r"[a-zA-Z0-9-_$]{1,128}", "a version or alias, such as 3 or live"), Replaces()
    ] = None
    """The version or alias that may be invoked; left out, the function itself."""
    event_source_token: Annotated[
        str | None, matching(r"[a-zA-Z0-9._\-]{1,256}", "a token; 1 to 256 letters, digits and ._- are"), Replaces()
    ] = None
    """Token of an Alexa skill."""
    function_url_auth_type: Annotated[Literal["NONE", "AWS_IAM"] | None, Replaces()] = None
    """How callers of the function's URL are known, for ``lambda:InvokeFunctionUrl``."""
    invoked_via_function_url: Annotated[bool | None, Replaces()] = None
    """Whether it may be invoked only over its URL."""
    statement_id: Annotated[
        str | None,
        matching(r"[a-zA-Z0-9-_]{1,100}", "a statement id; 1 to 100 letters, digits, hyphens and underscores are"),
        Replaces(),
    ] = None
    """Id in the function's policy. Left out, the Pulumi resource's name and a hash of the permission: a changed
    permission is then added before the old one is taken away."""


class PermissionState(PermissionArgs, State):
    """A permission; its id is `function/statementId` or `function:qualifier/statementId`."""

    statement: JsonObject
    """The statement in the function's resource policy."""


class Permission(Resource[PermissionArgs, PermissionState]):
    """A statement in the resource policy of a function.

    Import by `function/statementId`, or `function:qualifier/statementId` for a version or alias.
    """

    noun = "Lambda Permission"
    service = "lambda"
    replaced_first = ("function_name", "qualifier", "statement_id", "region")

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        if values.get("statementId") is not None:
            return
        said = {wire: value for wire, value in values.items() if value is not None and wire != "statementId"}
        if holds_unknown(said):
            values["statementId"] = UNKNOWN
            return
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:7]
        stem = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:92].rstrip("-")
        values["statementId"] = f"{stem or 'r'}-{digest}"

    def create(self, ctx: Context, args: PermissionArgs) -> str:
        request = {
            name: value
            for name, value in ((name, getattr(args, field)) for field, name in _FIELDS.items())
            if value is not None
        }
        function = f"{args.function_name}:{args.qualifier}" if args.qualifier else args.function_name
        id = f"{function}/{args.statement_id}"
        try:
            ctx.retry("lambda", "eventual", lambda: ctx.client("lambda").add_permission(**request))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceConflictException":
                raise
            # One with the same content is what a killed creation left, or as good as that.
            there = self._read(ctx, id, args.principal)
            if there is None or {**dump(there), **dump(args)} != dump(there):
                raise PluginError(
                    f"the function {function!r} already has a statement {args.statement_id!r} with other content; "
                    f"import it as {id}, or choose another statementId"
                ) from error
        return id

    def read(self, ctx: Context, id: str, prior: PermissionState | None) -> PermissionState | None:
        return self._read(ctx, id, prior.principal if prior else None)

    def delete(self, ctx: Context, id: str, state: PermissionState) -> None:
        function, _, statement_id = id.partition("/")
        name, _, qualifier = function.partition(":")
        address = _address(name, qualifier)
        ctx.retry(
            "lambda",
            "eventual",
            lambda: ctx.client("lambda").remove_permission(StatementId=statement_id, **address),
        )

    def _read(self, ctx: Context, id: str, principal: str | None) -> PermissionState | None:
        function, _, statement_id = id.partition("/")
        name, _, qualifier = function.partition(":")
        policy = json.loads(ctx.client("lambda").get_policy(**_address(name, qualifier))["Policy"])
        statement = next((each for each in policy["Statement"] if each.get("Sid") == statement_id), None)
        if statement is None:
            return None
        conditions = {
            key.lower(): value
            for operator in statement.get("Condition", {}).values()
            for key, value in operator.items()
        }
        via_url = conditions.get("lambda:invokedviafunctionurl")
        return self.state(
            region=ctx.region,
            function_name=name,
            principal=_principal(statement["Principal"], principal),
            action=statement["Action"],
            source_arn=conditions.get("aws:sourcearn"),
            source_account=conditions.get("aws:sourceaccount"),
            principal_org_id=conditions.get("aws:principalorgid"),
            qualifier=qualifier or None,
            event_source_token=conditions.get("lambda:eventsourcetoken"),
            function_url_auth_type=conditions.get("lambda:functionurlauthtype"),
            invoked_via_function_url=None if via_url is None else str(via_url).lower() == "true",
            statement_id=statement_id,
            statement=statement,
        )


_FIELDS = {
    "function_name": "FunctionName",
    "principal": "Principal",
    "action": "Action",
    "source_arn": "SourceArn",
    "source_account": "SourceAccount",
    "principal_org_id": "PrincipalOrgID",
    "qualifier": "Qualifier",
    "event_source_token": "EventSourceToken",
    "function_url_auth_type": "FunctionUrlAuthType",
    "invoked_via_function_url": "InvokedViaFunctionUrl",
    "statement_id": "StatementId",
}


def _address(name: str, qualifier: str) -> dict[str, str]:
    return {"FunctionName": name, **({"Qualifier": qualifier} if qualifier else {})}


def _principal(told: Any, asked: str | None) -> str:
    """The principal as it was asked for: Lambda writes an account id as the ARN of the account's root."""
    value = str(next(iter(told.values())) if isinstance(told, Mapping) else told)
    account = re.fullmatch(r"arn:[a-z-]+:iam::(\d{12}):root", value)
    return account[1] if account and asked != value else value
