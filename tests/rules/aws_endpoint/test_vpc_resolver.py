"""AWS-EP-18."""

from privateapi.rules.aws_endpoint.vpc_resolver import VpcResolver
from privateapi.topology.model import DhcpOptions, DhcpOptionsAssociation, Node, Vpc
from privateapi.topology.values import UNKNOWN, Known, Ref, values_of
from tests.rules.api_nodes import endpoint, hub, zone, zone_vpcs
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

API = endpoint(private_dns_enabled=Known(True))
ASSOCIATION = node(DhcpOptionsAssociation, "own", vpc=ref(Vpc, "hub"), dhcp_options=ref(DhcpOptions, "own"))


def options(*servers: str) -> list[Node]:
    return [node(DhcpOptions, "own", domain_name_servers=values_of(*servers)), ASSOCIATION]


class TestVpcResolver(RuleSuite):
    rule = VpcResolver
    passing = [
        ("the VPC's resolver", [*hub(), API, *options("AmazonProvidedDNS")]),
        ("its address", [*hub(), API, *options("10.0.0.2")]),
        ("one of two", [*hub(), API, *options("192.168.0.53", "169.254.169.253")]),
        ("no private names", [*hub(), endpoint(), *options("192.168.0.53")]),
        ("no options", [*hub(), API]),
    ]
    failing = [
        (
            "other servers, and an endpoint",
            [*hub(), API, *options("192.168.0.53", "192.168.1.53")],
            [
                "DHCP options set own gives VPC hub the name servers 192.168.0.53, 192.168.1.53, which know nothing of "
                "VPC endpoint api"
            ],
        ),
        (
            "other servers, and a private zone",
            [*hub(), zone(vpcs=zone_vpcs("hub")), *options("192.168.0.53")],
            [
                "DHCP options set own gives VPC hub the name servers 192.168.0.53, which know nothing of hosted zone "
                "internal"
            ],
        ),
    ]
    unknown = [
        (
            "servers that are not known",
            [*hub(), API, node(DhcpOptions, "own", domain_name_servers=UNKNOWN), ASSOCIATION],
            ["DHCP options association own: the list of the name servers of DHCP options set own is not known yet"],
        ),
        (
            "a VPC that is not known",
            [*hub(), API, node(DhcpOptionsAssociation, "own", vpc=Ref(UNKNOWN))],
            ["DHCP options association own: its VPC is not known yet"],
        ),
    ]
