"""AWS-CIDR-05: overlapping VPCs on one transit gateway."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.overlap import VpcOverlapRule
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import AnyVpc
from privateapi.topology.model import TransitGateway, TransitGatewayVpcAttachment, Vpc
from privateapi.topology.values import Known, Unknown


class TransitGatewayOverlap(VpcOverlapRule):
    """VPCs on one transit gateway do not overlap: a route table can send an address to one of them only."""

    id = "AWS-CIDR-05"
    fix = "give one of the two VPCs another block, or keep them on gateways that are not connected"

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        gateways: defaultdict[str, set[str]] = defaultdict(set)
        labels: dict[str, str] = {}
        vpcs: dict[str, AnyVpc] = {}
        for attachment in topology.of(TransitGatewayVpcAttachment):
            vpc = topology.follow(attachment.vpc, Vpc, attachment)
            gateway = topology.identity(attachment.transit_gateway, TransitGateway, attachment)
            if isinstance(vpc, Known) and isinstance(gateway, Known):
                vpcs[vpc.value.key] = vpc.value
                gateways[vpc.value.key].add(gateway.value)
                found = topology.node(gateway.value)
                labels[gateway.value] = found.label if found is not None else f"transit gateway {gateway.value}"
            elif not attachment.live:
                why = (
                    vpc.why
                    if isinstance(vpc, Unknown)
                    else gateway.why
                    if isinstance(gateway, Unknown)
                    else "is missing"
                )
                yield self.unjudged(f"its VPC or transit gateway {why}", attachment)

        def shared(one: AnyVpc, other: AnyVpc) -> str | None:
            common = sorted(gateways[one.key] & gateways[other.key])
            return f"both are attached to {labels[common[0]]}" if common else None

        yield from self.overlaps(design, vpcs.values(), shared)
