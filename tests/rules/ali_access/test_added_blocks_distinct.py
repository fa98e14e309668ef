"""ALI-ACC-04."""

from privateapi.rules.ali_access.added_blocks_distinct import AddedBlocksDistinct
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import gateway, instance
from tests.rules.suite import RuleSuite

ADDS = "API Gateway instance main adds"


class TestAddedBlocksDistinct(RuleSuite):
    rule = AddedBlocksDistinct
    passing = [
        ("nothing added", gateway()),
        ("apart", gateway(blocks=["10.0.2.0/24", "10.0.3.0/24"])),
        ("the whole VPC", gateway(blocks=["10.0.0.0/16"])),
    ]
    failing = [
        (
            "twice",
            gateway(blocks=["10.0.2.0/24", "10.0.2.0/24"]),
            [f"{ADDS} 10.0.2.0/24, which repeats 10.0.2.0/24 of API Gateway instance main"],
        ),
        (
            "one inside the other",
            gateway(blocks=["10.0.2.0/24", "10.0.0.0/20"]),
            [f"{ADDS} 10.0.2.0/24, which is inside 10.0.0.0/20 of API Gateway instance main"],
        ),
        (
            "the vSwitch",
            gateway(blocks=["10.0.1.0/24"]),
            [f"{ADDS} 10.0.1.0/24, which its vSwitch block 10.0.1.0/24 holds already"],
        ),
        ("everything", gateway(blocks=["0.0.0.0/0"]), [f"{ADDS} 0.0.0.0/0, which is every address"]),
    ]
    unknown = [
        (
            "blocks that are not known",
            [instance("main", to_connect_vpc_ip_blocks=UNKNOWN)],
            ["API Gateway instance main: the toConnectVpcIpBlocks of API Gateway instance main is not known yet"],
        )
    ]
