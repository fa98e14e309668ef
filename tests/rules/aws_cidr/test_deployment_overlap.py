"""AWS-CIDR-21."""

from privateapi.rules.aws_cidr.deployment_overlap import DeploymentOverlap
from privateapi.topology.model import Alias, MultiRegionApi
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.designs import NAME, changed, two_regions, without
from tests.rules.nodes import node, vpc
from tests.rules.suite import RuleSuite

APART = without(two_regions(), "TransitGatewayPeering:a-gateway-b-gateway")
EQUAL = changed(APART, "Vpc:b", cidr_block=Known("10.0.0.0/16"))


class TestDeploymentOverlap(RuleSuite):
    rule = DeploymentOverlap
    passing = [
        ("the design of two Regions", two_regions()),
        ("blocks apart, connected by nothing", APART),
        (
            "equal blocks that are connected, which is another rule's",
            changed(two_regions(), "Vpc:b", cidr_block=Known("10.0.0.0/16")),
        ),
        ("equal blocks of a VPC that has nothing to do with it", [*APART, vpc("c", "10.0.0.0/16")]),
        (
            "several answers in one Region",
            changed(APART, "LoadBalancer:b-front", region=Known("us-east-1")),
        ),
        (
            "addresses instead of an alias",
            changed(EQUAL, "RecordSet:b", alias=MISSING),
        ),
        (
            "an alias of another record",
            changed(EQUAL, "RecordSet:b", alias=Known(Alias(dns_name=Known("other.example.internal")))),
        ),
    ]
    failing = [
        (
            "equal blocks",
            EQUAL,
            [
                "VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC b in us-west-2; "
                f"both answer {NAME}"
            ],
        ),
    ]
    unknown = [
        ("a block", changed(APART, "Vpc:b", cidr_block=UNKNOWN), ["VPC b: its CIDR block is not known yet"]),
        (
            "an alias",
            changed(APART, "RecordSet:b", alias=UNKNOWN),
            ["record b: its alias is not known yet"],
        ),
        (
            "the Region of a balancer",
            changed(APART, "LoadBalancer:b-front", region=UNKNOWN),
            ["record b: the Region of load balancer b-front is not known yet"],
        ),
        (
            "the Regions of a component",
            [*two_regions(), node(MultiRegionApi, "api", domain_name=Known("shop.example.internal"))],
            ["multi-Region API api: its name or Regions is not set"],
        ),
    ]
