"""What the rules that ask for subnets in several zones share."""

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from privateapi.facts.services import service_range
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.placement import Placed, subnet_refs, subnets_of, zone_of
from privateapi.topology.values import NotJudged

P = TypeVar("P", bound=Placed)


class ZoneSpreadRule(NodeRule[P]):
    """A rule that a resource has subnets in at least two zones."""

    property_name: ClassVar[str] = "subnetIds"

    def applies(self, node: P) -> bool:
        """Whether the rule is for this one of its kind."""
        return True

    def judge(self, node: P, design: Design) -> Iterator[Outcome]:
        if not self.applies(node):
            return
        least = service_range("aws.zones").lowest
        count = len(ask(subnet_refs(node).ids, f"the list {self.property_name}", ()))
        if count < least:
            yield self.violation(
                f"{node.label} has {count or 'no'} subnet; subnets in {least} zones or more are needed", node
            )
            return
        subnets = ask(subnets_of(design.topology, node), f"the list {self.property_name}")
        zones: dict[str, str] = {}
        unsure: NotJudged | None = None
        for subnet in subnets:
            try:
                zones[ask(zone_of(subnet), f"the availabilityZone of {subnet.label}")] = subnet.label
            except NotJudged as reason:
                unsure = reason
        if len(zones) >= least:
            return
        if unsure is not None:
            raise unsure
        labels = " and ".join(subnet.label for subnet in subnets)
        yield self.violation(
            f"{node.label} has {labels}, all in {next(iter(zones))}; an outage of that zone takes it away",
            node,
            *subnets,
        )
