"""VPCs, and the system route table that each of them has."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import VPC, Answer, Call, has_tags
from privateapi.sandbox.alicloud.network import (
    RESOURCE_GROUP,
    SecurityGroup,
    Vpc,
    check_block,
    vpc_of,
    vswitches_in,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import ACCOUNT_ID, new_id
from privateapi.topology.cidr import Cidr, parse_cidr

# CreateVpc, CidrBlock: "If you do not specify this parameter".
_DEFAULT_CIDR = "172.16.0.0/12"


@VPC.action("CreateVpc", token="ClientToken")
def create_vpc(call: Call) -> Answer:
    """Make a VPC with its router and system route table."""
    cidr = call.cidr("CidrBlock", "InvalidCidrBlock") if call.text("CidrBlock") else parse_cidr(_DEFAULT_CIDR)
    check_block(cidr, "alibaba.vpc")
    vpc = Vpc(
        id=new_id("vpc-"),
        name=call.text("VpcName"),
        description=call.text("Description"),
        cidr=cidr,
        user_cidrs=[text for text in call.text("UserCidr").split(",") if text],
        created=call.cloud.stamp(),
        progress=call.cloud.progress("Pending", "Available"),
        router=new_id("vrt-"),
        route_table=new_id("vtb-"),
        ipv6=call.flag("EnableIpv6"),
        tags=call.tags(),
    )
    call.region.of(Vpc)[vpc.id] = vpc
    return {
        "VpcId": vpc.id,
        "VRouterId": vpc.router,
        "RouteTableId": vpc.route_table,
        "ResourceGroupId": RESOURCE_GROUP,
    }


@VPC.action("DescribeVpcAttribute")
def describe_vpc_attribute(call: Call) -> Answer:
    """One VPC."""
    vpc = vpc_of(call.region, call.required("VpcId"))
    return _described(call, vpc) | {"CloudResources": {"CloudResourceSetType": []}}


@VPC.action("DescribeVpcs")
def describe_vpcs(call: Call) -> Answer:
    """The VPCs of the region, by ids, name or tags."""
    ids = set(filter(None, call.text("VpcId").split(",")))
    rows = [
        vpc
        for vpc in call.region.of(Vpc).values()
        if (not ids or vpc.id in ids) and call.text("VpcName", vpc.name) == vpc.name and has_tags(vpc.tags, call.tags())
    ]
    page, numbers = call.page(rows, highest=50)
    shown = [_described(call, vpc) | {"RouterTableIds": {"RouterTableIds": [vpc.route_table]}} for vpc in page]
    return {"Vpcs": {"Vpc": shown}, **numbers}


@VPC.action("ModifyVpcAttribute")
def modify_vpc_attribute(call: Call) -> Answer:
    """Change name, description, whether there is IPv6, and the primary block around the vSwitches that it has."""
    vpc = vpc_of(call.region, call.required("VpcId"))
    if call.text("CidrBlock"):
        vpc.cidr = _changed_block(call, vpc)
    vpc.name = call.text("VpcName", vpc.name)
    vpc.description = call.text("Description", vpc.description)
    vpc.ipv6 = call.flag("EnableIPv6", vpc.ipv6)
    return {}


def _changed_block(call: Call, vpc: Vpc) -> Cidr:
    """The new primary block: a larger or smaller one, in which all vSwitches stay. Raises Refused."""
    cidr = call.cidr("CidrBlock", "InvalidCidrBlock")
    check_block(cidr, "alibaba.vpc")
    if not (cidr.contains(vpc.cidr) or vpc.cidr.contains(cidr)):
        raise refused("InvalidCidrBlock", f"{cidr} neither contains {vpc.cidr} of {vpc.id} nor is inside it.")
    for block in vpc.secondary:
        if cidr.overlaps(block):
            raise refused("InvalidCidrBlock.Overlapped", f"{cidr} overlaps {block} of {vpc.id}.")
    for vswitch in vswitches_in(call.region, vpc.id):
        if not any(block.contains(vswitch.cidr) for block in (cidr, *vpc.secondary)):
            raise refused("OperationFailed.CidrInUse", f"{vswitch.id} with {vswitch.cidr} is not in {cidr}.")
    return cidr


@VPC.action("DeleteVpc")
def delete_vpc(call: Call) -> Answer:
    """Delete a VPC that holds neither vSwitches nor security groups."""
    vpc = vpc_of(call.region, call.required("VpcId"))
    if vswitches_in(call.region, vpc.id):
        raise refused("DependencyViolation.VSwitch")
    if any(group.vpc == vpc.id for group in call.region.of(SecurityGroup).values()):
        raise refused("DependencyViolation.SecurityGroup")
    del call.region.of(Vpc)[vpc.id]
    return {}


@VPC.action("DescribeRouteTableList")
def describe_route_table_list(call: Call) -> Answer:
    """The system route tables, which are the only ones here."""
    rows = [
        vpc
        for vpc in call.region.of(Vpc).values()
        if call.text("VpcId", vpc.id) == vpc.id
        and call.text("RouterId", vpc.router) == vpc.router
        and call.text("RouteTableId", vpc.route_table) == vpc.route_table
    ]
    page, numbers = call.page(rows, highest=50)
    tables = [
        {
            "RouteTableId": vpc.route_table,
            "RouteTableType": "System",
            "RouterId": vpc.router,
            "RouterType": "VRouter",
            "VpcId": vpc.id,
            "Status": "Available",
            "CreationTime": vpc.created,
            "OwnerId": int(ACCOUNT_ID),
            "VSwitchIds": {"VSwitchId": [vswitch.id for vswitch in vswitches_in(call.region, vpc.id)]},
        }
        for vpc in page
    ]
    return {"RouterTableList": {"RouterTableListType": tables}, **numbers}


def _described(call: Call, vpc: Vpc) -> Answer:
    return {
        "VpcId": vpc.id,
        "VpcName": vpc.name,
        "Description": vpc.description,
        "CidrBlock": str(vpc.cidr),
        "SecondaryCidrBlocks": {"SecondaryCidrBlock": [str(cidr) for cidr in vpc.secondary]},
        "UserCidrs": {"UserCidr": vpc.user_cidrs},
        "Status": vpc.progress.look(),
        "CreationTime": vpc.created,
        "RegionId": call.region.id,
        "VRouterId": vpc.router,
        "IsDefault": False,
        "EnabledIpv6": vpc.ipv6,
        "OwnerId": int(ACCOUNT_ID),
        "ResourceGroupId": RESOURCE_GROUP,
        "VSwitchIds": {"VSwitchId": [vswitch.id for vswitch in vswitches_in(call.region, vpc.id)]},
        "Tags": {"Tag": [{"Key": key, "Value": value} for key, value in vpc.tags.items()]},
    }
