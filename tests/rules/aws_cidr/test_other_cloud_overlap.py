"""AWS-CIDR-18."""

from privateapi.rules.aws_cidr.other_cloud_overlap import OtherCloudOverlap
from privateapi.rules.design import Settings
from privateapi.topology.model import AlibabaVpc
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.nodes import node, vpc
from tests.rules.suite import RuleSuite, run


def alibaba(name: str, cidr: str) -> AlibabaVpc:
    """A VPC of Alibaba Cloud."""
    return node(AlibabaVpc, name, "eu-central-1", id=Known(f"vpc-{name}"), cidr_block=Known(cidr))


class TestOtherCloudOverlap(RuleSuite):
    rule = OtherCloudOverlap
    settings = Settings(connected_vpcs=(("hub", "vpc-shop"),))
    passing = [
        ("blocks apart", [vpc("hub", "10.0.0.0/16"), alibaba("shop", "10.1.0.0/16")]),
        (
            "equal blocks of one that is not connected",
            [vpc("hub", "10.0.0.0/16"), alibaba("shop", "10.1.0.0/16"), alibaba("other", "10.0.0.0/16")],
        ),
    ]
    failing = [
        (
            "equal blocks",
            [vpc("hub", "10.0.0.0/16"), alibaba("shop", "10.0.0.0/16")],
            [
                "VPC shop in eu-central-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC hub in us-east-1; "
                "one is of AWS, the other of Alibaba Cloud, and the configuration connects them"
            ],
        )
    ]
    unknown = [
        (
            "a block",
            [vpc("hub", UNKNOWN), alibaba("shop", "10.1.0.0/16")],
            ["VPC hub: its CIDR block is not known yet"],
        ),
        (
            "a VPC that was not read",
            [vpc("hub", "10.0.0.0/16")],
            ["VPC vpc-shop, which the configuration connects, is not among the resources"],
        ),
    ]

    def test_one_cloud(self) -> None:
        nodes = [vpc("hub", "10.0.0.0/16"), vpc("spoke", "10.0.0.0/16")]
        assert not run(OtherCloudOverlap, nodes, Settings(connected_vpcs=(("hub", "spoke"),))).violations
