"""AWS-CIDR-01."""

from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.topology.values import MISSING, UNKNOWN
from tests.rules.nodes import vpc
from tests.rules.suite import RuleSuite


class TestVpcBlock(RuleSuite):
    rule = VpcBlock
    passing = [
        ("the widest block", [vpc("hub", "10.0.0.0/16")]),
        ("the smallest block", [vpc("hub", "10.0.0.16/28")]),
        ("no VPC", []),
    ]
    failing = [
        ("too wide", [vpc("hub", "10.0.0.0/8")], ["VPC hub: cidrBlock '10.0.0.0/8' is a /8; a VPC takes /16 to /28"]),
        (
            "too small",
            [vpc("hub", "10.0.0.0/29")],
            ["VPC hub: cidrBlock '10.0.0.0/29' is a /29; a VPC takes /16 to /28"],
        ),
        (
            "host bits",
            [vpc("hub", "10.0.0.1/16")],
            ["VPC hub: cidrBlock '10.0.0.1/16' has host bits set; the block is '10.0.0.0/16'"],
        ),
    ]
    unknown = [
        ("not known before the deployment", [vpc("hub", UNKNOWN)], ["VPC hub: is not known yet"]),
        ("out of a pool", [vpc("hub", MISSING)], ["VPC hub: is not set"]),
    ]
