"""Security groups and their rules."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import ECS, Answer, Call, has_tags
from privateapi.sandbox.alicloud.network import (
    NetworkInterface,
    Permission,
    SecurityGroup,
    security_group_of,
    vpc_of,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import new_id
from privateapi.topology.cidr import CidrError, parse_address, parse_cidr

_PROTOCOLS = ("TCP", "UDP", "ICMP", "ICMPV6", "GRE", "ALL")
# What tells one rule from another; description and policy do not.
_IDENTITY = (
    "IpProtocol",
    "PortRange",
    "Policy",
    "Priority",
    "SourceCidrIp",
    "DestCidrIp",
    "Ipv6SourceCidrIp",
    "Ipv6DestCidrIp",
    "SourceGroupId",
    "DestGroupId",
    "SourcePrefixListId",
    "DestPrefixListId",
    "SourcePortRange",
)
_FIELDS = (*_IDENTITY, "Description", "NicType", "SourceGroupOwnerAccount", "DestGroupOwnerAccount")
_PEERS = {
    "ingress": ("SourceCidrIp", "Ipv6SourceCidrIp", "SourceGroupId", "SourcePrefixListId"),
    "egress": ("DestCidrIp", "Ipv6DestCidrIp", "DestGroupId", "DestPrefixListId"),
}


@ECS.action("CreateSecurityGroup", token="ClientToken")
def create_security_group(call: Call) -> Answer:
    """Make a security group in a VPC; an enterprise group lets its members not see each other by itself."""
    vpc = vpc_of(call.region, call.required("VpcId"), "InvalidVpcId.NotFound")
    kind = call.chosen("SecurityGroupType", ("normal", "enterprise"), "normal")
    group = SecurityGroup(
        id=new_id("sg-"),
        name=call.text("SecurityGroupName"),
        description=call.text("Description"),
        vpc=vpc.id,
        kind=kind,
        inner_access="Accept" if kind == "normal" else "Drop",
        created=call.cloud.stamp(),
        tags=call.tags(),
    )
    call.region.of(SecurityGroup)[group.id] = group
    return {"SecurityGroupId": group.id}


@ECS.action("DescribeSecurityGroupAttribute")
def describe_security_group_attribute(call: Call) -> Answer:
    """One security group with its rules, of one direction or both."""
    group = security_group_of(call.region, call.required("SecurityGroupId"))
    direction = call.chosen("Direction", ("all", "ingress", "egress"), "all")
    shown = [
        {
            **{name: permission.fields.get(name, "") for name in _FIELDS},
            "Direction": permission.direction,
            "SecurityGroupRuleId": permission.id,
            "CreateTime": permission.created,
        }
        for permission in group.permissions
        if direction in ("all", permission.direction)
    ]
    return {
        "SecurityGroupId": group.id,
        "SecurityGroupName": group.name,
        "Description": group.description,
        "VpcId": group.vpc,
        "RegionId": call.region.id,
        "InnerAccessPolicy": group.inner_access,
        "Permissions": {"Permission": shown},
        "NextToken": "",
    }


@ECS.action("DescribeSecurityGroups")
def describe_security_groups(call: Call) -> Answer:
    """The security groups of the region, by ids, VPC, name, type or tags."""
    ids = [str(value) for value in call.json("SecurityGroupIds", list)]
    rows = [
        group
        for group in call.region.of(SecurityGroup).values()
        if (not ids or group.id in ids)
        and call.text("SecurityGroupId", group.id) == group.id
        and call.text("VpcId", group.vpc) == group.vpc
        and call.text("SecurityGroupName", group.name) == group.name
        and call.text("SecurityGroupType", group.kind) == group.kind
        and has_tags(group.tags, call.tags())
    ]
    page, numbers = call.page(rows)
    shown = [
        {
            "SecurityGroupId": group.id,
            "SecurityGroupName": group.name,
            "SecurityGroupType": group.kind,
            "Description": group.description,
            "VpcId": group.vpc,
            "CreationTime": group.created,
            "ServiceManaged": False,
            "RuleCount": len(group.permissions),
            "Tags": {"Tag": [{"TagKey": key, "TagValue": value} for key, value in group.tags.items()]},
        }
        for group in page
    ]
    return {"SecurityGroups": {"SecurityGroup": shown}, "RegionId": call.region.id, "NextToken": "", **numbers}


@ECS.action("ModifySecurityGroupAttribute")
def modify_security_group_attribute(call: Call) -> Answer:
    """Change name and description."""
    group = security_group_of(call.region, call.required("SecurityGroupId"))
    group.name = call.text("SecurityGroupName", group.name)
    group.description = call.text("Description", group.description)
    return {}


@ECS.action("ModifySecurityGroupPolicy")
def modify_security_group_policy(call: Call) -> Answer:
    """Say whether members of a normal group reach each other."""
    group = security_group_of(call.region, call.required("SecurityGroupId"))
    policy = call.required("InnerAccessPolicy").capitalize()
    if policy not in ("Accept", "Drop"):
        raise call.wrong("InnerAccessPolicy", f"{policy!r} is neither Accept nor Drop.")
    if group.kind == "enterprise" and policy == "Accept":
        raise call.wrong("InnerAccessPolicy", "Members of an enterprise group are kept apart.")
    group.inner_access = policy
    return {}


@ECS.action("DeleteSecurityGroup")
def delete_security_group(call: Call) -> Answer:
    """Delete a group that no network interface and no rule of another group names."""
    group = security_group_of(call.region, call.required("SecurityGroupId"))
    for interface in call.region.of(NetworkInterface).values():
        if group.id in interface.security_groups:
            raise refused("DependencyViolation", f"{interface.id} of {interface.owner} is in {group.id}.")
    for other in call.region.of(SecurityGroup).values():
        peers = {rule.fields.get(name) for rule in other.permissions for name in ("SourceGroupId", "DestGroupId")}
        if other is not group and group.id in peers:
            raise refused("DependencyViolation", f"A rule of {other.id} names {group.id}.")
    del call.region.of(SecurityGroup)[group.id]
    return {}


@ECS.action("AuthorizeSecurityGroup", token="ClientToken")
def authorize_security_group(call: Call) -> Answer:
    """Add inbound rules."""
    return _authorize(call, "ingress")


@ECS.action("AuthorizeSecurityGroupEgress", token="ClientToken")
def authorize_security_group_egress(call: Call) -> Answer:
    """Add outbound rules."""
    return _authorize(call, "egress")


@ECS.action("RevokeSecurityGroup")
def revoke_security_group(call: Call) -> Answer:
    """Remove inbound rules."""
    return _revoke(call, "ingress")


@ECS.action("RevokeSecurityGroupEgress")
def revoke_security_group_egress(call: Call) -> Answer:
    """Remove outbound rules."""
    return _revoke(call, "egress")


@ECS.action("ModifySecurityGroupRule")
def modify_security_group_rule(call: Call) -> Answer:
    """Change an inbound rule."""
    return _modify(call, "ingress")


@ECS.action("ModifySecurityGroupEgressRule")
def modify_security_group_egress_rule(call: Call) -> Answer:
    """Change an outbound rule."""
    return _modify(call, "egress")


def _authorize(call: Call, direction: str) -> Answer:
    """Add the rules of the call; those that are there already stay as they are."""
    group = security_group_of(call.region, call.required("SecurityGroupId"))
    added = [_fields(call, rule, direction) for rule in _given(call)]
    for fields in added:
        if not any(_same(permission, direction, fields) for permission in group.permissions):
            group.permissions.append(Permission(new_id("sgr-"), direction, fields, call.cloud.stamp()))
    return {}


def _revoke(call: Call, direction: str) -> Answer:
    """Remove rules by their ids or by what they say; removing a rule that is not there is no error."""
    group = security_group_of(call.region, call.required("SecurityGroupId"))
    ids = call.texts("SecurityGroupRuleId")
    if ids:
        group.permissions = [each for each in group.permissions if each.id not in ids]
        return {}
    for fields in [_fields(call, rule, direction) for rule in _given(call)]:
        group.permissions = [each for each in group.permissions if not _same(each, direction, fields)]
    return {}


def _modify(call: Call, direction: str) -> Answer:
    """Change the rule of an id, or else the description of the rule that says the same."""
    group = security_group_of(call.region, call.required("SecurityGroupId"))
    rule_id = call.text("SecurityGroupRuleId")
    for permission in group.permissions:
        if rule_id and permission.id == rule_id:
            given = {name: call.parameters[name] for name in _FIELDS if name in call.parameters}
            permission.fields = _fields(call, permission.fields | given, direction)
        elif not rule_id and _same(permission, direction, _fields(call, call.parameters, direction)):
            permission.fields["Description"] = call.text("Description")
    return {}


def _given(call: Call) -> list[dict[str, str]]:
    """The rules of the call: a list of them, or one in parameters of its own."""
    return call.entries("Permissions") or [dict(call.parameters)]


def _fields(call: Call, rule: dict[str, str] | object, direction: str) -> dict[str, str]:
    """A rule as it is kept, checked. Raises Refused."""
    assert isinstance(rule, dict)
    fields = {name: str(rule[name]) for name in _FIELDS if rule.get(name)}
    protocol = fields.get("IpProtocol", "").upper()
    if protocol not in _PROTOCOLS:
        raise call.wrong("IpProtocol", f"{protocol!r} is none of {', '.join(_PROTOCOLS)}.")
    policy = fields.get("Policy", "accept").capitalize()
    if policy not in ("Accept", "Drop"):
        raise call.wrong("Policy", f"{policy!r} is neither accept nor drop.")
    priority = fields.get("Priority", "1")
    if not priority.isdigit() or not 1 <= int(priority) <= 100:
        raise call.wrong("Priority", f"{priority!r} is no whole number from 1 to 100.")
    ports = fields.get("PortRange", "")
    if not _is_port_range(ports, protocol):
        raise call.wrong("PortRange", f"{ports!r} is no range for {protocol}, such as 443/443.")
    if not any(fields.get(name) for name in _PEERS[direction]):
        raise refused(call.product.missing, " or ".join(_PEERS[direction]))
    for name in ("SourceCidrIp", "DestCidrIp"):
        if name in fields:
            try:
                fields[name] = _block(fields[name])
            except CidrError as error:
                raise call.wrong(name, str(error)) from None
    return fields | {"IpProtocol": protocol, "Policy": policy, "Priority": priority, "NicType": "intranet"}


def _block(text: str) -> str:
    """A block as it is kept; an address alone stands for itself."""
    return str(parse_cidr(text)) if "/" in text else parse_address(text).host


def _is_port_range(ports: str, protocol: str) -> bool:
    first, slash, last = ports.partition("/")
    if protocol not in ("TCP", "UDP"):
        return ports == "-1/-1"
    numbers = (first, last)
    return bool(slash) and all(each.isdigit() for each in numbers) and 1 <= int(first) <= int(last) <= 65535


def _same(permission: Permission, direction: str, fields: dict[str, str]) -> bool:
    return permission.direction == direction and all(
        permission.fields.get(name, "") == fields.get(name, "") for name in _IDENTITY
    )
