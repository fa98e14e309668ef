"""ALI-ACC-02: added blocks that the VPC does not lead to."""

from collections.abc import Iterator

from privateapi.rules.ali_access._blocks import Added, AddedBlocksRule
from privateapi.rules.alibaba_networks import neighbourhood
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import covered, vpc_key
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import vpc_blocks
from privateapi.topology.model import AlibabaVpc
from privateapi.topology.values import NotJudged


class AddedBlockConnected(AddedBlocksRule):
    """An added accessible CIDR block is in the VPC of the instance, or in a network that the VPC is connected to."""

    id = "ALI-ACC-02"
    fix = "connect the VPC (peering, CEN, VPN or Express Connect), or configure the block as an on-premises CIDR"
    remarks = "A VPC on a CEN instance may reach networks that the design does not state; then nothing is refused."

    def judge(self, added: Added, design: Design) -> Iterator[Outcome]:
        instance = added.instance
        key = vpc_key(design.topology, instance)
        vpc = design.topology.node(key)
        if not isinstance(vpc, AlibabaVpc):
            raise NotJudged(f"its {AlibabaVpc.noun} {key!r} is not among the resources that were read")
        blocks = vpc_blocks(design.topology, vpc)
        own = [block for block, _ in blocks.known]
        outside = [(block, holder) for block, holder in added.blocks if not covered(block, own)]
        if not outside:
            return
        around = neighbourhood(design, added.links, key)
        connected = [each.block for each in around.found]
        for block, holder in outside:
            if covered(block, (*own, *connected)):
                continue
            unread = [f"{block} may be in {node.label}: {why}" for node, why in (*blocks.unknown, *around.unread)]
            if around.open:
                unread.append(f"{block} may be a network of the CEN that {vpc.label} is attached to")
            if unread:
                yield self.unjudged(unread[0], holder)
                continue
            yield self.violation(
                f"{added.by(holder, block)}, but {vpc.label} has {', '.join(map(str, own))} and no connection to it",
                holder,
                vpc,
            )
