"""AWS-MR-03: resources without a Region of their own."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.model import (
    ClientNetwork,
    Cloud,
    Distribution,
    EndpointService,
    HealthCheck,
    HostedZone,
    MultiRegionApi,
    Node,
    OtherResource,
    RecordSet,
    Subnet,
    Target,
    ZoneAssociation,
    ZoneAuthorization,
)
from privateapi.topology.values import Known, Unknown, Value

# Route 53 and CloudFront have no Regions, and the last three are no resources of a service.
WITHOUT_REGION = (
    HostedZone,
    RecordSet,
    HealthCheck,
    ZoneAssociation,
    ZoneAuthorization,
    Distribution,
    MultiRegionApi,
    ClientNetwork,
    OtherResource,
)
# What a target is registered with when it is outside of the balancer's VPC (RegisterTargets).
ALL_ZONES = "all"


class ExplicitRegion(Rule):
    """Where several Regions are used, each resource says which is its own, and its zones are of that Region."""

    id = "AWS-MR-03"
    fix = "set region on the resource, or give it a provider of its Region; zone names begin with it"

    def check(self, design: Design) -> Iterator[Outcome]:
        planned = [node for node in design.topology if node.cloud is Cloud.AWS and not node.live]
        regional = [node for node in planned if not isinstance(node, WITHOUT_REGION)]
        regions = sorted({node.region.value for node in regional if isinstance(node.region, Known)})
        several = len(regions) > 1 or any(len(each.regions) > 1 for each in design.deployments.found)
        for node in regional:
            if isinstance(node.region, Known):
                yield from self._zones(node, node.region.value)
            elif several and node.region.missing:
                yield self.violation(
                    f"{node.label} says no Region, in a design for {', '.join(regions) or 'several Regions'}", node
                )
            elif several:
                yield self.unjudged(f"its Region {because(node.region)}", node)

    def _zones(self, node: Node, region: str) -> Iterator[Outcome]:
        for zone in _zones_of(node):
            if isinstance(zone, Unknown):
                yield self.unjudged(f"its zone {zone.why}", node)
            elif isinstance(zone, Known) and not _belongs(zone.value, region):
                yield self.violation(f"{node.label} is in {region}, but its zone is {zone.value}", node)


def _zones_of(node: Node) -> Iterator[Value[str]]:
    if isinstance(node, Subnet):
        yield node.availability_zone
    elif isinstance(node, Target) and node.availability_zone != Known(ALL_ZONES):
        yield node.availability_zone
    elif isinstance(node, EndpointService) and isinstance(node.availability_zones, Known):
        yield from node.availability_zones.value


def _belongs(zone: str, region: str) -> bool:
    """Whether a zone, also a local one such as `us-west-2-lax-1a`, is of a Region."""
    return zone.startswith(region) and not zone[len(region) :][:1].isdigit()
