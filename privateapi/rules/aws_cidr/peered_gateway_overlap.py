"""AWS-CIDR-06: overlapping VPCs on peered transit gateways."""

from collections.abc import Iterator

from privateapi.rules.attachments import attached, gateway_label, peered
from privateapi.rules.design import Design
from privateapi.rules.overlap import VpcOverlapRule
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import AnyVpc


class PeeredGatewayOverlap(VpcOverlapRule):
    """VPCs on transit gateways that are connected by peerings do not overlap: a route can lead to one of them only."""

    id = "AWS-CIDR-06"
    fix = "give one of the two VPCs another block: every VPC behind connected gateways needs its own"
    remarks = "Two VPCs on one and the same gateway are AWS-CIDR-05."

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        links = peered(topology)
        yield from self.all_unjudged(links.unread)
        if not links.part_of:
            return
        on = attached(topology)
        yield from self.all_unjudged(on.unread)

        def connected(one: AnyVpc, other: AnyVpc) -> str | None:
            near, far = on.gateways_of[one.key], on.gateways_of[other.key]
            if near & far:
                return None
            for here in sorted(near):
                for there in sorted(far):
                    if links.connected(here, there):
                        names = f"{gateway_label(topology, here)} and {gateway_label(topology, there)}"
                        how = "are peered" if links.graph.has_edge(here, there) else "are connected over peerings"
                        return f"they are attached to {names}, which {how}"
            return None

        behind = [vpc for vpc in on.vpcs.values() if on.gateways_of[vpc.key] & links.part_of.keys()]
        yield from self.overlaps(design, behind, connected)
