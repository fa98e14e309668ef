"""VPCs, subnets, gateways and what else is inside a VPC."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import (
    DhcpOptions,
    DhcpOptionsAssociation,
    FlowLog,
    InternetGateway,
    ManagedPrefixList,
    NatGateway,
    NetworkAcl,
    Subnet,
    Vpc,
    VpcCidrBlock,
    VpcPeering,
    VpcPeeringAccepter,
)
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "a VPC of ours",
        "privateapi:ec2:Vpc",
        {
            "cidrBlock": "10.0.0.0/16",
            "enableDnsSupport": True,
            "enableDnsHostnames": False,
            "mainRouteTableId": "rtb-1",
            "defaultSecurityGroupId": "sg-1",
        },
        {},
        Vpc,
        {
            "cidr_block": "10.0.0.0/16",
            "ipv6_cidr_block": None,
            "enable_dns_support": True,
            "enable_dns_hostnames": False,
            "main_route_table": "rtb-1",
            "default_security_group": "sg-1",
        },
    ),
    (
        "a VPC of pulumi_aws",
        "aws:ec2/vpc:Vpc",
        {"cidrBlock": UNKNOWN, "ipv6CidrBlock": "2600::/56"},
        {},
        Vpc,
        {"cidr_block": "?is not known yet (cidrBlock)", "ipv6_cidr_block": "2600::/56", "enable_dns_support": None},
    ),
    (
        "a further block of ours",
        "privateapi:ec2:VpcCidrBlock",
        {"vpcId": "vpc-1", "cidrBlock": "10.1.0.0/16"},
        {},
        VpcCidrBlock,
        {"vpc": "vpc-1", "cidr_block": "10.1.0.0/16"},
    ),
    (
        "a further block of pulumi_aws",
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        {"vpcId": "vpc-1", "cidrBlock": "10.1.0.0/16"},
        {},
        VpcCidrBlock,
        {"vpc": "vpc-1", "cidr_block": "10.1.0.0/16"},
    ),
    (
        "a further IPv6 block",
        "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
        {"vpcId": "vpc-1", "ipv6CidrBlock": "2600::/56"},
        {},
        VpcCidrBlock,
        {"cidr_block": "2600::/56"},
    ),
    (
        "a subnet",
        "aws:ec2/subnet:Subnet",
        {
            "vpcId": UNKNOWN,
            "cidrBlock": "10.0.0.0/24",
            "availabilityZone": "us-east-1a",
            "availabilityZoneId": "use1-az1",
            "mapPublicIpOnLaunch": True,
        },
        {"vpcId": ["urn:vpc"]},
        Subnet,
        {
            "vpc": ("?is not known yet (vpcId)", "urn:vpc"),
            "cidr_block": "10.0.0.0/24",
            "availability_zone": "us-east-1a",
            "availability_zone_id": "use1-az1",
            "map_public_ip_on_launch": True,
        },
    ),
    (
        "an internet gateway",
        "aws:ec2/internetGateway:InternetGateway",
        {"vpcId": "vpc-1"},
        {},
        InternetGateway,
        {"vpc": "vpc-1"},
    ),
    (
        "a NAT gateway",
        "aws:ec2/natGateway:NatGateway",
        {"subnetId": "subnet-1", "connectivityType": "private"},
        {},
        NatGateway,
        {"subnet": "subnet-1", "connectivity_type": "private"},
    ),
    (
        "a network ACL",
        "aws:ec2/networkAcl:NetworkAcl",
        {"vpcId": "vpc-1", "ingress": [{}, {}]},
        {},
        NetworkAcl,
        {"vpc": "vpc-1", "ingress_rules": 2, "egress_rules": 0},
    ),
    (
        "DHCP options",
        "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
        {"domainNameServers": ["10.0.0.2"]},
        {},
        DhcpOptions,
        {"domain_name_servers": ["10.0.0.2"]},
    ),
    (
        "a DHCP options association",
        "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
        {"vpcId": "vpc-1", "dhcpOptionsId": "dopt-1"},
        {},
        DhcpOptionsAssociation,
        {"vpc": "vpc-1", "dhcp_options": "dopt-1"},
    ),
    (
        "a flow log",
        "aws:ec2/flowLog:FlowLog",
        {
            "vpcId": "vpc-1",
            "trafficType": "ALL",
            "logDestination": "arn:x",
            "logDestinationType": "s3",
            "iamRoleArn": "arn:role",
        },
        {},
        FlowLog,
        {
            "resource": "vpc-1",
            "traffic_type": "ALL",
            "log_destination": "arn:x",
            "log_destination_type": "s3",
            "role": "arn:role",
        },
    ),
    (
        "a flow log of this plugin",
        "privateapi:ec2:FlowLog",
        {
            "vpcId": "vpc-1",
            "trafficType": "ALL",
            "logDestination": "arn:group",
            "logDestinationType": "cloud-watch-logs",
            "deliverLogsPermissionArn": "arn:role",
        },
        {},
        FlowLog,
        {
            "resource": "vpc-1",
            "traffic_type": "ALL",
            "log_destination": "arn:group",
            "log_destination_type": "cloud-watch-logs",
            "role": "arn:role",
        },
    ),
    (
        "a flow log of a subnet",
        "aws:ec2/flowLog:FlowLog",
        {"subnetId": "subnet-1"},
        {},
        FlowLog,
        {"resource": "subnet-1"},
    ),
    (
        "a prefix list",
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        {"maxEntries": 5, "entries": [{"cidr": "10.0.0.0/8"}, {"cidr": UNKNOWN}]},
        {},
        ManagedPrefixList,
        {"max_entries": 5, "entries": ["10.0.0.0/8", "?is not known yet (entries[1].cidr)"]},
    ),
    (
        "a peering",
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        {"vpcId": "vpc-1", "peerVpcId": "vpc-2", "peerRegion": "us-west-2", "peerOwnerId": "1", "autoAccept": True},
        {},
        VpcPeering,
        {"vpc": "vpc-1", "peer_vpc": "vpc-2", "peer_region": "us-west-2", "peer_account": "1", "auto_accept": True},
    ),
    (
        "a peering accepter of pulumi_aws",
        "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
        {"vpcPeeringConnectionId": "pcx-1"},
        {},
        VpcPeeringAccepter,
        {"peering": "pcx-1", "auto_accept": None},
    ),
    (
        "a peering accepter of ours",
        "privateapi:ec2:VpcPeeringAccepter",
        {"vpcPeeringConnectionId": "pcx-1"},
        {},
        VpcPeeringAccepter,
        {"peering": "pcx-1", "auto_accept": True},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_internet_gateway_attachment() -> None:
    gateway = resource("aws:ec2/internetGateway:InternetGateway", {})
    attachment = resource(
        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
        {"internetGatewayId": UNKNOWN, "vpcId": "vpc-1"},
        dependencies={"internetGatewayId": [gateway.key]},
    )
    found = [node for node in nodes(gateway, attachment) if isinstance(node, InternetGateway)]
    assert [shown(node.vpc) for node in found] == ["vpc-1"]


def test_network_acl_rules_of_their_own() -> None:
    acl = resource(
        "aws:ec2/networkAcl:NetworkAcl",
        {"vpcId": "vpc-1", "ingress": [{}], "egress": [{}]},
        # A refresh lists them in an output that the program left out.
        computed=frozenset({"egress"}),
    )
    rules = [
        resource(
            "aws:ec2/networkAclRule:NetworkAclRule",
            {"networkAclId": UNKNOWN, "egress": egress},
            name=str(egress),
            dependencies={"networkAclId": [acl.key]},
        )
        for egress in (True, False)
    ]
    (found,) = [node for node in nodes(acl, *rules) if isinstance(node, NetworkAcl)]
    assert (shown(found.ingress_rules), shown(found.egress_rules)) == (2, 1)
