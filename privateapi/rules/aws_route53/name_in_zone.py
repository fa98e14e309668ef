"""AWS-R53-14: names and zones."""

from collections.abc import Iterator

from privateapi.rules.asking import ask, followed
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.dns import normal
from privateapi.topology.model import HostedZone, RecordSet


class NameInZone(NodeRule[RecordSet]):
    """A record's name is that of its zone, or below it."""

    id = "AWS-R53-14"
    fix = "use a name that ends with the zone's, or the zone of the name"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        zone = followed(design.topology, node.zone, HostedZone, node, "its zone")
        name = normal(ask(node.record_name, "the name"))
        domain = normal(ask(zone.zone_name, f"the name of {zone.label}"))
        if name != domain and not name.endswith(f".{domain}"):
            yield self.violation(f"{node.label} is for {name}, which is not in {zone.label} ({domain})", node, zone)
