"""AWS-NLB-10: zones of a balancer without a target."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import (
    balancer_zones,
    groups_of,
    is_network,
    listeners_of,
    target_zone,
    targets_of,
)
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import LoadBalancer, TargetGroup
from privateapi.topology.values import Known, NotJudged


class ZonesWithTargets(NodeRule[LoadBalancer]):
    """Each zone of a Network Load Balancer has a target, or cross-zone load balancing is on."""

    id = "AWS-NLB-10"
    fix = "register a target in each zone of the balancer, or turn on cross-zone load balancing"

    def judge(self, node: LoadBalancer, design: Design) -> Iterator[Outcome]:
        if not is_network(node):
            return
        groups = {
            group.key: group
            for listener in listeners_of(design.topology, node)
            for group in groups_of(design.topology, listener)
        }
        for group in groups.values():
            if not _crosses(node, group):
                yield from self._group(node, group, design)

    def _group(self, node: LoadBalancer, group: TargetGroup, design: Design) -> Iterator[Outcome]:
        targets = targets_of(design.topology, group)
        # A group without targets is AWS-NLB-02's.
        if not targets:
            return
        zones = balancer_zones(design.topology, node)
        served: set[str] = set()
        unsure = None
        for target in targets:
            zone = target_zone(design.topology, target, group)
            if isinstance(zone, Known):
                served.add(zone.value)
            else:
                unsure = target
        lacking = sorted(zones.keys() - served)
        if lacking and unsure is not None:
            raise NotJudged(f"the zone of {unsure.label} is not known")
        if lacking:
            yield self.violation(
                f"{node.label} is in {' and '.join(lacking)}, where {group.label} has no target, and has no cross-zone "
                "load balancing",
                node,
                group,
            )


def _crosses(balancer: LoadBalancer, group: TargetGroup) -> bool:
    """Whether a zone's node sends to targets of other zones: the group decides, or else the balancer."""
    own = ask(group.cross_zone, f"the cross-zone setting of {group.label}", "use_load_balancer_configuration")
    if own in ("true", "false"):
        return own == "true"
    return ask(balancer.cross_zone, "enableCrossZoneLoadBalancing", False)
