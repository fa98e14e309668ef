"""ALI-VPA-04."""

from privateapi.rules.ali_vpc_access.moved_allow_list import MovedAllowList
from privateapi.rules.design import Settings
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.alibaba_nodes import access, api_group, gateway, instance, server, vpc, vpc_api, vswitch, zone
from tests.rules.suite import RuleSuite

MOVES = api_group(previous_instance=Ref.to("apigateway-hz-1"))
HERE = [vpc("hub"), *gateway(), vswitch("apps", "10.0.9.0/24"), vpc_api("orders", "a")]


class TestMovedAllowList(RuleSuite):
    rule = MovedAllowList
    settings = Settings(
        backend_allow_lists={
            "open": ("10.0.0.0/16",),
            "10.0.9.11": ("10.0.1.0/25", "10.0.1.128/25"),
            "old": ("100.64.0.0/10",),
        }
    )
    passing = [
        ("by name", [*HERE, MOVES, server("open", "10.0.9.10"), access("a", "open")]),
        ("by address, in two parts", [*HERE, MOVES, access("a", "10.0.9.11")]),
        ("not moved", [*HERE, api_group(), server("old", "10.0.9.10"), access("a", "old")]),
    ]
    failing = [
        (
            "the addresses of conventional instances",
            [*HERE, MOVES, server("old", "10.0.9.10"), access("a", "old")],
            [
                "API group shop moves to API Gateway instance main, whose requests come from 10.0.1.0/24 of vSwitch "
                "main-h, but the allow list of 10.0.9.10 of server old has 100.64.0.0/10"
            ],
        )
    ]
    unknown = [
        (
            "no allow list configured",
            [*HERE, MOVES, server("app", "10.0.9.10"), access("a", "app")],
            ["API group shop: API orders: no allow list of 10.0.9.10 of server app is configured"],
        ),
        (
            "a vSwitch of unknown block",
            [
                vswitch("h", UNKNOWN),
                instance("main", zone("h")),
                MOVES,
                vpc_api("orders", "a"),
                access("a", "10.0.9.11"),
            ],
            ["API group shop: API orders: the CIDR block of vSwitch h is not known yet"],
        ),
    ]
