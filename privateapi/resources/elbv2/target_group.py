"""Target groups (ELB API: CreateTargetGroup, ModifyTargetGroup, ModifyTargetGroupAttributes)."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Port
from privateapi.provider.markers import AutoName, Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.values import UNKNOWN
from privateapi.resources.elbv2 import _attributes
from privateapi.resources.elbv2._attributes import Attribute
from privateapi.resources.elbv2._name import TargetGroupName
from privateapi.resources.elbv2._resource import Elbv2Resource

Protocol = Literal["TCP", "TLS", "UDP", "TCP_UDP", "HTTP", "HTTPS", "GENEVE", "QUIC", "TCP_QUIC"]


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _check_port(value: str) -> str:
    if value == "traffic-port" or (value.isdecimal() and 1 <= int(value) <= 65535):
        return value
    raise ValueError(f"{value!r} is not a port; a number from 1 to 65535 or 'traffic-port' would be right")


def _codes(value: str) -> str:
    code = r"\d{1,3}(-\d{1,3})?"
    if not re.fullmatch(rf"{code}(,{code})*", value):
        raise ValueError(f"{value!r} is not a list of codes; write it as '200', '200,202' or '200-299'")
    return value


def _count_or_off(value: str) -> str:
    if value == "off" or (value.isdecimal() and int(value) >= 1):
        return value
    raise ValueError(f"{value!r} is not a number of targets; a number from 1 or 'off' would be right")


def _share_or_off(value: str) -> str:
    if value == "off" or (value.isdecimal() and 1 <= int(value) <= 100):
        return value
    raise ValueError(f"{value!r} is not a percentage; a number from 1 to 100 or 'off' would be right")


def _count(value: str) -> str:
    if value.isdecimal() and int(value) >= 1:
        return value
    raise ValueError(f"{value!r} is not a number of targets; a number from 1 would be right")


def _slow_start(value: int) -> int:
    if value != 0 and not 30 <= value <= 900:
        raise ValueError(f"{value} is not a number of seconds for a slow start; 0 (none) or 30 to 900 are")
    return value


Text = BeforeValidator(_text)


class TargetGroupHealthCheck(Model):
    """How targets are found to be healthy. What is left out is filled in by the protocol of the target group."""

    enabled: bool | None = None
    """Whether targets are checked; false is for Lambda functions only, where it is the default."""
    protocol: Literal["TCP", "HTTP", "HTTPS"] | None = None
    """How targets are asked; by default TCP, HTTP for application load balancers and in front of one."""
    port: Annotated[str, Text, AfterValidator(_check_port)] | None = None
    """Port, or ``traffic-port`` (the default) for the one that gets the traffic; 80 for GENEVE."""
    path: Annotated[str, Field(min_length=1, max_length=1024)] | None = None
    """What is asked for with HTTP and HTTPS, by default ``/``; with gRPC a method, ``/package.service/method``."""
    interval: Annotated[int, Field(ge=5, le=300)] | None = None
    """Seconds between checks, 5 to 300; by default 30, GENEVE 10, Lambda 35."""
    timeout: Annotated[int, Field(ge=2, le=120)] | None = None
    """Seconds without an answer that count as a failure, 2 to 120 and not more than the interval; by default 10 (TCP
    and HTTPS) or 6 (HTTP) for network load balancers, else 5, Lambda 30."""
    healthy_threshold: Annotated[int, Field(ge=2, le=10)] | None = None
    """Successes in a row that make a target healthy, 2 to 10; by default 5."""
    unhealthy_threshold: Annotated[int, Field(ge=2, le=10)] | None = None
    """Failures in a row that make a target unhealthy, 2 to 10; by default 2."""
    matcher: Annotated[str, Text, AfterValidator(_codes)] | None = None
    """Codes that are a success with HTTP and HTTPS: ``200``, ``200,202`` or ``200-299``; by default 200 for application
    load balancers, 200-399 for others, 12 with gRPC."""


class TargetGroupStickiness(Model):
    """Whether a client stays with the target that it got first."""

    type: Literal["lb_cookie", "app_cookie", "source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto"]
    """What a client is known by: a cookie (application), its address (network), or both ends' addresses (gateway)."""
    enabled: bool = True
    """Whether clients stay."""
    cookie_duration: Annotated[int, Field(ge=1, le=604800)] | None = None
    """Seconds that a cookie is good for, 1 to 604800 (a week); by default 86400 (a day)."""
    cookie_name: str | None = None
    """Name of the application's own cookie, for ``app_cookie``."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.cookie_duration is None and self.type in _COOKIES:
            self.cookie_duration = 86400
        return self


class TargetGroupArgs(RegionalArgs, TaggedArgs):
    """Inputs of a target group."""

    name: Annotated[TargetGroupName | None, Replaces(), AutoName(32)] = None
    """Name, unique in the Region: 1 to 32 letters, digits and hyphens."""
    target_type: Annotated[Literal["instance", "ip", "alb", "lambda"], Replaces()] = "instance"
    """What targets are: instances, addresses, one application load balancer, or one Lambda function."""
    protocol: Annotated[Protocol | None, Replaces()] = None
    """Protocol to the targets; not for Lambda functions. TCP to TLS listeners too; HTTP and HTTPS for application load
    balancers; GENEVE for gateway load balancers."""
    protocol_version: Annotated[Literal["HTTP1", "HTTP2", "GRPC"] | None, Replaces(), Chosen()] = None
    """Version of HTTP to the targets; AWS's choice is HTTP1."""
    port: Annotated[Port | None, Replaces()] = None
    """Port of targets that are registered without one; 6081 with GENEVE."""
    vpc_id: Annotated[str | None, Replaces()] = None
    """The VPC of the targets; not for Lambda functions."""
    ip_address_type: Annotated[Literal["ipv4", "ipv6"] | None, Replaces(), Chosen()] = None
    """Address family of the targets; AWS's choice is ipv4."""
    health_check: TargetGroupHealthCheck | None = None
    """How targets are found to be healthy; left out, by the protocol's defaults."""
    deregistration_delay: Annotated[int, Field(ge=0, le=3600)] = 300
    """Seconds that a target which is taken out keeps its connections, 0 to 3600."""
    connection_termination: Annotated[bool | None, Chosen()] = None
    """Whether connections are cut at the end of that delay; AWS's choice is true with UDP and TCP_UDP, else false. For
    network load balancers."""
    preserve_client_ip: Annotated[bool | None, Chosen()] = None
    """Whether targets see the client's address; AWS's choice is false for addresses with TCP and TLS, else true. For
    network load balancers. The targets' security groups must then let in the clients."""
    proxy_protocol_v2: bool = False
    """Whether targets are sent a Proxy Protocol version 2 header; for network load balancers."""
    load_balancing_cross_zone_enabled: Literal["true", "false", "use_load_balancer_configuration"] = (
        "use_load_balancer_configuration"
    )
    """Whether nodes send to targets in all zones, whatever the load balancer says."""
    stickiness: TargetGroupStickiness | None = None
    """Whether clients stay with their target; left out, they do not."""
    unhealthy_connection_termination: Annotated[bool | None, Chosen()] = None
    """Whether connections to a target that becomes unhealthy are cut; AWS's choice is true with TCP and TLS. For
    network load balancers."""
    unhealthy_draining_interval: Annotated[int, Field(ge=0, le=360000)] = 0
    """Seconds before an unhealthy target loses its connections, 0 to 360000, where they are not cut at once."""
    dns_failover_minimum_healthy_targets_count: Annotated[str, Text, AfterValidator(_count_or_off)] = "1"
    """Healthy targets in a zone below which DNS leaves the zone out: a number from 1, or ``off``."""
    dns_failover_minimum_healthy_targets_percentage: Annotated[str, Text, AfterValidator(_share_or_off)] = "off"
    """The same as a share in per cent: 1 to 100, or ``off``."""
    unhealthy_state_routing_minimum_healthy_targets_count: Annotated[str, Text, AfterValidator(_count)] = "1"
    """Healthy targets in a zone below which all targets, also unhealthy ones, get traffic: a number from 1."""
    unhealthy_state_routing_minimum_healthy_targets_percentage: Annotated[str, Text, AfterValidator(_share_or_off)] = (
        "off"
    )
    """The same as a share in per cent: 1 to 100, or ``off``."""
    load_balancing_algorithm_type: Literal["round_robin", "least_outstanding_requests", "weighted_random"] = (
        "round_robin"
    )
    """How a target is picked for a request; for application load balancers."""
    load_balancing_anomaly_mitigation: Literal["on", "off"] = "off"
    """Whether targets with many errors get less traffic; with ``weighted_random``."""
    slow_start: Annotated[int, AfterValidator(_slow_start)] = 0
    """Seconds in which a new target's share grows, 30 to 900, or 0 for none; for application load balancers."""
    lambda_multi_value_headers_enabled: bool = False
    """Whether a Lambda function gets and gives headers with several values as lists."""
    target_failover: Literal["rebalance", "no_rebalance"] = "no_rebalance"
    """What happens to flows of a target that is taken out or unhealthy; for gateway load balancers."""
    send_tcp_reset_on_unhealthy: bool = False
    """Whether senders get a TCP reset when their target becomes unhealthy; for gateway load balancers."""
    send_tcp_reset_on_deregistration: bool = False
    """Whether senders get a TCP reset when their target is taken out; for gateway load balancers."""

    def faults(self) -> Iterator[Fault]:
        yield from self._target_faults()
        family = _family(self.target_type, self.protocol)
        if family is None:
            return
        what = "this one's target is a Lambda function"
        if family != "lambda":
            what = f"this one's protocol is {self.protocol!r}"
        yield from _attributes.family_faults(_ATTRIBUTES, self, family, what, _FAMILIES)
        if isinstance(self.stickiness, TargetGroupStickiness):
            yield from self._stickiness_faults(family, self.stickiness)
        if isinstance(self.health_check, TargetGroupHealthCheck):
            yield from self._health_check_faults(family, self.health_check)
        if self.protocol_version is not None and family != "application":
            yield Fault("protocolVersion", f"is for HTTP and HTTPS; {what}")

    def _target_faults(self) -> Iterator[Fault]:
        given = {"protocol": self.protocol, "port": self.port, "vpcId": self.vpc_id}
        if self.target_type == "lambda":
            for wire, value in given.items():
                if value is not None:
                    yield Fault(wire, "is given, but targetType is 'lambda', which has none; leave it out")
        elif isinstance(self.target_type, str):
            for wire, value in given.items():
                if value is None:
                    yield Fault(wire, f"is required for targets of type {self.target_type!r}")
        if self.target_type == "alb" and self.protocol not in ("TCP", UNKNOWN, None):
            yield Fault("protocol", f"{self.protocol!r} does not go with targetType 'alb'; TCP would be right")
        if self.protocol == "GENEVE" and self.port not in (6081, UNKNOWN, None):
            yield Fault("port", f"{self.port} does not go with GENEVE; 6081 would be right")

    def _stickiness_faults(self, family: str, stickiness: TargetGroupStickiness) -> Iterator[Fault]:
        kinds = _STICKY[family]
        if isinstance(stickiness.type, str) and stickiness.type not in kinds:
            right = f"{' or '.join(kinds)} would be right" if kinds else "there is none for Lambda functions"
            yield Fault("stickiness.type", f"{stickiness.type!r} does not go with {_FAMILIES[family]}; {right}")
        elif family == "network" and self.protocol == "TLS" and stickiness.enabled is True:
            yield Fault("stickiness", "is not possible with protocol TLS; TCP, UDP and TCP_UDP have it")
        if stickiness.type == "app_cookie" and stickiness.cookie_name is None:
            yield Fault("stickiness.cookieName", "is required with type 'app_cookie'")
        name = stickiness.cookie_name
        if isinstance(name, str) and name.startswith("AWSALB"):
            yield Fault("stickiness.cookieName", f"{name!r} begins with 'AWSALB', which AWS keeps for itself")

    def _health_check_faults(self, family: str, check: TargetGroupHealthCheck) -> Iterator[Fault]:
        if family != "lambda" and check.enabled is False:
            yield Fault("healthCheck.enabled", "false is for Lambda functions only; other targets are always checked")
        if check.protocol == "TCP" and (family == "application" or self.target_type == "alb"):
            reason = "'TCP' does not go with HTTP targets; HTTP or HTTPS would be right"
            yield Fault("healthCheck.protocol", reason)
        for wire, value in (("path", check.path), ("matcher", check.matcher)):
            if value is not None and check.protocol == "TCP":
                yield Fault(f"healthCheck.{wire}", "is for HTTP and HTTPS checks; the check's protocol is 'TCP'")
        if family == "lambda":
            for wire, value in (("protocol", check.protocol), ("port", check.port)):
                if value is not None:
                    yield Fault(f"healthCheck.{wire}", "is given, but a Lambda function has none; leave it out")
        if isinstance(check.timeout, int) and isinstance(check.interval, int):
            most = _longest_timeout(family, check.interval)
            if check.timeout > most:
                reason = f"{check.timeout} seconds is too long for an interval of {check.interval}; at most {most}"
                yield Fault("healthCheck.timeout", reason)
        if isinstance(check.matcher, str) and check.protocol != "TCP":
            low, high = (0, 99) if self.protocol_version == "GRPC" else _CODES[family]
            wrong = [code for code in re.findall(r"\d+", check.matcher) if not low <= int(code) <= high]
            if wrong:
                reason = f"{wrong[0]} in {check.matcher!r} is not a code that counts; {low} to {high} are"
                yield Fault("healthCheck.matcher", reason)


class TargetGroupState(TargetGroupArgs, State):
    """A target group; its id is its ARN."""

    arn: str
    """ARN."""
    arn_suffix: str
    """The last part of the ARN, such as ``targetgroup/front/6d0ecf831eec9f09``: the CloudWatch dimension
    ``TargetGroup``."""


class TargetGroup(Elbv2Resource[TargetGroupArgs, TargetGroupState]):
    """Targets that listeners forward to, with their health check and attributes."""

    noun = "ELBv2 Target Group"
    arn_kind = "targetgroup/"
    replaced_first = ("name",)

    def create(self, ctx: Context, args: TargetGroupArgs) -> str:
        given = {api: getattr(args, name) for name, api in _CREATED.items()}
        group = ctx.client("elbv2").create_target_group(
            **{api: value for api, value in given.items() if value is not None},
            **_health_check(args),
            Tags=self.birth_tags(ctx, args),
        )["TargetGroups"][0]
        return str(group["TargetGroupArn"])

    def complete(self, ctx: Context, id: str, args: TargetGroupArgs) -> None:
        names = _attributes.differing(_ATTRIBUTES, args) | ({"stickiness"} if args.stickiness is not None else set())
        self._set_attributes(ctx, id, args, names)

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        check = values.get("healthCheck")
        family = _family(values.get("targetType"), values.get("protocol"))
        if family is not None and check is not UNKNOWN and isinstance(check or {}, Mapping):
            given = {wire: value for wire, value in (check or {}).items() if value is not None}
            values["healthCheck"] = {**_defaults(family, values, given), **given}

    def read(self, ctx: Context, id: str, prior: TargetGroupState | None) -> TargetGroupState | None:
        elb = ctx.client("elbv2")
        group = elb.describe_target_groups(TargetGroupArns=[id])["TargetGroups"][0]
        described = _attributes.key_values(elb.describe_target_group_attributes(TargetGroupArn=id)["Attributes"])
        matcher = group.get("Matcher") or {}
        return self.state(
            region=ctx.region,
            tags=self.read_tags(ctx, id),
            **{name: group.get(_READ.get(api, api)) for name, api in _CREATED.items()},
            health_check={
                "enabled": group.get("HealthCheckEnabled", True),
                **{name: group.get(api) for name, api in _HEALTH_CHECK.items()},
                "matcher": matcher.get("HttpCode") or matcher.get("GrpcCode"),
            },
            **_attributes.values(_ATTRIBUTES, TargetGroupArgs, described),
            stickiness=_stickiness(described, asked=prior is not None and prior.stickiness is not None),
            arn=id,
            arn_suffix=id[id.index(self.arn_kind) :],
        )

    def update(
        self, ctx: Context, id: str, old: TargetGroupState, new: TargetGroupArgs, changed: frozenset[str]
    ) -> None:
        if "health_check" in changed:
            ctx.client("elbv2").modify_target_group(TargetGroupArn=id, **_health_check(new))
        self._set_attributes(ctx, id, new, changed)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: TargetGroupState) -> None:
        # A listener that forwarded to it may be on its way to another target group.
        ctx.retry("elbv2", "dependency", lambda: ctx.client("elbv2").delete_target_group(TargetGroupArn=id))

    def _set_attributes(self, ctx: Context, id: str, args: TargetGroupArgs, names: Collection[str]) -> None:
        wanted = _attributes.texts(_ATTRIBUTES, args, names)
        if "target_failover" in names:
            # AWS has two attributes, which must be the same.
            wanted["target_failover.on_unhealthy"] = args.target_failover
        if "stickiness" in names:
            wanted |= _stickiness_texts(args.stickiness)
        if wanted:
            ctx.client("elbv2").modify_target_group_attributes(TargetGroupArn=id, Attributes=_attributes.listed(wanted))


_NETWORK_PROTOCOLS = ("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC")
_FAMILIES = {
    "network": "target groups of network load balancers",
    "application": "target groups of application load balancers",
    "gateway": "target groups of gateway load balancers",
    "lambda": "target groups with a Lambda function",
}
_COOKIES = ("lb_cookie", "app_cookie")
_STICKY: dict[str, tuple[str, ...]] = {
    "network": ("source_ip",),
    "application": _COOKIES,
    "gateway": ("source_ip_dest_ip", "source_ip_dest_ip_proto"),
    "lambda": (),
}
# Codes that may count as a success (ELB API, Matcher).
_CODES = {"network": (200, 599), "application": (200, 499), "gateway": (200, 399), "lambda": (200, 499)}

_NETWORK = frozenset({"network"})
_APPLICATION = frozenset({"application"})
_GATEWAY = frozenset({"gateway"})
_BOTH = _NETWORK | _APPLICATION
_DNS_FAILOVER = "target_group_health.dns_failover.minimum_healthy_targets"
_UNHEALTHY_ROUTING = "target_group_health.unhealthy_state_routing.minimum_healthy_targets"

# ELB API, TargetGroupAttribute (2026-11-21).
_ATTRIBUTES = {
    "deregistration_delay": Attribute("deregistration_delay.timeout_seconds", _BOTH | _GATEWAY, int),
    "connection_termination": Attribute("deregistration_delay.connection_termination.enabled", _NETWORK),
    "preserve_client_ip": Attribute("preserve_client_ip.enabled", _NETWORK),
    "proxy_protocol_v2": Attribute("proxy_protocol_v2.enabled", _NETWORK),
    "load_balancing_cross_zone_enabled": Attribute("load_balancing.cross_zone.enabled", _BOTH, str),
    "unhealthy_connection_termination": Attribute(
        "target_health_state.unhealthy.connection_termination.enabled", _NETWORK
    ),
    "unhealthy_draining_interval": Attribute("target_health_state.unhealthy.draining_interval_seconds", _NETWORK, int),
    "dns_failover_minimum_healthy_targets_count": Attribute(f"{_DNS_FAILOVER}.count", _BOTH, str),
    "dns_failover_minimum_healthy_targets_percentage": Attribute(f"{_DNS_FAILOVER}.percentage", _BOTH, str),
    "unhealthy_state_routing_minimum_healthy_targets_count": Attribute(f"{_UNHEALTHY_ROUTING}.count", _BOTH, str),
    "unhealthy_state_routing_minimum_healthy_targets_percentage": Attribute(
        f"{_UNHEALTHY_ROUTING}.percentage", _BOTH, str
    ),
    "load_balancing_algorithm_type": Attribute("load_balancing.algorithm.type", _APPLICATION, str),
    "load_balancing_anomaly_mitigation": Attribute("load_balancing.algorithm.anomaly_mitigation", _APPLICATION, str),
    "slow_start": Attribute("slow_start.duration_seconds", _APPLICATION, int),
    "lambda_multi_value_headers_enabled": Attribute("lambda.multi_value_headers.enabled", frozenset({"lambda"})),
    "target_failover": Attribute("target_failover.on_deregistration", _GATEWAY, str),
    "send_tcp_reset_on_unhealthy": Attribute("send_tcp_reset.on_unhealthy.enabled", _GATEWAY),
    "send_tcp_reset_on_deregistration": Attribute("send_tcp_reset.on_deregistration.enabled", _GATEWAY),
}
_CREATED = {
    "name": "Name",
    "target_type": "TargetType",
    "protocol": "Protocol",
    "protocol_version": "ProtocolVersion",
    "port": "Port",
    "vpc_id": "VpcId",
    "ip_address_type": "IpAddressType",
}
_READ = {"Name": "TargetGroupName"}
_HEALTH_CHECK = {
    "protocol": "HealthCheckProtocol",
    "port": "HealthCheckPort",
    "path": "HealthCheckPath",
    "interval": "HealthCheckIntervalSeconds",
    "timeout": "HealthCheckTimeoutSeconds",
    "healthy_threshold": "HealthyThresholdCount",
    "unhealthy_threshold": "UnhealthyThresholdCount",
}


def _family(target_type: Any, protocol: Any) -> str | None:
    """The kind of load balancer that the group is for; ``None`` while that is not known."""
    if target_type == "lambda":
        return "lambda"
    if target_type is UNKNOWN or not isinstance(protocol, str):
        return None
    if protocol in ("HTTP", "HTTPS"):
        return "application"
    if protocol == "GENEVE":
        return "gateway"
    return "network" if protocol in _NETWORK_PROTOCOLS else None


def _defaults(family: str, values: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a health check that were not given (ELB API, CreateTargetGroup; wire names)."""
    if family == "lambda":
        found: dict[str, Any] = {"enabled": False, "interval": 35, "timeout": 30}
    else:
        asks_http = family == "application" or values.get("targetType") == "alb"
        found = {
            "enabled": True,
            "protocol": "HTTP" if asks_http else "TCP",
            "port": "80" if family == "gateway" else "traffic-port",
            "interval": 10 if family == "gateway" else 30,
        }
        protocol = given.get("protocol", found["protocol"])
        if protocol is not UNKNOWN:
            found["timeout"] = (6 if protocol == "HTTP" else 10) if family == "network" else 5
    interval = given.get("interval", found["interval"])
    if isinstance(interval, int) and "timeout" in found:
        found["timeout"] = min(found["timeout"], _longest_timeout(family, interval))
    found |= {"healthyThreshold": 5, "unhealthyThreshold": 2}
    protocol = given.get("protocol", found.get("protocol"))
    if protocol in ("HTTP", "HTTPS") or family == "lambda":
        version = values.get("protocolVersion")
        if version == "GRPC":
            found |= {"path": "/AWS.ALB/healthcheck", "matcher": "12"}
        elif version is not UNKNOWN:
            found |= {"path": "/", "matcher": "200" if family in ("application", "lambda") else "200-399"}
    return found


def _longest_timeout(family: str, interval: int) -> int:
    """HTTP checks of application load balancers must end before the next one begins, others when it does."""
    return interval - 1 if family == "application" else interval


def _health_check(args: TargetGroupArgs) -> dict[str, Any]:
    check = args.health_check
    if check is None:
        return {}
    given = {api: getattr(check, name) for name, api in _HEALTH_CHECK.items()}
    request = {api: value for api, value in given.items() if value is not None}
    if check.matcher is not None:
        request["Matcher"] = {"GrpcCode" if args.protocol_version == "GRPC" else "HttpCode": check.matcher}
    if args.target_type == "lambda":
        # AWS takes the switch from no other kind of target.
        request["HealthCheckEnabled"] = check.enabled
    return request


def _stickiness(found: Mapping[str, str], asked: bool) -> dict[str, Any] | None:
    enabled, kind = found.get("stickiness.enabled") == "true", found.get("stickiness.type")
    if kind is None or not (enabled or asked):
        # AWS names a type also where nothing is sticky.
        return None
    result: dict[str, Any] = {"type": kind, "enabled": enabled}
    duration = found.get(f"stickiness.{kind}.duration_seconds")
    if duration is not None:
        result["cookie_duration"] = int(duration)
    if kind == "app_cookie":
        result["cookie_name"] = found.get("stickiness.app_cookie.cookie_name") or None
    return result


def _stickiness_texts(stickiness: TargetGroupStickiness | None) -> dict[str, str]:
    if stickiness is None:
        return {"stickiness.enabled": "false"}
    wanted = {"stickiness.enabled": "true" if stickiness.enabled else "false", "stickiness.type": stickiness.type}
    if stickiness.cookie_duration is not None:
        wanted[f"stickiness.{stickiness.type}.duration_seconds"] = str(stickiness.cookie_duration)
    if stickiness.cookie_name is not None:
        wanted["stickiness.app_cookie.cookie_name"] = stickiness.cookie_name
    return wanted
