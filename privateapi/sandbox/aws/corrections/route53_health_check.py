"""Health checks: every field of every type, versions, caller references, and a status that follows the alarm's metric.

moto drops AlarmIdentifier and InsufficientDataHealthStatus, takes any settings, makes a second check for a repeated
caller reference, never counts versions and calls every check successful.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHealthCheck.html,
https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html

Route 53 copies the alarm's settings when a check is made or changed, and looks at the metric itself, not at the alarm's
state: SetAlarmState does not fool it, and a later change of the alarm is not seen.
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html

GetHealthCheckStatus does not take calculated checks; the metric HealthCheckStatus has their status (API reference).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random
from moto.route53 import urls
from moto.route53.exceptions import InvalidInput, NoSuchHealthCheck, Route53ClientError
from moto.route53.models import HealthCheck, Route53Backend, route53_backends
from moto.route53.responses import Route53

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.alarm_rule import INSUFFICIENT_DATA, OK, AlarmRule
from privateapi.sandbox.aws.patches import Patches

CHECKER_REGIONS = (
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
)
_ENDPOINT_TYPES = ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP")
_ENDPOINT_FIELDS = (
    "IPAddress",
    "Port",
    "ResourcePath",
    "FullyQualifiedDomainName",
    "SearchString",
    "RequestInterval",
    "FailureThreshold",
    "MeasureLatency",
    "EnableSNI",
    "Regions",
)
_FIELDS = {
    "CLOUDWATCH_METRIC": ("AlarmIdentifier", "InsufficientDataHealthStatus"),
    "CALCULATED": ("HealthThreshold", "ChildHealthChecks"),
    "RECOVERY_CONTROL": ("RoutingControlArn",),
    **dict.fromkeys(_ENDPOINT_TYPES, _ENDPOINT_FIELDS),
}
_FOR_ALL = ("Type", "Inverted", "Disabled")
_INSUFFICIENT = ("Healthy", "Unhealthy", "LastKnownStatus")

# moto's class lacks methods that its abstract base asks for and is instantiated all the same.
_HealthCheck: Any = HealthCheck


def apply(patches: Patches) -> None:
    """Replace moto's handling of health checks."""
    patches.replace(Route53, "create_health_check", _create)
    patches.replace(Route53, "update_health_check", _update)
    patches.replace(Route53, "list_health_checks", _list)
    patches.replace(Route53, "get_health_check_status", _status)
    patches.replace(Route53Backend, "delete_health_check", _delete)
    patches.set_item(measurements.EVALUATORS, "followed alarms", _follow)
    patches.set_item(measurements.WINDOWS, "followed alarms", _window)
    patches.replace(HealthCheck, "health_check_config", property(lambda check: check.settings))
    patches.add(HealthCheck, "cloud_watch_alarm_configuration", property(lambda check: check.alarm))
    patches.add(Route53, "get_health_check_count", _count)
    patches.add(Route53, "get_health_check_last_failure_reason", _last_failure)
    version = r"{0}/(?P<api_version>[\d_-]+)"
    for path in ("/healthcheckcount$", "/healthcheck/(?P<health_check_id>[^/]+)/lastfailurereason$"):
        patches.set_item(urls.url_paths, version + path, Route53.dispatch)

    @patches.wrap(Route53Backend, "change_tags_for_resource")
    def change_tags_for_resource(original: Any, backend: Any, resource_type: str, resource_id: str, *args: Any) -> Any:
        if resource_type == "healthcheck":
            backend.get_health_check(resource_id)
        return original(backend, resource_type, resource_id, *args)


def measured_health(backend: Any, check: Any) -> bool:
    """What a check that is not calculated finds, before inversion. No endpoint in the sandbox ever fails."""
    settings = check.settings
    if settings["Type"] != "CLOUDWATCH_METRIC":
        return True
    if check.stream != INSUFFICIENT_DATA and _alarm(backend, settings["AlarmIdentifier"]) is not None:
        return bool(check.stream == OK)
    if settings["InsufficientDataHealthStatus"] != "LastKnownStatus":
        return bool(settings["InsufficientDataHealthStatus"] == "Healthy")
    return bool(check.last_known)


def _follow(begin: int, end: int) -> None:
    """Look at the metrics of all alarms that are followed."""
    for backend, check in _following():
        metrics = _metrics(backend, check.settings["AlarmIdentifier"]["Region"])
        check.stream = check.rule.evaluate(metrics, end, check.stream).state
        if check.stream != INSUFFICIENT_DATA:
            check.last_known = check.stream == OK


def _window() -> int:
    return max((check.rule.window for _, check in _following()), default=0)


def _following() -> Iterator[tuple[Any, Any]]:
    """The checks that follow an alarm, with their backend."""
    for regions in list(route53_backends.values()):
        for backend in list(regions.values()):
            checks: list[Any] = list(backend.health_checks.values())
            yield from ((backend, check) for check in checks if check.rule is not None)


def _create(response: Any) -> tuple[int, dict[str, str], Any] | ActionResult:
    backend, reference = response.backend, response.params["CallerReference"]
    settings = _checked(backend, dict(response.params["HealthCheckConfig"]))
    known = backend.__dict__.setdefault("health_check_references", {})
    if reference in known:
        check = backend.health_checks.get(known[reference])
        if check is None or check.created_as != settings:
            raise Route53ClientError(
                "HealthCheckAlreadyExists",
                "A different health check has already been created with the specified caller reference.",
            )
        return ActionResult({"HealthCheck": check})
    check = _HealthCheck(str(mock_random.uuid4()), reference, {"type": settings["Type"]})
    check.settings, check.created_as, check.last_known = settings, settings, True
    _copy_alarm(backend, check)
    known[reference] = check.id
    backend.health_checks[check.id] = check
    return ActionResult(
        {"HealthCheck": check, "Location": f"https://route53.amazonaws.com/2013-04-01/healthcheck/{check.id}"}
    )


def _update(response: Any) -> ActionResult:
    params, backend = dict(response.params), response.backend
    check = backend.get_health_check(params.pop("HealthCheckId"))
    version = params.pop("HealthCheckVersion", None)
    if version is not None and version != check.health_check_version:
        raise Route53ClientError(
            "HealthCheckVersionMismatch",
            f"The value of HealthCheckVersion {version} does not match that of the health check:"
            f" {check.health_check_version}",
        )
    reset = params.pop("ResetElements", None) or []
    merged = {**check.settings, **params}
    for name in reset:
        merged.pop(name, None)
    check.settings = _checked(backend, merged)
    _copy_alarm(backend, check)
    check.health_check_version += 1
    return ActionResult({"HealthCheck": check})


def _delete(backend: Any, health_check_id: str) -> None:
    if backend.health_checks.pop(health_check_id, None) is None:
        raise NoSuchHealthCheck(health_check_id)
    backend.resource_tags.pop(health_check_id, None)


def _list(response: Any) -> ActionResult:
    ids = list(response.backend.health_checks)
    size = int(response.params.get("MaxItems") or 100)
    marker = response.params.get("Marker")
    start = ids.index(marker) if marker in ids else 0
    more = start + size < len(ids)
    result = {
        "HealthChecks": [response.backend.health_checks[id] for id in ids[start : start + size]],
        "Marker": marker or "",
        "IsTruncated": more,
        "NextMarker": ids[start + size] if more else None,
        "MaxItems": str(size),
    }
    return ActionResult(result)


def _count(response: Any) -> ActionResult:
    return ActionResult({"HealthCheckCount": len(response.backend.health_checks)})


def _status(response: Any) -> ActionResult:
    check = response.backend.get_health_check(response.params["HealthCheckId"])
    if check.settings["Type"] == "CALCULATED":
        raise InvalidInput("Invalid parameter : The status of a calculated health check cannot be asked for.")
    return ActionResult({"HealthCheckObservations": _observations(response.backend, check)})


def _last_failure(response: Any) -> ActionResult:
    check = response.backend.get_health_check(response.params["HealthCheckId"])
    observations = _observations(response.backend, check)
    failures = [item for item in observations if item["StatusReport"]["Status"].startswith("Failure")]
    return ActionResult({"HealthCheckObservations": failures}) if failures else EmptyResult()


def _observations(backend: Any, check: Any) -> list[dict[str, Any]]:
    kind = check.settings["Type"]
    if kind in _ENDPOINT_TYPES:
        # Checkers report what they see, whatever the check makes of it.
        text = "Success: HTTP Status Code 200, OK" if kind != "TCP" else "Success: TCP connection established"
    else:
        healthy = measured_health(backend, check) != bool(check.settings["Inverted"])
        if check.settings["Disabled"]:
            healthy = not check.settings["Inverted"]
        text = f"{'Success' if healthy else 'Failure'}: {_detail(backend, check)}"
    regions = check.settings.get("Regions") or CHECKER_REGIONS
    return [
        {
            "Region": region,
            "IPAddress": f"15.177.{number}.10",
            "StatusReport": {"Status": text, "CheckedTime": utcnow()},
        }
        for number, region in enumerate(CHECKER_REGIONS)
        if region in regions
    ]


def _detail(backend: Any, check: Any) -> str:
    settings = check.settings
    notes = [name.lower() for name in ("Inverted", "Disabled") if settings[name]]
    suffix = f" ({', '.join(notes)})" if notes else ""
    if settings["Type"] == "CLOUDWATCH_METRIC":
        return f"the metric of CloudWatch alarm {settings['AlarmIdentifier']['Name']} says {check.stream}{suffix}"
    return f"routing control is on{suffix}"


def _alarm(backend: Any, identifier: dict[str, str]) -> Any:
    return _metrics(backend, identifier["Region"]).alarms.get(identifier["Name"])


def _metrics(backend: Any, region: str) -> Any:
    """CloudWatch of a Region."""
    from moto.cloudwatch.models import cloudwatch_backends

    regions = cloudwatch_backends[backend.account_id]
    if region not in regions:
        raise InvalidInput(f"Invalid parameter : Region {region} is not valid.")
    return regions[region]


def _copy_alarm(backend: Any, check: Any) -> None:
    check.alarm, rule = _alarm_configuration(backend, check.settings), None
    if check.alarm is not None:
        rule = AlarmRule.of(_alarm(backend, check.settings["AlarmIdentifier"]))
    if rule is None or rule != getattr(check, "rule", None):
        check.stream = INSUFFICIENT_DATA
    check.rule = rule


def _alarm_configuration(backend: Any, settings: dict[str, Any]) -> dict[str, Any] | None:
    if "AlarmIdentifier" not in settings:
        return None
    alarm = _alarm(backend, settings["AlarmIdentifier"])
    return {
        "EvaluationPeriods": alarm.evaluation_periods,
        "Threshold": alarm.threshold,
        "ComparisonOperator": alarm.comparison_operator,
        "Period": alarm.period,
        "MetricName": alarm.metric_name,
        "Namespace": alarm.namespace,
        "Statistic": alarm.statistic,
        "Dimensions": [{"Name": item.name, "Value": item.value} for item in alarm.dimensions],
    }


def _checked(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    kind = given["Type"]
    allowed = (*_FOR_ALL, *_FIELDS[kind])
    for name, value in given.items():
        if name not in allowed and value not in (None, [], ""):
            raise InvalidInput(f"Invalid parameter : {name} must not be specified for health checks of type {kind}.")
    settings: dict[str, Any] = {"Type": kind}
    if kind in _ENDPOINT_TYPES:
        settings.update(_endpoint_settings(kind, given))
    elif kind == "CLOUDWATCH_METRIC":
        settings.update(_alarm_settings(backend, given))
    elif kind == "CALCULATED":
        settings.update(_calculated_settings(backend, given))
    else:
        settings["RoutingControlArn"] = given.get("RoutingControlArn")
    return {**settings, "Inverted": given.get("Inverted") or False, "Disabled": given.get("Disabled") or False}


def _endpoint_settings(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    if not given.get("IPAddress") and not given.get("FullyQualifiedDomainName"):
        raise InvalidInput("Invalid parameter : An IP address or a fully qualified domain name must be specified.")
    if kind == "TCP" and not given.get("Port"):
        raise InvalidInput("Invalid parameter : Port must be specified for TCP health checks.")
    if kind.endswith("STR_MATCH") != bool(given.get("SearchString")):
        raise InvalidInput("Invalid parameter : SearchString goes with the types HTTP_STR_MATCH and HTTPS_STR_MATCH.")
    interval = given.get("RequestInterval") or 30
    threshold = given.get("FailureThreshold") or 3
    if interval not in (10, 30):
        raise InvalidInput("Invalid parameter : RequestInterval must be 10 or 30.")
    if not 1 <= threshold <= 10:
        raise InvalidInput("Invalid parameter : FailureThreshold must be between 1 and 10.")
    regions = given.get("Regions") or []
    if regions and len(regions) < 3:
        raise InvalidInput("Invalid parameter : At least three regions must be specified.")
    settings = {
        name: given[name]
        for name in ("IPAddress", "ResourcePath", "FullyQualifiedDomainName", "SearchString")
        if given.get(name)
    }
    if regions:
        settings["Regions"] = list(regions)
    encrypted = kind.startswith("HTTPS")
    settings["Port"] = given.get("Port") or (443 if encrypted else 80)
    settings["RequestInterval"], settings["FailureThreshold"] = interval, threshold
    settings["MeasureLatency"] = given.get("MeasureLatency") or False
    settings["EnableSNI"] = encrypted if given.get("EnableSNI") is None else given["EnableSNI"]
    return settings


def _alarm_settings(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    identifier = given.get("AlarmIdentifier")
    if not identifier:
        raise InvalidInput("Invalid parameter : AlarmIdentifier must be specified.")
    status = given.get("InsufficientDataHealthStatus") or "LastKnownStatus"
    if status not in _INSUFFICIENT:
        raise InvalidInput(f"Invalid parameter : InsufficientDataHealthStatus {status} is not valid.")
    alarm = _alarm(backend, identifier)
    if alarm is None:
        raise InvalidInput(
            f"Invalid parameter : The CloudWatch alarm {identifier['Name']} does not exist in {identifier['Region']}."
        )
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AlarmIdentifier.html
    if alarm.rule is not None or alarm.metric_data_queries:
        raise InvalidInput("Invalid parameter : Alarms on metric math and composite alarms are not supported.")
    if alarm.extended_statistic:
        raise InvalidInput("Invalid parameter : Extended statistics are not supported.")
    if alarm.period and alarm.period < 60:
        raise InvalidInput("Invalid parameter : High-resolution metrics are not supported.")
    return {"AlarmIdentifier": dict(identifier), "InsufficientDataHealthStatus": status}


def _calculated_settings(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    children = list(given.get("ChildHealthChecks") or [])
    for child in children:
        found = backend.health_checks.get(child)
        if found is None:
            raise InvalidInput(f"Invalid parameter : The health check {child} does not exist.")
        if found.settings["Type"] == "CALCULATED":
            raise InvalidInput("Invalid parameter : A calculated health check cannot be a child.")
    if len(children) > 256:
        raise InvalidInput("Invalid parameter : At most 256 child health checks can be specified.")
    if given.get("HealthThreshold") is None:
        raise InvalidInput("Invalid parameter : HealthThreshold must be specified.")
    if not 0 <= given["HealthThreshold"] <= 256:
        raise InvalidInput("Invalid parameter : HealthThreshold must be between 0 and 256.")
    return {"HealthThreshold": given["HealthThreshold"], "ChildHealthChecks": children}
