"""ALI-DNS-20."""

from privateapi.rules.ali_dns.address_reserved import AddressReserved
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import association, gateway, instance, record, vswitch, zone
from tests.rules.suite import RuleSuite


class TestAddressReserved(RuleSuite):
    rule = AddressReserved
    passing = [
        ("in the vSwitch", [*gateway(), record("app", ("10.0.1.10", 1)), association("app", "main")]),
        ("reserved in another zone", [*gateway(), record("app", ("192.168.1.10", 1)), association("app", "main")]),
    ]
    failing = [
        (
            "reserved in the instance's zone",
            [*gateway(), record("app", ("192.168.80.10", 1)), association("app", "main")],
            [
                "internal DNS record app, which API Gateway instance main resolves, has the address 192.168.80.10, "
                "which is in 192.168.80.0/20, reserved for VPC integration instances in cn-hangzhou-h ('API Gateway: "
                "VPC integration instances', 2026-01-09)"
            ],
        )
    ]
    unknown = [
        (
            "a zone that is not known",
            [
                vswitch("h", zone=UNKNOWN),
                instance("main", zone("h")),
                record("app", ("10.0.1.10", 1)),
                association("app", "main"),
            ],
            ["internal DNS record app: the zone of vSwitch h is not known yet"],
        )
    ]
