"""AWS-CIDR-02: subnets out of their VPC's blocks."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.model import Subnet, Vpc
from privateapi.topology.values import NotJudged, Unknown


class SubnetInsideVpc(NodeRule[Subnet]):
    """A subnet's blocks are parts of its VPC's."""

    id = "AWS-CIDR-02"
    fix = "take the subnet's block out of one of the VPC's, or add a block to the VPC first"

    def judge(self, node: Subnet, design: Design) -> Iterator[Outcome]:
        stated = [value for value in (node.cidr_block, node.ipv6_cidr_block) if not value.missing]
        vpc = design.topology.follow(node.vpc, Vpc, node)
        if isinstance(vpc, Unknown):
            raise NotJudged(f"its VPC {vpc.why}")
        blocks = vpc_blocks(design.topology, vpc.get())
        for value in stated:
            cidr = block_of(value).get()
            family = [(block, holder) for block, holder in blocks.known if block.version == cidr.version]
            if any(block.contains(cidr) for block, _ in family):
                continue
            # The primary block is IPv4, so one that is not known cannot hold an IPv6 block, and the reverse.
            open_ended = [
                (holder, why)
                for holder, why in blocks.unknown
                if not (isinstance(holder, Vpc) and block_of(holder.cidr_block).known and cidr.version == 4)
            ]
            if open_ended:
                yield self.unjudged(f"a CIDR block of {open_ended[0][0].label} {open_ended[0][1]}", node)
                continue
            has = f"has {', '.join(str(block) for block, _ in family)}" if family else f"has no IPv{cidr.version} block"
            yield self.violation(f"{node.label} has {cidr}, but {vpc.get().label} {has}", node, vpc.get())
