"""AWS-CIDR-13: further blocks that a VPC cannot take."""

from collections.abc import Iterator

from privateapi.facts.networks import SecondaryRestriction, network_facts
from privateapi.rules.aws_cidr._routes import is_local
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr, parse_cidr
from privateapi.topology.model import Route, RouteTable, Vpc, VpcCidrBlock
from privateapi.topology.values import Known, NotJudged


class SecondaryBlock(NodeRule[VpcCidrBlock]):
    """A further block overlaps no other one of its VPC, holds no destination of its routes, and is not restricted."""

    id = "AWS-CIDR-13"
    fix = "choose a free block of the private range that the primary one is in"
    remarks = "Overlaps of peered VPCs are AWS-CIDR-07, and how many blocks a VPC can have is QUO-01."

    def judge(self, node: VpcCidrBlock, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        if node.cidr_block.missing:
            return
        cidr = block_of(node.cidr_block).get()
        vpc = topology.follow(node.vpc, Vpc, node)
        if not isinstance(vpc, Known):
            raise NotJudged(f"its VPC {because(vpc)}")
        primary = block_of(vpc.value.cidr_block)
        if cidr.version == 4:
            if isinstance(primary, Known):
                yield from self._beside_primary(node, cidr, vpc.value, primary.value)
            else:
                yield self.unjudged(f"the primary block of {vpc.value.label} {because(primary)}", node)
        for other in topology.referrers(VpcCidrBlock, "vpc", vpc.value):
            theirs = block_of(other.cidr_block)
            # Of two planned blocks the one whose key is later is said to overlap the other.
            if isinstance(theirs, Known) and (other.live or other.key < node.key) and theirs.value.overlaps(cidr):
                yield self.violation(
                    f"{node.label} is {cidr}, which overlaps {theirs.value} of {other.label} on {vpc.value.label}",
                    node,
                    other,
                )
        yield from self._beside_routes(node, cidr, vpc.value, design)

    def _beside_primary(self, node: VpcCidrBlock, cidr: Cidr, vpc: Vpc, primary: Cidr) -> Iterator[Outcome]:
        if cidr.overlaps(primary):
            yield self.violation(
                f"{node.label} is {cidr}, which overlaps {primary}, the primary block of {vpc.label}", node, vpc
            )
            return
        row = _restriction(primary)
        for refused in row.refused:
            if cidr.overlaps(parse_cidr(refused)):
                yield self.violation(
                    f"{node.label} is {cidr}, in {refused}, which a VPC with the primary block {primary} "
                    f"({vpc.label}) cannot take ({row.source})",
                    node,
                    vpc,
                )
                return

    def _beside_routes(self, node: VpcCidrBlock, cidr: Cidr, vpc: Vpc, design: Design) -> Iterator[Outcome]:
        """EC2 refuses a block that is equal to or larger than a destination in one of the VPC's route tables."""
        for table in design.topology.referrers(RouteTable, "vpc", vpc):
            for route in design.topology.referrers(Route, "route_table", table):
                destination = block_of(route.destination)
                if is_local(route) or not isinstance(destination, Known):
                    continue
                if cidr.contains(destination.value):
                    yield self.violation(
                        f"{node.label} is {cidr}, which holds {destination.value}, where {route.label} of "
                        f"{table.label} leads elsewhere",
                        node,
                        route,
                    )


def _restriction(primary: Cidr) -> SecondaryRestriction:
    rows = [row for row in network_facts().secondary_restrictions.values() if row.cloud == "aws"]
    return next(row for row in rows if row.primary is None or parse_cidr(row.primary).contains(primary))
