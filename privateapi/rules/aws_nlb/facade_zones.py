"""AWS-NLB-16: zones of a facade and of the endpoint behind it."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import balancer_zones, balancers_of, is_network
from privateapi.rules.design import Design
from privateapi.rules.facades import Facade, facades
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import LoadBalancer, Topology
from privateapi.topology.placement import subnets_of, zones_of
from privateapi.topology.values import NotJudged


class FacadeZones(Rule):
    """A Network Load Balancer and the endpoint whose interfaces are its targets are in the same zones."""

    id = "AWS-NLB-16"
    fix = "give the balancer and the endpoint a subnet in the same zones"

    def check(self, design: Design) -> Iterator[Outcome]:
        for facade in facades(design.topology):
            for _, balancer in balancers_of(design.topology, facade.group):
                if balancer.live and facade.endpoint.live:
                    continue
                try:
                    yield from self._pair(balancer, facade, design.topology)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), balancer)

    def _pair(self, balancer: LoadBalancer, facade: Facade, topology: Topology) -> Iterator[Outcome]:
        if not is_network(balancer):
            return
        endpoint = facade.endpoint
        own = balancer_zones(topology, balancer).keys()
        subnets = ask(subnets_of(topology, endpoint), f"the list of the subnets of {endpoint.label}", ())
        behind = ask(zones_of(subnets), endpoint.label)
        if own != behind:
            yield self.violation(
                f"{balancer.label} is in {', '.join(sorted(own))}, {endpoint.label} behind it in "
                f"{', '.join(sorted(behind))}",
                balancer,
                endpoint,
            )
