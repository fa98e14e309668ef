"""ALI-SG-02: servers in the instance's security group."""

from collections.abc import Iterator

from privateapi.rules.ali_sg._flows import FlowRule, Interface, groups_of, let_in, shared_groups
from privateapi.rules.alibaba_firewall import Firewall, connected_inside
from privateapi.rules.finding import Violation
from privateapi.rules.gateway_targets import Target
from privateapi.topology.values import Known


class SameGroup(FlowRule):
    """An ECS backend in the instance's security group is reached: members are connected, or a rule accepts it."""

    id = "ALI-SG-02"
    fix = "set innerAccessPolicy to Accept, or add an ingress rule for the group itself or the instance's vSwitch"
    remarks = "Backends in other groups are ALI-SG-01 and ALI-SG-03."

    def concerns(self, target: Target) -> bool:
        return target.server is not None and target.server.kind == Known("ecs")

    def judge(self, target: Target, interface: Interface, firewall: Firewall) -> Iterator[Violation]:
        topology = firewall.design.topology
        shared = shared_groups(topology, target, interface)
        if not shared or target.server is None or any(connected_inside(group) for group in shared):
            return
        decision = let_in(target, interface, groups_of(topology, target.server), firewall)
        if not decision.accepted and not (target.live and target.server.live and shared[0].live):
            yield self.violation(
                f"{target.server.label} and {target.instance.label} are both in {shared[0].label}, which keeps its "
                f"members apart; a request to {target.text} does not come in: {decision.text}",
                shared[0],
                target.server,
                target.instance,
            )
