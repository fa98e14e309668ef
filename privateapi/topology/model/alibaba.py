"""API Gateway of Alibaba Cloud with VPC integration: instances, their networks, internal DNS records, backends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from privateapi.topology.model.network import Direction
from privateapi.topology.model.node import Cloud, Node
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, Ref, Refs, Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaNode(Node):
    """A resource of Alibaba Cloud."""

    cloud: ClassVar[Cloud] = Cloud.ALIBABA


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaVpc(AlibabaNode):
    """A VPC with its primary block."""

    noun: ClassVar[str] = "VPC"

    cidr_block: Value[str] = MISSING
    user_cidrs: Values[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaVpcCidrBlock(AlibabaNode):
    """A secondary IPv4 block of a VPC."""

    noun: ClassVar[str] = "CIDR block"

    vpc: Ref = NO_REF
    cidr_block: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class VSwitch(AlibabaNode):
    """A vSwitch: a block of a VPC in one zone."""

    noun: ClassVar[str] = "vSwitch"

    vpc: Ref = NO_REF
    cidr_block: Value[str] = MISSING
    zone: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaSecurityGroup(AlibabaNode):
    """A security group; `inner_access_policy` is `Accept` when left out."""

    noun: ClassVar[str] = "security group"

    vpc: Ref = NO_REF
    inner_access_policy: Value[str] = MISSING
    # `normal` or `enterprise`.
    type: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaSecurityGroupRule(AlibabaNode):
    """A rule of a security group; `port_range` is `443/443`, or `-1/-1` for all."""

    noun: ClassVar[str] = "security group rule"

    security_group: Ref = NO_REF
    direction: Direction = Direction.INGRESS
    ip_protocol: Value[str] = MISSING
    port_range: Value[str] = MISSING
    cidr_ip: Value[str] = MISSING
    peer_group: Ref = NO_REF
    # `accept` or `drop`.
    policy: Value[str] = MISSING
    priority: Value[int] = MISSING


@dataclass(frozen=True, slots=True)
class InstanceZone:
    """The network of a VPC integration instance in one zone."""

    zone: Value[str] = MISSING
    vswitch: Ref = NO_REF
    cidr_block: Value[str] = MISSING
    security_group: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayInstance(AlibabaNode):
    """A dedicated instance of API Gateway; `instance_type` is `vpc_connect` or `normal`.

    `to_connect_vpc_ip_blocks` adds accessible CIDR blocks and `delete_vpc_ip_block` takes one away. `previous_vpc` is
    the VPC before the update, where the reader knows it: an instance cannot change its VPC.
    """

    noun: ClassVar[str] = "API Gateway instance"

    instance_name: Value[str] = MISSING
    instance_type: Value[str] = MISSING
    instance_spec: Value[str] = MISSING
    user_vpc: Ref = NO_REF
    previous_vpc: Ref = NO_REF
    instance_cidr: Value[str] = MISSING
    zone: Value[str] = MISSING
    zones: Value[tuple[InstanceZone, ...]] = MISSING
    to_connect_vpc_ip_blocks: Values[str] = MISSING
    delete_vpc_ip_block: Value[str] = MISSING
    https_policy: Value[str] = MISSING
    in_cluster: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibleCidrs(AlibabaNode):
    """CIDR blocks that a VPC integration instance may reach besides its own vSwitches."""

    noun: ClassVar[str] = "accessible CIDR blocks"

    instance: Ref = NO_REF
    cidr_blocks: Values[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcAccess(AlibabaNode):
    """A VPC access authorization: a server of a VPC that APIs may use as their backend."""

    noun: ClassVar[str] = "VPC access"

    access_name: Value[str] = MISSING
    vpc: Ref = NO_REF
    # An ECS or SLB id, or a private address.
    server: Ref = NO_REF
    port: Value[int] = MISSING
    # The Host value, which becomes the SNI.
    host: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiGroup(AlibabaNode):
    """An API group and the instance that serves it; `previous_instance` is the one before a move."""

    noun: ClassVar[str] = "API group"

    group_name: Value[str] = MISSING
    instance: Ref = NO_REF
    previous_instance: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaApi(AlibabaNode):
    """An API; `backend_type` is `HTTP`, `HTTP-VPC`, `FunctionCompute` or `MOCK`."""

    noun: ClassVar[str] = "API"

    api_name: Value[str] = MISSING
    group: Ref = NO_REF
    backend_type: Value[str] = MISSING
    backend_address: Value[str] = MISSING
    backend_scheme: Value[str] = MISSING
    vpc_access: Ref = NO_REF


@dataclass(frozen=True, slots=True)
class WeightedAddress:
    """One A value of an internal record and its share, 0 to 100."""

    address: Value[str] = MISSING
    weight: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalRecord(AlibabaNode):
    """An internal DNS record of API Gateway; a record for conventional instances has no addresses.

    `wait_seconds` is how long the program waits after a change before it goes on.
    """

    noun: ClassVar[str] = "internal DNS record"

    domain_name: Value[str] = MISSING
    # `VPC integration` or `conventional`, as the record's instances must be.
    instance_type: Value[str] = MISSING
    type: Value[str] = MISSING
    addresses: Value[tuple[WeightedAddress, ...]] = MISSING
    wait_seconds: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalRecordAssociation(AlibabaNode):
    """The instances that an internal DNS record is for."""

    noun: ClassVar[str] = "internal DNS association"

    record: Ref = NO_REF
    instances: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaPrivateZone(AlibabaNode):
    """A zone of PrivateZone; its names are known inside its VPCs only."""

    noun: ClassVar[str] = "private zone"

    zone_name: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaPublicRecord(AlibabaNode):
    """A record of public DNS (Alibaba Cloud DNS); the name is absolute."""

    noun: ClassVar[str] = "public DNS record"

    record_name: Value[str] = MISSING
    type: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitRouterAttachment(AlibabaNode):
    """A VPC on a transit router of a CEN instance."""

    noun: ClassVar[str] = "transit router attachment"

    cen: Ref = NO_REF
    transit_router: Ref = NO_REF
    vpc: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaPeering(AlibabaNode):
    """A peering of two VPCs."""

    noun: ClassVar[str] = "VPC peering"

    vpc: Ref = NO_REF
    peer_vpc: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaRoute(AlibabaNode):
    """A custom route of a VPC: to a VPN gateway, a router interface, a peering or an instance."""

    noun: ClassVar[str] = "route"

    route_table: Ref = NO_REF
    vpc: Ref = NO_REF
    destination: Value[str] = MISSING
    next_hop_type: Value[str] = MISSING
    next_hop: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class AlibabaServer(AlibabaNode):
    """A backend: an ECS instance, or a load balancer with an address in a vSwitch."""

    noun: ClassVar[str] = "server"

    # `ecs`, `clb`, `alb` or `nlb`.
    kind: Value[str] = MISSING
    vswitch: Ref = NO_REF
    private_ip: Value[str] = MISSING
    security_groups: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLinkedRole(AlibabaNode):
    """A role that lets a service act in the account."""

    noun: ClassVar[str] = "service-linked role"

    role_name: Value[str] = MISSING
