"""QUO-03."""

from typing import Any

from privateapi.facts.quotas import quota_table
from privateapi.rules.limits.alibaba_quotas import AlibabaQuotas
from privateapi.topology.model import (
    AlibabaApi,
    AlibabaRoute,
    AlibabaSecurityGroup,
    AlibabaSecurityGroupRule,
    AlibabaServer,
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    ApiGroup,
    Node,
    Origin,
    OtherResource,
    VSwitch,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, values_of
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite, run

SOURCE = quota_table().sources
HUB = node(AlibabaVpc, "hub", "eu-central-1")


def many(kind: type[Node], count: int, /, **fields: Any) -> list[Node]:
    """That many resources with equal properties."""
    return [node(kind, f"n{number}", "eu-central-1", **fields) for number in range(count)]


def with_rules(count: int) -> list[Node]:
    """A server in a group with that many rules."""
    return [
        node(AlibabaSecurityGroup, "web"),
        node(AlibabaServer, "ecs", kind=Known("ecs"), security_groups=refs(AlibabaSecurityGroup, "web")),
        *many(AlibabaSecurityGroupRule, count, security_group=ref(AlibabaSecurityGroup, "web")),
    ]


class TestAlibabaQuotas(RuleSuite):
    rule = AlibabaQuotas
    live = True
    passing = [
        ("150 vSwitches", [HUB, *many(VSwitch, 150, vpc=ref(AlibabaVpc, "hub"))]),
        ("servers of other kinds", many(AlibabaServer, 70, kind=Known("alb"))),
        ("a main route table", many(AlibabaRoute, 201)),
        ("1000 rules", with_rules(1000)),
    ]
    failing = [
        (
            "151 vSwitches",
            [HUB, *many(VSwitch, 151, vpc=ref(AlibabaVpc, "hub"))],
            [f"VPC hub has 151; the limit is 150 (default quota, {SOURCE['A2']}): vSwitches per VPC"],
        ),
        (
            "6 further blocks",
            [HUB, *many(AlibabaVpcCidrBlock, 6, vpc=ref(AlibabaVpc, "hub"))],
            [f"VPC hub has 6; the limit is 5 (default quota, {SOURCE['A2']}): Secondary IPv4 CIDRs per VPC"],
        ),
        (
            "4 customer blocks",
            [node(AlibabaVpc, "hub", user_cidrs=values_of(*(f"10.{n}.0.0/16" for n in range(4))))],
            [f"VPC hub has 4; the limit is 3 (default quota, {SOURCE['A2']}): Customer CIDR blocks per VPC"],
        ),
        (
            "201 routes",
            many(AlibabaRoute, 201, route_table=Ref.to("vtb-1")),
            [
                f"resource vtb-1 (route table) has 201; the limit is 200 (default quota, {SOURCE['A2']}): "
                "Custom route entries per table"
            ],
        ),
        (
            "11 VPCs",
            many(AlibabaVpc, 11),
            [f"eu-central-1 has 11; the limit is 10 (default quota, {SOURCE['A2']}): VPCs per region"],
        ),
        (
            "1001 APIs",
            [node(ApiGroup, "shop"), *many(AlibabaApi, 1001, group=ref(ApiGroup, "shop"))],
            [f"API group shop has 1001; the limit is 1000 (default quota, {SOURCE['A1']}): APIs per group"],
        ),
        (
            "1001 rules",
            with_rules(1001),
            [
                f"server ecs has 1001; the limit is 1000 (default quota, {SOURCE['A7']}): "
                "Rules over all security groups of an ENI"
            ],
        ),
        (
            "6 groups",
            [
                node(AlibabaServer, "ecs", kind=Known("ecs"), security_groups=Refs.by(*(f"sg{n}" for n in range(6)))),
                *(AlibabaSecurityGroup(origin=Origin(f"sg{n}")) for n in range(6)),
            ],
            [f"server ecs has 6; the limit is 5 (default quota, {SOURCE['A7']}): Security groups per instance or ENI"],
        ),
        (
            "61 balancers",
            many(AlibabaServer, 61, kind=Known("nlb")),
            [f"eu-central-1 has 61; the limit is 60 (default quota, {SOURCE['A4']}): NLB instances per region"],
        ),
        (
            "501 private zones",
            [OtherResource(origin=Origin(f"z{n}", "alicloud:pvtz/zone:Zone")) for n in range(501)],
            [f"the account has 501; the limit is 500 (default quota, {SOURCE['A6']}): Zones per account"],
        ),
    ]
    unknown = [
        (
            "the VPC of a vSwitch",
            [node(VSwitch, "a", vpc=Ref(UNKNOWN))],
            ["vSwitch a: its VPC is not known yet"],
        ),
        (
            "the groups of a server",
            [node(AlibabaServer, "ecs", kind=Known("ecs"), security_groups=Refs(UNKNOWN))],
            ["server ecs: its security groups: the list is not known yet"],
        ),
        (
            "the kind of a server",
            [node(AlibabaServer, "x", kind=UNKNOWN)],
            ["server x: its kind is not known yet"],
        ),
    ]

    def test_without_live_data(self) -> None:
        report = run(AlibabaQuotas, many(AlibabaVpc, 10))
        assert [each.text for each in report.unjudged] == [
            "QUO-03: what exists in the accounts is not known, so only what is planned was counted"
        ]
