"""ALI-CIDR-09: form, size and place of the blocks of VPCs and vSwitches."""

from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.cidr import CidrError, parse_cidr, require_prefix
from privateapi.topology.model import AlibabaNode, AlibabaVpc, AlibabaVpcCidrBlock, VSwitch


class NetworkBlock(NodeRule[AlibabaNode]):
    """Blocks of VPCs and vSwitches are networks of an accepted size without host bits, outside the forbidden blocks."""

    id = "ALI-CIDR-09"
    fix = "take a private block of /16 to /24, such as 10.0.0.0/16, without host bits"
    remarks = "Older and newer pages differ on the sizes of a VPC, so the wider range is accepted."

    def judge(self, node: AlibabaNode, design: Design) -> Iterator[Outcome]:
        if not isinstance(node, AlibabaVpc | AlibabaVpcCidrBlock | VSwitch):
            return
        facts = network_facts()
        sizes = facts.prefix_ranges["alibaba.vswitch" if isinstance(node, VSwitch) else "alibaba.vpc"]
        taker = f"a {VSwitch.noun if isinstance(node, VSwitch) else AlibabaVpc.noun}"
        try:
            block = require_prefix(
                parse_cidr(needed(node.cidr_block, "its CIDR block")), sizes.shortest, sizes.longest, taker
            )
        except CidrError as error:
            yield self.violation(f"{node.label}: {error} ({sizes.source})", node)
            return
        forbidden = facts.cidr_lists["alibaba.forbidden"]
        for each in map(parse_cidr, forbidden.cidrs):
            if block.overlaps(each):
                yield self.violation(f"{node.label} has {block}, which overlaps {each} ({forbidden.source})", node)
