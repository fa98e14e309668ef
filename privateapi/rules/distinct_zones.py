"""What the rules that allow one subnet in each zone share."""

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar, TypeVar

from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.model import Subnet
from privateapi.topology.placement import Placed, subnets_of, zone_of
from privateapi.topology.values import Known, NotJudged, Unknown

P = TypeVar("P", bound=Placed)


class DistinctZonesRule(NodeRule[P]):
    """A rule that the subnets of a resource are in distinct zones."""

    taker: ClassVar[str]
    """What takes one subnet in each zone: `a transit gateway attachment`."""

    def judge(self, node: P, design: Design) -> Iterator[Outcome]:
        subnets = subnets_of(design.topology, node)
        if isinstance(subnets, Unknown):
            raise NotJudged(f"the list of its subnets {subnets.why}")
        by_zone: defaultdict[str, list[Subnet]] = defaultdict(list)
        for subnet in subnets.get(()):
            zone = zone_of(subnet)
            if isinstance(zone, Known):
                by_zone[zone.value].append(subnet)
            elif len(subnets.get()) > 1:
                yield self.unjudged(f"the zone of {subnet.label} {because(zone)}", node)
        for zone_name, together in sorted(by_zone.items()):
            if len(together) > 1:
                labels = " and ".join(subnet.label for subnet in together)
                yield self.violation(
                    f"{node.label} has {labels}, all in {zone_name}; {self.taker} takes one subnet in each zone",
                    node,
                    *together,
                )
