"""Dedicated instances of API Gateway: VPC integration instances (`vpc_connect`) and conventional ones (`normal`)."""

from __future__ import annotations

import json
import re

from privateapi.facts.alibaba import alibaba_facts
from privateapi.facts.networks import network_facts
from privateapi.facts.reserved_cidrs import reserved_table
from privateapi.sandbox.alicloud.call import CLOUDAPI, Answer, Call, has_tags
from privateapi.sandbox.alicloud.gateway import (
    CONNECTED,
    CONVENTIONAL,
    RUNNING,
    ApiGroup,
    Instance,
    InstanceNetwork,
    PrivateDns,
    instance_of,
    listed,
    running,
)
from privateapi.sandbox.alicloud.network import (
    NetworkInterface,
    free_address,
    security_group_of,
    vpc_of,
    vswitch_of,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.roles import ensure_gateway_role
from privateapi.sandbox.alicloud.state import new_id
from privateapi.topology.cidr import Cidr, parse_cidr

# Names of states other than RUNNING and WAIT_SWITCH are assumed: no document lists them.
STARTING = "START"
MODIFYING = "MODIFYING"
SWITCHING = "WAIT_SWITCH"
DELETING = "DELETING"

SPECS = {"api.s1.small": 2500, "api.s1.medium": 5000, "api.s2.large": 10000} | {
    f"api.s2.large.x{factor}": factor * 10000 for factor in range(2, 7)
}
# The documented charge types and those that the terraform provider sends, with what DescribeInstances answers.
_CHARGE_TYPES = {
    "PostPaid": "PayAsYouGo",
    "PayAsYouGo": "PayAsYouGo",
    "PrePaid": "PrePaid",
    "PREPAY": "PrePaid",
}
_NAME = r"[A-Za-z0-9_-]{1,50}"
_SWITCHES = (
    "IPV6Enabled",
    "EgressIpv6Enable",
    "VpcSlbIntranetEnable",
    "IntranetSegments",
    "MaintainStartTime",
    "MaintainEndTime",
)


@CLOUDAPI.action("CreateInstance", token="Token")
def create_instance(call: Call) -> Answer:
    """Make an instance; a VPC integration instance gets a network interface in each vSwitch."""
    call.required("Token")
    kind = call.chosen("InstanceType", alibaba_facts().choices["apigw.instance_types"].values, CONVENTIONAL)
    instance = Instance(
        id=new_id("apigateway-"),
        name=call.matching("InstanceName", _NAME, "1 to 50 letters, digits, hyphens or underscores"),
        spec=call.chosen("InstanceSpec", tuple(SPECS)),
        kind=kind,
        charge_type=_CHARGE_TYPES[call.chosen("ChargeType", tuple(_CHARGE_TYPES))],
        https_policy=call.chosen("HttpsPolicy", alibaba_facts().choices["apigw.https_policies"].values),
        zone=call.text("ZoneId"),
        created=call.cloud.stamp(),
        progress=call.cloud.progress(STARTING, RUNNING),
        tags=call.tags(),
    )
    if kind == CONNECTED:
        _connect(call, instance)
    else:
        zone = rf"{re.escape(call.region.id)}-MAZ\d+(\([a-z0-9]+(,[a-z0-9]+)*\))?"
        call.matching("ZoneId", zone, f"a zone of conventional instances such as {maz(call)}")
    call.region.of(Instance)[instance.id] = instance
    return {"InstanceId": instance.id, "TagStatus": bool(instance.tags)}


@CLOUDAPI.action("DescribeInstances")
def describe_instances(call: Call) -> Answer:
    """The instances of the region, by id, kind or tags; an unknown id is answered with an empty list."""
    table = call.region.of(Instance)
    rows = []
    for instance in list(table.values()):
        if call.text("InstanceId", instance.id) != instance.id:
            continue
        if instance.leaving is not None and instance.leaving.look() == "":
            del table[instance.id]
            continue
        if call.text("InstanceType", instance.kind) == instance.kind and has_tags(instance.tags, call.tags()):
            rows.append(instance)
    page, numbers = call.page(rows)
    return {"Instances": {"InstanceAttribute": [_described(call, instance) for instance in page]}, **numbers}


@CLOUDAPI.action("ModifyInstanceAttribute")
def modify_instance_attribute(call: Call) -> Answer:
    """Change an instance in place; at most one accessible CIDR block is added and one is removed."""
    instance = instance_of(call.region, call.required("InstanceId"))
    running(instance)
    name = call.text("InstanceName", instance.name)
    if re.fullmatch(_NAME, name) is None:
        raise call.wrong("InstanceName", f"{name!r} is not 1 to 50 letters, digits, hyphens or underscores.")
    policies = alibaba_facts().choices["apigw.https_policies"].values
    policy = call.chosen("HttpsPolicy", policies, instance.https_policy)
    accessible = list(instance.accessible)
    if call.text("DeleteVpcIpBlock"):
        _integrated(instance)
        gone = call.cidr("DeleteVpcIpBlock")
        if gone not in accessible:
            raise refused("NotFoundVpcIpBlock", f"{gone} is none of {listed(accessible)}.")
        accessible.remove(gone)
    if call.text("ToConnectVpcIpBlock"):
        _integrated(instance)
        added = _added(call, instance)
        if added in accessible:
            raise refused("DuplicateVpcIpBlock", f"{added} is accessible already.")
        accessible.append(added)
    instance.name, instance.https_policy = name, policy
    if accessible != instance.accessible:
        instance.accessible = accessible
        instance.progress = call.cloud.progress(MODIFYING, RUNNING)
    instance.settings.update({key: call.text(key) for key in _SWITCHES if call.text(key)})
    return {}


@CLOUDAPI.action("ModifyInstanceSpec", token="Token")
def modify_instance_spec(call: Call) -> Answer:
    """Change the size, which may pass through a state in which the switch of the traffic is waited for."""
    call.required("Token")
    instance = instance_of(call.region, call.required("InstanceId"))
    running(instance)
    spec = call.chosen("InstanceSpec", tuple(SPECS))
    action = call.chosen("ModifyAction", ("UPGRADE", "DOWNGRADE"), "UPGRADE")
    if (action == "UPGRADE") != (SPECS[spec] > SPECS[instance.spec]):
        raise call.wrong("InstanceSpec", f"{instance.spec} to {spec} is no {action}.")
    instance.spec = spec
    passing = [MODIFYING] if call.flag("SkipWaitSwitch") else [MODIFYING, SWITCHING]
    instance.progress = call.cloud.progress(*passing, RUNNING)
    return {}


@CLOUDAPI.action("ModifyInstanceVpcAttributeForConsole")
def modify_instance_vpc_attribute_for_console(call: Call) -> Answer:
    """Set or remove the VPC from which clients call the instance."""
    instance = instance_of(call.region, call.required("InstanceId"))
    running(instance)
    if call.flag("DeleteVpcAccess"):
        instance.client_vpc, instance.client_vswitch, instance.client_owner = "", "", 0
        return {}
    vpc = vpc_of(call.region, call.required("VpcId"))
    vswitch = call.text("VswitchId")
    if vswitch and vswitch_of(call.region, vswitch).vpc != vpc.id:
        raise call.wrong("VswitchId", f"{vswitch} is not in {vpc.id}.")
    instance.client_vpc, instance.client_vswitch = vpc.id, vswitch
    instance.client_owner = call.integer("VpcOwnerId", 0, 0, 10**18 - 1)
    return {}


@CLOUDAPI.action("DeleteInstance")
def delete_instance(call: Call) -> Answer:
    """Delete an instance that serves no API group; its network interfaces and associations go with it."""
    instance = instance_of(call.region, call.required("InstanceId"))
    groups = [group.id for group in call.region.of(ApiGroup).values() if group.instance == instance.id]
    if groups:
        raise refused("DependencyViolationInstance", f"It serves {', '.join(groups)}.")
    for record in call.region.of(PrivateDns).values():
        if instance.id in record.instances:
            record.instances.remove(instance.id)
    interfaces = call.region.of(NetworkInterface)
    for interface in [each for each in interfaces.values() if each.owner == instance.id]:
        del interfaces[interface.id]
    instance.leaving = call.cloud.progress(DELETING, "")
    if instance.leaving.now == "":
        del call.region.of(Instance)[instance.id]
    return {}


def maz(call: Call) -> str:
    """The id of a zone of conventional instances, which spans zones: `cn-hangzhou-MAZ1(b,d,e)`."""
    last = [re.split(r"-|(?<=\d)(?=[a-z]$)", zone)[-1] for zone in call.region.zones]
    return f"{call.region.id}-MAZ1({','.join(last)})"


def _connect(call: Call, instance: Instance) -> None:
    """Put a VPC integration instance into its VPC, after all that the documentation says is validated."""
    vpc = vpc_of(call.region, call.required("UserVpcId"))
    given = call.entries("ZoneVSwitchSecurityGroup")
    if not given:
        raise refused(call.product.missing, "ZoneVSwitchSecurityGroup")
    choices = network_facts().cidr_lists["alibaba.instance"].cidrs
    cidr = parse_cidr(call.chosen("InstanceCidr", choices, choices[0]))
    networks: list[InstanceNetwork] = []
    for number, entry in enumerate(given, 1):
        name = f"ZoneVSwitchSecurityGroup.{number}"
        for field in ("ZoneId", "VSwitchId", "CidrBlock", "SecurityGroupId"):
            if not entry.get(field):
                raise refused(call.product.missing, f"{name}.{field}")
        vswitch = vswitch_of(call.region, entry["VSwitchId"])
        group = security_group_of(call.region, entry["SecurityGroupId"])
        if vswitch.vpc != vpc.id:
            raise call.wrong(f"{name}.VSwitchId", f"{vswitch.id} is in {vswitch.vpc}, not in {vpc.id}.")
        if vswitch.zone != entry["ZoneId"]:
            raise call.wrong(f"{name}.ZoneId", f"{vswitch.id} is in {vswitch.zone}, not in {entry['ZoneId']}.")
        if str(vswitch.cidr) != entry["CidrBlock"]:
            raise call.wrong(f"{name}.CidrBlock", f"{vswitch.id} is {vswitch.cidr}, not {entry['CidrBlock']}.")
        if group.vpc != vpc.id:
            raise call.wrong(f"{name}.SecurityGroupId", f"{group.id} is in {group.vpc}, not in {vpc.id}.")
        if vswitch.zone in [network.zone for network in networks]:
            raise call.wrong(f"{name}.ZoneId", f"{vswitch.zone} stands there twice.")
        _check_reserved(vswitch.zone, vswitch.id, vswitch.cidr)
        if cidr.overlaps(vswitch.cidr):
            why = f"{cidr} overlaps {vswitch.cidr} of {vswitch.id}."
            raise refused("InvalidInstanceCidrConflict", why)
        networks.append(InstanceNetwork(vswitch.zone, vswitch.id, vswitch.cidr, group.id))
    addresses = [free_address(call.region, vswitch_of(call.region, network.vswitch)) for network in networks]
    for network, address in zip(networks, addresses, strict=True):
        interface = NetworkInterface(
            id=new_id("eni-"),
            owner=instance.id,
            vpc=vpc.id,
            vswitch=network.vswitch,
            zone=network.zone,
            address=address,
            security_groups=[network.security_group],
            created=instance.created,
            description=f"Created by API Gateway for {instance.id}",
            service=True,
        )
        call.region.of(NetworkInterface)[interface.id] = interface
    ensure_gateway_role(call.cloud)
    instance.connected_vpc, instance.cidr, instance.networks = vpc.id, cidr, networks
    instance.accessible = [network.cidr for network in networks]
    instance.zone = instance.zone or maz(call)


def _check_reserved(zone: str, vswitch: str, cidr: Cidr) -> None:
    table = reserved_table()
    for text in table.zones[zone].cidrs if zone in table.zones else ():
        if cidr.overlaps(parse_cidr(text)):
            why = f"{cidr} of {vswitch} overlaps {text}, which API Gateway reserves in {zone}."
            raise refused("InvalidVSwitchReservedCidr", why)


def _integrated(instance: Instance) -> None:
    if instance.kind != CONNECTED:
        why = "Only VPC integration instances have accessible CIDR blocks."
        raise refused("ForbiddenInstanceType", why)


def _added(call: Call, instance: Instance) -> Cidr:
    """The block that is to be accessible: that of a vSwitch of the connected VPC, or any block that is customized."""
    given = {key.lower(): value for key, value in call.json("ToConnectVpcIpBlock", dict).items()}
    text = str(given.get("cidrblock") or "")
    try:
        cidr = parse_cidr(text)
    except ValueError as error:
        raise call.wrong("ToConnectVpcIpBlock.CidrBlock", str(error)) from None
    if given.get("customized"):
        return cidr
    vswitch = vswitch_of(call.region, str(given.get("vswitchid") or ""))
    if vswitch.vpc != instance.connected_vpc:
        why = f"{vswitch.id} is in {vswitch.vpc}, and the instance is connected to {instance.connected_vpc}."
        raise refused("InvalidVpcMismatch", why)
    if vswitch.cidr != cidr:
        raise call.wrong("ToConnectVpcIpBlock.CidrBlock", f"{vswitch.id} is {vswitch.cidr}, not {cidr}.")
    return cidr


def _described(call: Call, instance: Instance) -> Answer:
    settings = instance.settings
    domains = [record.domain for record in call.region.of(PrivateDns).values() if instance.id in record.instances]
    addresses = [each.address for each in call.region.of(NetworkInterface).values() if each.owner == instance.id]
    return {
        "InstanceId": instance.id,
        "InstanceName": instance.name,
        "InstanceSpec": instance.spec,
        "InstanceRpsLimit": SPECS[instance.spec],
        "InstanceType": "VPC_DEDICATED",
        "DedicatedInstanceType": instance.kind,
        "InstanceChargeType": instance.charge_type,
        "HttpsPolicies": instance.https_policy,
        "Status": instance.progress.look() if instance.leaving is None else instance.leaving.now or DELETING,
        "RegionId": call.region.id,
        "ZoneId": instance.zone,
        "ZoneLocalName": instance.zone,
        "CreatedTime": instance.created,
        "InstanceClusterId": instance.cluster,
        "ConnectVpcId": instance.connected_vpc,
        "ConnectCidrBlocks": json.dumps([str(cidr) for cidr in instance.accessible], separators=(",", ":"))
        if instance.kind == CONNECTED
        else "",
        "InstanceCidrBlock": str(instance.cidr) if instance.cidr else "",
        "NetworkInterfaceAttributes": {
            "NetworkInterfaceAttribute": [
                {
                    "ZoneId": network.zone,
                    "VswitchId": network.vswitch,
                    "CidrBlock": str(network.cidr),
                    "SecurityGroupId": network.security_group,
                }
                for network in instance.networks
            ]
        },
        "PrivateDnsList": {"PrivateDns": domains},
        "UserVpcId": instance.client_vpc,
        "UserVswitchId": instance.client_vswitch,
        "VpcOwnerId": instance.client_owner,
        "VpcIntranetEnable": bool(instance.client_vpc),
        "VpcEgressAddress": ",".join(addresses),
        "SupportIpv6": _on(settings, "IPV6Enabled"),
        "EgressIpv6Enable": _on(settings, "EgressIpv6Enable"),
        "VpcSlbIntranetEnable": _on(settings, "VpcSlbIntranetEnable"),
        "IntranetSegments": settings.get("IntranetSegments", ""),
        "MaintainStartTime": settings.get("MaintainStartTime", "18:00Z"),
        "MaintainEndTime": settings.get("MaintainEndTime", "22:00Z"),
        "Tags": {"TagInfo": [{"Key": key, "Value": value} for key, value in instance.tags.items()]},
    }


def _on(settings: dict[str, str], name: str) -> bool:
    return settings.get(name, "false").lower() == "true"
