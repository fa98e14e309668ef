"""Networks of Alibaba Cloud."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import (
    AlibabaPeering,
    AlibabaRoute,
    AlibabaSecurityGroup,
    AlibabaSecurityGroupRule,
    AlibabaServer,
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    ServiceLinkedRole,
    TransitRouterAttachment,
    VSwitch,
)
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "a VPC",
        "alicloud:vpc/network:Network",
        {"cidrBlock": "10.0.0.0/8", "userCidrs": ["100.64.0.0/10"]},
        {},
        AlibabaVpc,
        {"cidr_block": "10.0.0.0/8", "user_cidrs": ["100.64.0.0/10"]},
    ),
    (
        "a further block of a VPC",
        "alicloud:vpc/network:Network",
        {"cidrBlock": "10.0.0.0/8", "secondaryCidrBlocks": ["172.16.0.0/16"]},
        {},
        AlibabaVpcCidrBlock,
        {"cidr_block": "172.16.0.0/16", "vpc": ("?is not known yet", "alicloud:vpc/network:Network::it")},
    ),
    (
        "a block of its own",
        "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock",
        {"vpcId": "v", "secondaryCidrBlock": "172.16.0.0/16"},
        {},
        AlibabaVpcCidrBlock,
        {"vpc": "v", "cidr_block": "172.16.0.0/16"},
    ),
    (
        "a vSwitch",
        "alicloud:vpc/switch:Switch",
        {"vpcId": UNKNOWN, "cidrBlock": "10.0.0.0/24", "zoneId": "cn-hangzhou-j"},
        {"vpcId": ["urn:vpc"]},
        VSwitch,
        {"vpc": ("?is not known yet (vpcId)", "urn:vpc"), "cidr_block": "10.0.0.0/24", "zone": "cn-hangzhou-j"},
    ),
    (
        "a vSwitch with the older name of its zone",
        "alicloud:vpc/switch:Switch",
        {"availabilityZone": "cn-hangzhou-j"},
        {},
        VSwitch,
        {"zone": "cn-hangzhou-j"},
    ),
    (
        "a security group",
        "alicloud:ecs/securityGroup:SecurityGroup",
        {"vpcId": "v", "innerAccessPolicy": "Drop", "securityGroupType": "enterprise"},
        {},
        AlibabaSecurityGroup,
        {"vpc": "v", "inner_access_policy": "Drop", "type": "enterprise"},
    ),
    (
        "a security group with the older property",
        "alicloud:ecs/securityGroup:SecurityGroup",
        {"innerAccess": False},
        {},
        AlibabaSecurityGroup,
        {"inner_access_policy": "Drop"},
    ),
    (
        "a rule",
        "alicloud:ecs/securityGroupRule:SecurityGroupRule",
        {
            "securityGroupId": "sg",
            "type": "egress",
            "ipProtocol": "tcp",
            "portRange": "443/443",
            "cidrIp": "0.0.0.0/0",
            "policy": "drop",
            "priority": 1,
        },
        {},
        AlibabaSecurityGroupRule,
        {
            "security_group": "sg",
            "direction": "egress",
            "ip_protocol": "tcp",
            "port_range": "443/443",
            "cidr_ip": "0.0.0.0/0",
            "policy": "drop",
            "priority": 1,
            "peer_group": None,
        },
    ),
    (
        "an attachment to a transit router",
        "alicloud:cen/transitRouterVpcAttachment:TransitRouterVpcAttachment",
        {"cenId": "c", "transitRouterId": "t", "vpcId": "v"},
        {},
        TransitRouterAttachment,
        {"cen": "c", "transit_router": "t", "vpc": "v"},
    ),
    (
        "an attachment to a CEN instance",
        "alicloud:cen/instanceAttachment:InstanceAttachment",
        {"instanceId": "c", "childInstanceId": "v", "childInstanceType": "VPC"},
        {},
        TransitRouterAttachment,
        {"cen": "c", "vpc": "v", "transit_router": None},
    ),
    (
        "a peering",
        "alicloud:vpc/peerConnection:PeerConnection",
        {"vpcId": "v", "acceptingVpcId": "w"},
        {},
        AlibabaPeering,
        {"vpc": "v", "peer_vpc": "w"},
    ),
    (
        "a route",
        "alicloud:vpc/routeEntry:RouteEntry",
        {"routeTableId": "t", "destinationCidrblock": "10.0.0.0/8", "nexthopType": "VpnGateway", "nexthopId": "vpn"},
        {},
        AlibabaRoute,
        {
            "route_table": "t",
            "destination": "10.0.0.0/8",
            "next_hop_type": "VpnGateway",
            "next_hop": "vpn",
            "vpc": None,
        },
    ),
    (
        "an ECS instance",
        "alicloud:ecs/instance:Instance",
        {"vswitchId": "s", "privateIp": "10.0.0.5", "securityGroups": ["sg"]},
        {},
        AlibabaServer,
        {"kind": "ecs", "vswitch": "s", "private_ip": "10.0.0.5", "security_groups": ["sg"]},
    ),
    (
        "a classic load balancer",
        "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
        {"vswitchId": "s", "address": "10.0.0.6"},
        {},
        AlibabaServer,
        {"kind": "clb", "vswitch": "s", "private_ip": "10.0.0.6"},
    ),
    (
        "a network load balancer",
        "alicloud:nlb/loadBalancer:LoadBalancer",
        {"zoneMappings": [{"vswitchId": "s", "privateIpv4Address": "10.0.0.7"}], "securityGroupIds": ["sg"]},
        {},
        AlibabaServer,
        {"kind": "nlb", "vswitch": "s", "private_ip": "10.0.0.7", "security_groups": ["sg"]},
    ),
    (
        "an application load balancer",
        "alicloud:alb/loadBalancer:LoadBalancer",
        {"zoneMappings": [{"vswitchId": "s", "intranetAddress": "10.0.0.8"}]},
        {},
        AlibabaServer,
        {"kind": "alb", "private_ip": "10.0.0.8"},
    ),
    (
        "the role of the instances",
        "alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole",
        {"serviceName": "connectuservpc.apigateway.aliyuncs.com"},
        {},
        ServiceLinkedRole,
        {"role_name": "AliyunServiceRoleForApiGatewayConnectUserVpc"},
    ),
    (
        "another role",
        "alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole",
        {"serviceName": "other.aliyuncs.com"},
        {},
        ServiceLinkedRole,
        {"role_name": None},
    ),
    (
        "a role that is there",
        "alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole",
        {"roleName": "R"},
        {},
        ServiceLinkedRole,
        {"role_name": "R"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_vpc_of_a_route() -> None:
    vpc = resource("alicloud:vpc/network:Network", {"cidrBlock": "10.0.0.0/8"})
    table = resource("alicloud:vpc/routeTable:RouteTable", {"vpcId": "vpc-2"})
    for source, expected in ((vpc, ("?is not known yet", vpc.key)), (table, "vpc-2")):
        route = resource(
            "alicloud:vpc/routeEntry:RouteEntry",
            {"routeTableId": UNKNOWN},
            dependencies={"routeTableId": [source.key]},
        )
        (found,) = [node for node in nodes(vpc, table, route) if isinstance(node, AlibabaRoute)]
        assert shown(found.vpc) == expected


def test_instances_of_other_kinds_on_a_cen_are_no_vpcs() -> None:
    properties = {"instanceId": "c", "childInstanceId": "vbr", "childInstanceType": "VBR"}
    assert nodes(resource("alicloud:cen/instanceAttachment:InstanceAttachment", properties)) == []
