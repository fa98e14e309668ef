"""ALI-SG-02."""

from privateapi.rules.ali_sg.same_group import SameGroup
from privateapi.topology.model import AlibabaSecurityGroup, Direction
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import (
    access,
    api_group,
    group,
    group_rule,
    http_api,
    instance,
    server,
    vpc,
    vpc_api,
    vswitch,
    zone,
)
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

IN = Direction.INGRESS
HERE = [
    vpc("hub"),
    vswitch("h"),
    vswitch("apps", "10.0.9.0/24"),
    instance("main", zone("h")),
    api_group(),
    server("app", "10.0.9.10", groups=("gw",)),
    access("a", "app"),
    vpc_api("orders", "a"),
]
APART = group("gw", inner_access_policy=Known("Drop"))
MESSAGE = (
    "server app and API Gateway instance main are both in security group gw, which keeps its members apart; a request "
    "to 10.0.9.10 port 8080 (server app, VPC access a) does not come in: no rule accepts it"
)


class TestSameGroup(RuleSuite):
    rule = SameGroup
    passing = [
        ("members are connected by default", [*HERE, group("gw")]),
        ("members are connected", [*HERE, group("gw", inner_access_policy=Known("Accept"))]),
        ("a rule for the vSwitch", [*HERE, APART, group_rule("gw", "gw", IN, "10.0.1.0/24", "8080/8080")]),
        (
            "a rule for the group itself",
            [*HERE, APART, group_rule("gw", "gw", IN, None, peer_group=ref(AlibabaSecurityGroup, "gw"))],
        ),
        (
            "a server in another group",
            [*HERE[:5], group("gw"), group("apps"), server("app", "10.0.9.10"), http_api("orders", "http://10.0.9.10")],
        ),
        ("an address of no server", [*HERE[:5], APART, http_api("orders", "http://10.0.9.99")]),
    ]
    failing = [
        ("members are kept apart", [*HERE, APART], [MESSAGE]),
        ("an enterprise group", [*HERE, group("gw", type=Known("enterprise"))], [MESSAGE]),
        ("a rule for another port", [*HERE, APART, group_rule("gw", "gw", IN, "10.0.1.0/24", "443/443")], [MESSAGE]),
    ]
    unknown = [
        (
            "a policy that is not known",
            [*HERE, group("gw", inner_access_policy=UNKNOWN)],
            ["VPC access a: the innerAccessPolicy of security group gw is not known yet"],
        ),
        (
            "a rule for one address of the vSwitch",
            [*HERE, APART, group_rule("gw", "gw", IN, "10.0.1.7/32")],
            ["VPC access a: security group rule gw: its cidrIp 10.0.1.7/32 is a part of 10.0.1.0/24"],
        ),
    ]
