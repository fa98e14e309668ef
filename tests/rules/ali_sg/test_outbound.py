"""ALI-SG-01."""

import dataclasses

from privateapi.rules.ali_sg.outbound import Outbound
from privateapi.topology.model import AlibabaSecurityGroup, Direction
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.alibaba_nodes import (
    access,
    api_group,
    association,
    conventional,
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
from tests.rules.suite import RuleSuite, run

OUT, IN = Direction.EGRESS, Direction.INGRESS
PLACES = [vpc("hub"), vswitch("h"), vswitch("apps", "10.0.9.0/24"), instance("main", zone("h")), api_group()]
BASIC = [*PLACES, group("gw")]
ENTERPRISE = [*PLACES, group("gw", type=Known("enterprise"))]
BACKEND = http_api("orders", "http://10.0.9.10:8080")
NONE = (
    "security group gw of API Gateway instance main lets no TCP out to 10.0.9.10 port 8080 (API orders): no rule "
    "accepts it"
)
DROPPED = (
    "security group gw of API Gateway instance main lets no TCP out to 10.0.9.10 port 8080 (API orders): security "
    "group rule none drops it"
)


class TestOutbound(RuleSuite):
    rule = Outbound
    passing = [
        ("a basic group without rules", [*BASIC, BACKEND]),
        (
            "an enterprise group with a rule",
            [*ENTERPRISE, BACKEND, group_rule("app", "gw", OUT, "10.0.9.0/24", "8080/8080")],
        ),
        (
            "accepted before it is dropped",
            [
                *BASIC,
                BACKEND,
                group_rule("app", "gw", OUT, "10.0.9.0/24"),
                group_rule("none", "gw", OUT, policy="drop", priority=Known(100)),
            ],
        ),
        ("another port dropped", [*BASIC, BACKEND, group_rule("none", "gw", OUT, ports="22/22", policy="drop")]),
        (
            "another protocol dropped",
            [*BASIC, BACKEND, group_rule("none", "gw", OUT, policy="drop", ip_protocol=Known("udp"))],
        ),
        ("inbound dropped", [*BASIC, BACKEND, group_rule("none", "gw", IN, policy="drop")]),
        (
            "a server of the same group",
            [
                *BASIC,
                group_rule("none", "gw", OUT, policy="drop"),
                server("app", "10.0.9.10", groups=("gw",)),
                access("a", "app"),
                vpc_api("orders", "a"),
            ],
        ),
        (
            "a rule for the server's group",
            [
                *ENTERPRISE,
                group("apps", type=Known("enterprise")),
                server("app", "10.0.9.10"),
                access("a", "app"),
                vpc_api("orders", "a"),
                group_rule("app", "gw", OUT, None, peer_group=ref(AlibabaSecurityGroup, "apps")),
            ],
        ),
        (
            "a record without a port, all dropped ports apart",
            [*BASIC, record("app", ("10.0.9.10", 1)), association("app", "main")],
        ),
        ("a conventional instance", [*PLACES[:3], conventional("main"), api_group(), BACKEND]),
    ]
    failing = [
        ("an enterprise group without rules", [*ENTERPRISE, BACKEND], [NONE]),
        ("everything dropped", [*BASIC, BACKEND, group_rule("none", "gw", OUT, policy="drop")], [DROPPED]),
        (
            "dropped and accepted at one priority",
            [
                *BASIC,
                BACKEND,
                group_rule("all", "gw", OUT),
                group_rule("none", "gw", OUT, "10.0.9.10/32", policy="drop"),
            ],
            [DROPPED],
        ),
        (
            "a classic load balancer",
            [
                *ENTERPRISE,
                server("front", "10.0.9.20", groups=(), kind="clb"),
                access("a", "front", 443),
                vpc_api("orders", "a"),
            ],
            [
                "security group gw of API Gateway instance main lets no TCP out to 10.0.9.20 port 443 (server front, "
                "VPC access a): no rule accepts it"
            ],
        ),
        (
            "the port that an API names for a record",
            [
                *BASIC,
                record("app", ("10.0.9.10", 1)),
                association("app", "main"),
                http_api("orders", "http://app.internal:8080"),
                group_rule("none", "gw", OUT, ports="8000/9000", policy="drop"),
            ],
            [
                "security group gw of API Gateway instance main lets no TCP out to 10.0.9.10 port 8080 (internal DNS "
                "record app): security group rule none drops it"
            ],
        ),
        (
            "one group in two zones, said once",
            [
                *PLACES[:3],
                vswitch("i", "10.0.2.0/24", "cn-hangzhou-i"),
                instance("main", zone("h"), zone("i")),
                api_group(),
                group("gw", type=Known("enterprise")),
                BACKEND,
            ],
            [NONE],
        ),
    ]
    unknown = [
        (
            "a group that was not read",
            [*PLACES, BACKEND],
            ["API orders: zoneVswitchSecurityGroups[0].securityGroup of API Gateway instance main is not known yet"],
        ),
        (
            "a type that is not known",
            [*PLACES, group("gw", type=UNKNOWN), BACKEND],
            ["API orders: the type of security group gw is not known yet"],
        ),
        (
            "a rule for a prefix list",
            [*ENTERPRISE, BACKEND, group_rule("list", "gw", OUT, None)],
            ["API orders: security group rule list: its peer is a prefix list or an IPv6 block"],
        ),
        (
            "a rule with a block that is not known",
            [*ENTERPRISE, BACKEND, group_rule("later", "gw", OUT, UNKNOWN)],
            ["API orders: security group rule later: its cidrIp is not known yet"],
        ),
        (
            "a rule whose priority is not known",
            [*ENTERPRISE, BACKEND, group_rule("app", "gw", OUT, priority=UNKNOWN)],
            ["API orders: security group rule app: its priority is not known yet"],
        ),
        (
            "a rule of a group that is not known",
            [*ENTERPRISE, BACKEND, dataclasses.replace(group_rule("app", "gw", OUT), security_group=Ref(UNKNOWN))],
            ["API orders: security group rule app: its security group is not known yet"],
        ),
        (
            "an existing group without live data",
            [*PLACES, dataclasses.replace(group("gw"), live=True), BACKEND],
            ["API orders: security group gw exists already and may have rules that were not read"],
        ),
        (
            "a record without a port, a part of the ports dropped",
            [
                *BASIC,
                record("app", ("10.0.9.10", 1)),
                association("app", "main"),
                group_rule("none", "gw", OUT, ports="22/22", policy="drop"),
            ],
            ["internal DNS record app: security group rule none: the port of the backend is not known"],
        ),
        (
            "a part of the addresses of a server",
            [
                *ENTERPRISE,
                server("app", groups=("gw2",)),
                group("gw2", type=Known("enterprise")),
                access("a", "app"),
                vpc_api("orders", "a"),
                group_rule("app", "gw", OUT, "10.0.9.10/32"),
            ],
            ["VPC access a: security group rule app: its cidrIp 10.0.9.10/32 is a part of 10.0.9.0/24"],
        ),
    ]

    def test_live_data_has_all_rules(self) -> None:
        existing = dataclasses.replace(group("gw", type=Known("enterprise")), live=True)
        report = run(Outbound, [*PLACES, existing, BACKEND], live=True)
        assert [each.message for each in report.violations] == [NONE]

    def test_odd_port_range(self) -> None:
        report = run(Outbound, [*ENTERPRISE, BACKEND, group_rule("odd", "gw", OUT, ports="http")])
        assert [each.why for each in report.unjudged] == [
            "security group rule odd: its portRange 'http' is no range such as 80/80"
        ]
