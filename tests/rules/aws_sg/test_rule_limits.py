"""AWS-SG-02."""

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_sg.rule_limits import RuleLimits
from privateapi.rules.design import Settings
from privateapi.topology.model import (
    Direction,
    LambdaFunction,
    ManagedPrefixList,
    Node,
    SecurityGroup,
    SecurityGroupRule,
    VpcEndpoint,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, values_of
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite, run

GROUP = node(SecurityGroup, "api")
SOURCE = quota_table().sources["D1"]
RULES = "Inbound or outbound rules per security group (each direction, each IP family)"


def rules(count: int, direction: Direction = Direction.INGRESS) -> list[Node]:
    """Rules of the group with one block each."""
    return [
        node(
            SecurityGroupRule,
            f"{direction}-{number}",
            security_group=ref(SecurityGroup, "api"),
            direction=direction,
            cidr_blocks=values_of(f"10.0.{number}.0/24"),
        )
        for number in range(count)
    ]


def groups(count: int) -> list[Node]:
    """Groups for one endpoint, and the endpoint."""
    names = [f"g{number}" for number in range(count)]
    return [
        *(node(SecurityGroup, name) for name in names),
        node(VpcEndpoint, "api", security_groups=refs(SecurityGroup, *names)),
    ]


class TestRuleLimits(RuleSuite):
    rule = RuleLimits
    passing = [
        ("60 each way", [GROUP, *rules(60), *rules(60, Direction.EGRESS)]),
        (
            "60 of each family",
            [
                GROUP,
                node(
                    SecurityGroupRule,
                    "many",
                    security_group=ref(SecurityGroup, "api"),
                    cidr_blocks=values_of(*(f"10.0.{n}.0/24" for n in range(60))),
                    ipv6_cidr_blocks=values_of(*(f"2600:1f18:{n}::/48" for n in range(60))),
                ),
            ],
        ),
        ("5 groups", groups(5)),
    ]
    failing = [
        (
            "61 rules",
            [GROUP, *rules(61)],
            [f"security group api (ingress, IPv4) has 61; the limit is 60 (default quota, {SOURCE}): {RULES}"],
        ),
        (
            "61 blocks in one rule, whether each is known or not",
            [
                GROUP,
                node(
                    SecurityGroupRule,
                    "many",
                    security_group=ref(SecurityGroup, "api"),
                    cidr_blocks=values_of(UNKNOWN, *(f"10.0.{n}.0/24" for n in range(60))),
                ),
            ],
            [f"security group api (ingress, IPv4) has 61; the limit is 60 (default quota, {SOURCE}): {RULES}"],
        ),
        (
            "a prefix list with room for more",
            [
                GROUP,
                node(ManagedPrefixList, "offices", max_entries=Known(60), entries=values_of("10.0.0.0/16")),
                node(
                    SecurityGroupRule,
                    "offices",
                    security_group=ref(SecurityGroup, "api"),
                    prefix_lists=refs(ManagedPrefixList, "offices"),
                ),
                *rules(1),
            ],
            [f"security group api (ingress, IPv4) has 61; the limit is 60 (default quota, {SOURCE}): {RULES}"],
        ),
        (
            "6 groups",
            groups(6),
            [
                f"VPC endpoint api has 6; the limit is 5 (default quota, {SOURCE}): "
                "Security groups per network interface"
            ],
        ),
    ]
    unknown = [
        (
            "the list of blocks",
            [GROUP, node(SecurityGroupRule, "in", security_group=ref(SecurityGroup, "api"), cidr_blocks=UNKNOWN)],
            ["security group rule in: one of its peers is not known yet"],
        ),
        (
            "whose rule it is",
            [GROUP, node(SecurityGroupRule, "in", security_group=Ref(UNKNOWN), cidr_blocks=values_of("10.0.0.0/8"))],
            ["security group rule in: its security group is not known yet"],
        ),
        (
            "the list of groups",
            [node(LambdaFunction, "f", security_groups=Refs(UNKNOWN))],
            ["function f: the list of what it has is not known yet"],
        ),
        (
            "the size of a prefix list",
            [
                GROUP,
                node(ManagedPrefixList, "offices"),
                node(
                    SecurityGroupRule,
                    "offices",
                    security_group=ref(SecurityGroup, "api"),
                    prefix_lists=refs(ManagedPrefixList, "offices"),
                ),
            ],
            ["security group rule offices: maxEntries of prefix list offices is not set"],
        ),
    ]

    def test_configured(self) -> None:
        report = run(RuleLimits, [GROUP, *rules(61)], Settings(quotas={"aws.vpc.sg_rules": 100}))
        assert not report.violations
        report = run(RuleLimits, [GROUP, *rules(61)], applied={("", "us-east-1", "aws.vpc.sg_rules"): 30})
        assert [each.message for each in report.violations] == [
            "security group api (ingress, IPv4) has 61; the limit is 30 (applied quota, Service Quotas, us-east-1): "
            f"{RULES}"
        ]
        assert report.violations[0].fix == (
            "spread them over more, or ask for a higher quota (vpc L-0EA8095F) and configure the value that you were "
            "given"
        )
