"""AWS-CIDR-04: size and form of a subnet's block."""

from collections.abc import Iterator

from privateapi.rules.block_size import BlockSizeRule
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome
from privateapi.topology.model import Subnet


class SubnetBlock(BlockSizeRule[Subnet]):
    """A subnet's block is a network without host bits, /16 to /28."""

    id = "AWS-CIDR-04"
    fix = "give the subnet a block of /16 to /28 out of its VPC's, without host bits"
    sizes = "aws.subnet"
    taker = "a subnet"

    def judge(self, node: Subnet, design: Design) -> Iterator[Outcome]:
        # A subnet may have IPv6 addresses only.
        if node.cidr_block.missing and not node.ipv6_cidr_block.missing:
            return
        yield from super().judge(node, design)
