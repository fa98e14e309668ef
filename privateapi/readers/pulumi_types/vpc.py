"""VPCs, subnets, gateways and what else is inside a VPC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import (
    DhcpOptions,
    DhcpOptionsAssociation,
    FlowLog,
    InternetGateway,
    ManagedPrefixList,
    NatGateway,
    NetworkAcl,
    Node,
    Subnet,
    Vpc,
    VpcCidrBlock,
    VpcPeering,
    VpcPeeringAccepter,
)
from privateapi.topology.values import MISSING, Known, Ref, Value


@reads("privateapi:ec2:Vpc", "aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc", id="vpcId")
def vpc(read: Reading) -> Iterator[Node]:
    yield Vpc(
        **read.node,
        cidr_block=_own_or_component(read, "cidrBlock"),
        ipv6_cidr_block=read.text("ipv6CidrBlock"),
        enable_dns_support=read.boolean("enableDnsSupport"),
        enable_dns_hostnames=read.boolean("enableDnsHostnames"),
        main_route_table=read.ref("mainRouteTableId"),
        default_security_group=read.ref("defaultSecurityGroupId"),
    )


def _own_or_component(read: Reading, name: str) -> Value[str]:
    """The resource's own value, or what the component around it says while that is not known."""
    own, stated = read.text(name), read.component(name)
    return stated if own.unknown and stated.known else own


@reads(
    "privateapi:ec2:VpcCidrBlock",
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
    id="associationId",
)
def cidr_block(read: Reading) -> Iterator[Node]:
    yield VpcCidrBlock(
        **read.node, vpc=read.ref("vpcId"), cidr_block=read.text("cidrBlock", "ipv6CidrBlock", "ipv4CidrBlock")
    )


@reads("privateapi:ec2:Subnet", "aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet", id="subnetId")
def subnet(read: Reading) -> Iterator[Node]:
    yield Subnet(
        **read.node,
        vpc=read.ref("vpcId"),
        cidr_block=read.text("cidrBlock"),
        ipv6_cidr_block=read.text("ipv6CidrBlock"),
        availability_zone=read.text("availabilityZone"),
        availability_zone_id=read.text("availabilityZoneId"),
        map_public_ip_on_launch=read.boolean("mapPublicIpOnLaunch"),
    )


@reads("privateapi:ec2:InternetGateway", "aws:ec2/internetGateway:InternetGateway", id="internetGatewayId")
def internet_gateway(read: Reading) -> Iterator[Node]:
    attached = read.ref("vpcId")
    if attached.missing:
        attached = _attachment(read)
    yield InternetGateway(**read.node, vpc=attached)


def _attachment(read: Reading) -> Ref:
    """The VPC that a resource of its own attaches the gateway to."""
    attachments = read.referring("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment", "internetGatewayId")
    return attachments[0].ref("vpcId") if attachments else Ref()


@reads("privateapi:ec2:NatGateway", "aws:ec2/natGateway:NatGateway", id="natGatewayId")
def nat_gateway(read: Reading) -> Iterator[Node]:
    yield NatGateway(**read.node, subnet=read.ref("subnetId"), connectivity_type=read.text("connectivityType"))


@reads("privateapi:ec2:NetworkAcl", "aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl")
def network_acl(read: Reading) -> Iterator[Node]:
    separate = read.referring("aws:ec2/networkAclRule:NetworkAclRule", "networkAclId")
    alone = [rule.boolean("egress").get(False) for rule in separate if not rule.boolean("egress").unknown]
    yield NetworkAcl(
        **read.node,
        vpc=read.ref("vpcId"),
        ingress_rules=_count(read, "ingress", separate, alone.count(False)),
        egress_rules=_count(read, "egress", separate, alone.count(True)),
    )


def _count(read: Reading, name: str, separate: Sequence[Reading], alone: int) -> Value[int]:
    rules = read.objects(name) if not read.left_to(separate, name) else MISSING
    return rules.map(lambda found: len(found) + alone) if not rules.missing else Known(alone)


@reads("privateapi:ec2:DhcpOptions", "aws:ec2/vpcDhcpOptions:VpcDhcpOptions", id="dhcpOptionsId")
def dhcp_options(read: Reading) -> Iterator[Node]:
    yield DhcpOptions(**read.node, domain_name_servers=read.texts("domainNameServers"))


@reads("privateapi:ec2:DhcpOptionsAssociation", "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation")
def dhcp_options_association(read: Reading) -> Iterator[Node]:
    yield DhcpOptionsAssociation(**read.node, vpc=read.ref("vpcId"), dhcp_options=read.ref("dhcpOptionsId"))


@reads("privateapi:ec2:FlowLog", "aws:ec2/flowLog:FlowLog", id="flowLogId")
def flow_log(read: Reading) -> Iterator[Node]:
    yield FlowLog(
        **read.node,
        resource=read.ref(
            "vpcId",
            "subnetId",
            "eniId",
            "networkInterfaceId",
            "transitGatewayId",
            "transitGatewayAttachmentId",
            "regionalNatGatewayId",
            "resourceId",
        ),
        traffic_type=read.text("trafficType"),
        log_destination=read.text("logDestination"),
        log_destination_type=read.text("logDestinationType"),
        role=read.ref("iamRoleArn", "deliverLogsPermissionArn"),
    )


@reads("privateapi:ec2:ManagedPrefixList", "aws:ec2/managedPrefixList:ManagedPrefixList", id="prefixListId")
def managed_prefix_list(read: Reading) -> Iterator[Node]:
    entries = read.objects("entries")
    yield ManagedPrefixList(
        **read.node,
        max_entries=read.integer("maxEntries"),
        entries=entries.map(lambda found: tuple(entry.text("cidr") for entry in found)),
    )


@reads(
    "privateapi:ec2:VpcPeering",
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    id="vpcPeeringConnectionId",
)
def peering(read: Reading) -> Iterator[Node]:
    yield VpcPeering(
        **read.node,
        vpc=read.ref("vpcId"),
        peer_vpc=read.ref("peerVpcId"),
        peer_region=read.text("peerRegion"),
        peer_account=read.text("peerOwnerId", "peerAccountId"),
        auto_accept=read.boolean("autoAccept"),
    )


@reads(
    "privateapi:ec2:VpcPeeringAccepter",
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
    id="vpcPeeringConnectionId",
)
def peering_accepter(read: Reading) -> Iterator[Node]:
    # Our own accepter is there to accept; that of pulumi_aws does so when it is told to.
    auto_accept = read.boolean("autoAccept") if read.resource.package == "aws" else Known(True)
    yield VpcPeeringAccepter(**read.node, peering=read.ref("vpcPeeringConnectionId"), auto_accept=auto_accept)
