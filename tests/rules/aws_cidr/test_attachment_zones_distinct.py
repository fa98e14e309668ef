"""AWS-CIDR-15."""

from privateapi.rules.aws_cidr.attachment_zones_distinct import AttachmentZonesDistinct
from privateapi.topology.model import Node, Subnet
from privateapi.topology.values import MISSING, UNKNOWN, Known, Refs
from tests.rules.nodes import attachment, gateway, node, ref, refs, subnet, vpc
from tests.rules.suite import RuleSuite

HUB = [
    vpc("hub", "10.0.0.0/16"),
    gateway("east"),
    subnet("a", "hub", "10.0.0.0/24"),
    subnet("a2", "hub", "10.0.1.0/24"),
    subnet("b", "hub", "10.0.2.0/24", "us-east-1b"),
]


def attached(*subnets: str) -> Node:
    """The VPC attached with those subnets."""
    return attachment("hub", "east", subnets=refs(Subnet, *subnets))


class TestAttachmentZonesDistinct(RuleSuite):
    rule = AttachmentZonesDistinct
    passing = [
        ("two zones", [*HUB, attached("a", "b")]),
        ("one subnet", [*HUB, attached("a")]),
        (
            "the only subnet in a zone that AWS chooses",
            [*HUB, node(Subnet, "c", vpc=ref(type(HUB[0]), "hub"), cidr_block=Known("10.0.3.0/24")), attached("c")],
        ),
    ]
    failing = [
        (
            "one zone twice",
            [*HUB, attached("a", "a2", "b")],
            [
                "transit gateway attachment hub-east has subnet a and subnet a2, all in us-east-1a; a transit gateway "
                "attachment takes one subnet in each zone"
            ],
        ),
    ]
    unknown = [
        (
            "the subnets",
            [*HUB, attachment("hub", "east", subnets=Refs(UNKNOWN))],
            ["transit gateway attachment hub-east: the list of its subnets is not known yet"],
        ),
        (
            "a zone",
            [
                *HUB,
                node(Subnet, "c", vpc=ref(type(HUB[0]), "hub"), availability_zone=UNKNOWN),
                attached("a", "c"),
            ],
            ["transit gateway attachment hub-east: the zone of subnet c is not known yet"],
        ),
        (
            "a zone that AWS chooses",
            [
                *HUB,
                node(Subnet, "c", vpc=ref(type(HUB[0]), "hub"), availability_zone=MISSING),
                attached("a", "c"),
            ],
            ["transit gateway attachment hub-east: the zone of subnet c is not set"],
        ),
    ]
