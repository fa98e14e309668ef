"""AWS-CIDR-19: VPCs with public addresses."""

from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.blocks import vpc_blocks
from privateapi.topology.cidr import parse_cidr
from privateapi.topology.model import Vpc


class PrivateAddresses(NodeRule[Vpc]):
    """A VPC's IPv4 blocks are private address space, so that they hide no public address."""

    id = "AWS-CIDR-19"
    fix = "choose a block out of one of the private ranges"

    def judge(self, node: Vpc, design: Design) -> Iterator[Outcome]:
        facts = network_facts().cidr_lists["aws.private"]
        private = [parse_cidr(cidr) for cidr in facts.cidrs]
        blocks = vpc_blocks(design.topology, node)
        for cidr, holder in blocks.known:
            if cidr.version == 4 and not any(block.contains(cidr) for block in private):
                yield self.violation(
                    f"{node.label} has {cidr}, which is outside of {', '.join(facts.cidrs)} ({facts.source})",
                    node,
                    *([holder] if holder is not node else []),
                )
        yield from self.all_unjudged((holder, f"its CIDR block {why}") for holder, why in blocks.unknown)
