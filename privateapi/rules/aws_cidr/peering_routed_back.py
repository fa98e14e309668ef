"""AWS-CIDR-09: peerings of transit gateways without routes."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.attachments import attached, gateway_label, other_end
from privateapi.rules.aws_cidr._routes import owner
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import (
    Topology,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayRoute,
    Vpc,
)
from privateapi.topology.values import Known, NotJudged, Unknown


class PeeringRoutedBack(Rule):
    """A peering of transit gateways has static routes at both ends, because nothing is propagated over it."""

    id = "AWS-CIDR-09"
    fix = "add a static route to the VPC's block over the peering, in the gateway's route table"
    remarks = (
        "Each gateway needs a route to at least one VPC behind the other: which of many VPCs are meant is told by "
        "their own route tables (AWS-CIDR-10, AWS-CIDR-23)."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        peerings = [peering for peering in topology.of(TransitGatewayPeering) if not peering.live]
        if not peerings:
            return
        on = attached(topology)
        yield from self.all_unjudged(on.unread)
        routes, unread = _routes(design)
        for peering in peerings:
            for near in (peering.transit_gateway, peering.peer_transit_gateway):
                gateway = topology.identity(near, TransitGateway)
                try:
                    if not isinstance(gateway, Known):
                        raise NotJudged(f"one of its ends {because(gateway)}")
                    far = other_end(topology, peering, gateway.value)
                    if topology.node(far) is None:
                        raise NotJudged(f"what is attached to {gateway_label(topology, far)} is not known")
                    remote = _blocks(topology, on.vpcs_on.get(far, ()))
                except NotJudged as reason:
                    yield self.unjudged(str(reason), peering)
                    break
                own = routes.get((peering.key, gateway.value), ())
                if not remote or any(cidr.overlaps(prefix) for cidr, _ in remote for prefix in own):
                    continue
                if unread:
                    yield self.unjudged(f"whether {unread[0][0].label} is for it: {unread[0][1]}", peering)
                    continue
                cidr, vpc = remote[0]
                yield self.violation(
                    f"{gateway_label(topology, gateway.value)} has no static route over {peering.label} to {cidr} of "
                    f"{vpc.label} behind {gateway_label(topology, far)}",
                    peering,
                    vpc,
                )


def _routes(
    design: Design,
) -> tuple[dict[tuple[str, str], list[Cidr]], list[tuple[TransitGatewayRoute, str]]]:
    """The prefixes of static routes by peering and gateway, and the routes that may be such."""
    found: defaultdict[tuple[str, str], list[Cidr]] = defaultdict(list)
    unread: list[tuple[TransitGatewayRoute, str]] = []
    for route in design.topology.of(TransitGatewayRoute):
        target = design.reachability.attachment(route.attachment, route)
        prefix = block_of(route.destination)
        try:
            if isinstance(target, Unknown) or isinstance(prefix, Unknown):
                raise NotJudged(f"its attachment or destination {because(prefix if target.known else target)}")
            if isinstance(target, Known) and isinstance(target.value, TransitGatewayPeering):
                found[target.value.key, owner(design, route)].append(prefix.get())
        except NotJudged as reason:
            unread.append((route, str(reason)))
    return found, unread


def _blocks(topology: Topology, vpcs: tuple[Vpc, ...]) -> list[tuple[Cidr, Vpc]]:
    """The IPv4 and IPv6 blocks of VPCs.

    Raises:
        NotJudged: a block is not known.
    """
    found: list[tuple[Cidr, Vpc]] = []
    for vpc in vpcs:
        blocks = vpc_blocks(topology, vpc)
        if not blocks.complete:
            holder, why = blocks.unknown[0]
            raise NotJudged(f"a CIDR block of {holder.label} {why}")
        found += [(cidr, vpc) for cidr, _ in blocks.known]
    return found
