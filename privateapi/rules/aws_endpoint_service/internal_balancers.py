"""AWS-EPS-02: load balancers that face the internet."""

from collections.abc import Iterator

from privateapi.rules.aws_endpoint_service._parts import balancers
from privateapi.rules.balancers import balancers_of, faces_internet
from privateapi.rules.design import Design
from privateapi.rules.facades import facades
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import exists
from privateapi.topology.model import EndpointService
from privateapi.topology.values import NotJudged


class InternalBalancers(NodeRule[EndpointService]):
    """The load balancer of an endpoint service, and that before the endpoint of a private API, is internal."""

    id = "AWS-EPS-02"
    fix = "make the load balancer internal: scheme internal, or internal true"
    remarks = (
        "AWS itself takes internet-facing load balancers; what is to be private is then open to the internet as well."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from super().check(design)
        for facade in facades(design.topology):
            for _, balancer in balancers_of(design.topology, facade.group):
                if balancer.live and facade.endpoint.live:
                    continue
                try:
                    if faces_internet(balancer):
                        yield self.violation(
                            f"{balancer.label}{exists(balancer)} before {facade.endpoint.label} is internet-facing",
                            balancer,
                            facade.endpoint,
                        )
                except NotJudged as reason:
                    yield self.unjudged(str(reason), balancer)

    def judge(self, node: EndpointService, design: Design) -> Iterator[Outcome]:
        # Gateway Load Balancers are always internal.
        for balancer in balancers(design.topology, node, node.network_load_balancers, "networkLoadBalancerArns"):
            if faces_internet(balancer):
                yield self.violation(
                    f"{balancer.label}{exists(balancer)} of {node.label} is internet-facing", balancer, node
                )
