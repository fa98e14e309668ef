"""Health checks (Route 53 API: CreateHealthCheck, UpdateHealthCheck)."""

import ipaddress
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from privateapi.provider import kinds
from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.markers import Chosen, Replaces, WriteOnly
from privateapi.provider.model import Model, State, TaggedArgs
from privateapi.provider.resource import Resource
from privateapi.provider.values import UNKNOWN
from privateapi.resources.route53 import _tags

Type = Literal[
    "HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP", "CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL"
]
CheckerRegion = Literal[
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
]
_ENDPOINT = {"HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"}
_OF_TYPE = {
    "ip_address": _ENDPOINT,
    "port": _ENDPOINT,
    "fully_qualified_domain_name": _ENDPOINT,
    "resource_path": _ENDPOINT - {"TCP"},
    "search_string": {"HTTP_STR_MATCH", "HTTPS_STR_MATCH"},
    "request_interval": _ENDPOINT,
    "failure_threshold": _ENDPOINT,
    "measure_latency": _ENDPOINT,
    "enable_sni": {"HTTPS", "HTTPS_STR_MATCH"},
    "regions": _ENDPOINT,
    "child_health_checks": {"CALCULATED"},
    "health_threshold": {"CALCULATED"},
    "alarm_identifier": {"CLOUDWATCH_METRIC"},
    "insufficient_data_health_status": {"CLOUDWATCH_METRIC"},
    "triggers": {"CLOUDWATCH_METRIC"},
    "routing_control_arn": {"RECOVERY_CONTROL"},
}
"""Which types take an input (Route 53 API, HealthCheckConfig)."""


def _reachable(value: str) -> str:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        raise ValueError(f"{value!r} is not an address; write it as 52.95.110.1") from None
    if not address.is_global or address.is_multicast:
        raise ValueError(
            f"{value!r} is not a public address, and health checkers reach no other; follow a CloudWatch alarm instead "
            "(type CLOUDWATCH_METRIC)"
        )
    return str(address)


class HealthCheckAlarmIdentifier(Model):
    """The alarm that a health check follows."""

    name: Annotated[str, Field(min_length=1, max_length=256)]
    """Name of the alarm."""
    region: kinds.Region
    """Region of the alarm; in another one, the check stays at its status for insufficient data."""


class HealthCheckArgs(TaggedArgs):
    """Inputs of a health check."""

    type: Annotated[Type, Replaces()]
    """What is checked."""
    ip_address: Annotated[str, AfterValidator(_reachable)] | None = None
    """Public address of the endpoint; Route 53 cannot reach private ones. A check that was made without can never get
    one: giving it the first, or none any more, replaces it."""
    fully_qualified_domain_name: kinds.DomainName | None = None
    """Name of the endpoint, or the Host header where ``ip_address`` is given."""
    port: Annotated[kinds.Port | None, Chosen()] = None
    """Port; left out, 80 or 443 by the type."""
    resource_path: Annotated[str | None, Field(max_length=255)] = None
    """Path of the request, such as ``/health``."""
    search_string: Annotated[str | None, Field(max_length=255)] = None
    """Text that the first 5,120 bytes of the answer must hold."""
    request_interval: Annotated[Literal[10, 30] | None, Replaces(), Chosen()] = None
    """Seconds between two checks of one checker: 30, or 10 at a higher price."""
    failure_threshold: Annotated[int | None, Field(ge=1, le=10), Chosen()] = None
    """How many checks in a row decide, 1 to 10."""
    measure_latency: Annotated[bool | None, Replaces(), Chosen()] = None
    """Whether the latency is measured."""
    enable_sni: Annotated[bool | None, Chosen()] = None
    """Whether the name is sent in the TLS handshake."""
    regions: Annotated[Annotated[list[CheckerRegion], Field(min_length=3), AfterValidator(sorted)] | None, Chosen()] = (
        None
    )
    """Regions of the checkers, at least three; left out, all."""
    child_health_checks: Annotated[kinds.Ids | None, Field(max_length=255)] = None
    """Health checks that a calculated one counts."""
    health_threshold: Annotated[int | None, Field(ge=0, le=256)] = None
    """How many children must be healthy."""
    alarm_identifier: HealthCheckAlarmIdentifier | None = None
    """The alarm that is followed: on a standard-resolution metric with a simple statistic, without metric math."""
    insufficient_data_health_status: Annotated[Literal["Healthy", "Unhealthy", "LastKnownStatus"] | None, Chosen()] = (
        None
    )
    """What insufficient data of the alarm mean."""
    triggers: Annotated[dict[str, str] | None, WriteOnly()] = None
    """Texts that stand for the alarm's settings, such as its threshold. Route 53 copies those settings when the check
    is made or changed and does not see when they change; a change of these texts makes it copy them again."""
    routing_control_arn: Annotated[str | None, Replaces()] = None
    """Routing control of Application Recovery Controller that is followed."""
    inverted: bool = False
    """Whether healthy counts as unhealthy and the other way round, for a drill."""
    disabled: bool = False
    """Whether checking is stopped; the check then counts as healthy."""

    def faults(self) -> Iterator[Fault]:
        kind: object = self.type
        if kind is UNKNOWN:
            return
        for name, types in _OF_TYPE.items():
            if getattr(self, name) is not None and kind not in types:
                right = ", ".join(sorted(types))
                yield Fault(_wire(name), f"does not go with type {kind!r}; it is for {right}")
        for name in _required(str(kind)):
            if getattr(self, name) is None:
                yield Fault(_wire(name), f"is required with type {kind!r}")
        if kind in _ENDPOINT and self.ip_address is None and self.fully_qualified_domain_name is None:
            yield Fault("fullyQualifiedDomainName", f"give it or ipAddress with type {kind!r}")
        children, threshold = self.child_health_checks, self.health_threshold
        if isinstance(children, list) and isinstance(threshold, int) and threshold > len(children):
            yield Fault(
                "healthThreshold",
                f"{threshold} of {len(children)} children can never be healthy; 0 to {len(children)} would be right",
            )


class HealthCheckState(HealthCheckArgs, State):
    """A health check."""

    health_check_id: str
    """Its id."""
    arn: str
    """ARN."""


class HealthCheck(Resource[HealthCheckArgs, HealthCheckState]):
    """A health check of Route 53, which takes records out of the answers."""

    noun = "Route 53 Health Check"
    service = "route53"
    is_global = True

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        return frozenset({"ip_address"} if absent(old.get("ipAddress")) != absent(new.get("ipAddress")) else ())

    def create(self, ctx: Context, args: HealthCheckArgs) -> str:
        config = {"Type": args.type, **_settings(args)}
        if args.request_interval is not None:
            config["RequestInterval"] = args.request_interval
        if args.measure_latency is not None:
            config["MeasureLatency"] = args.measure_latency
        if args.routing_control_arn is not None:
            config["RoutingControlArn"] = args.routing_control_arn
        route53, reference = ctx.client("route53"), _tags.caller_reference(ctx)
        made = ctx.retry(
            "route53",
            "eventual",
            lambda: route53.create_health_check(CallerReference=reference, HealthCheckConfig=config),
        )
        return str(made["HealthCheck"]["Id"])

    def find_interrupted(self, ctx: Context, args: HealthCheckArgs) -> str | None:
        def listed() -> Iterable[tuple[str, str]]:
            for page in ctx.client("route53").get_paginator("list_health_checks").paginate():
                for check in page["HealthChecks"]:
                    yield check["Id"], check["CallerReference"]

        return _tags.unfinished(ctx, "healthcheck", listed, "route53:ListHealthChecks")

    def settle(self, ctx: Context, id: str, args: HealthCheckArgs) -> None:
        _tags.complete(ctx, "healthcheck", id, args.tags)

    def abandon(self, ctx: Context, id: str) -> None:
        _tags.complete(ctx, "healthcheck", id, None)

    def read(self, ctx: Context, id: str, prior: HealthCheckState | None) -> HealthCheckState | None:
        config = ctx.client("route53").get_health_check(HealthCheckId=id)["HealthCheck"]["HealthCheckConfig"]
        alarm = config.get("AlarmIdentifier")
        values = {name: config.get(api) for name, api in _PLAIN.items()}
        return self.state(
            **{name: value if value != "" else None for name, value in values.items()},
            tags=_tags.read_tags(ctx, "healthcheck", id),
            type=config["Type"],
            regions=sorted(config["Regions"]) if config.get("Regions") else None,
            child_health_checks=config.get("ChildHealthChecks") or None,
            alarm_identifier={"name": alarm["Name"], "region": alarm["Region"]} if alarm else None,
            request_interval=config.get("RequestInterval"),
            measure_latency=config.get("MeasureLatency"),
            routing_control_arn=config.get("RoutingControlArn"),
            inverted=config.get("Inverted", False),
            disabled=config.get("Disabled", False),
            triggers=prior.triggers if prior else None,
            health_check_id=id,
            arn=f"arn:{ctx.partition}:route53:::healthcheck/{id}",
        )

    def update(
        self, ctx: Context, id: str, old: HealthCheckState, new: HealthCheckArgs, changed: frozenset[str]
    ) -> None:
        if changed - {"tags"}:
            cleared = {
                "fully_qualified_domain_name": "FullyQualifiedDomainName",
                "resource_path": "ResourcePath",
                "child_health_checks": "ChildHealthChecks",
            }
            reset = [api for name, api in cleared.items() if name in changed and getattr(new, name) is None]
            route53 = ctx.client("route53")
            ctx.retry(
                "route53",
                "eventual",
                lambda: route53.update_health_check(
                    HealthCheckId=id, **_settings(new), **({"ResetElements": reset} if reset else {})
                ),
            )
        if "tags" in changed:
            _tags.update_tags(ctx, "healthcheck", id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: HealthCheckState) -> None:
        # A record set or a calculated check that is deleted at the same time may name it a moment longer.
        ctx.retry("route53", "dependency", lambda: ctx.client("route53").delete_health_check(HealthCheckId=id))


_PLAIN = {
    "ip_address": "IPAddress",
    "fully_qualified_domain_name": "FullyQualifiedDomainName",
    "port": "Port",
    "resource_path": "ResourcePath",
    "search_string": "SearchString",
    "failure_threshold": "FailureThreshold",
    "enable_sni": "EnableSNI",
    "health_threshold": "HealthThreshold",
    "insufficient_data_health_status": "InsufficientDataHealthStatus",
}


def _settings(args: HealthCheckArgs) -> dict[str, Any]:
    """What a creation and an update both take."""
    settings = {api: getattr(args, name) for name, api in _PLAIN.items()}
    settings |= {
        "Regions": args.regions,
        "ChildHealthChecks": args.child_health_checks,
        "Inverted": args.inverted,
        "Disabled": args.disabled,
    }
    if args.alarm_identifier is not None:
        settings["AlarmIdentifier"] = {"Name": args.alarm_identifier.name, "Region": args.alarm_identifier.region}
    return {api: value for api, value in settings.items() if value is not None}


def _required(kind: str) -> tuple[str, ...]:
    return {
        "CALCULATED": ("child_health_checks", "health_threshold"),
        "CLOUDWATCH_METRIC": ("alarm_identifier",),
        "RECOVERY_CONTROL": ("routing_control_arn",),
        "TCP": ("port",),
        "HTTP_STR_MATCH": ("search_string",),
        "HTTPS_STR_MATCH": ("search_string",),
    }.get(kind, ())


def _wire(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
