"""ALI-ACC-03."""

from privateapi.rules.ali_access.added_block_reserved import AddedBlockReserved
from privateapi.topology.model import AccessibleCidrs, GatewayInstance
from privateapi.topology.values import UNKNOWN, values_of
from tests.rules.alibaba_nodes import gateway, instance, node, vswitch, zone
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

RESERVED = (
    "reserved for VPC integration instances in cn-hangzhou-h ('API Gateway: VPC integration instances', 2026-01-09)"
)


class TestAddedBlockReserved(RuleSuite):
    rule = AddedBlockReserved
    passing = [
        ("nothing added", gateway()),
        ("a block in 10.0.0.0/8", gateway(blocks=["10.0.0.0/8"])),
        ("a vSwitch in a reserved block", gateway(cidr="192.168.80.0/24")),
    ]
    failing = [
        (
            "a whole private range",
            gateway(blocks=["192.168.0.0/16"]),
            [f"API Gateway instance main adds 192.168.0.0/16, which overlaps 192.168.80.0/20, {RESERVED}"],
        ),
        (
            "by a resource of its own",
            [
                *gateway(),
                node(
                    AccessibleCidrs,
                    "more",
                    instance=ref(GatewayInstance, "main"),
                    cidr_blocks=values_of("172.20.1.0/24"),
                ),
            ],
            [
                "accessible CIDR blocks more of API Gateway instance main adds 172.20.1.0/24, which "
                f"overlaps 172.20.0.0/16, {RESERVED}"
            ],
        ),
    ]
    unknown = [
        (
            "a zone that is not known",
            [vswitch("h", zone=UNKNOWN), instance("main", zone("h"), blocks=["10.0.9.0/24"])],
            ["API Gateway instance main: the zone of vSwitch h is not known yet"],
        )
    ]
