"""Network interfaces: here, those that API Gateway makes for its instances, and those of servers."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import ECS, Answer, Call
from privateapi.sandbox.alicloud.network import NetworkInterface


@ECS.action("DescribeNetworkInterfaces")
def describe_network_interfaces(call: Call) -> Answer:
    """The network interfaces of the region, by ids, place, group, owner, address, or whether a service has them."""
    ids = call.texts("NetworkInterfaceId")
    rows = [
        interface
        for interface in call.region.of(NetworkInterface).values()
        if (not ids or interface.id in ids)
        and call.text("VpcId", interface.vpc) == interface.vpc
        and call.text("VSwitchId", interface.vswitch) == interface.vswitch
        and call.text("SecurityGroupId", interface.security_groups[0]) in interface.security_groups
        and call.text("InstanceId", interface.owner) == interface.owner
        and call.text("PrimaryIpAddress", interface.address) == interface.address
        and call.flag("ServiceManaged", interface.service) == interface.service
    ]
    page, numbers = call.page(rows, highest=500)
    shown = [
        {
            "NetworkInterfaceId": interface.id,
            "NetworkInterfaceName": "",
            "Description": interface.description,
            "InstanceId": interface.owner,
            "VpcId": interface.vpc,
            "VSwitchId": interface.vswitch,
            "ZoneId": interface.zone,
            "PrivateIpAddress": interface.address,
            "PrivateIpSets": {"PrivateIpSet": [{"PrivateIpAddress": interface.address, "Primary": True}]},
            "SecurityGroupIds": {"SecurityGroupId": interface.security_groups},
            "ServiceManaged": interface.service,
            "Status": "InUse",
            "Type": "Secondary" if interface.service else "Primary",
            "CreationTime": interface.created,
        }
        for interface in page
    ]
    return {"NetworkInterfaceSets": {"NetworkInterfaceSet": shown}, "NextToken": "", **numbers}
