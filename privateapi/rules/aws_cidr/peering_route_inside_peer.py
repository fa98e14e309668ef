"""AWS-CIDR-12: routes over a VPC peering to somewhere else."""

from collections.abc import Iterator

from privateapi.rules.aws_cidr._routes import place_of
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.model import Route, RouteTarget, Vpc, VpcPeering
from privateapi.topology.values import Known, NotJudged


class PeeringRouteInsidePeer(NodeRule[Route]):
    """A route over a VPC peering is for addresses of the peer VPC: a peering leads no further."""

    id = "AWS-CIDR-12"
    fix = (
        "route only the peer VPC's own blocks over the peering; peer with the third VPC itself or use a transit gateway"
    )
    remarks = (
        "A wider destination that holds a block of the peer works for that block; only the default route is refused."
    )

    def judge(self, node: Route, design: Design) -> Iterator[Outcome]:
        if node.target_kind is not RouteTarget.VPC_PEERING or node.destination.missing:
            return
        topology = design.topology
        cidr = block_of(node.destination).get()
        peering = topology.follow(node.target, VpcPeering, node)
        if not isinstance(peering, Known):
            raise NotJudged(f"its peering {because(peering)}")
        table, vpc = place_of(node, design)
        ends = (peering.value.vpc, peering.value.peer_vpc)
        keys = [topology.identity(end, Vpc) for end in ends]
        if Known(vpc.key) not in keys:
            raise NotJudged(f"which end of {peering.value.label} {vpc.label} is cannot be told")
        peer = topology.follow(ends[1 - keys.index(Known(vpc.key))], Vpc)
        if not isinstance(peer, Known):
            raise NotJudged(f"the peer VPC of {peering.value.label} {because(peer)}")
        blocks = vpc_blocks(topology, peer.value)
        if cidr.prefix and any(block.overlaps(cidr) for block, _ in blocks.known):
            return
        if cidr.prefix and not blocks.complete:
            holder, why = blocks.unknown[0]
            yield self.unjudged(f"a CIDR block of {holder.label} {why}", node)
            return
        has = ", ".join(str(block) for block, _ in blocks.known) or "no block that is known"
        yield self.violation(
            f"{node.label} of {table.label} sends {cidr} over {peering.value.label}, but {peer.value.label} "
            f"behind it has {has}",
            node,
            peering.value,
            peer.value,
        )
