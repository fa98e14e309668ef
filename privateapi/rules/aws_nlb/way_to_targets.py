"""AWS-NLB-02: balancers without listener, group or target."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.balancers import groups_of, is_network, listeners_of, targets_of
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import AutoScalingGroup, LoadBalancer, OtherResource, TargetGroup, Topology
from privateapi.topology.values import NotJudged


class WayToTargets(NodeRule[LoadBalancer]):
    """A Network Load Balancer has a listener, each listener a target group, and each group a target."""

    id = "AWS-NLB-02"
    fix = "add a listener that forwards to a target group, and register a target with the group"

    def judge(self, node: LoadBalancer, design: Design) -> Iterator[Outcome]:
        if not is_network(node):
            return
        listeners = listeners_of(design.topology, node)
        if not listeners:
            yield self.violation(f"{node.label} has no listener", node)
        for listener in listeners:
            groups = groups_of(design.topology, listener)
            if not groups:
                yield self.violation(f"{listener.label} of {node.label} has no target group", listener, node)
            for group in groups:
                if not targets_of(design.topology, group) and not _registers_itself(design.topology, group):
                    yield self.violation(
                        f"{group.label} behind {listener.label} of {node.label} has no target", group, node
                    )


def _registers_itself(topology: Topology, group: TargetGroup) -> bool:
    """Whether something registers targets with the group by itself.

    Raises:
        NotJudged: something may.
    """
    scaling = topology.grouped(AutoScalingGroup, "target_groups", TargetGroup)
    if group.key in scaling.by_target:
        return True
    for one, why in scaling.unresolved:
        raise NotJudged(f"{one.label} may register targets with {group.label}: its target group {why}")
    types = service_choice("aws.elb.registering_types")
    for other in topology.of(OtherResource):
        if other.origin.type in types:
            raise NotJudged(f"{other.origin.type} {other.name} may register targets with {group.label}")
    return False
