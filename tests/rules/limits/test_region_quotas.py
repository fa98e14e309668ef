"""QUO-02."""

import dataclasses

from privateapi.facts.quotas import quota_table
from privateapi.rules.limits.region_quotas import RegionQuotas
from privateapi.topology.model import (
    ApiDomain,
    Certificate,
    HealthCheck,
    HostedZone,
    LambdaFunction,
    LoadBalancer,
    Node,
    Origin,
    OtherResource,
    RestApi,
    Vpc,
    VpcEndpoint,
    VpcLink,
)
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.designs import two_regions
from tests.rules.nodes import node, vpc
from tests.rules.suite import RuleSuite, run

SOURCE = quota_table().sources


def vpcs(count: int, region: str = "us-east-1", account: str = "", *, live: bool = False) -> list[Node]:
    """VPCs of a Region."""
    owner = {"account": Known(account)} if account else {}
    prefix = f"{region}{account}{'old' if live else ''}"
    return [vpc(f"{prefix}{number}", f"10.{number}.0.0/16", region, live=live, **owner) for number in range(count)]


class TestRegionQuotas(RuleSuite):
    rule = RegionQuotas
    live = True
    passing = [
        ("the design of two Regions", two_regions()),
        ("5 in each of two Regions", [*vpcs(5), *vpcs(5, "us-west-2")]),
        ("5 in each of two accounts", [*vpcs(5, account="111111111111"), *vpcs(5, account="222222222222")]),
        ("balancers for applications", [node(LoadBalancer, f"lb{n}") for n in range(60)]),
    ]
    failing = [
        (
            "6 VPCs",
            vpcs(6),
            [f"us-east-1 has 6; the limit is 5 (default quota, {SOURCE['D1']}): VPCs per Region"],
        ),
        (
            "6 VPCs of an account",
            vpcs(6, account="111111111111"),
            [
                f"account 111111111111 in us-east-1 has 6; the limit is 5 (default quota, {SOURCE['D1']}): "
                "VPCs per Region"
            ],
        ),
        (
            "what is planned on top of what exists",
            [*vpcs(4, live=True), *vpcs(2)],
            [
                "us-east-1 has 6 (4 of the resources exist already); the limit is 5 (default quota, "
                f"{SOURCE['D1']}): VPCs per Region"
            ],
        ),
        (
            "health checks over all Regions",
            [node(HealthCheck, f"{region}{n}", region) for region in ("us-east-1", "us-west-2") for n in range(101)],
            [f"the account has 202; the limit is 200 (default quota, {SOURCE['D9']}): Health checks per account"],
        ),
        (
            "zones of an account",
            [node(HostedZone, f"z{n}", account=Known("111111111111")) for n in range(501)],
            [
                f"account 111111111111 has 501; the limit is 500 (default quota, {SOURCE['D9']}): "
                "Hosted zones per account"
            ],
        ),
        (
            "reserved executions",
            [node(LambdaFunction, f"f{n}", reserved_concurrent_executions=Known(501)) for n in range(2)],
            [
                f"us-east-1 has 1002; the limit is 1000 (default quota, {SOURCE['D13']}): "
                "Concurrent executions per Region"
            ],
        ),
        (
            "links of version 2",
            [node(VpcLink, f"l{n}", version=2) for n in range(11)],
            [f"us-east-1 has 11; the limit is 10 (default quota, {SOURCE['D12']}): VPC links (V2) per Region"],
        ),
        (
            "private names",
            [node(ApiDomain, f"d{n}", endpoint_type=Known("PRIVATE")) for n in range(51)],
            [
                f"us-east-1 has 51; the limit is 50 (default quota, {SOURCE['D11']}): "
                "Private custom domain names per Region"
            ],
        ),
        (
            "usage plans, which the model has no class for",
            [
                OtherResource(
                    origin=Origin(f"p{number}", "aws:apigateway/usagePlan:UsagePlan"), region=Known("us-east-1")
                )
                for number in range(301)
            ],
            [f"us-east-1 has 301; the limit is 300 (default quota, {SOURCE['D11']}): Usage plans per Region"],
        ),
    ]
    unknown = [
        (
            "the Region",
            [dataclasses.replace(node(Vpc, "hub"), region=UNKNOWN)],
            ["VPC hub: its Region is not known yet"],
        ),
        (
            "the type of an API",
            [node(RestApi, "x", endpoint_type=UNKNOWN)],
            ["REST API x: its endpoint type is not known yet"],
        ),
        (
            "the type of an endpoint",
            [node(VpcEndpoint, "x", type=UNKNOWN)],
            ["VPC endpoint x: its type is not known yet"],
        ),
        (
            "whether a certificate is imported",
            [node(Certificate, "x", imported=UNKNOWN)],
            ["certificate x: is not known yet"],
        ),
    ]

    def test_without_live_data(self) -> None:
        report = run(RegionQuotas, vpcs(5))
        assert not report.violations
        assert [each.text for each in report.unjudged] == [
            "QUO-02: what exists in the accounts is not known, so only what is planned was counted"
        ]
        assert len(run(RegionQuotas, vpcs(6)).violations) == 1
        assert not run(RegionQuotas, []).unjudged

    def test_applied(self) -> None:
        report = run(RegionQuotas, vpcs(6), applied={("", "us-east-1", "aws.vpc.vpcs"): 20}, live=True)
        assert not report.violations
        report = run(RegionQuotas, vpcs(4), applied={("", "us-east-1", "aws.vpc.vpcs"): 3}, live=True)
        assert [each.message for each in report.violations] == [
            "us-east-1 has 4; the limit is 3 (applied quota, Service Quotas, us-east-1): VPCs per Region"
        ]
