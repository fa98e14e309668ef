"""AWS-API-07."""

from privateapi.rules.aws_apigw.link_network import LinkNetwork
from privateapi.topology.model import SecurityGroup, Subnet
from privateapi.topology.values import UNKNOWN, Ref, Refs
from tests.rules.api_nodes import hub, link, security_group
from tests.rules.nodes import node, refs, subnet, vpc
from tests.rules.suite import RuleSuite

LINK = link(version=2, subnets=refs(Subnet, "a", "b"), security_groups=refs(SecurityGroup, "link"))


class TestLinkNetwork(RuleSuite):
    rule = LinkNetwork
    passing = [
        ("two zones of one VPC", [*hub(), LINK, security_group("link")]),
        ("without groups", [*hub(), link(version=2, subnets=refs(Subnet, "a", "b"))]),
        ("a link V1", [link()]),
    ]
    failing = [
        (
            "one subnet",
            [*hub(), link(version=2, subnets=refs(Subnet, "a"))],
            ["VPC link link has 1 subnet; subnets in 2 zones or more are needed"],
        ),
        (
            "one zone",
            [*hub(), subnet("c", "hub", "10.0.2.0/24"), link(version=2, subnets=refs(Subnet, "a", "c"))],
            ["VPC link link has subnet a and subnet c, all in us-east-1a; an outage of that zone takes it away"],
        ),
        (
            "a group of another VPC",
            [*hub(), vpc("other", "10.1.0.0/16"), LINK, security_group("link", "other")],
            ["VPC link link has subnet a of VPC hub and security group link of VPC other"],
        ),
        (
            "subnets of two VPCs",
            [
                *hub(),
                vpc("other", "10.1.0.0/16"),
                subnet("far", "other", "10.1.0.0/24", "us-east-1b"),
                link(version=2, subnets=refs(Subnet, "a", "far")),
            ],
            ["VPC link link has subnet a of VPC hub and subnet far of VPC other"],
        ),
    ]
    unknown = [
        (
            "subnets that are not known",
            [link(version=2, subnets=Refs(UNKNOWN))],
            ["VPC link link: the list subnetIds is not known yet"],
        ),
        (
            "a VPC that is not known",
            [*hub(), LINK, node(SecurityGroup, "link", vpc=Ref(UNKNOWN))],
            ["VPC link link: the VPC of security group link is not known yet"],
        ),
    ]
