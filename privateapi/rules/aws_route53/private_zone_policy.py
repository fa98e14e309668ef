"""AWS-R53-16: routing policies in private zones."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.asking import followed
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.zones import is_private
from privateapi.topology.model import HostedZone, RecordSet
from privateapi.topology.routing import policies_in


class PrivateZonePolicy(NodeRule[RecordSet]):
    """A record of a private zone has a routing policy that private zones support."""

    id = "AWS-R53-16"
    fix = "use failover, multivalue, weighted, latency, geolocation or geoproximity routing in a private zone"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        supported = naming_facts().choices["aws.route53.private_zone_policies"]
        refused = sorted(policy for policy in policies_in(node) if policy.value not in supported)
        if not refused:
            return
        zone = followed(design.topology, node.zone, HostedZone, node, "its zone")
        if is_private(zone):
            yield self.violation(
                f"{node.label} has {' and '.join(refused)} routing, which {zone.label} does not support as a private "
                "zone",
                node,
                zone,
            )
