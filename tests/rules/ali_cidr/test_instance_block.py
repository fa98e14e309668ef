"""ALI-CIDR-03."""

from privateapi.rules.ali_cidr.instance_block import InstanceBlock
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.alibaba_nodes import instance
from tests.rules.suite import RuleSuite

ACCEPTED = (
    "it is one of 192.168.0.0/16 and 172.16.0.0/12 (pulumi_alicloud 4.0.0, alicloud:apigateway/instance:Instance, "
    "instanceCidr)"
)


class TestInstanceBlock(RuleSuite):
    rule = InstanceBlock
    passing = [
        ("one of the two", [instance("main", instance_cidr=Known("192.168.0.0/16"))]),
        ("the other", [instance("main", instance_cidr=Known("172.16.0.0/12"))]),
        ("left out", [instance("main", instance_cidr=MISSING)]),
    ]
    failing = [
        (
            "a part of one of the two",
            [instance("main", instance_cidr=Known("172.16.0.0/16"))],
            [f"API Gateway instance main has the instanceCidr '172.16.0.0/16'; {ACCEPTED}"],
        ),
        (
            "no block",
            [instance("main", instance_cidr=Known("any"))],
            [f"API Gateway instance main has the instanceCidr 'any'; {ACCEPTED}"],
        ),
    ]
    unknown = [
        (
            "not known before the deployment",
            [instance("main", instance_cidr=UNKNOWN)],
            ["API Gateway instance main: its instanceCidr is not known yet"],
        )
    ]
