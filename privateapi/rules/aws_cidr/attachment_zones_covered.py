"""AWS-CIDR-16: zones that a transit gateway attachment leaves out."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.model import (
    ClientNetwork,
    LoadBalancer,
    Node,
    Subnet,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcEndpoint,
)
from privateapi.topology.placement import Placed, standing_in, subnets_of, zone_of, zones_of
from privateapi.topology.values import Known


class AttachmentZonesCovered(Rule):
    """A transit gateway attachment has a subnet in every zone in which balancers, endpoints or clients stand."""

    id = "AWS-CIDR-16"
    fix = "give a subnet of that zone to the attachment: it serves only the zones that it has a subnet in"

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        attachments = [each for each in topology.of(TransitGatewayVpcAttachment) if not each.live]
        if not attachments:
            return
        standing, unplaced = standing_in(topology, (LoadBalancer, VpcEndpoint))
        yield from self.all_unjudged((node, f"the list of its subnets {why}") for node, why in unplaced)
        clients = topology.grouped(ClientNetwork, "subnets", Subnet)
        yield from self.all_unjudged((node, f"the list of its subnets {why}") for node, why in clients.unresolved)
        for attachment in attachments:
            vpc = topology.follow(attachment.vpc, Vpc, attachment)
            own = subnets_of(topology, attachment)
            zones = own.then(zones_of)
            if not isinstance(vpc, Known) or not isinstance(zones, Known):
                what = "the list of its subnets" if vpc.known else "its VPC"
                yield self.unjudged(f"{what} {because(zones if vpc.known else vpc)}", attachment)
                continue
            for subnet in topology.referrers(Subnet, "vpc", vpc.value):
                there = [*standing.get(subnet.key, ()), *clients.by_target.get(subnet.key, ())]
                if there:
                    yield from self._covered(attachment, zones.value, subnet, there)

    def _covered(
        self,
        attachment: TransitGatewayVpcAttachment,
        zones: frozenset[str],
        subnet: Subnet,
        there: list[Placed | ClientNetwork],
    ) -> Iterator[Outcome]:
        zone = zone_of(subnet)
        first: Node = there[0]
        if not isinstance(zone, Known):
            yield self.unjudged(f"the zone of {subnet.label}, where {first.label} stands, {because(zone)}", attachment)
        elif zone.value not in zones:
            yield self.violation(
                f"{attachment.label} has subnets in {', '.join(sorted(zones))}, but {first.label} stands in "
                f"{subnet.label} in {zone.value}",
                attachment,
                first,
                subnet,
            )
