"""AWS-CIDR-02."""

from privateapi.rules.aws_cidr.subnet_inside_vpc import SubnetInsideVpc
from privateapi.topology.model import Subnet, Vpc, VpcCidrBlock
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.nodes import node, ref, subnet, vpc
from tests.rules.suite import RuleSuite

HUB = vpc("hub", "10.0.0.0/16")
MORE = node(VpcCidrBlock, "more", vpc=ref(Vpc, "hub"), cidr_block=Known("10.1.0.0/16"))


class TestSubnetInsideVpc(RuleSuite):
    rule = SubnetInsideVpc
    passing = [
        ("a part of the VPC", [HUB, subnet("a", "hub", "10.0.1.0/24")]),
        ("all of the VPC", [HUB, subnet("a", "hub", "10.0.0.0/16")]),
        ("a part of a further block", [HUB, MORE, subnet("a", "hub", "10.1.1.0/24")]),
        (
            "a part of the primary block while another one is not known",
            [
                HUB,
                node(VpcCidrBlock, "more", vpc=ref(Vpc, "hub"), cidr_block=UNKNOWN),
                subnet("a", "hub", "10.0.1.0/24"),
            ],
        ),
        (
            "both families",
            [
                vpc("hub", "10.0.0.0/16", ipv6_cidr_block=Known("2600:1f18:1::/56")),
                subnet("a", "hub", "10.0.1.0/24", ipv6_cidr_block=Known("2600:1f18:1:5::/64")),
            ],
        ),
    ]
    failing = [
        (
            "outside",
            [HUB, subnet("a", "hub", "10.1.1.0/24")],
            ["subnet a has 10.1.1.0/24, but VPC hub has 10.0.0.0/16"],
        ),
        (
            "wider than the VPC",
            [vpc("hub", "10.0.0.0/24"), subnet("a", "hub", "10.0.0.0/20")],
            ["subnet a has 10.0.0.0/20, but VPC hub has 10.0.0.0/24"],
        ),
        (
            "outside of all blocks",
            [HUB, MORE, subnet("a", "hub", "10.2.1.0/24")],
            ["subnet a has 10.2.1.0/24, but VPC hub has 10.0.0.0/16, 10.1.0.0/16"],
        ),
        (
            "outside, whatever the IPv6 block of the VPC will be",
            [vpc("hub", "10.0.0.0/16", ipv6_cidr_block=UNKNOWN), subnet("a", "hub", "10.1.1.0/24")],
            ["subnet a has 10.1.1.0/24, but VPC hub has 10.0.0.0/16"],
        ),
        (
            "IPv6 in a VPC without",
            [HUB, subnet("a", "hub", "10.0.1.0/24", ipv6_cidr_block=Known("2600:1f18:1:5::/64"))],
            ["subnet a has 2600:1f18:1:5::/64, but VPC hub has no IPv6 block"],
        ),
    ]
    unknown = [
        ("its own block", [HUB, subnet("a", "hub", UNKNOWN)], ["subnet a: is not known yet"]),
        (
            "the block of the VPC",
            [vpc("hub", UNKNOWN), subnet("a", "hub", "10.0.1.0/24")],
            ["subnet a: a CIDR block of VPC hub is not known yet"],
        ),
        (
            "a block of the VPC that is none, which is AWS-CIDR-01's",
            [vpc("hub", "10.0.0.0"), subnet("a", "hub", "10.0.1.0/24")],
            [
                "subnet a: a CIDR block of VPC hub '10.0.0.0' has no prefix length; write '10.0.0.0/32' for this one "
                "address, or a block"
            ],
        ),
        (
            "the block of a VPC out of a pool",
            [vpc("hub", MISSING), subnet("a", "hub", "10.0.1.0/24")],
            ["subnet a: a CIDR block of VPC hub is chosen at the deployment"],
        ),
        (
            "a VPC that was not read",
            [node(Subnet, "a", vpc=Ref.to("vpc-0a1"), cidr_block=Known("10.0.1.0/24"))],
            ["subnet a: its VPC names 'vpc-0a1', which is not among the resources that were read"],
        ),
    ]
