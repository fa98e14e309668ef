"""QUO-01."""

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_counts import RESOURCES
from privateapi.rules.design import Settings
from privateapi.rules.limits.resource_quotas import ResourceQuotas
from privateapi.topology.model import (
    ApiDomain,
    ApiMapping,
    ApiResource,
    ApiStage,
    Certificate,
    HostedZone,
    HttpApi,
    HttpRoute,
    LambdaFunction,
    Listener,
    ListenerCertificate,
    LoadBalancer,
    ManagedPrefixList,
    NetworkAcl,
    Node,
    RecordSet,
    RestApi,
    Route,
    RouteTable,
    RouteTarget,
    SecurityGroup,
    Subnet,
    Target,
    TargetGroup,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcCidrBlock,
    VpcEndpoint,
    VpcLink,
    VpcPeering,
    ZoneAssociation,
    ZoneAuthorization,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, values_of
from tests.rules.designs import two_regions
from tests.rules.nodes import gateway, node, ref, refs, route, subnet, table, vpc
from tests.rules.suite import RuleSuite, run

HUB = vpc("hub", "10.0.0.0/16")
LB = node(LoadBalancer, "front", type=Known("network"), subnets=refs(Subnet, "a"))
CROSS = node(LoadBalancer, "front", type=Known("network"), cross_zone=Known(True))
A = subnet("a", "hub", "10.0.0.0/24")
NAME = {quota.id: quota.name for quota in quota_table().quotas.values()}

# What one holder gets of each quota: (the nodes around, number -> what counts, the holder in the message).
Planned = tuple[list[Node], Callable[[int], list[Node]], str]


def many(kind: type[Node], count: int, /, **fields: Any) -> list[Node]:
    """That many resources with equal properties."""
    return [node(kind, f"n{number:05}", **fields) for number in range(count)]


def targets(count: int) -> list[Node]:
    """A listener and a group with that many targets."""
    return [
        node(Listener, "front", load_balancer=ref(LoadBalancer, "front"), target_groups=refs(TargetGroup, "servers")),
        node(TargetGroup, "servers"),
        *many(Target, count, target_group=ref(TargetGroup, "servers")),
    ]


def prefix_list_routes(count: int) -> list[Node]:
    """A route to a prefix list with that many entries at most."""
    return [
        node(ManagedPrefixList, "offices", max_entries=Known(count), entries=values_of("10.9.0.0/16")),
        node(
            Route,
            "offices",
            route_table=ref(RouteTable, "private"),
            destination_prefix_list=ref(ManagedPrefixList, "offices"),
            target_kind=RouteTarget.TRANSIT_GATEWAY,
        ),
    ]


PLANNED: list[tuple[str, int, Planned]] = [
    ("aws.vpc.subnets", 0, ([HUB], lambda n: many(Subnet, n, vpc=ref(Vpc, "hub")), "VPC hub")),
    (
        "aws.vpc.ipv4_cidrs",
        -1,
        (
            [HUB],
            lambda n: many(VpcCidrBlock, n, vpc=ref(Vpc, "hub"), cidr_block=Known("10.1.0.0/16")),
            "VPC hub",
        ),
    ),
    (
        "aws.vpc.ipv6_cidrs",
        0,
        ([HUB], lambda n: many(VpcCidrBlock, n, vpc=ref(Vpc, "hub"), cidr_block=Known("fd00::/56")), "VPC hub"),
    ),
    ("aws.vpc.route_tables", -1, ([HUB], lambda n: many(RouteTable, n, vpc=ref(Vpc, "hub")), "VPC hub")),
    (
        "aws.vpc.routes",
        0,
        (
            table("private", "hub"),
            lambda n: many(Route, n, route_table=ref(RouteTable, "private"), destination=Known("10.9.0.0/16")),
            "route table private (IPv4)",
        ),
    ),
    (
        "aws.vpc.routes",
        0,
        (
            table("private", "hub"),
            lambda n: many(Route, n, route_table=ref(RouteTable, "private"), destination=Known("fd00::/8")),
            "route table private (IPv6)",
        ),
    ),
    ("aws.vpc.routes", 0, (table("private", "hub"), prefix_list_routes, "route table private (IPv4)")),
    ("aws.vpc.nacls", 0, ([HUB], lambda n: many(NetworkAcl, n, vpc=ref(Vpc, "hub")), "VPC hub")),
    ("aws.vpc.nacl_rules", 0, ([], lambda n: [node(NetworkAcl, "x", ingress_rules=Known(n))], "network ACL x")),
    ("aws.vpc.nacl_rules", 0, ([], lambda n: [node(NetworkAcl, "x", egress_rules=Known(n))], "network ACL x")),
    ("aws.vpc.peerings", 0, ([HUB], lambda n: many(VpcPeering, n, vpc=ref(Vpc, "hub")), "VPC hub")),
    ("aws.vpc.peerings", 0, ([HUB], lambda n: many(VpcPeering, n, peer_vpc=ref(Vpc, "hub")), "VPC hub")),
    (
        "aws.pl.interface_endpoints",
        0,
        ([HUB], lambda n: many(VpcEndpoint, n, vpc=ref(Vpc, "hub"), type=Known("Interface")), "VPC hub"),
    ),
    (
        "aws.pl.resource_endpoints",
        0,
        ([HUB], lambda n: many(VpcEndpoint, n, vpc=ref(Vpc, "hub"), type=Known("Resource")), "VPC hub"),
    ),
    (
        "aws.pl.servicenetwork_endpoints",
        0,
        ([HUB], lambda n: many(VpcEndpoint, n, vpc=ref(Vpc, "hub"), type=Known("ServiceNetwork")), "VPC hub"),
    ),
    (
        "aws.elb.nlb_listeners",
        0,
        ([LB], lambda n: many(Listener, n, load_balancer=ref(LoadBalancer, "front")), "load balancer front"),
    ),
    (
        "aws.elb.nlb_certs",
        0,
        (
            [LB, node(Listener, "tls", load_balancer=ref(LoadBalancer, "front"))],
            lambda n: many(ListenerCertificate, n, listener=ref(Listener, "tls")),
            "load balancer front",
        ),
    ),
    (
        "aws.elb.nlb_enis",
        0,
        ([HUB, A], lambda n: many(LoadBalancer, n, type=Known("network"), subnets=refs(Subnet, "a")), "VPC hub"),
    ),
    ("aws.elb.nlb_targets", 0, ([LB], targets, "load balancer front")),
    (
        "aws.elb.nlb_targets_az",
        0,
        ([CROSS], targets, "load balancer front with cross-zone load balancing"),
    ),
    (
        "aws.elb.tg_targets",
        0,
        (
            [node(TargetGroup, "servers")],
            lambda n: many(Target, n, target_group=ref(TargetGroup, "servers")),
            "target group servers",
        ),
    ),
    (
        "aws.tgw.cidrs",
        0,
        (
            [],
            lambda n: [gateway("east", cidr_blocks=values_of(*(f"10.{i}.0.0/16" for i in range(n))))],
            "transit gateway east",
        ),
    ),
    (
        "aws.tgw.route_tables",
        -1,
        (
            [gateway("east")],
            lambda n: many(TransitGatewayRouteTable, n, transit_gateway=ref(TransitGateway, "east")),
            "transit gateway east",
        ),
    ),
    (
        "aws.tgw.routes",
        0,
        (
            [gateway("east")],
            lambda n: many(TransitGatewayRoute, n, route_table=ref(TransitGateway, "east")),
            "transit gateway east",
        ),
    ),
    (
        "aws.tgw.attachments",
        0,
        (
            [gateway("east")],
            lambda n: many(TransitGatewayVpcAttachment, n, transit_gateway=ref(TransitGateway, "east")),
            "transit gateway east",
        ),
    ),
    (
        "aws.tgw.tgws_per_vpc",
        0,
        ([HUB], lambda n: many(TransitGatewayVpcAttachment, n, vpc=ref(Vpc, "hub")), "VPC hub"),
    ),
    (
        "aws.tgw.peerings",
        0,
        (
            [gateway("east")],
            lambda n: many(TransitGatewayPeering, n, peer_transit_gateway=ref(TransitGateway, "east")),
            "transit gateway east",
        ),
    ),
    (
        "aws.r53.records",
        -2,
        (
            [node(HostedZone, "internal")],
            lambda n: many(RecordSet, n, zone=ref(HostedZone, "internal")),
            "hosted zone internal",
        ),
    ),
    (
        "aws.r53.vpcs_per_zone",
        0,
        (
            [node(HostedZone, "internal")],
            lambda n: many(ZoneAssociation, n, zone=ref(HostedZone, "internal"), vpc=Ref.to("vpc-0a1")),
            "hosted zone internal",
        ),
    ),
    (
        "aws.r53.vpc_authorizations",
        0,
        (
            [node(HostedZone, "internal")],
            lambda n: many(ZoneAuthorization, n, zone=ref(HostedZone, "internal")),
            "hosted zone internal",
        ),
    ),
    (
        "aws.apigw.resources",
        0,
        ([node(RestApi, "x")], lambda n: many(ApiResource, n, api=ref(RestApi, "x")), "REST API x"),
    ),
    ("aws.apigw.stages", 0, ([node(RestApi, "x")], lambda n: many(ApiStage, n, api=ref(RestApi, "x")), "REST API x")),
    (
        "aws.apigw.stage_vars",
        0,
        (
            [],
            lambda n: [node(ApiStage, "x", variables=Known(tuple((f"v{i}", UNKNOWN) for i in range(n))))],
            "API stage x",
        ),
    ),
    (
        "aws.apigw.mappings",
        0,
        (
            [node(ApiDomain, "x")],
            lambda n: many(ApiMapping, n, domain=ref(ApiDomain, "x"), path=Known("orders/v1")),
            "API domain x",
        ),
    ),
    (
        "aws.apigw.http_routes",
        0,
        ([node(HttpApi, "x")], lambda n: many(HttpRoute, n, api=ref(HttpApi, "x")), "HTTP API x"),
    ),
    (
        "aws.apigw.vpc_link_subnets",
        0,
        (
            [],
            lambda n: [node(VpcLink, "x", version=2, subnets=Refs.to(*(f"subnet-{i}" for i in range(n))))],
            "VPC link x",
        ),
    ),
    (
        "aws.lambda.enis",
        0,
        (
            [HUB, A],
            lambda n: [
                node(LambdaFunction, f"f{i}", subnets=refs(Subnet, "a"), security_groups=Refs.to(f"sg-{i}"))
                for i in range(n)
            ],
            "VPC hub",
        ),
    ),
    (
        "aws.acm.names",
        -1,
        (
            [],
            lambda n: [
                node(
                    Certificate,
                    "x",
                    domain_name=Known("api.example.com"),
                    subject_alternative_names=values_of("api.example.com", *(f"a{i}.example.com" for i in range(n))),
                )
            ],
            "certificate x",
        ),
    ),
]


@pytest.mark.parametrize(("quota", "beside", "planned"), PLANNED, ids=[f"{q}-{p[2]}" for q, _, p in PLANNED])
def test_limit(quota: str, beside: int, planned: Planned) -> None:
    """As many as the quota pass, one more does not; small values stand in for large quotas."""
    around, make, holder = planned
    limit = min(quota_table().quotas[quota].default, 20)
    settings = Settings(quotas={quota: limit})
    rule = type("One", (ResourceQuotas,), {"counters": {quota: RESOURCES[quota]}})
    assert not run(rule, [*around, *make(limit + beside)], settings).violations
    report = run(rule, [*around, *make(limit + beside + 1)], settings)
    assert [each.message for each in report.violations] == [
        f"{holder} has {limit + 1}; the limit is {limit} (configured quota, policy configuration): {NAME[quota]}"
    ]


def test_every_quota() -> None:
    assert {quota for quota, _, _ in PLANNED} == set(RESOURCES)


class TestResourceQuotas(RuleSuite):
    rule = ResourceQuotas
    passing = [
        ("the design of two Regions", two_regions()),
        (
            "50 interface endpoints and a gateway endpoint",
            [
                HUB,
                *many(VpcEndpoint, 50, vpc=ref(Vpc, "hub"), type=Known("Interface")),
                node(VpcEndpoint, "s3", vpc=ref(Vpc, "hub")),
            ],
        ),
        (
            "the local route, stated",
            [
                HUB,
                *table("private", "hub"),
                *(route("private", f"10.{n}.0.0/16", RouteTarget.GATEWAY, Ref.to("local")) for n in range(9)),
            ],
        ),
        (
            "single-level mappings",
            [node(ApiDomain, "x"), *many(ApiMapping, 300, domain=ref(ApiDomain, "x"), path=Known("orders"))],
        ),
        (
            "functions that share interfaces",
            [HUB, A, *many(LambdaFunction, 300, subnets=refs(Subnet, "a"), security_groups=refs(SecurityGroup))],
        ),
    ]
    failing = [
        (
            "51 interface endpoints",
            [HUB, *many(VpcEndpoint, 51, vpc=ref(Vpc, "hub"), type=Known("Interface"))],
            [
                f"VPC hub has 51; the limit is 50 (default quota, {quota_table().sources['D4']}): "
                "Interface and Gateway Load Balancer endpoints per VPC"
            ],
        ),
        (
            "51 listeners of a balancer that was not read",
            many(Listener, 51, load_balancer=Ref.to("arn:aws:lb")),
            [
                f"load balancer arn:aws:lb has 51; the limit is 50 (default quota, {quota_table().sources['D5']}): "
                "Listeners per Network Load Balancer"
            ],
        ),
    ]
    unknown = [
        (
            "the VPC of an endpoint",
            [node(VpcEndpoint, "api", vpc=Ref(UNKNOWN), type=Known("Interface"))],
            ["VPC endpoint api: its VPC is not known yet"],
        ),
        (
            "the type of an endpoint",
            [HUB, node(VpcEndpoint, "api", vpc=ref(Vpc, "hub"), type=UNKNOWN)],
            ["VPC endpoint api: its type is not known yet"],
        ),
        (
            "the destination of a route",
            [
                HUB,
                *table("private", "hub"),
                node(Route, "out", route_table=ref(RouteTable, "private"), destination=UNKNOWN),
            ],
            ["route out: its destination is not known yet"],
        ),
        (
            "where a balancer stands",
            [node(LoadBalancer, "front", type=Known("network"), subnets=Refs(UNKNOWN))],
            ["load balancer front: its subnets: the list is not known yet"],
        ),
        (
            "where a listener leads",
            [LB, HUB, A, node(Listener, "tls", load_balancer=ref(LoadBalancer, "front"), target_groups=Refs(UNKNOWN))],
            ["listener tls: its target groups: the list is not known yet"],
        ),
        (
            "a VPC of a zone",
            [
                node(HostedZone, "internal"),
                node(ZoneAssociation, "a", zone=ref(HostedZone, "internal"), vpc=Ref(UNKNOWN)),
            ],
            ["zone association a: its VPC is not known yet"],
        ),
        (
            "the names of a certificate",
            [node(Certificate, "x", domain_name=Known("a.example.com"), subject_alternative_names=UNKNOWN)],
            ["certificate x: one of its names is not known yet"],
        ),
    ]

    def test_existing(self) -> None:
        """What exists counts, and is said."""
        existing = [
            node(VpcEndpoint, f"old{n}", vpc=ref(Vpc, "hub"), type=Known("Interface"), live=True) for n in range(49)
        ]
        new = many(VpcEndpoint, 2, vpc=ref(Vpc, "hub"), type=Known("Interface"))
        report = run(ResourceQuotas, [HUB, *existing, *new])
        assert [each.message for each in report.violations] == [
            "VPC hub has 51 (49 of the resources exist already); the limit is 50 (default quota, "
            f"{quota_table().sources['D4']}): Interface and Gateway Load Balancer endpoints per VPC"
        ]
        assert report.violations[0].fix.startswith("spread them over more, or ask for a higher quota (vpc L-29B6F2EB)")

    def test_fixed_quota(self) -> None:
        nodes = [gateway("east", cidr_blocks=values_of(*(f"10.{n}.0.0/16" for n in range(6))))]
        assert run(ResourceQuotas, nodes).violations[0].fix == (
            "spread them over more: this quota is not known to be raised"
        )
