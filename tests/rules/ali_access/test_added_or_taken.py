"""ALI-ACC-05."""

from privateapi.rules.ali_access.added_or_taken import AddedOrTaken
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import instance
from tests.rules.suite import RuleSuite


class TestAddedOrTaken(RuleSuite):
    rule = AddedOrTaken
    passing = [
        ("added", [instance("main", blocks=["10.0.9.0/24"])]),
        ("taken", [instance("main", delete_vpc_ip_block=Known("10.0.9.0/24"))]),
        (
            "taken, and an empty list",
            [instance("main", delete_vpc_ip_block=Known("10.0.9.0/24"), to_connect_vpc_ip_blocks=Known(()))],
        ),
    ]
    failing = [
        (
            "both",
            [instance("main", blocks=["10.0.8.0/24"], delete_vpc_ip_block=Known("10.0.9.0/24"))],
            [
                "API Gateway instance main has 1 toConnectVpcIpBlocks and the deleteVpcIpBlock 10.0.9.0/24, which the "
                "provider does not take together"
            ],
        )
    ]
    unknown = [
        (
            "a block to take away that is not known",
            [instance("main", blocks=["10.0.8.0/24"], delete_vpc_ip_block=UNKNOWN)],
            ["API Gateway instance main: its deleteVpcIpBlock is not known yet"],
        )
    ]
