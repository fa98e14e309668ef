"""VPC endpoints and the services that they connect to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from privateapi.topology.model.node import Node
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, Ref, Refs, Value, Values


@dataclass(frozen=True, slots=True)
class EndpointAddress:
    """An address of an endpoint or a load balancer, and the subnet that it is in."""

    subnet: Ref = NO_REF
    ipv4: Value[str] = MISSING
    ipv6: Value[str] = MISSING


@dataclass(frozen=True, slots=True)
class DnsEntry:
    """A name that AWS gives to an endpoint, with the hosted zone id that an alias to it needs."""

    dns_name: Value[str] = MISSING
    hosted_zone_id: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcEndpoint(Node):
    """An endpoint; `type` is `Gateway` when left out, as in the API."""

    noun: ClassVar[str] = "VPC endpoint"

    type: Value[str] = MISSING
    vpc: Ref = NO_REF
    service_name: Value[str] = MISSING
    # The endpoint service, when the name was computed from one.
    service: Ref = NO_REF
    service_region: Value[str] = MISSING
    subnets: Refs = NO_REFS
    route_tables: Refs = NO_REFS
    security_groups: Refs = NO_REFS
    addresses: Value[tuple[EndpointAddress, ...]] = MISSING
    private_dns_enabled: Value[bool] = MISSING
    private_dns_only_for_inbound_resolver_endpoint: Value[bool] = MISSING
    ip_address_type: Value[str] = MISSING
    dns_record_ip_type: Value[str] = MISSING
    dns_entries: Value[tuple[DnsEntry, ...]] = MISSING
    policy: Value[str] = MISSING
    auto_accept: Value[bool] = MISSING
    state: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointService(Node):
    """An endpoint service, behind Network or Gateway Load Balancers."""

    noun: ClassVar[str] = "endpoint service"

    service_name: Value[str] = MISSING
    network_load_balancers: Refs = NO_REFS
    gateway_load_balancers: Refs = NO_REFS
    acceptance_required: Value[bool] = MISSING
    allowed_principals: Values[str] = MISSING
    private_dns_name: Value[str] = MISSING
    # `verified`, `pendingVerification` or `failed`.
    private_dns_state: Value[str] = MISSING
    availability_zones: Values[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointServicePermission(Node):
    """A principal that may connect to an endpoint service."""

    noun: ClassVar[str] = "endpoint service permission"

    service: Ref = NO_REF
    principal: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointConnectionAccepter(Node):
    """The acceptance of one endpoint by its service."""

    noun: ClassVar[str] = "endpoint connection accepter"

    service: Ref = NO_REF
    endpoint: Ref = NO_REF
