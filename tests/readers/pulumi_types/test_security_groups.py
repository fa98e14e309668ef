"""Security groups and their rules, inline or resources of their own."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import SecurityGroup, SecurityGroupRule
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "a group of ours",
        "privateapi:ec2:SecurityGroup",
        {"vpcId": "vpc-1", "groupName": "api"},
        {},
        SecurityGroup,
        {"vpc": "vpc-1", "group_name": "api"},
    ),
    (
        "a group of pulumi_aws",
        "aws:ec2/securityGroup:SecurityGroup",
        {"vpcId": "vpc-1", "name": "api"},
        {},
        SecurityGroup,
        {"group_name": "api"},
    ),
    (
        "the rule of every new group, kept",
        "privateapi:ec2:SecurityGroup",
        {"vpcId": "vpc-1", "revokeDefaultEgress": False},
        {},
        SecurityGroupRule,
        {"direction": "egress", "ip_protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]},
    ),
    (
        "an inline rule",
        "aws:ec2/securityGroup:SecurityGroup",
        {
            "ingress": [
                {
                    "protocol": "tcp",
                    "fromPort": 443,
                    "toPort": 443,
                    "cidrBlocks": ["10.0.0.0/8"],
                    "securityGroups": [UNKNOWN],
                    "self": True,
                }
            ]
        },
        {"ingress": ["urn:other"]},
        SecurityGroupRule,
        {
            "direction": "ingress",
            "ip_protocol": "tcp",
            "from_port": 443,
            "to_port": 443,
            "cidr_blocks": ["10.0.0.0/8"],
            "referenced_groups": (["?is not known yet (ingress[0].securityGroups[0])"], "urn:other"),
            "itself": True,
            "inline": True,
        },
    ),
    (
        "inline rules that are not known",
        "aws:ec2/securityGroup:SecurityGroup",
        {"egress": UNKNOWN},
        {},
        SecurityGroupRule,
        {
            "direction": "egress",
            "ip_protocol": "?is not known yet (egress)",
            "from_port": "?is not known yet (egress)",
            "cidr_blocks": "?is not known yet (egress)",
        },
    ),
    (
        "a rule of ours",
        "privateapi:ec2:SecurityGroupRule",
        {
            "securityGroupId": "sg-1",
            "type": "egress",
            "ipProtocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "cidrIpv4": "10.0.0.0/8",
        },
        {},
        SecurityGroupRule,
        {
            "security_group": "sg-1",
            "direction": "egress",
            "ip_protocol": "tcp",
            "from_port": 443,
            "to_port": 443,
            "cidr_blocks": ["10.0.0.0/8"],
            "ipv6_cidr_blocks": None,
            "referenced_groups": None,
        },
    ),
    (
        "an ingress rule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        {"securityGroupId": "sg-1", "ipProtocol": "-1", "referencedSecurityGroupId": "sg-2"},
        {},
        SecurityGroupRule,
        {"direction": "ingress", "ip_protocol": "-1", "referenced_groups": ["sg-2"]},
    ),
    (
        "an egress rule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        {"securityGroupId": "sg-1", "ipProtocol": "-1", "prefixListId": "pl-1"},
        {},
        SecurityGroupRule,
        {"direction": "egress", "prefix_lists": ["pl-1"]},
    ),
    (
        "a classic rule",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        {
            "securityGroupId": "sg-1",
            "type": "ingress",
            "protocol": "tcp",
            "fromPort": 1,
            "toPort": 2,
            "cidrBlocks": ["10.0.0.0/8"],
            "sourceSecurityGroupId": "sg-2",
            "self": False,
        },
        {},
        SecurityGroupRule,
        {
            "direction": "ingress",
            "ip_protocol": "tcp",
            "from_port": 1,
            "to_port": 2,
            "cidr_blocks": ["10.0.0.0/8"],
            "referenced_groups": ["sg-2"],
            "itself": False,
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    ("type", "properties"),
    [
        ("aws:ec2/securityGroupRule:SecurityGroupRule", {"type": "ingress", "cidrBlocks": ["10.0.0.0/24"]}),
        ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {"cidrIpv4": "10.0.0.0/24"}),
    ],
)
def test_rules_that_a_refresh_lists(type: str, properties: dict[str, Any]) -> None:
    """The group's output lists the rules of their own, also as they were before a change."""
    listed = {"ingress": [{"cidrBlocks": ["0.0.0.0/0"]}]}

    def found(**more: Any) -> list[Any]:
        group = resource("aws:ec2/securityGroup:SecurityGroup", listed, id="sg-1", **more)
        rule = resource(type, {"securityGroupId": "sg-1", **properties})
        rules = [node for node in nodes(group, rule) if isinstance(node, SecurityGroupRule)]
        return sorted(shown(node.cidr_blocks) for node in rules)

    assert found(computed=frozenset({"ingress"})) == [["10.0.0.0/24"]]
    assert found() == [["0.0.0.0/0"], ["10.0.0.0/24"]]
