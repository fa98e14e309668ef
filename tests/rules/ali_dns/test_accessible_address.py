"""ALI-DNS-08."""

import dataclasses

from privateapi.rules.ali_dns.accessible_address import AccessibleAddress
from privateapi.topology.model import AccessibleCidrs, GatewayInstance, InternalRecordAssociation, Origin
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, values_of
from tests.rules.alibaba_nodes import (
    association,
    conventional,
    conventional_record,
    gateway,
    instance,
    node,
    record,
    vswitch,
    zone,
)
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite, run

OUTSIDE = [record("app", ("10.0.9.10", 1)), association("app", "main")]


def added(*blocks: str) -> AccessibleCidrs:
    return node(AccessibleCidrs, "more", instance=ref(GatewayInstance, "main"), cidr_blocks=values_of(*blocks))


class TestAccessibleAddress(RuleSuite):
    rule = AccessibleAddress
    passing = [
        ("in the vSwitch", [*gateway(), record("app", ("10.0.1.10", 1)), association("app", "main")]),
        ("in an added block", [*gateway(blocks=["10.0.8.0/21"]), *OUTSIDE]),
        ("in a block of a resource of its own", [*gateway(), added("10.0.9.0/24"), *OUTSIDE]),
        ("a record without instances", [*gateway(), OUTSIDE[0]]),
        (
            "a record of a conventional instance",
            [conventional(), conventional_record("app"), association("app", "old")],
        ),
    ]
    failing = [
        (
            "outside",
            [*gateway(), *OUTSIDE],
            [
                "internal DNS record app has the address 10.0.9.10, which is in none of the accessible CIDR blocks of "
                "API Gateway instance main: 10.0.1.0/24"
            ],
        ),
        (
            "outside of one of two instances",
            [
                *gateway(blocks=["10.0.9.0/24"]),
                vswitch("b", "10.0.2.0/24"),
                instance("second", zone("b")),
                record("app", ("10.0.9.10", 1)),
                association("app", "main", "second"),
            ],
            [
                "internal DNS record app has the address 10.0.9.10, which is in none of the accessible CIDR blocks of "
                "API Gateway instance second: 10.0.2.0/24"
            ],
        ),
        (
            "named by its domain, in other letters",
            [
                *gateway(),
                OUTSIDE[0],
                node(
                    InternalRecordAssociation,
                    "link",
                    record=Ref.to("App.Internal"),
                    instances=Refs.by("GatewayInstance:main"),
                ),
            ],
            [
                "internal DNS record app has the address 10.0.9.10, which is in none of the accessible CIDR blocks of "
                "API Gateway instance main: 10.0.1.0/24"
            ],
        ),
        (
            "in the block that is taken away",
            [
                vswitch("h"),
                instance("main", zone("h"), blocks=["10.0.9.0/24"], delete_vpc_ip_block=Known("10.0.9.0/24")),
                *OUTSIDE,
            ],
            [
                "internal DNS record app has the address 10.0.9.10, which is in none of the accessible CIDR blocks of "
                "API Gateway instance main: 10.0.1.0/24"
            ],
        ),
    ]
    unknown = [
        (
            "an address that is not known",
            [*gateway(), record("app", (UNKNOWN, 1)), association("app", "main")],
            ["internal DNS record app: records[0] is not known yet"],
        ),
        (
            "a vSwitch of unknown block",
            [vswitch("h", UNKNOWN), instance("main", zone("h")), *OUTSIDE],
            ["internal DNS record app: the CIDR block of vSwitch h is not known yet"],
        ),
        (
            "added blocks that are not known",
            [vswitch("h"), instance("main", zone("h"), to_connect_vpc_ip_blocks=UNKNOWN), *OUTSIDE],
            [
                "internal DNS record app: the toConnectVpcIpBlocks of API Gateway instance main is not known yet",
            ],
        ),
        (
            "an instance that was not read",
            [OUTSIDE[0], dataclasses.replace(association("app", "main"), instances=Refs.to("apigateway-hz-1"))],
            [
                "internal DNS association app-main: its instance 'apigateway-hz-1' is not among the resources that "
                "were read"
            ],
        ),
    ]

    def test_planned_instance_of_an_existing_record(self) -> None:
        existing = [dataclasses.replace(each, live=True) for each in OUTSIDE]
        assert len(run(AccessibleAddress, [*gateway(), *existing]).violations) == 1

    def test_later_block_of_the_provider(self) -> None:
        """pulumi_alicloud sends the first block only."""
        nodes = [
            dataclasses.replace(each, origin=Origin(each.key, "alicloud:apigateway/instance:Instance"))
            if isinstance(each, GatewayInstance)
            else each
            for each in gateway(blocks=["10.0.8.0/24", "10.0.9.0/24"])
        ]
        report = run(AccessibleAddress, [*nodes, *OUTSIDE])
        assert report.violations == []
        assert [each.why for each in report.unjudged] == [
            "10.0.9.10 is in one of the later blocks of toConnectVpcIpBlocks, of which pulumi_alicloud sends the first "
            "one only"
        ]
