"""ALI-VPA-03: security groups of backends before a move."""

from collections.abc import Iterator

from privateapi.rules.ali_vpc_access._moves import Moved, MoveRule
from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import place_of
from privateapi.rules.gateway_instances import zone_networks
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.model import AlibabaSecurityGroup
from privateapi.topology.values import NotJudged


class MovedSecurityGroup(MoveRule):
    """Before an API group moves to a VPC integration instance, its backends are in the instance's security group."""

    id = "ALI-VPA-03"
    fix = "put the server into the instance's security group before the move"
    remarks = "Classic load balancers have no security group; what the instance's lets out to them is ALI-SG-01."

    def judge_move(self, moved: Moved, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        server = place_of(topology, moved.access).server
        if server is None:
            raise NotJudged(f"the server of {moved.access.label} is not among the resources that were read")
        if needed(server.kind, f"the kind of {server.label}") == "clb":
            return
        name = f"the security groups of {server.label}"
        has = set(needed(topology.identities(server.security_groups, AlibabaSecurityGroup, server), name))
        for network in zone_networks(topology, moved.instance):
            group = network.stated.security_group
            wanted = needed(
                topology.identity(group, AlibabaSecurityGroup, moved.instance), f"{network.path}.securityGroup"
            )
            if wanted not in has:
                found = topology.node(wanted)
                label = found.label if found is not None else f"{AlibabaSecurityGroup.noun} {wanted}"
                yield self.violation(
                    f"{moved.group.label} moves to {moved.instance.label}, but {server.label}, the backend of "
                    f"{moved.api.label}, is not in {label} of the instance",
                    server,
                    moved.group,
                    moved.instance,
                )
                return
