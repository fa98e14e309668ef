"""ALI-ACC-02."""

import dataclasses

from privateapi.rules.ali_access.added_block_connected import AddedBlockConnected
from privateapi.rules.design import Settings
from privateapi.topology.model import AccessibleCidrs, AlibabaRoute, AlibabaVpc, AlibabaVpcCidrBlock, GatewayInstance
from privateapi.topology.values import UNKNOWN, Known, Ref, values_of
from tests.rules.alibaba_nodes import attached, gateway, instance, node, peering, vpc
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite, run

FAR = [vpc("hub"), *gateway(blocks=["10.9.0.0/24"])]
MESSAGE = "API Gateway instance main adds 10.9.0.0/24, but VPC hub has 10.0.0.0/16 and no connection to it"
ROUTE = node(
    AlibabaRoute,
    "vpn",
    vpc=ref(AlibabaVpc, "hub"),
    destination=Known("10.9.0.0/16"),
    next_hop_type=Known("VpnGateway"),
)


class TestAddedBlockConnected(RuleSuite):
    rule = AddedBlockConnected
    passing = [
        ("nothing added", [vpc("hub"), *gateway()]),
        ("in the VPC", [vpc("hub"), *gateway(blocks=["10.0.8.0/21"])]),
        (
            "over two blocks of the VPC",
            [
                vpc("hub", "10.0.0.0/17"),
                node(AlibabaVpcCidrBlock, "more", vpc=ref(AlibabaVpc, "hub"), cidr_block=Known("10.0.128.0/17")),
                *gateway(blocks=["10.0.0.0/16"]),
            ],
        ),
        ("in a peered VPC", [*FAR, vpc("spoke", "10.9.0.0/16"), peering("spoke", "hub")]),
        ("in a VPC of the same CEN", [*FAR, vpc("spoke", "10.9.0.0/16"), attached("hub"), attached("spoke")]),
        ("behind a VPN", [*FAR, ROUTE]),
    ]
    failing = [
        ("outside", FAR, [MESSAGE]),
        ("in a VPC that is not connected", [*FAR, vpc("spoke", "10.9.0.0/16")], [MESSAGE]),
        (
            "around the VPC, by a resource of its own",
            [
                vpc("hub"),
                *gateway(),
                node(
                    AccessibleCidrs, "more", instance=ref(GatewayInstance, "main"), cidr_blocks=values_of("10.0.0.0/8")
                ),
            ],
            [
                "accessible CIDR blocks more adds 10.0.0.0/8 to API Gateway instance main, but VPC hub has "
                "10.0.0.0/16 and no connection to it"
            ],
        ),
    ]
    unknown = [
        (
            "a VPC that was not read",
            [instance("main", blocks=["10.9.0.0/24"], user_vpc=Ref.to("vpc-9"))],
            ["API Gateway instance main: its VPC 'vpc-9' is not among the resources that were read"],
        ),
        (
            "a CEN whose other members are not stated",
            [*FAR, attached("hub")],
            ["API Gateway instance main: 10.9.0.0/24 may be a network of the CEN that VPC hub is attached to"],
        ),
        (
            "a peer of unknown block",
            [*FAR, vpc("spoke", UNKNOWN), peering("hub", "spoke")],
            ["API Gateway instance main: 10.9.0.0/24 may be in VPC spoke: its CIDR block is not known yet"],
        ),
        (
            "a route of a table that is not known",
            [*FAR, dataclasses.replace(ROUTE, vpc=Ref())],
            ["API Gateway instance main: 10.9.0.0/24 may be in route vpn: its VPC is not set"],
        ),
        (
            "a block that is not known",
            [vpc("hub"), instance("main", to_connect_vpc_ip_blocks=values_of(UNKNOWN))],
            [
                "API Gateway instance main: toConnectVpcIpBlocks[0] of API Gateway instance main is not known yet",
            ],
        ),
        (
            "an instance that was not read",
            [node(AccessibleCidrs, "more", instance=Ref.to("apigateway-hz-1"), cidr_blocks=values_of("10.9.0.0/24"))],
            ["accessible CIDR blocks more: its instance 'apigateway-hz-1' is not among the resources that were read"],
        ),
    ]

    def test_on_premises(self) -> None:
        assert run(AddedBlockConnected, FAR, Settings(on_premises_cidrs=("10.9.0.0/16",))).violations == []

    def test_live_data_shows_the_whole_cen(self) -> None:
        assert [each.message for each in run(AddedBlockConnected, [*FAR, attached("hub")], live=True).violations] == [
            MESSAGE
        ]
