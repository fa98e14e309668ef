"""AWS-MR-02: transit gateways that nothing connects, and peerings that nobody accepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from privateapi.rules.attachments import attached, gateway_label, peered
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, exists
from privateapi.topology.model import (
    Topology,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayPeeringAccepter,
)
from privateapi.topology.values import Known


class GatewaysPeered(Rule):
    """The transit gateways of a deployment's Regions are peered, once, and accepted in the peer's Region."""

    id = "AWS-MR-02"
    fix = "add the peering, and its acceptance in the peer's Region"
    remarks = "VPCs that are connected in another way, such as by a VPC peering, need no transit gateways."

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        accepters = topology.grouped(TransitGatewayPeeringAccepter, "peering", TransitGatewayPeering)
        yield from self.all_unjudged((node, f"its peering {why}") for node, why in accepters.unresolved)
        for peering in topology.of(TransitGatewayPeering):
            if not peering.live:
                yield from self._accepted(peering, accepters.by_target.get(peering.key, ()), topology)
        yield from self._once(design)
        yield from self._deployments(design)

    def _accepted(
        self,
        peering: TransitGatewayPeering,
        accepters: tuple[TransitGatewayPeeringAccepter, ...],
        topology: Topology,
    ) -> Iterator[Outcome]:
        region = peering.peer_region
        where = f" in {region.value}" if isinstance(region, Known) else ""
        peer = topology.follow(peering.peer_transit_gateway, TransitGateway)
        if isinstance(peer, Known) and isinstance(peer.value.region, Known) and isinstance(region, Known):
            if peer.value.region != region:
                yield self.violation(
                    f"{peering.label} names the peer's Region {region.value}, but {peer.value.label} is in "
                    f"{peer.value.region.value}",
                    peering,
                    peer.value,
                )
        for accepter in accepters:
            if not (isinstance(accepter.region, Known) and isinstance(region, Known)):
                what, value = ("its Region", accepter.region) if region.known else ("the peer's Region", region)
                yield from self.all_unjudged([(accepter, f"{what} {because(value)}")])
            elif accepter.region != region:
                yield self.violation(
                    f"{accepter.label} accepts {peering.label} in {accepter.region.value}, but the peer is in "
                    f"{region.value}",
                    accepter,
                    peering,
                )
        if accepters or peering.state.known:
            return
        if topology.grouped(TransitGatewayPeeringAccepter, "peering", TransitGatewayPeering).unresolved:
            yield self.unjudged("which accepter is for it is not known", peering)
        elif isinstance(peering.peer_account, Known) and peering.peer_account != peering.account:
            yield self.unjudged(f"account {peering.peer_account.value} has to accept it{where}", peering)
        elif peering.peer_account.unknown:
            yield self.unjudged(f"its peer account {because(peering.peer_account)}", peering)
        else:
            yield self.violation(f"{peering.label} is requested, but nothing accepts it{where}", peering)

    def _once(self, design: Design) -> Iterator[Outcome]:
        limit = design.limit("aws.tgw.peerings_pair")
        pairs: defaultdict[frozenset[str], list[TransitGatewayPeering]] = defaultdict(list)
        for peering in design.topology.of(TransitGatewayPeering):
            own = design.topology.identity(peering.transit_gateway, TransitGateway, peering)
            peer = design.topology.identity(peering.peer_transit_gateway, TransitGateway)
            if isinstance(own, Known) and isinstance(peer, Known):
                pairs[frozenset((own.value, peer.value))].append(peering)
        for peerings in pairs.values():
            ordered = sorted(peerings, key=lambda each: (each.live, each.key))
            if len(ordered) > limit.value and not ordered[0].live:
                labels = " and ".join(f"{each.label}{exists(each)}" for each in ordered)
                yield self.violation(f"{labels} peer the same two gateways; the limit is {limit.text}", *ordered)

    def _deployments(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        on, links = attached(topology), peered(topology)
        if any(len(deployment.regions) > 1 for deployment in design.deployments.found):
            yield from self.all_unjudged((*links.unread, *on.unread))
        yield from self.all_unjudged(design.deployments.unread)
        said: set[frozenset[str]] = set()
        for deployment in design.deployments.found:
            yield from self.all_unjudged(deployment.unread)
            if deployment.live or links.unread:
                continue
            for one, other in combinations(deployment.members, 2):
                near = on.gateways_of.get(one.vpc.key, frozenset())
                far = on.gateways_of.get(other.vpc.key, frozenset())
                pair = frozenset((one.vpc.key, other.vpc.key))
                if one.region == other.region or not near or not far or pair in said:
                    continue
                if other.vpc.key in design.reachability.linked_vpcs(one.vpc.key):
                    continue
                said.add(pair)
                here, there = min(near), min(far)
                yield self.violation(
                    f"{one.vpc.label} in {one.region} and {other.vpc.label} in {other.region} answer "
                    f"{deployment.name} and are attached to {gateway_label(topology, here)} and "
                    f"{gateway_label(topology, there)}, which nothing peers",
                    one.record,
                    *(node for key in (here, there) if (node := topology.node(key)) is not None),
                )
