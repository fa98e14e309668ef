"""VPCs, vSwitches, routes, servers and security groups of Alibaba Cloud."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import (
    AlibabaPeering,
    AlibabaRoute,
    AlibabaSecurityGroup,
    AlibabaSecurityGroupRule,
    AlibabaServer,
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    Direction,
    Node,
    ServiceLinkedRole,
    TransitRouterAttachment,
    VSwitch,
)
from privateapi.topology.values import MISSING, Known, Ref, Value

_VPC = "alicloud:vpc/network:Network"


@reads(_VPC, "privateapi:alicloud:Vpc", id="vpcId")
def vpc(read: Reading) -> Iterator[Node]:
    yield AlibabaVpc(**read.node, cidr_block=read.text("cidrBlock"), user_cidrs=read.texts("userCidrs"))
    # Deprecated in favour of a resource of its own, and still taken.
    further = read.texts("secondaryCidrBlocks")
    for index, block in enumerate(further.value if isinstance(further, Known) else ()):
        yield AlibabaVpcCidrBlock(**read.part(f"secondaryCidrBlocks[{index}]"), vpc=read.own(), cidr_block=block)


@reads("alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock")
def cidr_block(read: Reading) -> Iterator[Node]:
    yield AlibabaVpcCidrBlock(**read.node, vpc=read.ref("vpcId"), cidr_block=read.text("secondaryCidrBlock"))


@reads("alicloud:vpc/switch:Switch", "privateapi:alicloud:VSwitch", id="vswitchId")
def vswitch(read: Reading) -> Iterator[Node]:
    yield VSwitch(
        **read.node,
        vpc=read.ref("vpcId"),
        cidr_block=read.text("cidrBlock"),
        zone=read.text("zoneId", "availabilityZone"),
    )


@reads("alicloud:ecs/securityGroup:SecurityGroup", id="securityGroupId")
def security_group(read: Reading) -> Iterator[Node]:
    yield AlibabaSecurityGroup(
        **read.node,
        vpc=read.ref("vpcId"),
        inner_access_policy=_inner_access(read),
        type=read.text("securityGroupType"),
    )


def _inner_access(read: Reading) -> Value[str]:
    if read.given("innerAccessPolicy"):
        return read.text("innerAccessPolicy")
    return read.boolean("innerAccess").map(lambda allowed: "Accept" if allowed else "Drop")


@reads("alicloud:ecs/securityGroupRule:SecurityGroupRule")
def security_group_rule(read: Reading) -> Iterator[Node]:
    yield AlibabaSecurityGroupRule(
        **read.node,
        security_group=read.ref("securityGroupId"),
        direction=Direction.EGRESS if read.text("type") == Known("egress") else Direction.INGRESS,
        ip_protocol=read.text("ipProtocol"),
        port_range=read.text("portRange"),
        cidr_ip=read.text("cidrIp"),
        peer_group=read.ref("sourceSecurityGroupId"),
        policy=read.text("policy"),
        priority=read.integer("priority"),
    )


@reads("alicloud:cen/transitRouterVpcAttachment:TransitRouterVpcAttachment", id="transitRouterAttachmentId")
def transit_router_attachment(read: Reading) -> Iterator[Node]:
    yield TransitRouterAttachment(
        **read.node, cen=read.ref("cenId"), transit_router=read.ref("transitRouterId"), vpc=read.ref("vpcId")
    )


@reads("alicloud:cen/instanceAttachment:InstanceAttachment")
def instance_attachment(read: Reading) -> Iterator[Node]:
    """A VPC on a CEN instance without a transit router of its own in the program."""
    if read.text("childInstanceType") in (Known("VPC"), MISSING):
        yield TransitRouterAttachment(**read.node, cen=read.ref("instanceId"), vpc=read.ref("childInstanceId"))


@reads("alicloud:vpc/peerConnection:PeerConnection")
def peering(read: Reading) -> Iterator[Node]:
    yield AlibabaPeering(**read.node, vpc=read.ref("vpcId"), peer_vpc=read.ref("acceptingVpcId"))


@reads("alicloud:vpc/routeEntry:RouteEntry")
def route(read: Reading) -> Iterator[Node]:
    table = read.ref("routeTableId")
    yield AlibabaRoute(
        **read.node,
        route_table=table,
        vpc=_vpc_of(read, table),
        destination=read.text("destinationCidrblock"),
        next_hop_type=read.text("nexthopType"),
        next_hop=read.ref("nexthopId"),
    )


def _vpc_of(read: Reading, table: Ref) -> Ref:
    """The VPC whose system route table it is: an output of the VPC, or the VPC of a custom table."""
    vpcs = [key for key in table.nodes if read.program.type_of(key) == _VPC]
    if len(vpcs) == 1:
        return read.program.reading(vpcs[0]).own()
    found = read.program.find(table, "alicloud:vpc/routeTable:RouteTable")
    return found.ref("vpcId") if found is not None else Ref()


@reads("alicloud:ecs/instance:Instance")
def instance(read: Reading) -> Iterator[Node]:
    yield AlibabaServer(
        **read.node,
        kind=Known("ecs"),
        vswitch=read.ref("vswitchId"),
        private_ip=read.text("privateIp", "primaryIpAddress"),
        security_groups=read.refs("securityGroups"),
    )


@reads("alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer", "alicloud:slb/loadBalancer:LoadBalancer")
def classic_load_balancer(read: Reading) -> Iterator[Node]:
    yield AlibabaServer(**read.node, kind=Known("clb"), vswitch=read.ref("vswitchId"), private_ip=read.text("address"))


@reads("alicloud:nlb/loadBalancer:LoadBalancer", "alicloud:alb/loadBalancer:LoadBalancer", names=("dnsName",))
def load_balancer(read: Reading) -> Iterator[Node]:
    mapping: Properties = read.inside("zoneMappings")
    yield AlibabaServer(
        **read.node,
        kind=Known("nlb" if ":nlb/" in read.resource.type else "alb"),
        vswitch=mapping.ref("vswitchId"),
        private_ip=mapping.text("privateIpv4Address", "intranetAddress"),
        security_groups=read.refs("securityGroupIds"),
    )


@reads("alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole")
def service_linked_role(read: Reading) -> Iterator[Node]:
    name = read.text("roleName")
    yield ServiceLinkedRole(**read.node, role_name=name if not name.missing else _role(read))


def _role(read: Reading) -> Value[str]:
    """The role's name follows from the service's (API Gateway documentation, "service-linked roles")."""
    if read.text("serviceName") == Known("connectuservpc.apigateway.aliyuncs.com"):
        return Known("AliyunServiceRoleForApiGatewayConnectUserVpc")
    return MISSING
