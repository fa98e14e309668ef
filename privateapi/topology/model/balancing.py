"""Load balancers, what they listen to and where they send it, and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from privateapi.topology.model.node import Node
from privateapi.topology.model.privatelink import EndpointAddress
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, Ref, Refs, Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBalancer(Node):
    """A load balancer; `type` is `application` when left out, as in the API."""

    noun: ClassVar[str] = "load balancer"

    load_balancer_name: Value[str] = MISSING
    type: Value[str] = MISSING
    # `internal` or `internet-facing`.
    scheme: Value[str] = MISSING
    vpc: Ref = NO_REF
    subnets: Refs = NO_REFS
    addresses: Value[tuple[EndpointAddress, ...]] = MISSING
    security_groups: Refs = NO_REFS
    ip_address_type: Value[str] = MISSING
    cross_zone: Value[bool] = MISSING
    deletion_protection: Value[bool] = MISSING
    dns_name: Value[str] = MISSING
    canonical_hosted_zone_id: Value[str] = MISSING


@dataclass(frozen=True, slots=True)
class HealthProbe:
    """How a target group asks its targets; each default is the API's for the group's protocol."""

    enabled: Value[bool] = MISSING
    protocol: Value[str] = MISSING
    # A number, or `traffic-port`.
    port: Value[str] = MISSING
    path: Value[str] = MISSING
    interval_seconds: Value[int] = MISSING
    timeout_seconds: Value[int] = MISSING
    healthy_threshold: Value[int] = MISSING
    unhealthy_threshold: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup(Node):
    """A target group; `target_type` is `instance` when left out."""

    noun: ClassVar[str] = "target group"

    target_group_name: Value[str] = MISSING
    protocol: Value[str] = MISSING
    port: Value[int] = MISSING
    target_type: Value[str] = MISSING
    vpc: Ref = NO_REF
    health_check: HealthProbe = HealthProbe()
    cross_zone: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Node):
    """One registered target: an address, or a reference to an instance, function or load balancer.

    `healthy` is what live data says; a design has none.
    """

    noun: ClassVar[str] = "target"

    target_group: Ref = NO_REF
    target: Ref = NO_REF
    port: Value[int] = MISSING
    availability_zone: Value[str] = MISSING
    healthy: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener(Node):
    """A listener and the groups that it forwards to."""

    noun: ClassVar[str] = "listener"

    load_balancer: Ref = NO_REF
    protocol: Value[str] = MISSING
    port: Value[int] = MISSING
    certificate: Ref = NO_REF
    ssl_policy: Value[str] = MISSING
    alpn_policy: Value[str] = MISSING
    target_groups: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerCertificate(Node):
    """A further certificate of a listener."""

    noun: ClassVar[str] = "listener certificate"

    listener: Ref = NO_REF
    certificate: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Node):
    """A certificate of ACM: requested, imported (it has a body), or issued by a private authority."""

    noun: ClassVar[str] = "certificate"

    domain_name: Value[str] = MISSING
    subject_alternative_names: Values[str] = MISSING
    validation_method: Value[str] = MISSING
    imported: Value[bool] = MISSING
    certificate_authority: Ref = NO_REF
    status: Value[str] = MISSING
    not_after: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateValidation(Node):
    """The wait until a requested certificate is issued, and the records that prove the domain."""

    noun: ClassVar[str] = "certificate validation"

    certificate: Ref = NO_REF
    validation_records: Values[str] = MISSING
