"""AWS-CIDR-16."""

from privateapi.rules.aws_cidr.attachment_zones_covered import AttachmentZonesCovered
from privateapi.topology.model import ClientNetwork, LoadBalancer, Subnet, TransitGatewayVpcAttachment, Vpc, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs
from tests.rules.designs import changed, two_regions
from tests.rules.nodes import attachment, gateway, node, ref, refs, subnet, vpc
from tests.rules.suite import RuleSuite

HUB = [
    vpc("hub", "10.0.0.0/16"),
    gateway("east"),
    subnet("a", "hub", "10.0.0.0/24"),
    subnet("b", "hub", "10.0.2.0/24", "us-east-1b"),
]
ONE_ZONE = [*HUB, attachment("hub", "east", subnets=refs(Subnet, "a"))]


class TestAttachmentZonesCovered(RuleSuite):
    rule = AttachmentZonesCovered
    passing = [
        ("the design of two Regions", two_regions()),
        ("nothing stands in the other zone", ONE_ZONE),
        ("no attachment", [*HUB, node(LoadBalancer, "front", subnets=refs(Subnet, "a", "b"))]),
        ("a gateway endpoint, which stands nowhere", [*ONE_ZONE, node(VpcEndpoint, "s3", vpc=ref(Vpc, "hub"))]),
    ]
    failing = [
        (
            "a balancer in the other zone",
            [*ONE_ZONE, node(LoadBalancer, "front", subnets=refs(Subnet, "a", "b"))],
            [
                "transit gateway attachment hub-east has subnets in us-east-1a, but load balancer front stands in "
                "subnet b in us-east-1b"
            ],
        ),
        (
            "clients in the other zone",
            [*ONE_ZONE, node(ClientNetwork, "desks", vpc=ref(Vpc, "hub"), subnets=refs(Subnet, "b"))],
            [
                "transit gateway attachment hub-east has subnets in us-east-1a, but client network desks stands in "
                "subnet b in us-east-1b"
            ],
        ),
        (
            "one zone of the design of two Regions",
            changed(two_regions(), "TransitGatewayVpcAttachment:b-b-gateway", subnets=refs(Subnet, "b-1")),
            [
                "transit gateway attachment b-b-gateway has subnets in us-west-2a, but load balancer b-front stands "
                "in subnet b-2 in us-west-2b"
            ],
        ),
    ]
    unknown = [
        (
            "where a balancer stands",
            [*ONE_ZONE, node(LoadBalancer, "front", subnets=Refs(UNKNOWN))],
            ["load balancer front: the list of its subnets is not known yet"],
        ),
        (
            "the subnets of the attachment",
            [*HUB, attachment("hub", "east", subnets=Refs(UNKNOWN))],
            ["transit gateway attachment hub-east: the list of its subnets is not known yet"],
        ),
        (
            "the VPC",
            [
                *HUB,
                node(
                    TransitGatewayVpcAttachment,
                    "hub-east",
                    vpc=Ref.to("vpc-0a1"),
                    subnets=refs(Subnet, "a"),
                ),
            ],
            [
                "transit gateway attachment hub-east: its VPC names 'vpc-0a1', which is not among the resources that "
                "were read"
            ],
        ),
        (
            "the zone of a subnet",
            [
                *ONE_ZONE,
                node(Subnet, "c", vpc=ref(Vpc, "hub"), cidr_block=Known("10.0.3.0/24")),
                node(VpcEndpoint, "api", subnets=refs(Subnet, "c")),
            ],
            [
                "transit gateway attachment hub-east: the zone of subnet c, where VPC endpoint api stands, is not set",
            ],
        ),
    ]
