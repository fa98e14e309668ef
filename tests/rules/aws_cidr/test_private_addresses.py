"""AWS-CIDR-19."""

from privateapi.facts.networks import network_facts
from privateapi.rules.aws_cidr.private_addresses import PrivateAddresses
from privateapi.topology.model import Vpc, VpcCidrBlock
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.nodes import node, ref, vpc
from tests.rules.suite import RuleSuite

OUTSIDE = (
    "which is outside of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 "
    f"({network_facts().cidr_lists['aws.private'].source})"
)


class TestPrivateAddresses(RuleSuite):
    rule = PrivateAddresses
    passing = [
        (
            "each private range",
            [vpc(f"v{n}", c) for n, c in enumerate(network_facts().cidr_lists["aws.private"].cidrs)],
        ),
        ("with IPv6", [vpc("hub", "10.0.0.0/16", ipv6_cidr_block=Known("2600:1f18:1::/56"))]),
    ]
    failing = [
        ("public addresses", [vpc("hub", "52.1.0.0/16")], [f"VPC hub has 52.1.0.0/16, {OUTSIDE}"]),
        (
            "in a further block",
            [
                vpc("hub", "10.0.0.0/16"),
                node(VpcCidrBlock, "more", vpc=ref(Vpc, "hub"), cidr_block=Known("172.32.0.0/16")),
            ],
            [f"VPC hub has 172.32.0.0/16, {OUTSIDE}"],
        ),
    ]
    unknown = [("a block", [vpc("hub", UNKNOWN)], ["VPC hub: its CIDR block is not known yet"])]
