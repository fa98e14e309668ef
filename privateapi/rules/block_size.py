"""What the rules about the size of one block share."""

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from privateapi.facts.networks import network_facts
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.cidr import CidrError, parse_cidr, require_prefix
from privateapi.topology.model import AlibabaVpc, Subnet, Vpc, VSwitch

B = TypeVar("B", bound=Vpc | Subnet | AlibabaVpc | VSwitch)


class BlockSizeRule(NodeRule[B]):
    """A rule that the `cidrBlock` of a network is written as the cloud takes it, and of a size that it takes."""

    sizes: ClassVar[str]
    """Row of `prefix_ranges` in `networks.yaml`."""
    taker: ClassVar[str]
    """What takes the block: `a VPC`."""

    def judge(self, node: B, design: Design) -> Iterator[Outcome]:
        text = node.cidr_block.get()
        sizes = network_facts().prefix_ranges[self.sizes]
        try:
            require_prefix(parse_cidr(text), sizes.shortest, sizes.longest, self.taker)
        except CidrError as error:
            yield self.violation(f"{node.label}: cidrBlock {error}", node)
