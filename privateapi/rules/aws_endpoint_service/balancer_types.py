"""AWS-EPS-01: load balancers that an endpoint service can have."""

import re
from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.aws_endpoint_service._parts import balancers
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import EndpointService, Node, Topology
from privateapi.topology.values import Known, NotJudged, Refs

# The part of a load balancer's ARN that says its type.
ARN_PARTS = {"net": "network", "gwy": "gateway", "app": "application"}


class BalancerTypes(NodeRule[EndpointService]):
    """An endpoint service stands behind Network or Gateway Load Balancers."""

    id = "AWS-EPS-01"
    fix = (
        "name Network Load Balancers in networkLoadBalancerArns or Gateway Load Balancers in gatewayLoadBalancerArns; "
        "an Application Load Balancer can be the target of a Network Load Balancer"
    )
    remarks = "The source names Network Load Balancers only; AWS takes Gateway Load Balancers as well."

    def judge(self, node: EndpointService, design: Design) -> Iterator[Outcome]:
        lists = (
            ("networkLoadBalancerArns", "network", node.network_load_balancers),
            ("gatewayLoadBalancerArns", "gateway", node.gateway_load_balancers),
        )
        if not any(refs.ids.unknown or refs.ids.get(()) for _, _, refs in lists):
            yield self.violation(f"{node.label} has no load balancer", node)
        for name, right, refs in lists:
            try:
                for label, kind, found in _typed(design.topology, node, refs, name):
                    if kind != right:
                        yield self.violation(
                            f"{node.label} has {label} in {name}, whose type is {kind} and not {right}", node, *found
                        )
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)


def _typed(
    topology: Topology, service: EndpointService, refs: Refs, name: str
) -> Iterator[tuple[str, str, tuple[Node, ...]]]:
    """The load balancers of a list with their types: as the ARN says, else as they were read."""
    others = []
    for id in ask(refs.ids, f"the list {name}", ()):
        match = re.search(r":loadbalancer/(net|gwy|app)/", id.value) if isinstance(id, Known) else None
        if isinstance(id, Known) and match is not None:
            yield id.value, ARN_PARTS[match[1]], ()
        else:
            others.append(id)
    if others:
        for balancer in balancers(topology, service, Refs(Known(tuple(others)), refs.nodes), name):
            kind = ask(balancer.type, f"the type of {balancer.label}", "application")
            yield balancer.label, kind, (balancer,)
