"""ALI-VPA-03."""

from privateapi.rules.ali_vpc_access.moved_security_group import MovedSecurityGroup
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.alibaba_nodes import access, api_group, gateway, group, http_api, server, vpc, vpc_api, vswitch
from tests.rules.suite import RuleSuite

MOVES = api_group(previous_instance=Ref.to("apigateway-hz-1"))
HERE = [vpc("hub"), *gateway(), vswitch("apps", "10.0.9.0/24"), group("apps"), access("a", "app")]
CALL = vpc_api("orders", "a")


class TestMovedSecurityGroup(RuleSuite):
    rule = MovedSecurityGroup
    passing = [
        ("in the instance's group", [*HERE, MOVES, CALL, server("app", "10.0.9.10", groups=("gw",))]),
        ("in both", [*HERE, MOVES, CALL, server("app", "10.0.9.10", groups=("apps", "gw"))]),
        ("not moved", [*HERE, api_group(), CALL, server("app", "10.0.9.10")]),
        ("a classic load balancer", [*HERE, MOVES, CALL, server("app", "10.0.9.10", groups=(), kind="clb")]),
        ("an address", [*HERE, MOVES, http_api("orders", "http://10.0.9.10")]),
    ]
    failing = [
        (
            "in another group",
            [*HERE, MOVES, CALL, vpc_api("payments", "a"), server("app", "10.0.9.10")],
            [
                "API group shop moves to API Gateway instance main, but server app, the backend of API orders, is not "
                "in security group gw of the instance"
            ],
        )
    ]
    unknown = [
        (
            "a server that was not read",
            [*HERE, MOVES, CALL],
            ["API group shop: API orders: the server of VPC access a is not known yet"],
        ),
        (
            "an instance that was not read",
            [api_group(previous_instance=Ref.to("apigateway-hz-1"), instance=Ref(UNKNOWN))],
            ["API group shop: its new instance is not known yet"],
        ),
    ]
