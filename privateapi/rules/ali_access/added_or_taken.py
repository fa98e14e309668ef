"""ALI-ACC-05: blocks that are added and taken away in one update."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import GatewayInstance


class AddedOrTaken(NodeRule[GatewayInstance]):
    """An instance states either blocks to add or a block to take away, not both."""

    id = "ALI-ACC-05"
    fix = "take the block away in an update of its own, then add the others"

    def judge(self, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if node.to_connect_vpc_ip_blocks.missing or node.delete_vpc_ip_block.missing:
            return
        # Either may turn out to be empty.
        taken = needed(node.delete_vpc_ip_block, "its deleteVpcIpBlock")
        count = len(needed(node.to_connect_vpc_ip_blocks, "its toConnectVpcIpBlocks"))
        if count:
            yield self.violation(
                f"{node.label} has {count} toConnectVpcIpBlocks and the deleteVpcIpBlock {taken}, which the provider "
                "does not take together",
                node,
            )
