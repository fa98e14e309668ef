"""ALI-SG-01: what the instance's security group lets out."""

from collections.abc import Iterator

from privateapi.rules.ali_sg._flows import FlowRule, Interface, groups_of, shared_groups
from privateapi.rules.alibaba_firewall import Firewall, Flow, connected_inside
from privateapi.rules.finding import Violation
from privateapi.rules.gateway_targets import Target
from privateapi.topology.model import Direction


class Outbound(FlowRule):
    """The security group of an instance lets TCP out to every backend and its port."""

    id = "ALI-SG-01"
    fix = "add an egress rule that accepts TCP to the address and port, before those that drop it"
    remarks = (
        "Basic groups let everything out that no rule drops, enterprise groups nothing that no rule accepts. A server "
        "in the same group, with inner access accepted, needs no rule."
    )

    def judge(self, target: Target, interface: Interface, firewall: Firewall) -> Iterator[Violation]:
        topology = firewall.design.topology
        if any(connected_inside(group) for group in shared_groups(topology, target, interface)):
            return
        peer_groups = groups_of(topology, target.server) if target.server is not None else ()
        flow = Flow(Direction.EGRESS, target.block, frozenset(group.key for group in peer_groups), target.port)
        decision = firewall.decide((interface.group,), flow)
        live = target.live and interface.group.live and (decision.by is None or decision.by.live)
        if not decision.accepted and not live:
            yield self.violation(
                f"{interface.group.label} of {target.instance.label} lets no TCP out to {target.text}: {decision.text}",
                interface.group,
                target.instance,
                *target.nodes,
            )
