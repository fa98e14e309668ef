"""Stages: settings of methods, logs, variables and canaries, all of them changeable, as AWS keeps and answers them.

moto ignores unknown patch paths, invents throttling, keeps settings that are removed, takes deployments that are not
there, and allows logs without the account's role for them.
https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html,
https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
"""

from __future__ import annotations

import re
import time
from typing import Any

from moto.apigateway.exceptions import BadRequestException, ConflictException
from moto.apigateway.models import APIGatewayBackend, Stage
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, apply_patch, body_of
from privateapi.sandbox.aws.patches import Patches

_NAME = re.compile(r"[A-Za-z0-9_-]{1,128}")
_VARIABLE = re.compile(r"[A-Za-z0-9_]+")
_LOG_DESTINATION = re.compile(r"arn:[a-z-]+:(logs:[a-z0-9-]+:\d{12}:log-group:.+|firehose:[a-z0-9-]+:\d{12}:.+)")

# Setting of a method: its name in patch paths, in answers, its type, and the value where another one was set.
_METHOD_SETTINGS: dict[str, tuple[str, type, Any]] = {
    "metrics/enabled": ("metricsEnabled", bool, False),
    "logging/loglevel": ("loggingLevel", str, "OFF"),
    "logging/dataTrace": ("dataTraceEnabled", bool, False),
    "throttling/burstLimit": ("throttlingBurstLimit", int, 5000),
    "throttling/rateLimit": ("throttlingRateLimit", float, 10000.0),
    "caching/enabled": ("cachingEnabled", bool, False),
    "caching/ttlInSeconds": ("cacheTtlInSeconds", int, 300),
    "caching/dataEncrypted": ("cacheDataEncrypted", bool, False),
    "caching/requireAuthorizationForCacheControl": ("requireAuthorizationForCacheControl", bool, True),
    "caching/unauthorizedCacheControlHeaderStrategy": (
        "unauthorizedCacheControlHeaderStrategy",
        str,
        "SUCCEED_WITH_RESPONSE_HEADER",
    ),
}
_LEVELS = ("OFF", "ERROR", "INFO")


def apply(patches: Patches) -> None:
    """Replace creation, update and the form of answers."""
    patches.replace(APIGatewayResponse, "create_stage", _create)
    patches.replace(APIGatewayResponse, "update_stage", _update)
    patches.replace(Stage, "to_json", shown)

    @patches.wrap(APIGatewayBackend, "get_stage")
    def get_stage(original: Any, backend: Any, function_id: str, stage_name: str) -> Any:
        try:
            return original(backend, function_id, stage_name)
        except Exception as missing:
            missing.code = 404  # type: ignore[attr-defined]
            raise


def touch(stage: Any) -> None:
    """Note that a stage has changed."""
    stage.last_updated = int(time.time())


def shown(stage: Any) -> dict[str, Any]:
    """A stage as AWS answers it."""
    enabled = bool(stage.cache_cluster_enabled)
    body = {
        "stageName": stage.name,
        "deploymentId": stage.deployment_id,
        "description": stage.description or None,
        "variables": stage.variables or None,
        "methodSettings": stage.method_settings,
        "accessLogSettings": stage.access_log_settings or None,
        "canarySettings": getattr(stage, "canary", None),
        "clientCertificateId": getattr(stage, "client_certificate", None),
        "documentationVersion": getattr(stage, "documentation_version", None),
        "cacheClusterEnabled": enabled,
        "cacheClusterSize": (stage.cache_cluster_size or "0.5") if enabled else stage.cache_cluster_size,
        "cacheClusterStatus": "AVAILABLE" if enabled else "NOT_AVAILABLE",
        "tracingEnabled": bool(stage.tracing_enabled),
        "webAclArn": stage.web_acl_arn,
        "tags": stage.tags or None,
        "createdDate": getattr(stage, "created", None),
        "lastUpdatedDate": getattr(stage, "last_updated", None),
    }
    return {key: value for key, value in body.items() if value is not None}


def create(api: Any, given: dict[str, Any]) -> Any:
    """Make a stage from the members of a CreateStage request. Raises BadRequestException or ConflictException."""
    name = given["stageName"]
    if not _NAME.fullmatch(name):
        raise BadRequestException("Stage name only allows a-zA-Z0-9_- and must be at most 128 characters long")
    if name in api.stages:
        raise ConflictException("Stage already exists")
    _check_deployment(api, given["deploymentId"])
    variables = dict(given.get("variables") or {})
    for variable in variables:
        _check_variable(variable)
    stage: Any = Stage(
        name=name,
        deployment_id=given["deploymentId"],
        variables=variables,
        description=given.get("description") or "",
        cacheClusterEnabled=given.get("cacheClusterEnabled"),
        cacheClusterSize=given.get("cacheClusterSize"),
        tags=given.get("tags"),
        tracing_enabled=given.get("tracingEnabled"),
    )
    stage.documentation_version = given.get("documentationVersion")
    stage.canary = given.get("canarySettings")
    stage.created = int(time.time())
    touch(stage)
    api.stages[name] = stage
    api.update_integration_mocks(name)
    return stage


def _create(response: Any) -> Answer:
    api = response.backend.get_rest_api(response.path.split("/")[2])
    return answer(shown(create(api, body_of(response))), 201)


def _check_deployment(api: Any, deployment_id: str) -> None:
    if deployment_id not in api.deployments:
        raise BadRequestException("Deployment id does not exist")


def _check_variable(name: str) -> None:
    if not _VARIABLE.fullmatch(name):
        raise BadRequestException(f"Invalid stage variable name '{name}': only a-zA-Z0-9_ are allowed")


def _update(response: Any) -> Answer:
    parts = response.path.split("/")
    backend = response.backend
    api, stage = backend.get_rest_api(parts[2]), backend.get_stage(parts[2], parts[4])
    operations = body_of(response).get("patchOperations") or []
    changed = dict(stage.__dict__)
    changed["variables"] = dict(stage.variables or {})
    changed["method_settings"] = {key: dict(value) for key, value in stage.method_settings.items()}
    changed["access_log_settings"] = dict(stage.access_log_settings or {})
    ordinary = [operation for operation in operations if not _is_method_setting(operation)]
    apply_patch(ordinary, _handlers(backend, api, changed))
    for operation in operations:
        if _is_method_setting(operation):
            _set_method(backend, changed["method_settings"], operation)
    logs = changed["access_log_settings"]
    if logs and set(logs) != {"destinationArn", "format"}:
        raise BadRequestException("Access log settings need a destination ARN and a format")
    stage.__dict__.update(changed)
    touch(stage)
    return answer(shown(stage))


def _handlers(backend: Any, api: Any, changed: dict[str, Any]) -> dict[tuple[str, str], Any]:
    def plain(attribute: str, kind: type = str) -> Any:
        def set_value(operation: dict[str, Any], rest: list[str]) -> None:
            changed[attribute] = _converted(operation.get("value"), kind)

        return set_value

    def deployment(operation: dict[str, Any], rest: list[str]) -> None:
        _check_deployment(api, operation["value"])
        changed["deployment_id"] = operation["value"]

    def variable(operation: dict[str, Any], rest: list[str]) -> None:
        if operation["op"] == "remove":
            changed["variables"].pop(rest[0], None)
            return
        _check_variable(rest[0])
        changed["variables"][rest[0]] = operation["value"]

    def access_log(operation: dict[str, Any], rest: list[str]) -> None:
        if operation["op"] == "remove":
            changed["access_log_settings"] = {}
            return
        _check_log_role(backend)
        if rest[0] == "destinationArn":
            _check_destination(backend, operation["value"])
        changed["access_log_settings"][rest[0]] = operation["value"]

    def canary(operation: dict[str, Any], rest: list[str]) -> None:
        settings = dict(changed.get("canary") or {})
        if operation["op"] == "remove" and not rest:
            settings = {}
        elif rest[0] == "stageVariableOverrides":
            overrides = dict(settings.get("stageVariableOverrides") or {})
            if operation["op"] == "remove":
                overrides.pop(rest[1], None)
            else:
                overrides[rest[1]] = operation["value"]
            settings["stageVariableOverrides"] = overrides
        else:
            kind = {"percentTraffic": float, "useStageCache": bool}.get(rest[0], str)
            settings[rest[0]] = _converted(operation["value"], kind)
        changed["canary"] = settings or None

    return {
        ("replace", "deploymentId"): deployment,
        ("replace", "description"): plain("description"),
        ("replace", "cacheClusterEnabled"): plain("cache_cluster_enabled", bool),
        ("replace", "cacheClusterSize"): plain("cache_cluster_size"),
        ("replace", "tracingEnabled"): plain("tracing_enabled", bool),
        ("replace", "clientCertificateId"): plain("client_certificate"),
        ("replace", "documentationVersion"): plain("documentation_version"),
        ("replace", "webAclArn"): plain("web_acl_arn"),
        **{(op, "variables"): variable for op in ("add", "replace", "remove")},
        **{(op, "accessLogSettings"): access_log for op in ("add", "replace", "remove")},
        **{(op, "canarySettings"): canary for op in ("add", "replace", "remove")},
    }


def _is_method_setting(operation: dict[str, Any]) -> bool:
    """Paths of method settings begin with a resource and a method: `/*/*/logging/loglevel`, `/~1a~1b/GET/...`."""
    parts = operation["path"].split("/")[1:]
    fixed = ("variables", "accessLogSettings", "canarySettings")
    return len(parts) in (2, 4) and parts[0] not in fixed


def _set_method(backend: Any, settings: dict[str, dict[str, Any]], operation: dict[str, Any]) -> None:
    resource, method, *rest = operation["path"].split("/")[1:]
    key = f"{resource}/{method}"
    if operation["op"] == "remove":
        if key not in settings:
            raise BadRequestException(f"Cannot remove method setting {key} because there is no method setting for it")
        del settings[key]
        return
    known = _METHOD_SETTINGS.get("/".join(rest))
    if operation["op"] != "replace" or known is None:
        raise BadRequestException(
            f"Invalid patch path '{operation['path']}' specified for op '{operation['op']}'. Must be one of:"
            f" [{', '.join(_METHOD_SETTINGS)}]"
        )
    name, kind, _ = known
    value = _converted(operation["value"], kind)
    if name == "loggingLevel":
        if value not in _LEVELS:
            raise BadRequestException(f"Invalid logging level: {value}. Must be one of: [{', '.join(_LEVELS)}]")
        if value != "OFF":
            _check_log_role(backend)
    defaults = {answered: default for answered, _, default in _METHOD_SETTINGS.values()}
    settings.setdefault(key, defaults)[name] = value


def _converted(value: Any, kind: type) -> Any:
    if kind is bool:
        return str(value).lower() == "true"
    if kind in (int, float):
        try:
            return kind(value)
        except (TypeError, ValueError):
            raise BadRequestException(f"Invalid number: {value}") from None
    return value or None


def _check_log_role(backend: Any) -> None:
    if not backend.account.cloudwatch_role_arn:
        raise BadRequestException("CloudWatch Logs role ARN must be set in account settings to enable logging")


def _check_destination(backend: Any, arn: str) -> None:
    from moto.logs.models import logs_backends

    if not _LOG_DESTINATION.fullmatch(arn):
        raise BadRequestException(f"Invalid ARN specified in the request. ARNs must start with 'arn:': {arn}")
    if ":log-group:" in arn:
        name = arn.split(":log-group:", 1)[1].removesuffix(":*")
        if name not in logs_backends[backend.account_id][backend.region_name].groups:
            raise BadRequestException(f"The log group {name} does not exist")
