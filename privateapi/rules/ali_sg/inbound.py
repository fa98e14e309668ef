"""ALI-SG-03: what the backend's security groups let in."""

from collections.abc import Iterator

from privateapi.rules.ali_sg._flows import FlowRule, Interface, groups_of, let_in, shared_groups
from privateapi.rules.alibaba_firewall import Firewall
from privateapi.rules.finding import Violation
from privateapi.rules.gateway_targets import Target
from privateapi.rules.needed import needed
from privateapi.topology.values import NotJudged


class Inbound(FlowRule):
    """The security groups of a backend let TCP in from the vSwitches of the instance, on the backend's port."""

    id = "ALI-SG-03"
    fix = "add an ingress rule that accepts TCP from the vSwitch's block, or from the instance's group, to the port"
    remarks = (
        "Backends in the instance's own group are ALI-SG-02. Classic load balancers have no security groups; network "
        "and application load balancers let in what no rule drops."
    )

    def judge(self, target: Target, interface: Interface, firewall: Firewall) -> Iterator[Violation]:
        server = target.server
        if server is None:
            raise NotJudged(f"the server of {target.text} is not among the resources that were read")
        kind = needed(server.kind, f"the kind of {server.label}")
        groups = groups_of(firewall.design.topology, server)
        if kind == "ecs" and not groups:
            raise NotJudged(f"the security groups of {server.label} are not set")
        if not groups or shared_groups(firewall.design.topology, target, interface):
            return
        decision = let_in(target, interface, groups, firewall)
        live = target.live and server.live and all(group.live for group in groups)
        if not decision.accepted and not live:
            names = " and ".join(group.label for group in groups)
            yield self.violation(
                f"{names} of {server.label} lets no TCP in from {interface.network.block.get()} "
                f"({target.instance.label} in {interface.network.label}) to {target.text}: {decision.text}",
                groups[0],
                server,
                target.instance,
            )
