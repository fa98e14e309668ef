"""ALI-CIDR-07: vSwitches out of their VPC's blocks."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import covered
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.model import AlibabaVpc, VSwitch
from privateapi.topology.values import NotJudged


class VSwitchInsideVpc(NodeRule[VSwitch]):
    """A vSwitch's block is part of its VPC's primary or secondary block."""

    id = "ALI-CIDR-07"
    fix = "take the vSwitch's block out of one of the VPC's, or add a secondary block to the VPC first"

    def judge(self, node: VSwitch, design: Design) -> Iterator[Outcome]:
        block = needed(block_of(node.cidr_block), "its CIDR block")
        vpc = needed(design.topology.follow(node.vpc, AlibabaVpc, node), "its VPC")
        of_vpc = vpc_blocks(design.topology, vpc)
        stated = [each for each, _ in of_vpc.known]
        if any(covered(block, (each,)) for each in stated):
            return
        for holder, why in of_vpc.unknown:
            raise NotJudged(f"a CIDR block of {holder.label} {why}")
        yield self.violation(f"{node.label} has {block}, but {vpc.label} has {', '.join(map(str, stated))}", node, vpc)
