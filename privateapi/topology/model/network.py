"""VPCs, what is in them, and what connects them.

Field names are the AWS API's own, in snake case; texts are spelled as the API spells them (`Interface`, `tcp`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from privateapi.topology.model.node import Node
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, Ref, Refs, Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpc(Node):
    """A VPC with its primary CIDR block; further blocks are `VpcCidrBlock`."""

    noun: ClassVar[str] = "VPC"

    cidr_block: Value[str] = MISSING
    ipv6_cidr_block: Value[str] = MISSING
    enable_dns_support: Value[bool] = MISSING
    enable_dns_hostnames: Value[bool] = MISSING
    main_route_table: Ref = NO_REF
    default_security_group: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcCidrBlock(Node):
    """A further CIDR block of a VPC, of either family."""

    noun: ClassVar[str] = "CIDR block"

    vpc: Ref = NO_REF
    cidr_block: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Subnet(Node):
    """A subnet. `availability_zone` is the name that each account sees, `availability_zone_id` the place itself."""

    noun: ClassVar[str] = "subnet"

    vpc: Ref = NO_REF
    cidr_block: Value[str] = MISSING
    ipv6_cidr_block: Value[str] = MISSING
    availability_zone: Value[str] = MISSING
    availability_zone_id: Value[str] = MISSING
    map_public_ip_on_launch: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable(Node):
    """A route table; `main` is used by every subnet of its VPC that has no association of its own."""

    noun: ClassVar[str] = "route table"

    vpc: Ref = NO_REF
    main: Value[bool] = MISSING


class RouteTarget(StrEnum):
    """Which property of a route names its target; it is known even while the target's id is not."""

    GATEWAY = "gateway"
    NAT_GATEWAY = "nat_gateway"
    TRANSIT_GATEWAY = "transit_gateway"
    VPC_PEERING = "vpc_peering"
    VPC_ENDPOINT = "vpc_endpoint"
    NETWORK_INTERFACE = "network_interface"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Node):
    """A route of a route table, inline or a resource of its own. The route to the VPC itself is not one."""

    noun: ClassVar[str] = "route"

    route_table: Ref = NO_REF
    destination: Value[str] = MISSING
    destination_prefix_list: Ref = NO_REF
    target_kind: RouteTarget = RouteTarget.OTHER
    target: Ref = NO_REF
    inline: bool = False
    # "blackhole" when the target is gone; only live data has it.
    state: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTableAssociation(Node):
    """Which route table a subnet (or a gateway) uses."""

    noun: ClassVar[str] = "route table association"

    route_table: Ref = NO_REF
    subnet: Ref = NO_REF
    gateway: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class InternetGateway(Node):
    """An internet gateway and the VPC that it is attached to."""

    noun: ClassVar[str] = "internet gateway"

    vpc: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class NatGateway(Node):
    """A NAT gateway; `connectivity_type` is `public` or `private`."""

    noun: ClassVar[str] = "NAT gateway"

    subnet: Ref = NO_REF
    connectivity_type: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAcl(Node):
    """A network ACL; its rules are counted, not judged."""

    noun: ClassVar[str] = "network ACL"

    vpc: Ref = NO_REF
    ingress_rules: Value[int] = MISSING
    egress_rules: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class DhcpOptions(Node):
    """A DHCP options set."""

    noun: ClassVar[str] = "DHCP options set"

    domain_name_servers: Values[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class DhcpOptionsAssociation(Node):
    """Which DHCP options a VPC hands out."""

    noun: ClassVar[str] = "DHCP options association"

    vpc: Ref = NO_REF
    dhcp_options: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLog(Node):
    """A flow log of a VPC, subnet or interface."""

    noun: ClassVar[str] = "flow log"

    resource: Ref = NO_REF
    traffic_type: Value[str] = MISSING
    log_destination: Value[str] = MISSING
    log_destination_type: Value[str] = MISSING
    role: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroup(Node):
    """A security group; all its rules are `SecurityGroupRule`, inline ones too."""

    noun: ClassVar[str] = "security group"

    vpc: Ref = NO_REF
    group_name: Value[str] = MISSING


class Direction(StrEnum):
    """The direction of a security group rule, as seen from the network interface."""

    INGRESS = "ingress"
    EGRESS = "egress"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroupRule(Node):
    """A rule with all its peers; one without ports, or with protocol `-1`, is for every port."""

    noun: ClassVar[str] = "security group rule"

    security_group: Ref = NO_REF
    direction: Direction = Direction.INGRESS
    ip_protocol: Value[str] = MISSING
    from_port: Value[int] = MISSING
    to_port: Value[int] = MISSING
    cidr_blocks: Values[str] = MISSING
    ipv6_cidr_blocks: Values[str] = MISSING
    prefix_lists: Refs = NO_REFS
    # Groups whose interfaces are the peers.
    referenced_groups: Refs = NO_REFS
    # Whether the own group's interfaces are peers.
    itself: Value[bool] = MISSING
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedPrefixList(Node):
    """A prefix list; it counts with `max_entries` in quotas of routes and rules."""

    noun: ClassVar[str] = "prefix list"

    max_entries: Value[int] = MISSING
    entries: Values[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcPeering(Node):
    """A peering of two VPCs; `vpc` is the requester. `status` is that of live data: `active`, `failed`, …"""

    noun: ClassVar[str] = "VPC peering"

    vpc: Ref = NO_REF
    peer_vpc: Ref = NO_REF
    peer_region: Value[str] = MISSING
    peer_account: Value[str] = MISSING
    auto_accept: Value[bool] = MISSING
    status: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcPeeringAccepter(Node):
    """The acceptance of a peering by the other side."""

    noun: ClassVar[str] = "VPC peering accepter"

    peering: Ref = NO_REF
    auto_accept: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGateway(Node):
    """A transit gateway; the two defaults are `enable` unless set to `disable`."""

    noun: ClassVar[str] = "transit gateway"

    amazon_side_asn: Value[int] = MISSING
    cidr_blocks: Values[str] = MISSING
    default_route_table_association: Value[str] = MISSING
    default_route_table_propagation: Value[str] = MISSING
    association_default_route_table: Ref = NO_REF
    propagation_default_route_table: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayVpcAttachment(Node):
    """A VPC on a transit gateway; the two defaults override those of the gateway."""

    noun: ClassVar[str] = "transit gateway attachment"

    transit_gateway: Ref = NO_REF
    vpc: Ref = NO_REF
    subnets: Refs = NO_REFS
    default_route_table_association: Value[bool] = MISSING
    default_route_table_propagation: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayPeering(Node):
    """A peering of two transit gateways; `transit_gateway` is the requester."""

    noun: ClassVar[str] = "transit gateway peering"

    transit_gateway: Ref = NO_REF
    peer_transit_gateway: Ref = NO_REF
    peer_region: Value[str] = MISSING
    peer_account: Value[str] = MISSING
    state: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayPeeringAccepter(Node):
    """The acceptance of a transit gateway peering, made in the peer's Region."""

    noun: ClassVar[str] = "transit gateway peering accepter"

    peering: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayRouteTable(Node):
    """A route table of a transit gateway."""

    noun: ClassVar[str] = "transit gateway route table"

    transit_gateway: Ref = NO_REF
    default_association: Value[bool] = MISSING
    default_propagation: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayRouteTableAssociation(Node):
    """Which table routes the packets that come in from an attachment; an attachment has one at most."""

    noun: ClassVar[str] = "transit gateway association"

    route_table: Ref = NO_REF
    attachment: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayRouteTablePropagation(Node):
    """A table that learns the CIDR blocks of an attached VPC."""

    noun: ClassVar[str] = "transit gateway propagation"

    route_table: Ref = NO_REF
    attachment: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayRoute(Node):
    """A static route of a transit gateway route table.

    `route_table` names a table, or the transit gateway itself when it was computed from its default table.
    """

    noun: ClassVar[str] = "transit gateway route"

    route_table: Ref = NO_REF
    destination: Value[str] = MISSING
    attachment: Ref = NO_REF
    blackhole: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientNetwork(Node):
    """A VPC that holds clients of the APIs, as a component or the configuration says.

    `zone` is the private zone that is meant to answer them, where several of one name answer different clients.
    """

    noun: ClassVar[str] = "client network"

    vpc: Ref = NO_REF
    subnets: Refs = NO_REFS
    zone: Ref = NO_REF
