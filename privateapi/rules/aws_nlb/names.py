"""AWS-NLB-13: names of balancers and target groups."""

import re
from collections.abc import Iterator

from privateapi.facts.services import service_choice, service_range
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import LoadBalancer, TargetGroup
from privateapi.topology.values import NotJudged


class Names(Rule):
    """A name of a balancer or target group is up to 32 letters, digits and hyphens; a balancer's is not internal-."""

    id = "AWS-NLB-13"
    fix = "use up to 32 letters, digits and hyphens, no hyphen at an end, and no internal- at the start"

    def check(self, design: Design) -> Iterator[Outcome]:
        for balancer in design.topology.of(LoadBalancer):
            yield from self._named(balancer, "loadBalancerName")
        for group in design.topology.of(TargetGroup):
            yield from self._named(group, "targetGroupName")

    def _named(self, node: LoadBalancer | TargetGroup, what: str) -> Iterator[Outcome]:
        if node.live:
            return
        value = node.load_balancer_name if isinstance(node, LoadBalancer) else node.target_group_name
        try:
            name = ask(value, f"the {what}", None)
        except NotJudged as reason:
            yield self.unjudged(str(reason), node)
            return
        # A name that is left out is chosen by the provider.
        fault = _fault(name, isinstance(node, LoadBalancer)) if name is not None else None
        if fault is not None:
            yield self.violation(f"{node.label} has the {what} {name!r}, {fault}", node)


def _fault(name: str, balancer: bool) -> str | None:
    length = service_range("aws.elb.name_length")
    if len(name) not in length:
        return f"which has {len(name)} characters; {length.lowest} to {length.highest} are allowed"
    if not re.fullmatch(service_choice("aws.elb.name_pattern").values[0], name):
        return "which has more than letters, digits and hyphens, or a hyphen at an end"
    reserved = service_choice("aws.elb.reserved_name_prefixes").values
    if balancer and name.startswith(reserved):
        return f"which starts with {' or '.join(reserved)}"
    return None
