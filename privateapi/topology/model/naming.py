"""Names: hosted zones, record sets, health checks and their alarms, resolvers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from privateapi.topology.model.node import Node
from privateapi.topology.model.privatelink import EndpointAddress
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, Ref, Refs, Value, Values


@dataclass(frozen=True, slots=True)
class ZoneVpc:
    """A VPC that a private zone answers, with the Region that the request names."""

    vpc: Ref = NO_REF
    vpc_region: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedZone(Node):
    """A hosted zone; `vpcs` are those given with it, further ones are `ZoneAssociation`."""

    noun: ClassVar[str] = "hosted zone"

    zone_name: Value[str] = MISSING
    private: Value[bool] = MISSING
    vpcs: Value[tuple[ZoneVpc, ...]] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneAssociation(Node):
    """A VPC that a private zone answers, as a resource of its own."""

    noun: ClassVar[str] = "zone association"

    zone: Ref = NO_REF
    vpc: Ref = NO_REF
    vpc_region: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneAuthorization(Node):
    """The leave for a VPC of another account to be associated with a zone."""

    noun: ClassVar[str] = "zone association authorization"

    zone: Ref = NO_REF
    vpc: Ref = NO_REF
    vpc_region: Value[str] = MISSING


@dataclass(frozen=True, slots=True)
class Alias:
    """Where an alias record points: a load balancer, an endpoint, an API domain or another record of the zone."""

    dns_name: Value[str] = MISSING
    hosted_zone_id: Value[str] = MISSING
    evaluate_target_health: Value[bool] = MISSING
    # The resource that the name was computed from.
    target: Ref = NO_REF


@dataclass(frozen=True, slots=True)
class Geolocation:
    """Which queries a geolocation record answers; `country` `*` is the default record."""

    continent: Value[str] = MISSING
    country: Value[str] = MISSING
    subdivision: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSet(Node):
    """A record set. Each routing policy has a field of its own, so that a record with two of them can be told.

    `record_name` is the name as written: absolute, or relative to the zone where the program's provider allows it;
    readers give the absolute one, without the dot at the end.
    """

    noun: ClassVar[str] = "record"

    zone: Ref = NO_REF
    record_name: Value[str] = MISSING
    type: Value[str] = MISSING
    ttl: Value[int] = MISSING
    records: Values[str] = MISSING
    alias: Value[Alias] = MISSING
    set_identifier: Value[str] = MISSING
    health_check: Ref = NO_REF
    weight: Value[int] = MISSING
    # `PRIMARY` or `SECONDARY`.
    failover: Value[str] = MISSING
    latency_region: Value[str] = MISSING
    geolocation: Value[Geolocation] = MISSING
    multivalue: Value[bool] = MISSING
    geoproximity: Value[str] = MISSING
    cidr_collection: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck(Node):
    """A Route 53 health check: of an address, of a CloudWatch alarm, or calculated from others.

    `status` is what live data says (`Success…`, `Failure…`); a design has none.
    """

    noun: ClassVar[str] = "health check"

    type: Value[str] = MISSING
    alarm_name: Value[str] = MISSING
    alarm_region: Value[str] = MISSING
    alarm: Ref = NO_REF
    insufficient_data_health_status: Value[str] = MISSING
    inverted: Value[bool] = MISSING
    disabled: Value[bool] = MISSING
    children: Refs = NO_REFS
    health_threshold: Value[int] = MISSING
    ip_address: Value[str] = MISSING
    fqdn: Value[str] = MISSING
    port: Value[int] = MISSING
    resource_path: Value[str] = MISSING
    failure_threshold: Value[int] = MISSING
    request_interval: Value[int] = MISSING
    status: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm(Node):
    """A CloudWatch metric alarm. `dimensions` are pairs; a value computed from a resource is unknown at first.

    `state` is what live data says: `OK`, `ALARM` or `INSUFFICIENT_DATA`.
    """

    noun: ClassVar[str] = "alarm"

    alarm_name: Value[str] = MISSING
    namespace: Value[str] = MISSING
    metric_name: Value[str] = MISSING
    statistic: Value[str] = MISSING
    extended_statistic: Value[str] = MISSING
    dimensions: Value[tuple[tuple[str, Value[str]], ...]] = MISSING
    # What the dimensions were computed from.
    dimension_targets: tuple[str, ...] = ()
    comparison_operator: Value[str] = MISSING
    threshold: Value[float] = MISSING
    threshold_metric_id: Value[str] = MISSING
    period_seconds: Value[int] = MISSING
    evaluation_periods: Value[int] = MISSING
    datapoints_to_alarm: Value[int] = MISSING
    treat_missing_data: Value[str] = MISSING
    metric_math: Value[bool] = MISSING
    state: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeAlarm(Node):
    """A CloudWatch composite alarm; a Route 53 health check cannot watch one."""

    noun: ClassVar[str] = "composite alarm"

    alarm_name: Value[str] = MISSING
    alarm_rule: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverEndpoint(Node):
    """A Route 53 Resolver endpoint; `direction` is `INBOUND` or `OUTBOUND`."""

    noun: ClassVar[str] = "resolver endpoint"

    direction: Value[str] = MISSING
    vpc: Ref = NO_REF
    addresses: Value[tuple[EndpointAddress, ...]] = MISSING
    security_groups: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverRule(Node):
    """A Resolver rule: `FORWARD` sends a domain to other servers, `SYSTEM` keeps it."""

    noun: ClassVar[str] = "resolver rule"

    domain_name: Value[str] = MISSING
    type: Value[str] = MISSING
    endpoint: Ref = NO_REF
    target_addresses: Values[str] = MISSING
    # In the order of the addresses; a target without one is asked on 53.
    target_ports: Values[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverRuleAssociation(Node):
    """A VPC that a Resolver rule is for."""

    noun: ClassVar[str] = "resolver rule association"

    rule: Ref = NO_REF
    vpc: Ref = NO_REF
