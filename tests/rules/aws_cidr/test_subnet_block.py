"""AWS-CIDR-04."""

from privateapi.rules.aws_cidr.subnet_block import SubnetBlock
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.nodes import subnet
from tests.rules.suite import RuleSuite


class TestSubnetBlock(RuleSuite):
    rule = SubnetBlock
    passing = [
        ("the widest block", [subnet("a", "hub", "10.0.0.0/16")]),
        ("the smallest block", [subnet("a", "hub", "10.0.0.16/28")]),
        ("IPv6 only", [subnet("a", "hub", MISSING, ipv6_cidr_block=Known("2600:1f18::/64"))]),
    ]
    failing = [
        (
            "too small",
            [subnet("a", "hub", "10.0.0.0/29")],
            ["subnet a: cidrBlock '10.0.0.0/29' is a /29; a subnet takes /16 to /28"],
        ),
        (
            "no prefix length",
            [subnet("a", "hub", "10.0.0.0")],
            [
                "subnet a: cidrBlock '10.0.0.0' has no prefix length; "
                "write '10.0.0.0/32' for this one address, or a block"
            ],
        ),
    ]
    unknown = [("not known before the deployment", [subnet("a", "hub", UNKNOWN)], ["subnet a: is not known yet"])]
