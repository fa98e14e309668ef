"""ALI-ACC-01."""

from privateapi.rules.ali_access.backend_accessible import BackendAccessible
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import (
    UNKNOWN_TYPE,
    api_group,
    conventional,
    gateway,
    http_api,
    instance,
    vpc_api,
    vswitch,
    zone,
)
from tests.rules.suite import RuleSuite


class TestBackendAccessible(RuleSuite):
    rule = BackendAccessible
    passing = [
        ("in the vSwitch", [*gateway(), api_group(), http_api("orders", "http://10.0.1.10:8080/v1")]),
        ("in an added block", [*gateway(blocks=["10.0.9.0/24"]), api_group(), http_api("orders", "http://10.0.9.10")]),
        ("a name", [*gateway(), api_group(), http_api("orders", "http://app.internal")]),
        ("a public address", [*gateway(), api_group(), http_api("orders", "https://203.0.113.10")]),
        ("a VPC access", [*gateway(), api_group(), vpc_api("orders", "a")]),
        ("a conventional instance", [conventional("main"), api_group(), http_api("orders", "http://10.0.9.10")]),
    ]
    failing = [
        (
            "outside",
            [*gateway(blocks=["10.0.8.0/24"]), api_group(), http_api("orders", "http://10.0.9.10:8080")],
            [
                "API orders has the backend 10.0.9.10, which is in none of the accessible CIDR blocks of API Gateway "
                "instance main: 10.0.1.0/24, 10.0.8.0/24"
            ],
        )
    ]
    unknown = [
        (
            "an address that is not known",
            [*gateway(), api_group(), http_api("orders", UNKNOWN)],
            ["API orders: its backend address is not known yet"],
        ),
        (
            "a vSwitch of unknown block",
            [vswitch("h", UNKNOWN), instance("main", zone("h")), api_group(), http_api("orders", "http://10.0.9.10")],
            ["API orders: the CIDR block of vSwitch h is not known yet"],
        ),
        (
            "an instance of unknown type",
            [UNKNOWN_TYPE, api_group(), http_api("orders", "http://10.0.9.10")],
            ["API orders: API Gateway instance main: its instanceType is not known yet"],
        ),
        (
            "a group that was not read",
            [http_api("orders", "http://10.0.9.10")],
            ["API orders: its API group is not known yet"],
        ),
    ]
