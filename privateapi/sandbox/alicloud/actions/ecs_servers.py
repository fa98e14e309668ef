"""ECS instances, as far as they are backends: an address in a vSwitch and the security groups around it."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import ECS, Answer, Call, has_tags
from privateapi.sandbox.alicloud.network import (
    NetworkInterface,
    Server,
    free_address,
    security_group_of,
    taken_in,
    vswitch_of,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import new_id
from privateapi.topology.cidr import CidrError, parse_address


@ECS.action("RunInstances", token="ClientToken")
def run_instances(call: Call) -> Answer:
    """Start servers in a vSwitch, at the address that was asked for or at free ones."""
    vswitch = vswitch_of(call.region, call.required("VSwitchId"))
    groups = call.texts("SecurityGroupIds") or [call.required("SecurityGroupId")]
    for group in groups:
        if security_group_of(call.region, group).vpc != vswitch.vpc:
            raise call.wrong("SecurityGroupId", f"{group} is not in {vswitch.vpc}.")
    kind, image = call.required("InstanceType"), call.text("ImageId")
    wished = call.text("PrivateIpAddress")
    if wished:
        try:
            address = parse_address(wished)
        except CidrError as error:
            raise refused("InvalidPrivateIpAddress", error) from None
        if not vswitch.cidr.contains(address) or address.host in taken_in(call.region, vswitch.id):
            raise refused("InvalidPrivateIpAddress", f"{address.host} is not free in {vswitch.cidr} of {vswitch.id}.")
    ids = []
    for _ in range(call.integer("Amount", 1, 1, 1 if wished else 100)):
        server = Server(
            id=new_id("i-"),
            name=call.text("InstanceName"),
            kind=kind,
            image=image,
            created=call.cloud.stamp(),
            progress=call.cloud.progress("Pending", "Starting", "Running"),
            tags=call.tags(),
        )
        interface = NetworkInterface(
            id=new_id("eni-"),
            owner=server.id,
            vpc=vswitch.vpc,
            vswitch=vswitch.id,
            zone=vswitch.zone,
            address=wished or free_address(call.region, vswitch),
            security_groups=groups,
            created=server.created,
            description="",
            service=False,
        )
        call.region.of(Server)[server.id] = server
        call.region.of(NetworkInterface)[interface.id] = interface
        ids.append(server.id)
    return {"InstanceIdSets": {"InstanceIdSet": ids}}


@ECS.action("DescribeInstances")
def describe_instances(call: Call) -> Answer:
    """The servers of the region, by ids, VPC, vSwitch, name or tags."""
    ids = [str(value) for value in call.json("InstanceIds", list)]
    interfaces = {each.owner: each for each in call.region.of(NetworkInterface).values()}
    rows = [
        (server, interfaces[server.id])
        for server in call.region.of(Server).values()
        if (not ids or server.id in ids)
        and call.text("InstanceName", server.name) == server.name
        and call.text("VpcId", interfaces[server.id].vpc) == interfaces[server.id].vpc
        and call.text("VSwitchId", interfaces[server.id].vswitch) == interfaces[server.id].vswitch
        and has_tags(server.tags, call.tags())
    ]
    page, numbers = call.page(rows)
    shown = [
        {
            "InstanceId": server.id,
            "InstanceName": server.name,
            "InstanceType": server.kind,
            "ImageId": server.image,
            "RegionId": call.region.id,
            "ZoneId": interface.zone,
            "Status": server.progress.look(),
            "CreationTime": server.created,
            "SecurityGroupIds": {"SecurityGroupId": interface.security_groups},
            "VpcAttributes": {
                "VpcId": interface.vpc,
                "VSwitchId": interface.vswitch,
                "PrivateIpAddress": {"IpAddress": [interface.address]},
            },
            "Tags": {"Tag": [{"TagKey": key, "TagValue": value} for key, value in server.tags.items()]},
        }
        for server, interface in page
    ]
    return {"Instances": {"Instance": shown}, "NextToken": "", **numbers}


@ECS.action("DeleteInstance")
def delete_instance(call: Call) -> Answer:
    """Delete a server with its network interface."""
    server = call.region.of(Server).pop(call.required("InstanceId"), None)
    if server is None:
        raise refused("InvalidInstanceId.NotFound")
    interfaces = call.region.of(NetworkInterface)
    for interface in [each for each in interfaces.values() if each.owner == server.id]:
        del interfaces[interface.id]
    return {}
