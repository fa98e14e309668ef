"""ALI-CIDR-11."""

from privateapi.rules.ali_cidr.connected_network_reserved import ConnectedNetworkReserved
from privateapi.rules.design import Settings
from privateapi.topology.model import AlibabaRoute, AlibabaVpc
from privateapi.topology.values import UNKNOWN, Known
from tests.rules import nodes
from tests.rules.alibaba_nodes import attached, gateway, node, peering, vpc
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite, run

HERE = [vpc("hub"), *gateway()]
RESERVED = (
    "reserved for VPC integration instances in cn-hangzhou-h ('API Gateway: VPC integration instances', 2026-01-09)"
)


def route(destination: str, kind: str = "VpnGateway") -> AlibabaRoute:
    return node(
        AlibabaRoute,
        "onward",
        vpc=ref(AlibabaVpc, "hub"),
        destination=Known(destination),
        next_hop_type=Known(kind),
    )


class TestConnectedNetworkReserved(RuleSuite):
    rule = ConnectedNetworkReserved
    passing = [
        ("nothing around", HERE),
        ("a peer elsewhere", [*HERE, vpc("spoke", "10.1.0.0/16"), peering("hub", "spoke")]),
        ("a VPC that is not connected", [*HERE, vpc("spoke", "192.168.80.0/20")]),
        ("a default route", [*HERE, route("0.0.0.0/0")]),
        ("a route to an instance", [*HERE, route("192.168.80.0/24", "Instance")]),
    ]
    failing = [
        (
            "a peered VPC",
            [*HERE, vpc("spoke", "192.168.0.0/16"), peering("hub", "spoke")],
            [
                "VPC spoke (VPC peering hub-spoke), a network around API Gateway instance main, has 192.168.0.0/16, "
                f"which overlaps 192.168.80.0/20, {RESERVED}"
            ],
        ),
        (
            "a VPC of the same CEN",
            [*HERE, vpc("spoke", "172.20.0.0/20"), attached("hub"), attached("spoke")],
            [
                "VPC spoke (the same CEN), a network around API Gateway instance main, has 172.20.0.0/20, which "
                f"overlaps 172.20.0.0/16, {RESERVED}"
            ],
        ),
        (
            "a route to a VPN",
            [*HERE, route("192.168.90.0/24")],
            [
                "route onward to a VpnGateway, a network around API Gateway instance main, has 192.168.90.0/24, which "
                f"overlaps 192.168.80.0/20, {RESERVED}"
            ],
        ),
    ]
    unknown = [
        (
            "a peer of unknown block",
            [*HERE, vpc("spoke", UNKNOWN), peering("hub", "spoke")],
            ["VPC spoke: its CIDR block is not known yet"],
        ),
        (
            "a peer that was not read",
            [*HERE, peering("hub", "far")],
            ["VPC peering hub-far: its accepting VPC is not known yet"],
        ),
    ]

    def test_configured_networks(self) -> None:
        settings = Settings(on_premises_cidrs=("172.20.8.0/24",), connected_vpcs=(("hub", "cloud"),))
        report = run(ConnectedNetworkReserved, [*HERE, nodes.vpc("cloud", "192.168.80.0/24")], settings)
        assert [each.message for each in report.violations] == [
            "VPC cloud (connected by the configuration), a network around API Gateway instance main, has "
            f"192.168.80.0/24, which overlaps 192.168.80.0/20, {RESERVED}",
            "the configured on-premises networks, a network around API Gateway instance main, has 172.20.8.0/24, which "
            f"overlaps 172.20.0.0/16, {RESERVED}",
        ]
