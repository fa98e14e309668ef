"""AWS-CIDR-03."""

import dataclasses

from privateapi.rules.aws_cidr.subnet_overlap import SubnetOverlap
from privateapi.topology.model import Subnet
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.nodes import node, subnet, vpc
from tests.rules.suite import RuleSuite, run

HUB, SPOKE = vpc("hub", "10.0.0.0/16"), vpc("spoke", "10.0.0.0/16")


def elsewhere(name: str, cidr: str) -> Subnet:
    """A subnet of a VPC that is not among the resources."""
    return node(Subnet, name, vpc=Ref.to("vpc-0a1"), cidr_block=Known(cidr))


class TestSubnetOverlap(RuleSuite):
    rule = SubnetOverlap
    passing = [
        ("side by side", [HUB, subnet("a", "hub", "10.0.0.0/24"), subnet("b", "hub", "10.0.1.0/24")]),
        ("equal in two VPCs", [HUB, SPOKE, subnet("a", "hub", "10.0.0.0/24"), subnet("b", "spoke", "10.0.0.0/24")]),
        ("one of unknown block alone in its VPC", [HUB, subnet("a", "hub", UNKNOWN)]),
    ]
    failing = [
        (
            "equal",
            [HUB, subnet("a", "hub", "10.0.0.0/24"), subnet("b", "hub", "10.0.0.0/24")],
            ["subnet a has 10.0.0.0/24, which overlaps 10.0.0.0/24 of subnet b in the same VPC"],
        ),
        (
            "one inside the other",
            [HUB, subnet("a", "hub", "10.0.0.0/20"), subnet("b", "hub", "10.0.8.0/24")],
            ["subnet a has 10.0.0.0/20, which overlaps 10.0.8.0/24 of subnet b in the same VPC"],
        ),
        (
            "in a VPC that was not read",
            [elsewhere("a", "10.0.0.0/24"), elsewhere("b", "10.0.0.0/25")],
            ["subnet a has 10.0.0.0/24, which overlaps 10.0.0.0/25 of subnet b in the same VPC"],
        ),
        (
            "IPv6",
            [
                HUB,
                subnet("a", "hub", "10.0.0.0/24", ipv6_cidr_block=Known("2600:1f18::/64")),
                subnet("b", "hub", "10.0.1.0/24", ipv6_cidr_block=Known("2600:1f18::/64")),
            ],
            ["subnet a has 2600:1f18::/64, which overlaps 2600:1f18::/64 of subnet b in the same VPC"],
        ),
    ]
    unknown = [
        (
            "a block",
            [HUB, subnet("a", "hub", UNKNOWN), subnet("b", "hub", "10.0.1.0/24")],
            ["subnet a: its CIDR block is not known yet"],
        ),
        (
            "the VPC",
            [
                HUB,
                SPOKE,
                node(Subnet, "a", vpc=Ref(UNKNOWN, ("Vpc:hub", "Vpc:spoke")), cidr_block=Known("10.0.0.0/24")),
            ],
            ["subnet a: its VPC is computed from 2 resources (VPC hub, VPC spoke)"],
        ),
    ]

    def test_existing_subnet(self) -> None:
        existing = dataclasses.replace(subnet("a", "hub", "10.0.0.0/24"), live=True)
        report = run(SubnetOverlap, [HUB, existing, subnet("b", "hub", "10.0.0.0/25")])
        assert [each.message for each in report.violations] == [
            "subnet b has 10.0.0.0/25, which overlaps 10.0.0.0/24 of subnet a (exists already) in the same VPC"
        ]
        assert report.violations[0].nodes[0].name == "b"
