"""AWS-NLB-01: the zones of a Network Load Balancer."""

from collections.abc import Iterator

from privateapi.rules.balancers import is_network
from privateapi.rules.design import Design
from privateapi.rules.distinct_zones import DistinctZonesRule
from privateapi.rules.rule import Outcome
from privateapi.rules.zone_spread import ZoneSpreadRule
from privateapi.topology.model import LoadBalancer


class BalancerZones(ZoneSpreadRule[LoadBalancer], DistinctZonesRule[LoadBalancer]):
    """A Network Load Balancer has subnets in at least two zones, one in each."""

    id = "AWS-NLB-01"
    fix = "give the balancer one subnet in each of two zones or more"
    taker = "a load balancer"

    def applies(self, node: LoadBalancer) -> bool:
        return is_network(node)

    def judge(self, node: LoadBalancer, design: Design) -> Iterator[Outcome]:
        spread = list(super().judge(node, design))
        yield from spread
        if not spread and self.applies(node):
            yield from DistinctZonesRule.judge(self, node, design)
