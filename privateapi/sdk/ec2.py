"""Typed classes of the `ec2` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class FlowLogDestinationOptionsArgs(TypedDict):
    """The files in a bucket."""

    file_format: NotRequired[pulumi.Input[Literal["plain-text", "parquet"]] | None]
    """Format of the files."""
    hive_compatible_partitions: NotRequired[pulumi.Input[bool] | None]
    """Whether the folders are named as Hive's tools want them, ``year=2026/month=11``."""
    per_hour_partition: NotRequired[pulumi.Input[bool] | None]
    """Whether there is a folder for each hour rather than for each day."""


@pulumi.input_type
class _FlowLogDestinationOptionsKeys:
    file_format: Optional[pulumi.Input[Literal["plain-text", "parquet"]]] = pulumi.property("fileFormat", default=None)
    hive_compatible_partitions: Optional[pulumi.Input[bool]] = pulumi.property("hiveCompatiblePartitions", default=None)
    per_hour_partition: Optional[pulumi.Input[bool]] = pulumi.property("perHourPartition", default=None)


class VpcEndpointSubnetConfigurationArgs(TypedDict):
    """Chosen addresses of an endpoint's network interface in one subnet."""

    subnet_id: pulumi.Input[str]
    """The subnet's id."""
    ipv4: NotRequired[pulumi.Input[str] | None]
    """The IPv4 address, free and inside the subnet; AWS keeps its first four addresses and the last one."""
    ipv6: NotRequired[pulumi.Input[str] | None]
    """The IPv6 address, free and inside the subnet's IPv6 block."""


@pulumi.input_type
class _VpcEndpointSubnetConfigurationKeys:
    subnet_id: pulumi.Input[str] = pulumi.property("subnetId")
    ipv4: Optional[pulumi.Input[str]] = pulumi.property("ipv4", default=None)
    ipv6: Optional[pulumi.Input[str]] = pulumi.property("ipv6", default=None)


class VpcEndpointDnsOptionsArgs(TypedDict):
    """The DNS records of an endpoint."""

    dns_record_ip_type: NotRequired[pulumi.Input[Literal["ipv4", "dualstack", "ipv6", "service-defined"]] | None]
    """Which kinds of addresses the endpoint's names are answered with."""
    private_dns_only_for_inbound_resolver_endpoint: NotRequired[pulumi.Input[bool] | None]
    """Whether the service's own names lead to this endpoint only for on-premises clients, who ask through an inbound
    Resolver endpoint; clients in the VPC go through the gateway endpoint. For S3 and DynamoDB.
    """


@pulumi.input_type
class _VpcEndpointDnsOptionsKeys:
    dns_record_ip_type: Optional[pulumi.Input[Literal["ipv4", "dualstack", "ipv6", "service-defined"]]] = (
        pulumi.property("dnsRecordIpType", default=None)
    )
    private_dns_only_for_inbound_resolver_endpoint: Optional[pulumi.Input[bool]] = pulumi.property(
        "privateDnsOnlyForInboundResolverEndpoint", default=None
    )


@pulumi.output_type
class FlowLogDestinationOptions(dict):  # type: ignore[type-arg]
    """The files in a bucket."""

    file_format: Optional[str] = pulumi.property("fileFormat", default=None)
    """Format of the files."""
    hive_compatible_partitions: Optional[bool] = pulumi.property("hiveCompatiblePartitions", default=None)
    """Whether the folders are named as Hive's tools want them, ``year=2026/month=11``."""
    per_hour_partition: Optional[bool] = pulumi.property("perHourPartition", default=None)
    """Whether there is a folder for each hour rather than for each day."""


@pulumi.output_type
class VpcEndpointSubnetConfiguration(dict):  # type: ignore[type-arg]
    """Chosen addresses of an endpoint's network interface in one subnet."""

    subnet_id: str = pulumi.property("subnetId")
    """The subnet's id."""
    ipv4: Optional[str] = pulumi.property("ipv4", default=None)
    """The IPv4 address, free and inside the subnet; AWS keeps its first four addresses and the last one."""
    ipv6: Optional[str] = pulumi.property("ipv6", default=None)
    """The IPv6 address, free and inside the subnet's IPv6 block."""


@pulumi.output_type
class VpcEndpointDnsOptions(dict):  # type: ignore[type-arg]
    """The DNS records of an endpoint."""

    dns_record_ip_type: Optional[str] = pulumi.property("dnsRecordIpType", default=None)
    """Which kinds of addresses the endpoint's names are answered with."""
    private_dns_only_for_inbound_resolver_endpoint: Optional[bool] = pulumi.property(
        "privateDnsOnlyForInboundResolverEndpoint", default=None
    )
    """Whether the service's own names lead to this endpoint only for on-premises clients, who ask through an inbound
    Resolver endpoint; clients in the VPC go through the gateway endpoint. For S3 and DynamoDB.
    """


@pulumi.output_type
class VpcEndpointDnsEntry(dict):  # type: ignore[type-arg]
    """A DNS name of an endpoint."""

    dns_name: str = pulumi.property("dnsName")
    """The name; the first is the Regional one, then one for each Availability Zone, then the service's own."""
    hosted_zone_id: Optional[str] = pulumi.property("hostedZoneId", default=None)
    """The zone of the name, for alias records."""


@pulumi.input_type
class _FlowLogArgs:
    log_destination: pulumi.Input[str] = pulumi.property("logDestination")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    vpc_id: Optional[pulumi.Input[str]] = pulumi.property("vpcId", default=None)
    subnet_id: Optional[pulumi.Input[str]] = pulumi.property("subnetId", default=None)
    network_interface_id: Optional[pulumi.Input[str]] = pulumi.property("networkInterfaceId", default=None)
    transit_gateway_id: Optional[pulumi.Input[str]] = pulumi.property("transitGatewayId", default=None)
    transit_gateway_attachment_id: Optional[pulumi.Input[str]] = pulumi.property(
        "transitGatewayAttachmentId", default=None
    )
    regional_nat_gateway_id: Optional[pulumi.Input[str]] = pulumi.property("regionalNatGatewayId", default=None)
    traffic_type: Optional[pulumi.Input[Literal["ALL", "ACCEPT", "REJECT"]]] = pulumi.property(
        "trafficType", default=None
    )
    log_destination_type: Optional[pulumi.Input[Literal["cloud-watch-logs", "s3", "kinesis-data-firehose"]]] = (
        pulumi.property("logDestinationType", default=None)
    )
    deliver_logs_permission_arn: Optional[pulumi.Input[str]] = pulumi.property("deliverLogsPermissionArn", default=None)
    deliver_cross_account_role: Optional[pulumi.Input[str]] = pulumi.property("deliverCrossAccountRole", default=None)
    log_format: Optional[pulumi.Input[str]] = pulumi.property("logFormat", default=None)
    max_aggregation_interval: Optional[pulumi.Input[Literal[60, 600]]] = pulumi.property(
        "maxAggregationInterval", default=None
    )
    destination_options: Optional[pulumi.Input[_FlowLogDestinationOptionsKeys]] = pulumi.property(
        "destinationOptions", default=None
    )


class FlowLog(Resource):
    """The record of the IP traffic of a VPC, a subnet, a network interface or a gateway."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_id: pulumi.Output[Optional[str]] = pulumi.property("vpcId")
    """The VPC, with every network interface in it."""
    subnet_id: pulumi.Output[Optional[str]] = pulumi.property("subnetId")
    """The subnet, with every network interface in it."""
    network_interface_id: pulumi.Output[Optional[str]] = pulumi.property("networkInterfaceId")
    """The network interface."""
    transit_gateway_id: pulumi.Output[Optional[str]] = pulumi.property("transitGatewayId")
    """The transit gateway, with all its attachments."""
    transit_gateway_attachment_id: pulumi.Output[Optional[str]] = pulumi.property("transitGatewayAttachmentId")
    """The attachment of a transit gateway."""
    regional_nat_gateway_id: pulumi.Output[Optional[str]] = pulumi.property("regionalNatGatewayId")
    """The regional NAT gateway."""
    traffic_type: pulumi.Output[Optional[str]] = pulumi.property("trafficType")
    """Which traffic is logged: all, or what security groups and network ACLs accept or reject. Required, but for
    transit gateways and their attachments: they do not tell.
    """
    log_destination_type: pulumi.Output[str] = pulumi.property("logDestinationType")
    """Kind of the destination."""
    log_destination: pulumi.Output[str] = pulumi.property("logDestination")
    """ARN of the log group, of the bucket (a folder in it may follow: ``arn:aws:s3:::logs/vpc``) or of the Firehose
    stream.
    """
    deliver_logs_permission_arn: pulumi.Output[Optional[str]] = pulumi.property("deliverLogsPermissionArn")
    """ARN of the role under which AWS writes to the log group, which must trust ``vpc-flow-logs.amazonaws.com``; or to
    a Firehose stream of another account. Into a bucket AWS writes under the bucket's policy.
    """
    deliver_cross_account_role: pulumi.Output[Optional[str]] = pulumi.property("deliverCrossAccountRole")
    """ARN of the role in the destination's account, when it is another one."""
    log_format: pulumi.Output[Optional[str]] = pulumi.property("logFormat")
    """The fields of a record, ``${srcaddr} ${dstaddr} ${action}``; left out, the default ones (VPC User Guide, "Flow
    log records").
    """
    max_aggregation_interval: pulumi.Output[Optional[int]] = pulumi.property("maxAggregationInterval")
    """For how many seconds packets of a flow are put together; left out, 600, and 60 for transit gateways."""
    destination_options: pulumi.Output[Optional[FlowLogDestinationOptions]] = pulumi.property("destinationOptions")
    """The files in the bucket; left out, plain text in a folder for each day."""
    flow_log_id: pulumi.Output[str] = pulumi.property("flowLogId")
    """The flow log's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:ec2:FlowLog"
    _args_type = _FlowLogArgs
    _outputs = ("flow_log_id", "arn")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        log_destination: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        vpc_id: pulumi.Input[str] | None = None,
        subnet_id: pulumi.Input[str] | None = None,
        network_interface_id: pulumi.Input[str] | None = None,
        transit_gateway_id: pulumi.Input[str] | None = None,
        transit_gateway_attachment_id: pulumi.Input[str] | None = None,
        regional_nat_gateway_id: pulumi.Input[str] | None = None,
        traffic_type: pulumi.Input[Literal["ALL", "ACCEPT", "REJECT"]] | None = None,
        log_destination_type: pulumi.Input[Literal["cloud-watch-logs", "s3", "kinesis-data-firehose"]] | None = None,
        deliver_logs_permission_arn: pulumi.Input[str] | None = None,
        deliver_cross_account_role: pulumi.Input[str] | None = None,
        log_format: pulumi.Input[str] | None = None,
        max_aggregation_interval: pulumi.Input[Literal[60, 600]] | None = None,
        destination_options: pulumi.Input[FlowLogDestinationOptionsArgs] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "vpc_id": vpc_id,
                "subnet_id": subnet_id,
                "network_interface_id": network_interface_id,
                "transit_gateway_id": transit_gateway_id,
                "transit_gateway_attachment_id": transit_gateway_attachment_id,
                "regional_nat_gateway_id": regional_nat_gateway_id,
                "traffic_type": traffic_type,
                "log_destination_type": log_destination_type,
                "log_destination": log_destination,
                "deliver_logs_permission_arn": deliver_logs_permission_arn,
                "deliver_cross_account_role": deliver_cross_account_role,
                "log_format": log_format,
                "max_aggregation_interval": max_aggregation_interval,
                "destination_options": destination_options,
            },
        )


@pulumi.input_type
class _RouteArgs:
    route_table_id: pulumi.Input[str] = pulumi.property("routeTableId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    destination_cidr_block: Optional[pulumi.Input[str]] = pulumi.property("destinationCidrBlock", default=None)
    destination_ipv6_cidr_block: Optional[pulumi.Input[str]] = pulumi.property("destinationIpv6CidrBlock", default=None)
    destination_prefix_list_id: Optional[pulumi.Input[str]] = pulumi.property("destinationPrefixListId", default=None)
    carrier_gateway_id: Optional[pulumi.Input[str]] = pulumi.property("carrierGatewayId", default=None)
    core_network_arn: Optional[pulumi.Input[str]] = pulumi.property("coreNetworkArn", default=None)
    egress_only_gateway_id: Optional[pulumi.Input[str]] = pulumi.property("egressOnlyGatewayId", default=None)
    gateway_id: Optional[pulumi.Input[str]] = pulumi.property("gatewayId", default=None)
    local_gateway_id: Optional[pulumi.Input[str]] = pulumi.property("localGatewayId", default=None)
    nat_gateway_id: Optional[pulumi.Input[str]] = pulumi.property("natGatewayId", default=None)
    network_interface_id: Optional[pulumi.Input[str]] = pulumi.property("networkInterfaceId", default=None)
    transit_gateway_id: Optional[pulumi.Input[str]] = pulumi.property("transitGatewayId", default=None)
    vpc_endpoint_id: Optional[pulumi.Input[str]] = pulumi.property("vpcEndpointId", default=None)
    vpc_peering_connection_id: Optional[pulumi.Input[str]] = pulumi.property("vpcPeeringConnectionId", default=None)


class Route(Resource):
    """A route of a route table; another target takes the old one's place without an interruption.

    Its id is the route table's id and the destination: ``rtb-0abc/10.1.0.0/16``, ``rtb-0abc/pl-0abc``.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    route_table_id: pulumi.Output[str] = pulumi.property("routeTableId")
    """The route table's id."""
    destination_cidr_block: pulumi.Output[Optional[str]] = pulumi.property("destinationCidrBlock")
    """The IPv4 block that the route is for, such as ``10.1.0.0/16`` or ``0.0.0.0/0``."""
    destination_ipv6_cidr_block: pulumi.Output[Optional[str]] = pulumi.property("destinationIpv6CidrBlock")
    """The IPv6 block that the route is for, such as ``::/0``."""
    destination_prefix_list_id: pulumi.Output[Optional[str]] = pulumi.property("destinationPrefixListId")
    """The prefix list whose blocks the route is for."""
    carrier_gateway_id: pulumi.Output[Optional[str]] = pulumi.property("carrierGatewayId")
    """Carrier gateway of a Wavelength Zone; IPv4 only."""
    core_network_arn: pulumi.Output[Optional[str]] = pulumi.property("coreNetworkArn")
    """ARN of a Cloud WAN core network."""
    egress_only_gateway_id: pulumi.Output[Optional[str]] = pulumi.property("egressOnlyGatewayId")
    """Egress-only internet gateway; IPv6 only."""
    gateway_id: pulumi.Output[Optional[str]] = pulumi.property("gatewayId")
    """Internet gateway (``igw-``) or virtual private gateway (``vgw-``)."""
    local_gateway_id: pulumi.Output[Optional[str]] = pulumi.property("localGatewayId")
    """Local gateway of an Outpost."""
    nat_gateway_id: pulumi.Output[Optional[str]] = pulumi.property("natGatewayId")
    """NAT gateway."""
    network_interface_id: pulumi.Output[Optional[str]] = pulumi.property("networkInterfaceId")
    """Network interface of an appliance."""
    transit_gateway_id: pulumi.Output[Optional[str]] = pulumi.property("transitGatewayId")
    """Transit gateway that the VPC is attached to."""
    vpc_endpoint_id: pulumi.Output[Optional[str]] = pulumi.property("vpcEndpointId")
    """Gateway Load Balancer endpoint; gateway endpoints make their routes themselves."""
    vpc_peering_connection_id: pulumi.Output[Optional[str]] = pulumi.property("vpcPeeringConnectionId")
    """VPC peering connection."""
    state: pulumi.Output[str] = pulumi.property("state")
    """``active``, or ``blackhole`` when its target is gone."""
    origin: pulumi.Output[Optional[str]] = pulumi.property("origin")
    """How it was made: ``CreateRoute``."""
    _token = "privateapi:ec2:Route"
    _args_type = _RouteArgs
    _outputs = ("state", "origin")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        route_table_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        destination_cidr_block: pulumi.Input[str] | None = None,
        destination_ipv6_cidr_block: pulumi.Input[str] | None = None,
        destination_prefix_list_id: pulumi.Input[str] | None = None,
        carrier_gateway_id: pulumi.Input[str] | None = None,
        core_network_arn: pulumi.Input[str] | None = None,
        egress_only_gateway_id: pulumi.Input[str] | None = None,
        gateway_id: pulumi.Input[str] | None = None,
        local_gateway_id: pulumi.Input[str] | None = None,
        nat_gateway_id: pulumi.Input[str] | None = None,
        network_interface_id: pulumi.Input[str] | None = None,
        transit_gateway_id: pulumi.Input[str] | None = None,
        vpc_endpoint_id: pulumi.Input[str] | None = None,
        vpc_peering_connection_id: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "route_table_id": route_table_id,
                "destination_cidr_block": destination_cidr_block,
                "destination_ipv6_cidr_block": destination_ipv6_cidr_block,
                "destination_prefix_list_id": destination_prefix_list_id,
                "carrier_gateway_id": carrier_gateway_id,
                "core_network_arn": core_network_arn,
                "egress_only_gateway_id": egress_only_gateway_id,
                "gateway_id": gateway_id,
                "local_gateway_id": local_gateway_id,
                "nat_gateway_id": nat_gateway_id,
                "network_interface_id": network_interface_id,
                "transit_gateway_id": transit_gateway_id,
                "vpc_endpoint_id": vpc_endpoint_id,
                "vpc_peering_connection_id": vpc_peering_connection_id,
            },
        )


@pulumi.input_type
class _RouteTableArgs:
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    propagating_vgws: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "propagatingVgws", default=None
    )


class RouteTable(Resource):
    """A route table of a VPC; `Route` and `RouteTableAssociation` fill and use it."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC's id."""
    propagating_vgws: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("propagatingVgws")
    """Ids of virtual private gateways, attached to the VPC, whose routes appear in the table by themselves."""
    route_table_id: pulumi.Output[str] = pulumi.property("routeTableId")
    """The route table's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the route table."""
    _token = "privateapi:ec2:RouteTable"
    _args_type = _RouteTableArgs
    _outputs = ("route_table_id", "arn", "owner_id")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        vpc_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        propagating_vgws: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "vpc_id": vpc_id,
                "propagating_vgws": propagating_vgws,
            },
        )


@pulumi.input_type
class _RouteTableAssociationArgs:
    route_table_id: pulumi.Input[str] = pulumi.property("routeTableId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    subnet_id: Optional[pulumi.Input[str]] = pulumi.property("subnetId", default=None)
    gateway_id: Optional[pulumi.Input[str]] = pulumi.property("gatewayId", default=None)


class RouteTableAssociation(Resource):
    """The route table of a subnet, or of a gateway.

    Its id is the subnet's or gateway's id, which has at most one association: AWS's own changes with the route table.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    route_table_id: pulumi.Output[str] = pulumi.property("routeTableId")
    """The route table's id; another one takes its place at once, without a moment on the main table."""
    subnet_id: pulumi.Output[Optional[str]] = pulumi.property("subnetId")
    """The subnet whose traffic the table routes."""
    gateway_id: pulumi.Output[Optional[str]] = pulumi.property("gatewayId")
    """The internet gateway or virtual private gateway whose incoming traffic the table routes."""
    association_id: pulumi.Output[str] = pulumi.property("associationId")
    """AWS's id of the association; another route table means another id."""
    _token = "privateapi:ec2:RouteTableAssociation"
    _args_type = _RouteTableAssociationArgs
    _outputs = ("association_id",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        route_table_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        subnet_id: pulumi.Input[str] | None = None,
        gateway_id: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "route_table_id": route_table_id,
                "subnet_id": subnet_id,
                "gateway_id": gateway_id,
            },
        )


@pulumi.input_type
class _SecurityGroupArgs:
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    group_name: Optional[pulumi.Input[str]] = pulumi.property("groupName", default=None)
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    revoke_default_egress: Optional[pulumi.Input[bool]] = pulumi.property("revokeDefaultEgress", default=None)


class SecurityGroup(Resource):
    """A security group of a VPC, without rules; `SecurityGroupRule` adds them."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC's id."""
    group_name: pulumi.Output[str] = pulumi.property("groupName")
    """Name, unique in the VPC, 1 to 255 characters."""
    description: pulumi.Output[str] = pulumi.property("description")
    """Description, 1 to 255 characters; AWS cannot change it."""
    revoke_default_egress: pulumi.Output[bool] = pulumi.property("revokeDefaultEgress")
    """Whether the rule is taken away with which AWS lets everything out of a new group, so that only what
    ``SecurityGroupRule`` resources say is let out. ``false`` leaves it, or puts it back (for IPv4).
    """
    security_group_id: pulumi.Output[str] = pulumi.property("securityGroupId")
    """The group's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the group."""
    _token = "privateapi:ec2:SecurityGroup"
    _args_type = _SecurityGroupArgs
    _outputs = ("security_group_id", "arn", "owner_id")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        vpc_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        group_name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        revoke_default_egress: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "vpc_id": vpc_id,
                "group_name": group_name,
                "description": description,
                "revoke_default_egress": revoke_default_egress,
            },
        )


@pulumi.input_type
class _SecurityGroupRuleArgs:
    security_group_id: pulumi.Input[str] = pulumi.property("securityGroupId")
    type: pulumi.Input[Literal["ingress", "egress"]] = pulumi.property("type")
    ip_protocol: pulumi.Input[str] = pulumi.property("ipProtocol")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    from_port: Optional[pulumi.Input[int]] = pulumi.property("fromPort", default=None)
    to_port: Optional[pulumi.Input[int]] = pulumi.property("toPort", default=None)
    cidr_ipv4: Optional[pulumi.Input[str]] = pulumi.property("cidrIpv4", default=None)
    cidr_ipv6: Optional[pulumi.Input[str]] = pulumi.property("cidrIpv6", default=None)
    prefix_list_id: Optional[pulumi.Input[str]] = pulumi.property("prefixListId", default=None)
    referenced_security_group_id: Optional[pulumi.Input[str]] = pulumi.property(
        "referencedSecurityGroupId", default=None
    )
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)


class SecurityGroupRule(Resource):
    """One rule of a security group; protocol, ports, description and the source's value change in place."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    security_group_id: pulumi.Output[str] = pulumi.property("securityGroupId")
    """The group whose rule it is."""
    type: pulumi.Output[str] = pulumi.property("type")
    """Whether traffic into (``ingress``) or out of (``egress``) the group's interfaces is allowed."""
    ip_protocol: pulumi.Output[str] = pulumi.property("ipProtocol")
    """``tcp``, ``udp``, ``icmp``, ``icmpv6``, another protocol's number, or ``-1`` for everything."""
    from_port: pulumi.Output[Optional[int]] = pulumi.property("fromPort")
    """First port, 0 to 65535; for ICMP its type, -1 (the default there) for all."""
    to_port: pulumi.Output[Optional[int]] = pulumi.property("toPort")
    """Last port, 0 to 65535; for ICMP its code, -1 (the default there) for all."""
    cidr_ipv4: pulumi.Output[Optional[str]] = pulumi.property("cidrIpv4")
    """An IPv4 block; a single address is a /32."""
    cidr_ipv6: pulumi.Output[Optional[str]] = pulumi.property("cidrIpv6")
    """An IPv6 block; a single address is a /128."""
    prefix_list_id: pulumi.Output[Optional[str]] = pulumi.property("prefixListId")
    """A prefix list."""
    referenced_security_group_id: pulumi.Output[Optional[str]] = pulumi.property("referencedSecurityGroupId")
    """A security group; one of another account, in a peered VPC, is ``123456789012/sg-0abc``."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """Description, at most 255 characters."""
    security_group_rule_id: pulumi.Output[str] = pulumi.property("securityGroupRuleId")
    """The rule's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:ec2:SecurityGroupRule"
    _args_type = _SecurityGroupRuleArgs
    _outputs = ("security_group_rule_id", "arn")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        security_group_id: pulumi.Input[str],
        type: pulumi.Input[Literal["ingress", "egress"]],
        ip_protocol: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        from_port: pulumi.Input[int] | None = None,
        to_port: pulumi.Input[int] | None = None,
        cidr_ipv4: pulumi.Input[str] | None = None,
        cidr_ipv6: pulumi.Input[str] | None = None,
        prefix_list_id: pulumi.Input[str] | None = None,
        referenced_security_group_id: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "security_group_id": security_group_id,
                "type": type,
                "ip_protocol": ip_protocol,
                "from_port": from_port,
                "to_port": to_port,
                "cidr_ipv4": cidr_ipv4,
                "cidr_ipv6": cidr_ipv6,
                "prefix_list_id": prefix_list_id,
                "referenced_security_group_id": referenced_security_group_id,
                "description": description,
            },
        )


@pulumi.input_type
class _SubnetArgs:
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    cidr_block: Optional[pulumi.Input[str]] = pulumi.property("cidrBlock", default=None)
    availability_zone: Optional[pulumi.Input[str]] = pulumi.property("availabilityZone", default=None)
    availability_zone_id: Optional[pulumi.Input[str]] = pulumi.property("availabilityZoneId", default=None)
    ipv6_cidr_block: Optional[pulumi.Input[str]] = pulumi.property("ipv6CidrBlock", default=None)
    ipv6_native: Optional[pulumi.Input[bool]] = pulumi.property("ipv6Native", default=None)
    ipv4_ipam_pool_id: Optional[pulumi.Input[str]] = pulumi.property("ipv4IpamPoolId", default=None)
    ipv4_netmask_length: Optional[pulumi.Input[int]] = pulumi.property("ipv4NetmaskLength", default=None)
    map_public_ip_on_launch: Optional[pulumi.Input[bool]] = pulumi.property("mapPublicIpOnLaunch", default=None)
    assign_ipv6_address_on_creation: Optional[pulumi.Input[bool]] = pulumi.property(
        "assignIpv6AddressOnCreation", default=None
    )
    enable_dns64: Optional[pulumi.Input[bool]] = pulumi.property("enableDns64", default=None)
    private_dns_hostname_type_on_launch: Optional[pulumi.Input[Literal["ip-name", "resource-name"]]] = pulumi.property(
        "privateDnsHostnameTypeOnLaunch", default=None
    )
    enable_resource_name_dns_a_record_on_launch: Optional[pulumi.Input[bool]] = pulumi.property(
        "enableResourceNameDnsARecordOnLaunch", default=None
    )
    enable_resource_name_dns_aaaa_record_on_launch: Optional[pulumi.Input[bool]] = pulumi.property(
        "enableResourceNameDnsAaaaRecordOnLaunch", default=None
    )


class Subnet(Resource):
    """A subnet of a VPC in one Availability Zone."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC's id."""
    cidr_block: pulumi.Output[Optional[str]] = pulumi.property("cidrBlock")
    """The IPv4 block, /16 to /28, inside one of the VPC's blocks; an IPv6-only subnet has none, a pool gives one."""
    availability_zone: pulumi.Output[Optional[str]] = pulumi.property("availabilityZone")
    """The Availability Zone by name, such as ``us-east-1a``; left out, AWS chooses one."""
    availability_zone_id: pulumi.Output[Optional[str]] = pulumi.property("availabilityZoneId")
    """The Availability Zone by its id, which means the same place in every account, such as ``use1-az1``."""
    ipv6_cidr_block: pulumi.Output[Optional[str]] = pulumi.property("ipv6CidrBlock")
    """An IPv6 block inside the VPC's one, /44 to /64 in steps of 4. It can be added and changed in place."""
    ipv6_native: pulumi.Output[bool] = pulumi.property("ipv6Native")
    """Whether the subnet has IPv6 only."""
    ipv4_ipam_pool_id: pulumi.Output[Optional[str]] = pulumi.property("ipv4IpamPoolId")
    """An IPAM pool that gives the IPv4 block. AWS never gives it back."""
    ipv4_netmask_length: pulumi.Output[Optional[int]] = pulumi.property("ipv4NetmaskLength")
    """Prefix length of the IPv4 block that the pool gives, 16 to 28."""
    map_public_ip_on_launch: pulumi.Output[bool] = pulumi.property("mapPublicIpOnLaunch")
    """Whether instances get a public IPv4 address; subnets of a private API keep it off."""
    assign_ipv6_address_on_creation: pulumi.Output[bool] = pulumi.property("assignIpv6AddressOnCreation")
    """Whether new network interfaces get an IPv6 address; needs an IPv6 block."""
    enable_dns64: pulumi.Output[bool] = pulumi.property("enableDns64")
    """Whether the Amazon DNS server answers with synthetic IPv6 addresses for IPv4-only names; needs an IPv6 block."""
    private_dns_hostname_type_on_launch: pulumi.Output[Optional[str]] = pulumi.property(
        "privateDnsHostnameTypeOnLaunch"
    )
    """Whether instances' host names come from their IPv4 address or their id; AWS's choice is ``ip-name`` where the
    subnet has IPv4.
    """
    enable_resource_name_dns_a_record_on_launch: pulumi.Output[bool] = pulumi.property(
        "enableResourceNameDnsARecordOnLaunch"
    )
    """Whether instances' resource names are answered with A records."""
    enable_resource_name_dns_aaaa_record_on_launch: pulumi.Output[bool] = pulumi.property(
        "enableResourceNameDnsAaaaRecordOnLaunch"
    )
    """Whether instances' resource names are answered with AAAA records."""
    subnet_id: pulumi.Output[str] = pulumi.property("subnetId")
    """The subnet's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    ipv6_cidr_block_association_id: pulumi.Output[Optional[str]] = pulumi.property("ipv6CidrBlockAssociationId")
    """Id of the IPv6 block's association."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the subnet."""
    _token = "privateapi:ec2:Subnet"
    _args_type = _SubnetArgs
    _outputs = ("subnet_id", "arn", "ipv6_cidr_block_association_id", "owner_id")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        vpc_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        cidr_block: pulumi.Input[str] | None = None,
        availability_zone: pulumi.Input[str] | None = None,
        availability_zone_id: pulumi.Input[str] | None = None,
        ipv6_cidr_block: pulumi.Input[str] | None = None,
        ipv6_native: pulumi.Input[bool] | None = None,
        ipv4_ipam_pool_id: pulumi.Input[str] | None = None,
        ipv4_netmask_length: pulumi.Input[int] | None = None,
        map_public_ip_on_launch: pulumi.Input[bool] | None = None,
        assign_ipv6_address_on_creation: pulumi.Input[bool] | None = None,
        enable_dns64: pulumi.Input[bool] | None = None,
        private_dns_hostname_type_on_launch: pulumi.Input[Literal["ip-name", "resource-name"]] | None = None,
        enable_resource_name_dns_a_record_on_launch: pulumi.Input[bool] | None = None,
        enable_resource_name_dns_aaaa_record_on_launch: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "vpc_id": vpc_id,
                "cidr_block": cidr_block,
                "availability_zone": availability_zone,
                "availability_zone_id": availability_zone_id,
                "ipv6_cidr_block": ipv6_cidr_block,
                "ipv6_native": ipv6_native,
                "ipv4_ipam_pool_id": ipv4_ipam_pool_id,
                "ipv4_netmask_length": ipv4_netmask_length,
                "map_public_ip_on_launch": map_public_ip_on_launch,
                "assign_ipv6_address_on_creation": assign_ipv6_address_on_creation,
                "enable_dns64": enable_dns64,
                "private_dns_hostname_type_on_launch": private_dns_hostname_type_on_launch,
                "enable_resource_name_dns_a_record_on_launch": enable_resource_name_dns_a_record_on_launch,
                "enable_resource_name_dns_aaaa_record_on_launch": enable_resource_name_dns_aaaa_record_on_launch,
            },
        )


@pulumi.input_type
class _TransitGatewayArgs:
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    amazon_side_asn: Optional[pulumi.Input[int]] = pulumi.property("amazonSideAsn", default=None)
    auto_accept_shared_attachments: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "autoAcceptSharedAttachments", default=None
    )
    default_route_table_association: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "defaultRouteTableAssociation", default=None
    )
    default_route_table_propagation: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "defaultRouteTablePropagation", default=None
    )
    dns_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property("dnsSupport", default=None)
    security_group_referencing_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "securityGroupReferencingSupport", default=None
    )
    vpn_ecmp_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "vpnEcmpSupport", default=None
    )
    multicast_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "multicastSupport", default=None
    )
    transit_gateway_cidr_blocks: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "transitGatewayCidrBlocks", default=None
    )


class TransitGateway(Resource):
    """A transit gateway: a router in one Region for attached VPCs, VPNs and peered gateways."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """What it is for."""
    amazon_side_asn: pulumi.Output[int] = pulumi.property("amazonSideAsn")
    """Private ASN of Amazon's side of BGP sessions. Gateways that are peered should differ in it; AWS refuses to change
    it while there are VPN, Direct Connect or Connect attachments.
    """
    auto_accept_shared_attachments: pulumi.Output[str] = pulumi.property("autoAcceptSharedAttachments")
    """Whether attachments from other accounts are accepted by themselves."""
    default_route_table_association: pulumi.Output[str] = pulumi.property("defaultRouteTableAssociation")
    """Whether new attachments use the default route table. From `disable` to `enable` the gateway is replaced."""
    default_route_table_propagation: pulumi.Output[str] = pulumi.property("defaultRouteTablePropagation")
    """Whether new attachments propagate their routes to the default route table. From `disable` to `enable` the gateway
    is replaced.
    """
    dns_support: pulumi.Output[str] = pulumi.property("dnsSupport")
    """Whether public DNS names of attached VPCs are resolved to private addresses."""
    security_group_referencing_support: pulumi.Output[str] = pulumi.property("securityGroupReferencingSupport")
    """Whether security groups may name groups of other attached VPCs."""
    vpn_ecmp_support: pulumi.Output[str] = pulumi.property("vpnEcmpSupport")
    """Whether VPN attachments share traffic by equal-cost multipath."""
    multicast_support: pulumi.Output[str] = pulumi.property("multicastSupport")
    """Whether multicast domains can be made."""
    transit_gateway_cidr_blocks: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("transitGatewayCidrBlocks")
    """Blocks of the gateway itself, for Connect attachments: at most 5, IPv4 /24 or larger, IPv6 /64 or larger."""
    transit_gateway_id: pulumi.Output[str] = pulumi.property("transitGatewayId")
    """The gateway's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the gateway."""
    association_default_route_table_id: pulumi.Output[Optional[str]] = pulumi.property("associationDefaultRouteTableId")
    """Route table that new attachments are associated with; none when that is switched off."""
    propagation_default_route_table_id: pulumi.Output[Optional[str]] = pulumi.property("propagationDefaultRouteTableId")
    """Route table that new attachments propagate to; none when that is switched off."""
    _token = "privateapi:ec2:TransitGateway"
    _args_type = _TransitGatewayArgs
    _outputs = (
        "transit_gateway_id",
        "arn",
        "owner_id",
        "association_default_route_table_id",
        "propagation_default_route_table_id",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        amazon_side_asn: pulumi.Input[int] | None = None,
        auto_accept_shared_attachments: pulumi.Input[Literal["enable", "disable"]] | None = None,
        default_route_table_association: pulumi.Input[Literal["enable", "disable"]] | None = None,
        default_route_table_propagation: pulumi.Input[Literal["enable", "disable"]] | None = None,
        dns_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        security_group_referencing_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        vpn_ecmp_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        multicast_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        transit_gateway_cidr_blocks: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "description": description,
                "amazon_side_asn": amazon_side_asn,
                "auto_accept_shared_attachments": auto_accept_shared_attachments,
                "default_route_table_association": default_route_table_association,
                "default_route_table_propagation": default_route_table_propagation,
                "dns_support": dns_support,
                "security_group_referencing_support": security_group_referencing_support,
                "vpn_ecmp_support": vpn_ecmp_support,
                "multicast_support": multicast_support,
                "transit_gateway_cidr_blocks": transit_gateway_cidr_blocks,
            },
        )


@pulumi.input_type
class _TransitGatewayPeeringArgs:
    transit_gateway_id: pulumi.Input[str] = pulumi.property("transitGatewayId")
    peer_transit_gateway_id: pulumi.Input[str] = pulumi.property("peerTransitGatewayId")
    peer_region: pulumi.Input[str] = pulumi.property("peerRegion")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    peer_account_id: Optional[pulumi.Input[str]] = pulumi.property("peerAccountId", default=None)
    dynamic_routing: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "dynamicRouting", default=None
    )


class TransitGatewayPeering(Resource):
    """A request to peer two transit gateways, made when it waits for acceptance (TransitGatewayPeeringAccepter)."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    transit_gateway_id: pulumi.Output[str] = pulumi.property("transitGatewayId")
    """The requesting gateway, in this resource's Region."""
    peer_transit_gateway_id: pulumi.Output[str] = pulumi.property("peerTransitGatewayId")
    """The gateway to peer with."""
    peer_region: pulumi.Output[str] = pulumi.property("peerRegion")
    """AWS Region of the gateway to peer with."""
    peer_account_id: pulumi.Output[Optional[str]] = pulumi.property("peerAccountId")
    """Account of the gateway to peer with; left out, the own one."""
    dynamic_routing: pulumi.Output[Optional[str]] = pulumi.property("dynamicRouting")
    """Whether both gateways, as parts of one Cloud WAN core network, exchange routes by BGP; left out, no."""
    transit_gateway_attachment_id: pulumi.Output[str] = pulumi.property("transitGatewayAttachmentId")
    """The attachment's id, the same on both sides."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:ec2:TransitGatewayPeering"
    _args_type = _TransitGatewayPeeringArgs
    _outputs = ("transit_gateway_attachment_id", "arn")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transit_gateway_id: pulumi.Input[str],
        peer_transit_gateway_id: pulumi.Input[str],
        peer_region: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        peer_account_id: pulumi.Input[str] | None = None,
        dynamic_routing: pulumi.Input[Literal["enable", "disable"]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "transit_gateway_id": transit_gateway_id,
                "peer_transit_gateway_id": peer_transit_gateway_id,
                "peer_region": peer_region,
                "peer_account_id": peer_account_id,
                "dynamic_routing": dynamic_routing,
            },
        )


@pulumi.input_type
class _TransitGatewayPeeringAccepterArgs:
    transit_gateway_attachment_id: pulumi.Input[str] = pulumi.property("transitGatewayAttachmentId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)


class TransitGatewayPeeringAccepter(Resource):
    """An accepted peering of two transit gateways; deleting it ends the peering on both sides."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    transit_gateway_attachment_id: pulumi.Output[str] = pulumi.property("transitGatewayAttachmentId")
    """The peering, as the requesting side (TransitGatewayPeering) gives it."""
    state: pulumi.Output[str] = pulumi.property("state")
    """The peering's state here: `available`."""
    transit_gateway_id: pulumi.Output[str] = pulumi.property("transitGatewayId")
    """The gateway that accepts, in this resource's Region."""
    peer_transit_gateway_id: pulumi.Output[str] = pulumi.property("peerTransitGatewayId")
    """The gateway that asks."""
    peer_region: pulumi.Output[str] = pulumi.property("peerRegion")
    """AWS Region of the gateway that asks."""
    peer_account_id: pulumi.Output[str] = pulumi.property("peerAccountId")
    """Account of the gateway that asks."""
    _token = "privateapi:ec2:TransitGatewayPeeringAccepter"
    _args_type = _TransitGatewayPeeringAccepterArgs
    _outputs = ("state", "transit_gateway_id", "peer_transit_gateway_id", "peer_region", "peer_account_id")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transit_gateway_attachment_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "transit_gateway_attachment_id": transit_gateway_attachment_id,
            },
        )


@pulumi.input_type
class _TransitGatewayRouteArgs:
    transit_gateway_route_table_id: pulumi.Input[str] = pulumi.property("transitGatewayRouteTableId")
    destination_cidr_block: pulumi.Input[str] = pulumi.property("destinationCidrBlock")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    transit_gateway_attachment_id: Optional[pulumi.Input[str]] = pulumi.property(
        "transitGatewayAttachmentId", default=None
    )
    blackhole: Optional[pulumi.Input[bool]] = pulumi.property("blackhole", default=None)


class TransitGatewayRoute(Resource):
    """A static route of a transit gateway; id ``tgw-rtb-…/10.0.0.0/8``."""

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    transit_gateway_route_table_id: pulumi.Output[str] = pulumi.property("transitGatewayRouteTableId")
    """The route table, a default one of a gateway for example."""
    destination_cidr_block: pulumi.Output[str] = pulumi.property("destinationCidrBlock")
    """Block of addresses that the route is for."""
    transit_gateway_attachment_id: pulumi.Output[Optional[str]] = pulumi.property("transitGatewayAttachmentId")
    """Attachment that the traffic goes to. A route over a peering waits until that is available."""
    blackhole: pulumi.Output[bool] = pulumi.property("blackhole")
    """Whether the traffic is dropped."""
    resource_id: pulumi.Output[Optional[str]] = pulumi.property("resourceId")
    """What is attached at the target: a VPC, or the gateway on the other side of a peering."""
    type: pulumi.Output[str] = pulumi.property("type")
    """`static`."""
    _token = "privateapi:ec2:TransitGatewayRoute"
    _args_type = _TransitGatewayRouteArgs
    _outputs = ("resource_id", "type")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transit_gateway_route_table_id: pulumi.Input[str],
        destination_cidr_block: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        transit_gateway_attachment_id: pulumi.Input[str] | None = None,
        blackhole: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "transit_gateway_route_table_id": transit_gateway_route_table_id,
                "destination_cidr_block": destination_cidr_block,
                "transit_gateway_attachment_id": transit_gateway_attachment_id,
                "blackhole": blackhole,
            },
        )


@pulumi.input_type
class _TransitGatewayRouteTableArgs:
    transit_gateway_id: pulumi.Input[str] = pulumi.property("transitGatewayId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)


class TransitGatewayRouteTable(Resource):
    """A route table of a transit gateway; attachments join it by associations and propagations."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    transit_gateway_id: pulumi.Output[str] = pulumi.property("transitGatewayId")
    """The gateway."""
    transit_gateway_route_table_id: pulumi.Output[str] = pulumi.property("transitGatewayRouteTableId")
    """The table's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    default_association_route_table: pulumi.Output[bool] = pulumi.property("defaultAssociationRouteTable")
    """Whether new attachments are associated with it."""
    default_propagation_route_table: pulumi.Output[bool] = pulumi.property("defaultPropagationRouteTable")
    """Whether new attachments propagate to it."""
    _token = "privateapi:ec2:TransitGatewayRouteTable"
    _args_type = _TransitGatewayRouteTableArgs
    _outputs = (
        "transit_gateway_route_table_id",
        "arn",
        "default_association_route_table",
        "default_propagation_route_table",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transit_gateway_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "transit_gateway_id": transit_gateway_id,
            },
        )


@pulumi.input_type
class _TransitGatewayRouteTableAssociationArgs:
    transit_gateway_attachment_id: pulumi.Input[str] = pulumi.property("transitGatewayAttachmentId")
    transit_gateway_route_table_id: pulumi.Input[str] = pulumi.property("transitGatewayRouteTableId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    replace_existing_association: Optional[pulumi.Input[bool]] = pulumi.property(
        "replaceExistingAssociation", default=None
    )


class TransitGatewayRouteTableAssociation(Resource):
    """The association of an attachment with a route table of its gateway; id ``tgw-rtb-…/tgw-attach-…``."""

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    transit_gateway_attachment_id: pulumi.Output[str] = pulumi.property("transitGatewayAttachmentId")
    """The attachment, which has one association at most."""
    transit_gateway_route_table_id: pulumi.Output[str] = pulumi.property("transitGatewayRouteTableId")
    """The route table that answers for traffic from the attachment."""
    replace_existing_association: pulumi.Output[bool] = pulumi.property("replaceExistingAssociation")
    """Whether an association with another table, such as the gateway's default one, is taken away first; otherwise it
    is an error.
    """
    resource_id: pulumi.Output[str] = pulumi.property("resourceId")
    """What is attached: a VPC, or the gateway on the other side of a peering."""
    resource_type: pulumi.Output[str] = pulumi.property("resourceType")
    """Kind of the attachment: `vpc`, `peering` and others."""
    _token = "privateapi:ec2:TransitGatewayRouteTableAssociation"
    _args_type = _TransitGatewayRouteTableAssociationArgs
    _outputs = ("resource_id", "resource_type")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transit_gateway_attachment_id: pulumi.Input[str],
        transit_gateway_route_table_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        replace_existing_association: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "transit_gateway_attachment_id": transit_gateway_attachment_id,
                "transit_gateway_route_table_id": transit_gateway_route_table_id,
                "replace_existing_association": replace_existing_association,
            },
        )


@pulumi.input_type
class _TransitGatewayRouteTablePropagationArgs:
    transit_gateway_attachment_id: pulumi.Input[str] = pulumi.property("transitGatewayAttachmentId")
    transit_gateway_route_table_id: pulumi.Input[str] = pulumi.property("transitGatewayRouteTableId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)


class TransitGatewayRouteTablePropagation(Resource):
    """The propagation of an attachment's routes to a route table; id ``tgw-rtb-…/tgw-attach-…``."""

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    transit_gateway_attachment_id: pulumi.Output[str] = pulumi.property("transitGatewayAttachmentId")
    """The attachment whose routes are taken; that of a peering takes static routes only."""
    transit_gateway_route_table_id: pulumi.Output[str] = pulumi.property("transitGatewayRouteTableId")
    """The route table that takes them."""
    resource_id: pulumi.Output[str] = pulumi.property("resourceId")
    """What is attached, such as a VPC."""
    resource_type: pulumi.Output[str] = pulumi.property("resourceType")
    """Kind of the attachment: `vpc` and others."""
    _token = "privateapi:ec2:TransitGatewayRouteTablePropagation"
    _args_type = _TransitGatewayRouteTablePropagationArgs
    _outputs = ("resource_id", "resource_type")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transit_gateway_attachment_id: pulumi.Input[str],
        transit_gateway_route_table_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "transit_gateway_attachment_id": transit_gateway_attachment_id,
                "transit_gateway_route_table_id": transit_gateway_route_table_id,
            },
        )


@pulumi.input_type
class _TransitGatewayVpcAttachmentArgs:
    transit_gateway_id: pulumi.Input[str] = pulumi.property("transitGatewayId")
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]] = pulumi.property("subnetIds")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    dns_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property("dnsSupport", default=None)
    ipv6_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property("ipv6Support", default=None)
    appliance_mode_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "applianceModeSupport", default=None
    )
    security_group_referencing_support: Optional[pulumi.Input[Literal["enable", "disable"]]] = pulumi.property(
        "securityGroupReferencingSupport", default=None
    )
    transit_gateway_default_route_table_association: Optional[pulumi.Input[bool]] = pulumi.property(
        "transitGatewayDefaultRouteTableAssociation", default=None
    )
    transit_gateway_default_route_table_propagation: Optional[pulumi.Input[bool]] = pulumi.property(
        "transitGatewayDefaultRouteTablePropagation", default=None
    )


class TransitGatewayVpcAttachment(Resource):
    """A VPC attached to a transit gateway by interfaces in one subnet of each Availability Zone."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    transit_gateway_id: pulumi.Output[str] = pulumi.property("transitGatewayId")
    """The gateway."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC; it has at most one attachment to a gateway."""
    subnet_ids: pulumi.Output[Sequence[str]] = pulumi.property("subnetIds")
    """Subnets that get an interface of the gateway, one in each Availability Zone; zones without cannot reach it."""
    dns_support: pulumi.Output[str] = pulumi.property("dnsSupport")
    """Whether public DNS names of the VPC are resolved to private addresses in other attached VPCs."""
    ipv6_support: pulumi.Output[str] = pulumi.property("ipv6Support")
    """Whether the gateway's interfaces get IPv6 addresses and IPv6 blocks are propagated."""
    appliance_mode_support: pulumi.Output[str] = pulumi.property("applianceModeSupport")
    """Whether both directions of a flow use the same Availability Zone; needed before stateful appliances."""
    security_group_referencing_support: pulumi.Output[Optional[str]] = pulumi.property(
        "securityGroupReferencingSupport"
    )
    """Whether security groups may name groups of other attached VPCs; left out, AWS's default of the Region. It has an
    effect only when the gateway has it switched on too.
    """
    transit_gateway_default_route_table_association: pulumi.Output[Optional[bool]] = pulumi.property(
        "transitGatewayDefaultRouteTableAssociation"
    )
    """Whether the attachment uses the gateway's default route table; left out, as the gateway does it with new ones.
    Not to be set beside a TransitGatewayRouteTableAssociation of the same attachment.
    """
    transit_gateway_default_route_table_propagation: pulumi.Output[Optional[bool]] = pulumi.property(
        "transitGatewayDefaultRouteTablePropagation"
    )
    """Whether the VPC's blocks are routes of the gateway's default route table; left out, as the gateway does it with
    new ones. Not to be set beside a TransitGatewayRouteTablePropagation of the same attachment.
    """
    transit_gateway_attachment_id: pulumi.Output[str] = pulumi.property("transitGatewayAttachmentId")
    """The attachment's id, for routes and route tables of the gateway."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    vpc_owner_id: pulumi.Output[Optional[str]] = pulumi.property("vpcOwnerId")
    """Account that owns the VPC."""
    _token = "privateapi:ec2:TransitGatewayVpcAttachment"
    _args_type = _TransitGatewayVpcAttachmentArgs
    _outputs = ("transit_gateway_attachment_id", "arn", "vpc_owner_id")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transit_gateway_id: pulumi.Input[str],
        vpc_id: pulumi.Input[str],
        subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        dns_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        ipv6_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        appliance_mode_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        security_group_referencing_support: pulumi.Input[Literal["enable", "disable"]] | None = None,
        transit_gateway_default_route_table_association: pulumi.Input[bool] | None = None,
        transit_gateway_default_route_table_propagation: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "transit_gateway_id": transit_gateway_id,
                "vpc_id": vpc_id,
                "subnet_ids": subnet_ids,
                "dns_support": dns_support,
                "ipv6_support": ipv6_support,
                "appliance_mode_support": appliance_mode_support,
                "security_group_referencing_support": security_group_referencing_support,
                "transit_gateway_default_route_table_association": transit_gateway_default_route_table_association,
                "transit_gateway_default_route_table_propagation": transit_gateway_default_route_table_propagation,
            },
        )


@pulumi.input_type
class _VpcArgs:
    cidr_block: pulumi.Input[str] = pulumi.property("cidrBlock")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    instance_tenancy: Optional[pulumi.Input[Literal["default", "dedicated"]]] = pulumi.property(
        "instanceTenancy", default=None
    )
    enable_dns_support: Optional[pulumi.Input[bool]] = pulumi.property("enableDnsSupport", default=None)
    enable_dns_hostnames: Optional[pulumi.Input[bool]] = pulumi.property("enableDnsHostnames", default=None)
    enable_network_address_usage_metrics: Optional[pulumi.Input[bool]] = pulumi.property(
        "enableNetworkAddressUsageMetrics", default=None
    )
    assign_generated_ipv6_cidr_block: Optional[pulumi.Input[bool]] = pulumi.property(
        "assignGeneratedIpv6CidrBlock", default=None
    )


class Vpc(Resource):
    """A virtual private cloud with its DNS attributes."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    cidr_block: pulumi.Output[str] = pulumi.property("cidrBlock")
    """The primary IPv4 block, /16 to /28, without host bits."""
    instance_tenancy: pulumi.Output[str] = pulumi.property("instanceTenancy")
    """Tenancy of instances; ``dedicated`` is changed to ``default`` in place, back only by a replacement."""
    enable_dns_support: pulumi.Output[bool] = pulumi.property("enableDnsSupport")
    """Whether the Amazon DNS server answers in the VPC; private DNS of endpoints and private zones need it."""
    enable_dns_hostnames: pulumi.Output[bool] = pulumi.property("enableDnsHostnames")
    """Whether instances get DNS host names; private DNS of endpoints and private zones need it."""
    enable_network_address_usage_metrics: pulumi.Output[bool] = pulumi.property("enableNetworkAddressUsageMetrics")
    """Whether CloudWatch gets network address usage metrics."""
    assign_generated_ipv6_cidr_block: pulumi.Output[bool] = pulumi.property("assignGeneratedIpv6CidrBlock")
    """Whether Amazon gives the VPC an IPv6 /56 block."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    ipv6_cidr_block: pulumi.Output[Optional[str]] = pulumi.property("ipv6CidrBlock")
    """The IPv6 block that Amazon gave."""
    ipv6_association_id: pulumi.Output[Optional[str]] = pulumi.property("ipv6AssociationId")
    """Id of the IPv6 block's association."""
    main_route_table_id: pulumi.Output[Optional[str]] = pulumi.property("mainRouteTableId")
    """The route table of subnets without one of their own."""
    default_security_group_id: pulumi.Output[Optional[str]] = pulumi.property("defaultSecurityGroupId")
    """The security group of interfaces without one of their own."""
    default_network_acl_id: pulumi.Output[Optional[str]] = pulumi.property("defaultNetworkAclId")
    """The network ACL of subnets without one of their own."""
    dhcp_options_id: pulumi.Output[Optional[str]] = pulumi.property("dhcpOptionsId")
    """The DHCP options in force."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the VPC."""
    _token = "privateapi:ec2:Vpc"
    _args_type = _VpcArgs
    _outputs = (
        "vpc_id",
        "arn",
        "ipv6_cidr_block",
        "ipv6_association_id",
        "main_route_table_id",
        "default_security_group_id",
        "default_network_acl_id",
        "dhcp_options_id",
        "owner_id",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        cidr_block: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        instance_tenancy: pulumi.Input[Literal["default", "dedicated"]] | None = None,
        enable_dns_support: pulumi.Input[bool] | None = None,
        enable_dns_hostnames: pulumi.Input[bool] | None = None,
        enable_network_address_usage_metrics: pulumi.Input[bool] | None = None,
        assign_generated_ipv6_cidr_block: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "cidr_block": cidr_block,
                "instance_tenancy": instance_tenancy,
                "enable_dns_support": enable_dns_support,
                "enable_dns_hostnames": enable_dns_hostnames,
                "enable_network_address_usage_metrics": enable_network_address_usage_metrics,
                "assign_generated_ipv6_cidr_block": assign_generated_ipv6_cidr_block,
            },
        )


@pulumi.input_type
class _VpcCidrBlockArgs:
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    cidr_block: Optional[pulumi.Input[str]] = pulumi.property("cidrBlock", default=None)
    ipv4_ipam_pool_id: Optional[pulumi.Input[str]] = pulumi.property("ipv4IpamPoolId", default=None)
    ipv4_netmask_length: Optional[pulumi.Input[int]] = pulumi.property("ipv4NetmaskLength", default=None)
    amazon_provided_ipv6_cidr_block: Optional[pulumi.Input[bool]] = pulumi.property(
        "amazonProvidedIpv6CidrBlock", default=None
    )
    ipv6_cidr_block: Optional[pulumi.Input[str]] = pulumi.property("ipv6CidrBlock", default=None)
    ipv6_pool: Optional[pulumi.Input[str]] = pulumi.property("ipv6Pool", default=None)
    ipv6_ipam_pool_id: Optional[pulumi.Input[str]] = pulumi.property("ipv6IpamPoolId", default=None)
    ipv6_netmask_length: Optional[pulumi.Input[Literal[44, 48, 52, 56, 60]]] = pulumi.property(
        "ipv6NetmaskLength", default=None
    )
    ipv6_cidr_block_network_border_group: Optional[pulumi.Input[str]] = pulumi.property(
        "ipv6CidrBlockNetworkBorderGroup", default=None
    )


class VpcCidrBlock(Resource):
    """A further IPv4 or IPv6 block of a VPC. Its id is its association's, ``vpc-cidr-assoc-0abc``."""

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC's id."""
    cidr_block: pulumi.Output[Optional[str]] = pulumi.property("cidrBlock")
    """An IPv4 block, /16 to /28, that overlaps no other one of the VPC."""
    ipv4_ipam_pool_id: pulumi.Output[Optional[str]] = pulumi.property("ipv4IpamPoolId")
    """An IPAM pool that gives the IPv4 block. AWS never gives it back."""
    ipv4_netmask_length: pulumi.Output[Optional[int]] = pulumi.property("ipv4NetmaskLength")
    """Prefix length of the IPv4 block that the pool gives, 16 to 28."""
    amazon_provided_ipv6_cidr_block: pulumi.Output[bool] = pulumi.property("amazonProvidedIpv6CidrBlock")
    """Whether Amazon gives an IPv6 /56 block. EC2 makes another one each time it is asked: a creation that was killed
    before it answered leaves a block behind that this resource cannot recognize.
    """
    ipv6_cidr_block: pulumi.Output[Optional[str]] = pulumi.property("ipv6CidrBlock")
    """An IPv6 block out of ``ipv6Pool`` or ``ipv6IpamPoolId``, /44 to /60 in steps of 4."""
    ipv6_pool: pulumi.Output[Optional[str]] = pulumi.property("ipv6Pool")
    """Your own IPv6 address pool (BYOIP) that has ``ipv6CidrBlock``."""
    ipv6_ipam_pool_id: pulumi.Output[Optional[str]] = pulumi.property("ipv6IpamPoolId")
    """An IPAM pool that gives the IPv6 block. AWS never gives it back."""
    ipv6_netmask_length: pulumi.Output[Optional[int]] = pulumi.property("ipv6NetmaskLength")
    """Prefix length of the IPv6 block that the pool gives."""
    ipv6_cidr_block_network_border_group: pulumi.Output[Optional[str]] = pulumi.property(
        "ipv6CidrBlockNetworkBorderGroup"
    )
    """The place from where Amazon advertises its IPv6 block, such as ``us-east-1``; a Local Zone has its own."""
    association_id: pulumi.Output[str] = pulumi.property("associationId")
    """Id of the block's association."""
    _token = "privateapi:ec2:VpcCidrBlock"
    _args_type = _VpcCidrBlockArgs
    _outputs = ("association_id",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        vpc_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        cidr_block: pulumi.Input[str] | None = None,
        ipv4_ipam_pool_id: pulumi.Input[str] | None = None,
        ipv4_netmask_length: pulumi.Input[int] | None = None,
        amazon_provided_ipv6_cidr_block: pulumi.Input[bool] | None = None,
        ipv6_cidr_block: pulumi.Input[str] | None = None,
        ipv6_pool: pulumi.Input[str] | None = None,
        ipv6_ipam_pool_id: pulumi.Input[str] | None = None,
        ipv6_netmask_length: pulumi.Input[Literal[44, 48, 52, 56, 60]] | None = None,
        ipv6_cidr_block_network_border_group: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "vpc_id": vpc_id,
                "cidr_block": cidr_block,
                "ipv4_ipam_pool_id": ipv4_ipam_pool_id,
                "ipv4_netmask_length": ipv4_netmask_length,
                "amazon_provided_ipv6_cidr_block": amazon_provided_ipv6_cidr_block,
                "ipv6_cidr_block": ipv6_cidr_block,
                "ipv6_pool": ipv6_pool,
                "ipv6_ipam_pool_id": ipv6_ipam_pool_id,
                "ipv6_netmask_length": ipv6_netmask_length,
                "ipv6_cidr_block_network_border_group": ipv6_cidr_block_network_border_group,
            },
        )


@pulumi.input_type
class _VpcEndpointArgs:
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    service_name: pulumi.Input[str] = pulumi.property("serviceName")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    service_region: Optional[pulumi.Input[str]] = pulumi.property("serviceRegion", default=None)
    vpc_endpoint_type: Optional[pulumi.Input[Literal["Gateway", "GatewayLoadBalancer", "Interface"]]] = pulumi.property(
        "vpcEndpointType", default=None
    )
    subnet_ids: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("subnetIds", default=None)
    subnet_configurations: Optional[pulumi.Input[Sequence[pulumi.Input[_VpcEndpointSubnetConfigurationKeys]]]] = (
        pulumi.property("subnetConfigurations", default=None)
    )
    security_group_ids: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "securityGroupIds", default=None
    )
    private_dns_enabled: Optional[pulumi.Input[bool]] = pulumi.property("privateDnsEnabled", default=None)
    policy: Optional[pulumi.Input[Any]] = pulumi.property("policy", default=None)
    route_table_ids: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "routeTableIds", default=None
    )
    ip_address_type: Optional[pulumi.Input[Literal["ipv4", "dualstack", "ipv6"]]] = pulumi.property(
        "ipAddressType", default=None
    )
    dns_options: Optional[pulumi.Input[_VpcEndpointDnsOptionsKeys]] = pulumi.property("dnsOptions", default=None)


class VpcEndpoint(Resource):
    """An endpoint through which a VPC reaches a service: interface, gateway or Gateway Load Balancer."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC's id."""
    service_name: pulumi.Output[str] = pulumi.property("serviceName")
    """The service: ``com.amazonaws.us-east-1.execute-api``, or an endpoint service by its id,
    ``com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0``.
    """
    service_region: pulumi.Output[Optional[str]] = pulumi.property("serviceRegion")
    """The Region of the service, if it is not the endpoint's."""
    vpc_endpoint_type: pulumi.Output[str] = pulumi.property("vpcEndpointType")
    """``Interface`` for network interfaces with addresses in subnets, ``Gateway`` for routes (S3 and DynamoDB),
    ``GatewayLoadBalancer`` for appliances behind a Gateway Load Balancer.
    """
    subnet_ids: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("subnetIds")
    """The subnets of the network interfaces, in different Availability Zones; left out, subnetConfigurations' ones."""
    subnet_configurations: pulumi.Output[Optional[Sequence[VpcEndpointSubnetConfiguration]]] = pulumi.property(
        "subnetConfigurations"
    )
    """Chosen addresses, one entry for each subnet that has them; another address makes a new network interface."""
    security_group_ids: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("securityGroupIds")
    """The security groups of the network interfaces; left out, the VPC's default group."""
    private_dns_enabled: pulumi.Output[Optional[bool]] = pulumi.property("privateDnsEnabled")
    """Whether the service's own names lead to the endpoint in the whole VPC; needs both DNS attributes of the VPC."""
    policy: pulumi.Output[Optional[Any]] = pulumi.property("policy")
    """Who may do what through the endpoint; left out, everybody everything."""
    route_table_ids: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("routeTableIds")
    """The route tables that get the routes of a gateway endpoint."""
    ip_address_type: pulumi.Output[Optional[str]] = pulumi.property("ipAddressType")
    """Which addresses the network interfaces have."""
    dns_options: pulumi.Output[Optional[VpcEndpointDnsOptions]] = pulumi.property("dnsOptions")
    """The DNS records of the endpoint."""
    vpc_endpoint_id: pulumi.Output[str] = pulumi.property("vpcEndpointId")
    """The endpoint's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    state: pulumi.Output[str] = pulumi.property("state")
    """``available``, or ``pendingAcceptance`` while the owner of the service has not accepted it."""
    addresses: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("addresses")
    """The IPv4 addresses of the network interfaces, the lowest first; known in a preview if all of them are chosen."""
    subnet_addresses: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("subnetAddresses")
    """The IPv4 addresses by subnet id."""
    network_interface_ids: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("networkInterfaceIds")
    """Ids of the network interfaces, sorted."""
    dns_entries: pulumi.Output[Optional[Sequence[VpcEndpointDnsEntry]]] = pulumi.property("dnsEntries")
    """The DNS names, the Regional one first."""
    dns_name: pulumi.Output[Optional[str]] = pulumi.property("dnsName")
    """The Regional DNS name."""
    hosted_zone_id: pulumi.Output[Optional[str]] = pulumi.property("hostedZoneId")
    """The zone of the Regional DNS name, for alias records."""
    prefix_list_id: pulumi.Output[Optional[str]] = pulumi.property("prefixListId")
    """The prefix list of a gateway endpoint's service, for security group rules."""
    requester_managed: pulumi.Output[Optional[bool]] = pulumi.property("requesterManaged")
    """Whether an AWS service made and manages the endpoint."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the endpoint."""
    _token = "privateapi:ec2:VpcEndpoint"
    _args_type = _VpcEndpointArgs
    _outputs = (
        "vpc_endpoint_id",
        "arn",
        "state",
        "addresses",
        "subnet_addresses",
        "network_interface_ids",
        "dns_entries",
        "dns_name",
        "hosted_zone_id",
        "prefix_list_id",
        "requester_managed",
        "owner_id",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        vpc_id: pulumi.Input[str],
        service_name: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        service_region: pulumi.Input[str] | None = None,
        vpc_endpoint_type: pulumi.Input[Literal["Gateway", "GatewayLoadBalancer", "Interface"]] | None = None,
        subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        subnet_configurations: pulumi.Input[Sequence[pulumi.Input[VpcEndpointSubnetConfigurationArgs]]] | None = None,
        security_group_ids: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        private_dns_enabled: pulumi.Input[bool] | None = None,
        policy: pulumi.Input[Any] | None = None,
        route_table_ids: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        ip_address_type: pulumi.Input[Literal["ipv4", "dualstack", "ipv6"]] | None = None,
        dns_options: pulumi.Input[VpcEndpointDnsOptionsArgs] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "vpc_id": vpc_id,
                "service_name": service_name,
                "service_region": service_region,
                "vpc_endpoint_type": vpc_endpoint_type,
                "subnet_ids": subnet_ids,
                "subnet_configurations": subnet_configurations,
                "security_group_ids": security_group_ids,
                "private_dns_enabled": private_dns_enabled,
                "policy": policy,
                "route_table_ids": route_table_ids,
                "ip_address_type": ip_address_type,
                "dns_options": dns_options,
            },
        )


@pulumi.input_type
class _VpcPeeringArgs:
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    peer_vpc_id: pulumi.Input[str] = pulumi.property("peerVpcId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    peer_region: Optional[pulumi.Input[str]] = pulumi.property("peerRegion", default=None)
    peer_account_id: Optional[pulumi.Input[str]] = pulumi.property("peerAccountId", default=None)


class VpcPeering(Resource):
    """A request to peer two VPCs, made when it waits for acceptance (VpcPeeringAccepter).

    Peerings do not pass traffic on: of three VPCs each pair needs a peering of its own and routes both ways.
    """

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The requesting VPC, in this resource's Region."""
    peer_vpc_id: pulumi.Output[str] = pulumi.property("peerVpcId")
    """The VPC to peer with; the blocks of the two must not overlap."""
    peer_region: pulumi.Output[Optional[str]] = pulumi.property("peerRegion")
    """AWS Region of the VPC to peer with; left out, the own one."""
    peer_account_id: pulumi.Output[Optional[str]] = pulumi.property("peerAccountId")
    """Account of the VPC to peer with; left out, the own one."""
    vpc_peering_connection_id: pulumi.Output[str] = pulumi.property("vpcPeeringConnectionId")
    """The peering's id, the same on both sides."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:ec2:VpcPeering"
    _args_type = _VpcPeeringArgs
    _outputs = ("vpc_peering_connection_id", "arn")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        vpc_id: pulumi.Input[str],
        peer_vpc_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        peer_region: pulumi.Input[str] | None = None,
        peer_account_id: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "vpc_id": vpc_id,
                "peer_vpc_id": peer_vpc_id,
                "peer_region": peer_region,
                "peer_account_id": peer_account_id,
            },
        )


@pulumi.input_type
class _VpcPeeringAccepterArgs:
    vpc_peering_connection_id: pulumi.Input[str] = pulumi.property("vpcPeeringConnectionId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)


class VpcPeeringAccepter(Resource):
    """An accepted peering of two VPCs; deleting it ends the peering on both sides."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    vpc_peering_connection_id: pulumi.Output[str] = pulumi.property("vpcPeeringConnectionId")
    """The peering, as the requesting side (VpcPeering) gives it."""
    state: pulumi.Output[str] = pulumi.property("state")
    """The peering's state: `active`."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC that accepts, in this resource's Region."""
    peer_vpc_id: pulumi.Output[str] = pulumi.property("peerVpcId")
    """The VPC that asks."""
    peer_region: pulumi.Output[str] = pulumi.property("peerRegion")
    """AWS Region of the VPC that asks."""
    peer_account_id: pulumi.Output[str] = pulumi.property("peerAccountId")
    """Account of the VPC that asks."""
    _token = "privateapi:ec2:VpcPeeringAccepter"
    _args_type = _VpcPeeringAccepterArgs
    _outputs = ("state", "vpc_id", "peer_vpc_id", "peer_region", "peer_account_id")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        vpc_peering_connection_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "vpc_peering_connection_id": vpc_peering_connection_id,
            },
        )
