"""AWS-CIDR-05: overlapping VPCs on one transit gateway."""

from collections.abc import Iterator

from privateapi.rules.attachments import attached, gateway_label
from privateapi.rules.design import Design
from privateapi.rules.overlap import VpcOverlapRule
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import AnyVpc


class TransitGatewayOverlap(VpcOverlapRule):
    """VPCs on one transit gateway do not overlap: a route table can send an address to one of them only."""

    id = "AWS-CIDR-05"
    fix = "give one of the two VPCs another block, or keep them on gateways that are not connected"

    def check(self, design: Design) -> Iterator[Outcome]:
        on = attached(design.topology)
        yield from self.all_unjudged(on.unread)

        def shared(one: AnyVpc, other: AnyVpc) -> str | None:
            common = sorted(on.gateways_of[one.key] & on.gateways_of[other.key])
            return f"both are attached to {gateway_label(design.topology, common[0])}" if common else None

        yield from self.overlaps(design, on.vpcs.values(), shared)
