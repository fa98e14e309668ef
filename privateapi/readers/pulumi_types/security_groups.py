"""Security groups and their rules, inline or resources of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import Direction, Node, SecurityGroup, SecurityGroupRule
from privateapi.topology.values import Known, values_of

_CLASSIC = "aws:ec2/securityGroupRule:SecurityGroupRule"
_BY_PEER = (
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
)
_RULES = (_CLASSIC, *_BY_PEER)


@reads(
    "privateapi:ec2:SecurityGroup",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    id=("securityGroupId", "groupId"),
)
def security_group(read: Reading) -> Iterator[Node]:
    yield SecurityGroup(**read.node, vpc=read.ref("vpcId"), group_name=read.text("groupName", "name"))
    for direction in Direction:
        yield from _inline(read, direction)
    if read.boolean("revokeDefaultEgress") == Known(False):
        # The rule that every new group of EC2 has.
        yield SecurityGroupRule(
            **read.part("defaultEgress"),
            security_group=read.own(),
            direction=Direction.EGRESS,
            ip_protocol=Known("-1"),
            cidr_blocks=values_of("0.0.0.0/0"),
        )


def _inline(read: Reading, direction: Direction) -> Iterator[Node]:
    separate = [each for type in _RULES for each in read.referring(type, "securityGroupId")]
    if read.left_to(separate, direction):
        return
    rules = read.objects(direction)
    if isinstance(rules, Known):
        for index, entry in enumerate(rules.value):
            yield SecurityGroupRule(
                **read.part(f"{direction}[{index}]"),
                security_group=read.own(),
                direction=direction,
                ip_protocol=entry.text("protocol", "ipProtocol"),
                referenced_groups=entry.refs("securityGroups"),
                inline=True,
                **_peers(entry),
            )
    elif rules.unknown:
        yield SecurityGroupRule(
            **read.part(direction),
            security_group=read.own(),
            direction=direction,
            ip_protocol=rules,
            from_port=rules,
            to_port=rules,
            cidr_blocks=rules,
            inline=True,
        )


def _peers(entry: Properties) -> dict[str, Any]:
    return {
        "from_port": entry.integer("fromPort"),
        "to_port": entry.integer("toPort"),
        "cidr_blocks": entry.texts("cidrBlocks"),
        "ipv6_cidr_blocks": entry.texts("ipv6CidrBlocks"),
        "prefix_lists": entry.refs("prefixListIds"),
        "itself": entry.boolean("self"),
    }


@reads(_CLASSIC, id="securityGroupRuleId")
def classic_rule(read: Reading) -> Iterator[Node]:
    yield SecurityGroupRule(
        **read.node,
        security_group=read.ref("securityGroupId"),
        direction=_direction(read),
        ip_protocol=read.text("protocol"),
        referenced_groups=read.only("sourceSecurityGroupId"),
        **_peers(read),
    )


@reads(
    "privateapi:ec2:SecurityGroupRule",
    *_BY_PEER,
    id="securityGroupRuleId",
)
def rule(read: Reading) -> Iterator[Node]:
    """One peer to a rule, as in the API."""
    yield SecurityGroupRule(
        **read.node,
        security_group=read.ref("securityGroupId"),
        direction=_direction(read),
        ip_protocol=read.text("ipProtocol"),
        from_port=read.integer("fromPort"),
        to_port=read.integer("toPort"),
        cidr_blocks=read.only_text("cidrIpv4"),
        ipv6_cidr_blocks=read.only_text("cidrIpv6"),
        prefix_lists=read.only("prefixListId"),
        referenced_groups=read.only("referencedSecurityGroupId"),
    )


def _direction(read: Reading) -> Direction:
    outward = "Egress" in read.resource.type or read.text("type") == Known("egress")
    return Direction.EGRESS if outward else Direction.INGRESS
