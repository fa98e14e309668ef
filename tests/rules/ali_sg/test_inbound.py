"""ALI-SG-03."""

from privateapi.rules.ali_sg.inbound import Inbound
from privateapi.topology.model import AlibabaSecurityGroup, Direction
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import (
    access,
    api_group,
    association,
    group,
    group_rule,
    http_api,
    instance,
    record,
    server,
    vpc,
    vpc_api,
    vswitch,
    zone,
)
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

IN = Direction.INGRESS
PLACES = [
    vpc("hub"),
    vswitch("h"),
    vswitch("apps", "10.0.9.0/24"),
    instance("main", zone("h")),
    api_group(),
    group("gw"),
]
HERE = [*PLACES, group("apps"), server("app", "10.0.9.10"), access("a", "app"), vpc_api("orders", "a")]
NLB = server("front", "10.0.9.20", kind="nlb")
MESSAGE = (
    "security group apps of server app lets no TCP in from 10.0.1.0/24 (API Gateway instance main in vSwitch h) to "
    "10.0.9.10 port 8080 (server app, VPC access a): no rule accepts it"
)


class TestInbound(RuleSuite):
    rule = Inbound
    passing = [
        ("a rule for the vSwitch", [*HERE, group_rule("gw", "apps", IN, "10.0.1.0/24", "8080/8080")]),
        (
            "a rule for all protocols and ports",
            [*HERE, group_rule("gw", "apps", IN, "10.0.0.0/16", "-1/-1", ip_protocol=Known("all"))],
        ),
        (
            "a rule for the instance's group",
            [*HERE, group_rule("gw", "apps", IN, None, peer_group=ref(AlibabaSecurityGroup, "gw"))],
        ),
        (
            "the instance's own group",
            [*PLACES, server("app", "10.0.9.10", groups=("gw",)), access("a", "app"), vpc_api("orders", "a")],
        ),
        (
            "two groups, of which one lets it in",
            [
                *HERE[:-3],
                group("more"),
                server("app", "10.0.9.10", groups=("apps", "more")),
                *HERE[-2:],
                group_rule("gw", "more", IN, "10.0.1.0/24"),
            ],
        ),
        ("a network load balancer", [*PLACES, group("apps"), NLB, access("a", "front"), vpc_api("orders", "a")]),
        (
            "a classic load balancer",
            [
                *PLACES,
                server("front", "10.0.9.20", groups=(), kind="clb"),
                access("a", "front"),
                vpc_api("orders", "a"),
            ],
        ),
    ]
    failing = [
        ("no rule", HERE, [MESSAGE]),
        ("a rule for conventional instances", [*HERE, group_rule("old", "apps", IN, "100.64.0.0/10")], [MESSAGE]),
        ("a rule for another port", [*HERE, group_rule("gw", "apps", IN, "10.0.1.0/24", "443/443")], [MESSAGE]),
        (
            "a server that an internal record names",
            [
                *PLACES,
                group("apps"),
                server("app", "10.0.9.10"),
                record("app", ("10.0.9.10", 1)),
                association("app", "main"),
                http_api("orders", "https://app.internal"),
            ],
            [
                "security group apps of server app lets no TCP in from 10.0.1.0/24 (API Gateway instance main in "
                "vSwitch h) to 10.0.9.10 port 443 (server app, internal DNS record app): no rule accepts it"
            ],
        ),
        (
            "a network load balancer that drops it",
            [
                *PLACES,
                group("apps"),
                NLB,
                access("a", "front"),
                vpc_api("orders", "a"),
                group_rule("none", "apps", IN, policy="drop"),
            ],
            [
                "security group apps of server front lets no TCP in from 10.0.1.0/24 (API Gateway instance main in "
                "vSwitch h) to 10.0.9.20 port 8080 (server front, VPC access a): security group rule none drops it"
            ],
        ),
    ]
    unknown = [
        (
            "a server that was not read",
            [*PLACES, http_api("orders", "http://10.0.9.10:8080")],
            ["API orders: the server of 10.0.9.10 port 8080 (API orders) is not among the resources that were read"],
        ),
        (
            "a vSwitch of unknown block",
            [
                vswitch("h", UNKNOWN),
                *PLACES[2:],
                *HERE[-4:],
            ],
            ["VPC access a: the CIDR block of vSwitch h is not known yet"],
        ),
        (
            "a server without groups",
            [*PLACES, server("app", "10.0.9.10", groups=()), access("a", "app"), vpc_api("orders", "a")],
            ["VPC access a: the security groups of server app are not set"],
        ),
        (
            "a server whose groups are not known",
            [*PLACES, server("app", "10.0.9.10"), access("a", "app"), vpc_api("orders", "a")],
            ["VPC access a: the security groups of server app: one is not known yet"],
        ),
    ]
