"""ALI-VPA-02."""

from privateapi.rules.ali_vpc_access.server_accessible import ServerAccessible
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.alibaba_nodes import access, api_group, gateway, server, vpc, vpc_api, vswitch
from tests.rules.suite import RuleSuite

APPS = vswitch("apps", "10.0.9.0/24")
CALLS = [api_group(), vpc_api("orders", "a")]
HERE = [vpc("hub"), *gateway(), *CALLS, APPS]
WIDER = [vpc("hub"), *gateway(blocks=["10.0.9.0/25"]), *CALLS, APPS]


class TestServerAccessible(RuleSuite):
    rule = ServerAccessible
    passing = [
        ("in the vSwitch of the instance", [*HERE, server("app", "10.0.1.10"), access("a", "app")]),
        ("an address alone", [*HERE, access("a", "10.0.1.10")]),
        ("somewhere in the vSwitch of the instance", [*HERE, server("app", vswitch_name="main-h"), access("a", "app")]),
        ("in an added block", [*WIDER, server("app", "10.0.9.10"), access("a", "app")]),
    ]
    failing = [
        (
            "outside",
            [*HERE, server("app", "10.0.9.10"), access("a", "app")],
            [
                "VPC access a leads to 10.0.9.10 of server app, which is in none of the accessible CIDR blocks of API "
                "Gateway instance main: 10.0.1.0/24"
            ],
        ),
        (
            "an address alone",
            [*HERE, access("a", "10.0.9.10")],
            [
                "VPC access a leads to 10.0.9.10, which is in none of the accessible CIDR blocks of API Gateway "
                "instance main: 10.0.1.0/24"
            ],
        ),
        (
            "a vSwitch outside",
            [*HERE, server("app", UNKNOWN), access("a", "app")],
            [
                "VPC access a leads to an address in 10.0.9.0/24 of server app in vSwitch apps, which is in none of "
                "the accessible CIDR blocks of API Gateway instance main: 10.0.1.0/24"
            ],
        ),
    ]
    unknown = [
        (
            "a vSwitch of which a part is accessible",
            [*WIDER, server("app"), access("a", "app")],
            [
                "VPC access a: its server has an address in 10.0.9.0/24 of server app in vSwitch apps, of which API "
                "Gateway instance main reaches a part: 10.0.1.0/24, 10.0.9.0/25"
            ],
        ),
        (
            "a server that was not read",
            [*HERE, access("a", Ref.to("i-123"))],
            ["VPC access a: the server of VPC access a names 'i-123', which is not among the resources that were read"],
        ),
    ]
