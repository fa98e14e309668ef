"""AWS-CIDR-11: routes for the addresses of the VPC itself."""

from collections.abc import Iterator

from privateapi.rules.aws_cidr._routes import is_local, place_of
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.cidr import CidrIndex
from privateapi.topology.model import Route, RouteTarget

# "The target must be a NAT gateway, network interface, or Gateway Load Balancer endpoint" for a route that is more
# specific than the local one (VPC User Guide, "Route table concepts"); such a route is meant.
MIDDLEBOX_TARGETS = frozenset({RouteTarget.NAT_GATEWAY, RouteTarget.NETWORK_INTERFACE, RouteTarget.VPC_ENDPOINT})


class RouteToOwnBlock(NodeRule[Route]):
    """A route does not lead addresses of its VPC out of it."""

    id = "AWS-CIDR-11"
    fix = "leave the VPC's own addresses to its local route"
    remarks = (
        "A destination that is wider than the VPC, such as 0.0.0.0/0, is none: the local route is more specific. "
        "Routes to middleboxes (NAT gateway, network interface, endpoint) are meant."
    )

    def judge(self, node: Route, design: Design) -> Iterator[Outcome]:
        if node.target_kind in MIDDLEBOX_TARGETS or is_local(node) or node.destination.missing:
            return
        cidr = block_of(node.destination).get()
        table, vpc = place_of(node, design)
        blocks = vpc_blocks(design.topology, vpc)
        around = CidrIndex(blocks.known).containing(cidr)
        if around:
            own = around[-1].cidr
            how = "equal to" if own == cidr else "more specific than"
            yield self.violation(
                f"{node.label} of {table.label} is for {cidr}, which is {how} {own} of {vpc.label} itself",
                node,
                vpc,
            )
        elif not blocks.complete and cidr.prefix:
            holder, why = blocks.unknown[0]
            yield self.unjudged(f"a CIDR block of {holder.label} {why}", node)
