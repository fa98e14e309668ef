"""AWS-SG-04."""

from privateapi.rules.aws_sg.rules_one_way import RulesOneWay
from privateapi.topology.model import SecurityGroup, SecurityGroupRule
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

GROUP, OTHER = node(SecurityGroup, "api"), node(SecurityGroup, "other")


def lets(name: str, group: str = "api", *, inline: bool = False) -> SecurityGroupRule:
    """A rule of a group."""
    return node(SecurityGroupRule, name, security_group=ref(SecurityGroup, group), inline=inline)


class TestRulesOneWay(RuleSuite):
    rule = RulesOneWay
    passing = [
        ("inline", [GROUP, lets("a", inline=True), lets("b", inline=True)]),
        ("apart", [GROUP, lets("a"), lets("b")]),
        ("each group in its way", [GROUP, OTHER, lets("a", inline=True), lets("b", "other")]),
    ]
    failing = [
        (
            "both",
            [GROUP, lets("a", inline=True), lets("b")],
            ["security group api has 1 inline rules, and security group rule b is a rule of its own for it"],
        )
    ]
    unknown = [
        (
            "whose rule it is",
            [GROUP, lets("a", inline=True), node(SecurityGroupRule, "b", security_group=Ref(UNKNOWN))],
            ["security group rule b: its security group is not known yet"],
        )
    ]
