"""Stages: a deployment under a name (API Gateway API: CreateStage, UpdateStage)."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.interrupted import MARK
from privateapi.provider.markers import Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource, own_tags
from privateapi.provider.texts import matching
from privateapi.resources.apigateway._patch import Operation, map_operations, pointer, replace
from privateapi.resources.apigateway._tags import gateway_arn, take_off_mark, update_tags


def _without_star(value: str) -> str:
    # A log group's ARN is often told with this ending; API Gateway takes and answers it without.
    return value.removesuffix(":*")


class StageAccessLogSettings(Model):
    """The log with one line for each request."""

    destination_arn: Annotated[
        str,
        matching(
            r"arn:[a-z-]+:(logs:.+:log-group:.+|firehose:.+:deliverystream/amazon-apigateway-.+)",
            "the ARN of a log group nor of a Firehose stream whose name begins with amazon-apigateway-",
        ),
        AfterValidator(_without_star),
    ]
    """ARN of a log group, or of a Firehose stream whose name begins with ``amazon-apigateway-``."""
    format: Annotated[str, Field(min_length=1, max_length=3072)]
    """The line, with ``$context`` variables; ``$context.requestId`` or ``$context.extendedRequestId`` must be in it."""


class StageMethodSettings(Model):
    """Settings of a method, or of all."""

    throttling_burst_limit: Annotated[int | None, Field(ge=0)] = None
    """Requests that may come at once; left out, the account's limit."""
    throttling_rate_limit: Annotated[float | None, Field(ge=0)] = None
    """Requests per second in the long run; left out, the account's limit."""
    logging_level: Literal["OFF", "ERROR", "INFO"] = "OFF"
    """What goes to the execution log; the account needs a role for CloudWatch Logs."""
    data_trace_enabled: bool = False
    """Whether whole requests and answers go to the execution log. They may hold personal data."""
    metrics_enabled: bool = False
    """Whether CloudWatch gets metrics of each method."""
    caching_enabled: bool = False
    """Whether answers are cached; the stage needs a cache."""
    cache_ttl_in_seconds: Annotated[int, Field(ge=0, le=3600)] = 300
    """How long an answer is cached, 0 to 3600 seconds."""
    cache_data_encrypted: bool = False
    """Whether the cache is encrypted."""
    require_authorization_for_cache_control: bool = True
    """Whether only callers with the permission may bypass the cache."""
    unauthorized_cache_control_header_strategy: Literal[
        "FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"
    ] = "SUCCEED_WITH_RESPONSE_HEADER"
    """What a caller gets who wants to bypass it without."""


def _method_paths(settings: dict[str, Any]) -> dict[str, Any]:
    for path in settings:
        if not re.fullmatch(r"(\*|(/[^/]+)*)/(\*|[A-Z]+)", path):
            raise ValueError(f"{path!r} is not a path and a method; write it as '/orders/GET', or '*/*' for all")
    return settings


class StageArgs(RegionalArgs, TaggedArgs):
    """Inputs of a stage."""

    rest_api_id: Annotated[str, Replaces()]
    """Id of the API."""
    stage_name: Annotated[
        str,
        matching(r"[A-Za-z0-9_-]{1,128}", "a stage's name; 1 to 128 letters, digits, hyphens and underscores are"),
        Replaces(),
    ]
    """Name, unique in the API; the first part of the path under the ``execute-api`` name."""
    deployment_id: str
    """Id of the deployment that is served, inside the API."""
    description: Annotated[str | None, Field(max_length=1024)] = None
    """Description, at most 1024 characters."""
    variables: dict[str, str] | None = None
    """Stage variables, which integrations read as ``stageVariables``."""
    access_log_settings: StageAccessLogSettings | None = None
    """The log with one line for each request."""
    method_settings: Annotated[dict[str, StageMethodSettings], AfterValidator(_method_paths)] | None = None
    """Settings by path and method, such as ``/orders/{id}/GET``; ``*/*`` is for all."""
    tracing_enabled: bool = False
    """Whether requests are sampled for X-Ray."""
    cache_cluster_enabled: bool = False
    """Whether the stage has a cache, which costs by the hour."""
    cache_cluster_size: Literal["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] | None = None
    """Size of the cache in GB; left out, 0.5."""
    client_certificate_id: str | None = None
    """Id of the certificate that the API shows to HTTP backends."""
    documentation_version: str | None = None
    """Version of the API's documentation."""

    def faults(self) -> Iterator[Fault]:
        if self.cache_cluster_enabled is False and isinstance(self.cache_cluster_size, str):
            yield Fault("cacheClusterSize", "needs cacheClusterEnabled to be true; leave it out otherwise")
        logs: object = self.access_log_settings
        if isinstance(logs, StageAccessLogSettings) and isinstance(logs.format, str):
            if not re.search(r"\$context\.(extendedR|r)equestId", logs.format):
                yield Fault(
                    "accessLogSettings.format",
                    "has neither $context.requestId nor $context.extendedRequestId; API Gateway wants one of them",
                )
        for name in self.variables if isinstance(self.variables, Mapping) else ():
            if not re.fullmatch(r"[A-Za-z0-9_]+", name):
                yield Fault(f'variables["{name}"]', f"{name!r} is not a name; letters, digits and underscores are")


class StageState(StageArgs, State):
    """A stage; its id is `api/stage`."""

    arn: str
    """ARN for tags and for IAM policies about managing the stage."""
    execution_arn: str
    """ARN of calls, for permissions: followed by `/METHOD/path`."""
    invoke_url: str
    """URL under the ``execute-api`` name; of a ``PRIVATE`` API it works only inside VPCs."""
    web_acl_arn: str | None = None
    """ARN of the web ACL of AWS WAF before the stage."""


class Stage(Resource[StageArgs, StageState]):
    """A deployment under a name. Import by `api/stage`."""

    noun = "API Gateway Stage"
    service = "apigateway"
    replaced_first = ("rest_api_id", "stage_name", "region")

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        if values.get("cacheClusterEnabled") is True and values.get("cacheClusterSize") is None:
            values["cacheClusterSize"] = "0.5"

    def create(self, ctx: Context, args: StageArgs) -> str:
        client = ctx.client("apigateway")
        optional = {
            "description": args.description,
            "variables": args.variables or None,
            "cacheClusterSize": args.cache_cluster_size,
            "documentationVersion": args.documentation_version,
        }
        request = {
            "restApiId": args.rest_api_id,
            "stageName": args.stage_name,
            "deploymentId": args.deployment_id,
            "cacheClusterEnabled": args.cache_cluster_enabled,
            "tracingEnabled": args.tracing_enabled,
            "tags": {**(args.tags or {}), **ctx.mark},
            **{name: value for name, value in optional.items() if value is not None},
        }
        try:
            ctx.retry("apigateway", "eventual", lambda: client.create_stage(**request))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConflictException" or not self._is_marked(ctx, args):
                raise
        return f"{args.rest_api_id}/{args.stage_name}"

    def settle(self, ctx: Context, id: str, args: StageArgs) -> None:
        operations = _operations(_BLANK, args, frozenset(_BEYOND_CREATION))
        if operations:
            self._patch(ctx, id, operations)
        if args.cache_cluster_enabled:
            ctx.wait("apigateway", "StageCacheAvailable", **_address(id))
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        take_off_mark(ctx, _arn(ctx, id))

    def read(self, ctx: Context, id: str, prior: StageState | None) -> StageState | None:
        stage = ctx.client("apigateway").get_stage(**_address(id))
        api = _address(id)["restApiId"]
        logs = stage.get("accessLogSettings") or {}
        cached = bool(stage.get("cacheClusterEnabled"))
        return self.state(
            region=ctx.region,
            tags=own_tags(stage.get("tags") or {}),
            rest_api_id=api,
            stage_name=stage["stageName"],
            deployment_id=stage["deploymentId"],
            description=stage.get("description") or None,
            variables=stage.get("variables") or None,
            access_log_settings={"destination_arn": logs["destinationArn"], "format": logs["format"]}
            if logs.get("destinationArn")
            else None,
            method_settings={
                _told_path(path): _told_settings(settings)
                for path, settings in (stage.get("methodSettings") or {}).items()
            }
            or None,
            tracing_enabled=stage.get("tracingEnabled", False),
            cache_cluster_enabled=cached,
            cache_cluster_size=stage.get("cacheClusterSize") if cached else None,
            client_certificate_id=stage.get("clientCertificateId"),
            documentation_version=stage.get("documentationVersion") or None,
            arn=_arn(ctx, id),
            execution_arn=ctx.arn("execute-api", id),
            invoke_url=f"https://{api}.execute-api.{ctx.region}.{ctx.dns_suffix}/{stage['stageName']}",
            web_acl_arn=stage.get("webAclArn"),
        )

    def update(self, ctx: Context, id: str, old: StageState, new: StageArgs, changed: frozenset[str]) -> None:
        operations = _operations(old, new, changed)
        if operations:
            self._patch(ctx, id, operations)
        if changed & {"cache_cluster_enabled", "cache_cluster_size"}:
            waiter = "StageCacheAvailable" if new.cache_cluster_enabled else "StageCacheGone"
            ctx.wait("apigateway", waiter, **_address(id))
        if "tags" in changed:
            update_tags(ctx, old.arn, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: StageState) -> None:
        client = ctx.client("apigateway")
        ctx.retry("apigateway", "dependency", lambda: client.delete_stage(**_address(id)), 300)

    def _patch(self, ctx: Context, id: str, operations: list[Operation]) -> None:
        client = ctx.client("apigateway")
        ctx.retry("apigateway", "eventual", lambda: client.update_stage(**_address(id), patchOperations=operations))

    def _is_marked(self, ctx: Context, args: StageArgs) -> bool:
        stage = ctx.client("apigateway").get_stage(restApiId=args.rest_api_id, stageName=args.stage_name)
        return bool((stage.get("tags") or {}).get(MARK) == ctx.token)


_BLANK = StageArgs(rest_api_id="", stage_name="new", deployment_id="")
_BEYOND_CREATION = ("access_log_settings", "method_settings", "client_certificate_id")
_PLAIN = {
    "deployment_id": "/deploymentId",
    "description": "/description",
    "tracing_enabled": "/tracingEnabled",
    "client_certificate_id": "/clientCertificateId",
    "documentation_version": "/documentationVersion",
    "cache_cluster_enabled": "/cacheClusterEnabled",
}
_METHOD = {
    "throttling_burst_limit": ("throttlingBurstLimit", "throttling/burstLimit"),
    "throttling_rate_limit": ("throttlingRateLimit", "throttling/rateLimit"),
    "logging_level": ("loggingLevel", "logging/loglevel"),
    "data_trace_enabled": ("dataTraceEnabled", "logging/dataTrace"),
    "metrics_enabled": ("metricsEnabled", "metrics/enabled"),
    "caching_enabled": ("cachingEnabled", "caching/enabled"),
    "cache_ttl_in_seconds": ("cacheTtlInSeconds", "caching/ttlInSeconds"),
    "cache_data_encrypted": ("cacheDataEncrypted", "caching/dataEncrypted"),
    "require_authorization_for_cache_control": (
        "requireAuthorizationForCacheControl",
        "caching/requireAuthorizationForCacheControl",
    ),
    "unauthorized_cache_control_header_strategy": (
        "unauthorizedCacheControlHeaderStrategy",
        "caching/unauthorizedCacheControlHeaderStrategy",
    ),
}
_NO_LIMIT = -1
"""What stands for a throttling limit that is left to the account."""


def _operations(old: StageArgs, new: StageArgs, changed: frozenset[str]) -> list[Operation]:
    found: list[Operation] = []
    for name, path in _PLAIN.items():
        if name in changed and getattr(old, name) != getattr(new, name):
            value = getattr(new, name)
            found.append(replace(path, "" if value is None else value))
    if "cache_cluster_size" in changed and new.cache_cluster_size is not None:
        found.append(replace("/cacheClusterSize", new.cache_cluster_size))
    if "variables" in changed:
        found += map_operations("/variables", old.variables, new.variables)
    if "access_log_settings" in changed:
        found += _log_operations(old.access_log_settings, new.access_log_settings)
    if "method_settings" in changed:
        found += _method_operations(old.method_settings or {}, new.method_settings or {})
    return found


def _log_operations(old: StageAccessLogSettings | None, new: StageAccessLogSettings | None) -> list[Operation]:
    if new is None:
        return [{"op": "remove", "path": "/accessLogSettings"}] if old is not None else []
    return [
        replace("/accessLogSettings/destinationArn", new.destination_arn),
        replace("/accessLogSettings/format", new.format),
    ]


def _method_operations(
    old: Mapping[str, StageMethodSettings], new: Mapping[str, StageMethodSettings]
) -> list[Operation]:
    found: list[Operation] = [{"op": "remove", "path": _asked_path(path)} for path in old if path not in new]
    for path, settings in new.items():
        before = old.get(path)
        for name, (_, patched) in _METHOD.items():
            value = getattr(settings, name)
            # The first setting of a method gives it API Gateway's defaults for all others, so all are said.
            if before is None or getattr(before, name) != value:
                found.append(replace(f"{_asked_path(path)}/{patched}", _NO_LIMIT if value is None else value))
    return found


def _asked_path(path: str) -> str:
    resource, _, method = path.rpartition("/")
    return f"/{pointer(resource or '/')}/{method}"


def _told_path(path: str) -> str:
    """API Gateway names a resource without its first slash, and with its other ones escaped."""
    resource, _, method = path.rpartition("/")
    resource = resource.replace("~1", "/").replace("~0", "~").removeprefix("/")
    return f"*/{method}" if resource == "*" else f"/{resource}/{method}".replace("//", "/")


def _told_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: settings.get(told) for name, (told, _) in _METHOD.items()}
    for limit in ("throttling_burst_limit", "throttling_rate_limit"):
        if found[limit] is not None and found[limit] < 0:
            found[limit] = None
    return {name: value for name, value in found.items() if value is not None}


def _address(id: str) -> dict[str, str]:
    api, _, stage = id.partition("/")
    return {"restApiId": api, "stageName": stage}


def _arn(ctx: Context, id: str) -> str:
    api, _, stage = id.partition("/")
    return gateway_arn(ctx, f"/restapis/{api}/stages/{stage}")
