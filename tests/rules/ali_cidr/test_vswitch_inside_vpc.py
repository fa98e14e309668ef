"""ALI-CIDR-07."""

from privateapi.rules.ali_cidr.vswitch_inside_vpc import VSwitchInsideVpc
from privateapi.topology.model import AlibabaVpc, AlibabaVpcCidrBlock
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.alibaba_nodes import node, vpc, vswitch
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite


def further(cidr: str) -> AlibabaVpcCidrBlock:
    return node(AlibabaVpcCidrBlock, "more", vpc=ref(AlibabaVpc, "hub"), cidr_block=Known(cidr))


class TestVSwitchInsideVpc(RuleSuite):
    rule = VSwitchInsideVpc
    passing = [
        ("in the primary block", [vpc("hub"), vswitch("h", "10.0.1.0/24")]),
        ("in a secondary block", [vpc("hub"), further("10.9.0.0/16"), vswitch("h", "10.9.1.0/24")]),
    ]
    failing = [
        (
            "outside",
            [vpc("hub"), vswitch("h", "10.1.1.0/24")],
            ["vSwitch h has 10.1.1.0/24, but VPC hub has 10.0.0.0/16"],
        ),
        (
            "around the VPC, with a secondary block elsewhere",
            [vpc("hub"), further("10.9.0.0/16"), vswitch("h", "10.0.0.0/15")],
            ["vSwitch h has 10.0.0.0/15, but VPC hub has 10.0.0.0/16, 10.9.0.0/16"],
        ),
    ]
    unknown = [
        (
            "a VPC whose block is left out",
            [vpc("hub", MISSING), vswitch("h")],
            ["vSwitch h: a CIDR block of VPC hub is chosen at the deployment"],
        ),
        (
            "a block that is not known",
            [vpc("hub"), vswitch("h", UNKNOWN)],
            ["vSwitch h: its CIDR block is not known yet"],
        ),
        ("a VPC that is not known", [vswitch("h")], ["vSwitch h: its VPC is not known yet"]),
    ]
