"""AWS-CIDR-08: static routes of transit gateways."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from privateapi.rules.asking import ask
from privateapi.rules.attachments import Attached, Peered, attached, gateway_label, other_end, peered
from privateapi.rules.aws_cidr._routes import owner
from privateapi.rules.design import Design
from privateapi.rules.reaching import first_route
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, exists
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.model import (
    TransitGatewayPeering,
    TransitGatewayRoute,
    TransitGatewayVpcAttachment,
    Vpc,
)
from privateapi.topology.placement import subnets_of
from privateapi.topology.values import Known, NotJudged, Unknown


@dataclass(frozen=True, slots=True)
class Map:
    """Which addresses are behind which gateways."""

    on: Attached
    links: Peered
    blocks: CidrIndex[Vpc]


class GatewayRoutes(Rule):
    """A transit gateway route table has a prefix once, and sends it to where its addresses are."""

    id = "AWS-CIDR-08"
    fix = "send the prefix, once, to the attachment behind which its addresses are"
    remarks = (
        "Prefixes inside one another with different targets are not refused: the longer one counts, as in a default "
        "route beside others. A prefix that is not the target VPC's own passes when a route there leads on, as to a "
        "firewall or a NAT gateway."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        tables: defaultdict[str, defaultdict[Cidr, list[TransitGatewayRoute]]] = defaultdict(lambda: defaultdict(list))
        reachability = design.reachability
        on = attached(design.topology)
        blocks = ((cidr, vpc) for vpc in on.vpcs.values() for cidr, _ in vpc_blocks(design.topology, vpc).known)
        map = Map(on, peered(design.topology), CidrIndex(blocks))
        for route in design.topology.of(TransitGatewayRoute):
            table = reachability.gateway_table(route.route_table, route)
            prefix = block_of(route.destination)
            if isinstance(table, Known) and isinstance(prefix, Known):
                tables[table.value][prefix.value].append(route)
            if route.live:
                continue
            if not isinstance(table, Known) or not isinstance(prefix, Known):
                what = "its destination" if table.known else "its route table"
                yield self.unjudged(f"{what} {because(prefix if table.known else table)}", route)
            if isinstance(prefix, Known):
                try:
                    if not ask(route.blackhole, "whether it drops packets", False):
                        yield from self._target(route, prefix.value, design, map)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), route)
        for prefixes in tables.values():
            for cidr, routes in prefixes.items():
                ordered = sorted(routes, key=lambda each: (each.live, each.key))
                if len(ordered) > 1 and not ordered[0].live:
                    labels = " and ".join(f"{route.label}{exists(route)}" for route in ordered)
                    yield self.violation(f"{labels} of one route table are all for {cidr}", *ordered)

    def _target(self, route: TransitGatewayRoute, prefix: Cidr, design: Design, map: Map) -> Iterator[Outcome]:
        target = design.reachability.attachment(route.attachment, route)
        if not isinstance(target, Known):
            raise NotJudged(f"its attachment {because(target)}")
        if isinstance(target.value, TransitGatewayPeering):
            yield from self._over_peering(route, prefix, target.value, design, map)
        else:
            yield from self._into_vpc(route, prefix, target.value, design)

    def _into_vpc(
        self, route: TransitGatewayRoute, prefix: Cidr, attachment: TransitGatewayVpcAttachment, design: Design
    ) -> Iterator[Outcome]:
        vpc = design.topology.follow(attachment.vpc, Vpc, attachment)
        if not isinstance(vpc, Known):
            raise NotJudged(f"the VPC of {attachment.label} {because(vpc)}")
        blocks = vpc_blocks(design.topology, vpc.value)
        if any(block.overlaps(prefix) for block, _ in blocks.known):
            return
        if not blocks.complete:
            holder, why = blocks.unknown[0]
            raise NotJudged(f"a CIDR block of {holder.label} {why}")
        subnets = subnets_of(design.topology, attachment)
        if not isinstance(subnets, Known) or not subnets.value:
            raise NotJudged(f"the subnets of {attachment.label}: the list of them {because(subnets)}")
        first = Cidr(prefix.version, prefix.first, prefix.bits)
        onward = [first_route(design.reachability.trace(subnet, first)) for subnet in subnets.value]
        unsure = next((found for found in onward if isinstance(found, Unknown)), None)
        if any(found.known for found in onward):
            return
        if unsure is not None:
            raise NotJudged(unsure.why)
        has = ", ".join(str(block) for block, _ in blocks.known)
        yield self.violation(
            f"{route.label} sends {prefix} to {attachment.label}, but {vpc.value.label} has {has} and no route for "
            "it there",
            route,
            attachment,
            vpc.value,
        )

    def _over_peering(
        self, route: TransitGatewayRoute, prefix: Cidr, peering: TransitGatewayPeering, design: Design, map: Map
    ) -> Iterator[Outcome]:
        """A prefix that is behind the own gateway and not behind the peer leads away from its addresses."""
        own = owner(design, route)
        far = other_end(design.topology, peering, own)
        if not prefix.prefix:
            return
        near: list[Vpc] = []
        for match in map.blocks.overlapping(prefix):
            gateways = map.on.gateways_of[match.item.key]
            if far in gateways or any(gateway != own and map.links.connected(gateway, far) for gateway in gateways):
                return
            if own in gateways and match.cidr.contains(prefix):
                near.append(match.item)
        if near:
            yield self.violation(
                f"{route.label} sends {prefix} over {peering.label}, but it is a block of {near[0].label}, which is "
                f"attached to {gateway_label(design.topology, own)} itself",
                route,
                peering,
                near[0],
            )
