"""vSwitches."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import VPC, Answer, Call, has_tags
from privateapi.sandbox.alicloud.network import (
    RESOURCE_GROUP,
    NetworkInterface,
    VSwitch,
    check_block,
    free_count,
    vpc_of,
    vswitch_of,
    vswitches_in,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import ACCOUNT_ID, new_id
from privateapi.topology.cidr import CidrIndex


@VPC.action("CreateVSwitch", token="ClientToken")
def create_vswitch(call: Call) -> Answer:
    """Make a vSwitch inside a block of its VPC, beside the vSwitches that are there."""
    zone = call.required("ZoneId")
    vpc = vpc_of(call.region, call.required("VpcId"))
    if zone not in call.region.zones:
        raise refused("InvalidZoneId.NotFound")
    cidr = call.cidr("CidrBlock", "InvalidCidrBlock")
    check_block(cidr, "alibaba.vswitch")
    if not any(block.contains(cidr) for block in vpc.blocks):
        blocks = ", ".join(str(block) for block in vpc.blocks)
        raise refused("InvalidCidrBlock", f"{cidr} is not inside {blocks} of {vpc.id}.")
    others = CidrIndex((vswitch.cidr, vswitch.id) for vswitch in vswitches_in(call.region, vpc.id))
    for match in others.overlapping(cidr):
        raise refused("InvalidCidrBlock.Overlapped", f"{cidr} overlaps {match.cidr} of {match.item}.")
    vswitch = VSwitch(
        id=new_id("vsw-"),
        name=call.text("VSwitchName"),
        description=call.text("Description"),
        vpc=vpc.id,
        zone=zone,
        cidr=cidr,
        created=call.cloud.stamp(),
        progress=call.cloud.progress("Pending", "Available"),
        tags=call.tags(),
    )
    call.region.of(VSwitch)[vswitch.id] = vswitch
    return {"VSwitchId": vswitch.id}


@VPC.action("DescribeVSwitchAttributes")
def describe_vswitch_attributes(call: Call) -> Answer:
    """One vSwitch; one that is not there is answered with empty fields and no error."""
    vswitch = call.region.of(VSwitch).get(call.required("VSwitchId"))
    if vswitch is None:
        return {"VSwitchId": "", "VSwitchName": "", "VpcId": "", "ZoneId": "", "CidrBlock": "", "Status": ""}
    return _described(call, vswitch)


@VPC.action("DescribeVSwitches")
def describe_vswitches(call: Call) -> Answer:
    """The vSwitches of the region, by id, VPC, zone, name or tags."""
    rows = [
        vswitch
        for vswitch in call.region.of(VSwitch).values()
        if call.text("VSwitchId", vswitch.id) == vswitch.id
        and call.text("VpcId", vswitch.vpc) == vswitch.vpc
        and call.text("ZoneId", vswitch.zone) == vswitch.zone
        and call.text("VSwitchName", vswitch.name) == vswitch.name
        and has_tags(vswitch.tags, call.tags())
    ]
    page, numbers = call.page(rows, highest=50)
    return {"VSwitches": {"VSwitch": [_described(call, vswitch) for vswitch in page]}, **numbers}


@VPC.action("ModifyVSwitchAttribute")
def modify_vswitch_attribute(call: Call) -> Answer:
    """Change name and description."""
    vswitch = vswitch_of(call.region, call.required("VSwitchId"))
    vswitch.name = call.text("VSwitchName", vswitch.name)
    vswitch.description = call.text("Description", vswitch.description)
    return {}


@VPC.action("DeleteVSwitch")
def delete_vswitch(call: Call) -> Answer:
    """Delete a vSwitch in which there is no network interface."""
    vswitch = vswitch_of(call.region, call.required("VSwitchId"))
    for interface in call.region.of(NetworkInterface).values():
        if interface.vswitch == vswitch.id:
            why = f"{interface.id} of {interface.owner} is in {vswitch.id}."
            raise refused("DependencyViolation.NetworkInterface", why)
    del call.region.of(VSwitch)[vswitch.id]
    return {}


def _described(call: Call, vswitch: VSwitch) -> Answer:
    return {
        "VSwitchId": vswitch.id,
        "VSwitchName": vswitch.name,
        "Description": vswitch.description,
        "VpcId": vswitch.vpc,
        "ZoneId": vswitch.zone,
        "CidrBlock": str(vswitch.cidr),
        "AvailableIpAddressCount": free_count(call.region, vswitch),
        "Status": vswitch.progress.look(),
        "CreationTime": vswitch.created,
        "IsDefault": False,
        "OwnerId": int(ACCOUNT_ID),
        "ResourceGroupId": RESOURCE_GROUP,
        "RouteTable": {
            "RouteTableId": vpc_of(call.region, vswitch.vpc).route_table,
            "RouteTableType": "System",
        },
        "Tags": {"Tag": [{"Key": key, "Value": value} for key, value in vswitch.tags.items()]},
    }
