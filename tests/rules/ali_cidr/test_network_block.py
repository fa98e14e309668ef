"""ALI-CIDR-09."""

from privateapi.rules.ali_cidr.network_block import NetworkBlock
from privateapi.topology.model import AlibabaVpc, AlibabaVpcCidrBlock
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.alibaba_nodes import instance, node, vpc, vswitch
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

VPC = (
    "alibabacloud.com/help/en/vpc, CreateVpc; older pages say /8 to /24, newer /16 to /28, the wider range is not "
    "refused here"
)
VSWITCH = "alibabacloud.com/help/en/vpc, CreateVSwitch"


class TestNetworkBlock(RuleSuite):
    rule = NetworkBlock
    passing = [
        ("usual blocks", [vpc("hub"), vswitch("h"), instance("main")]),
        ("the widest and the smallest", [vpc("hub", "10.0.0.0/8"), vswitch("h", "10.0.0.0/29")]),
    ]
    failing = [
        (
            "a VPC that is too small",
            [vpc("hub", "10.0.0.0/29")],
            [f"VPC hub: '10.0.0.0/29' is a /29; a VPC takes /8 to /28 ({VPC})"],
        ),
        (
            "a vSwitch that is too wide",
            [vswitch("h", "10.0.0.0/15")],
            [f"vSwitch h: '10.0.0.0/15' is a /15; a vSwitch takes /16 to /29 ({VSWITCH})"],
        ),
        (
            "host bits",
            [vpc("hub", "10.0.0.1/16")],
            [f"VPC hub: '10.0.0.1/16' has host bits set; the block is '10.0.0.0/16' ({VPC})"],
        ),
        (
            "a secondary block in a forbidden one",
            [node(AlibabaVpcCidrBlock, "more", vpc=ref(AlibabaVpc, "hub"), cidr_block=Known("100.64.0.0/16"))],
            [
                "CIDR block more has 100.64.0.0/16, which overlaps 100.64.0.0/10 (alibabacloud.com/help/en/vpc, "
                "CreateVpc)"
            ],
        ),
    ]
    unknown = [
        ("not known", [vswitch("h", UNKNOWN)], ["vSwitch h: its CIDR block is not known yet"]),
        ("left out", [vpc("hub", MISSING)], ["VPC hub: its CIDR block is not set"]),
    ]
