"""AWS-NLB-12: security groups on the way through a balancer."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import balancers_of, is_network, listeners_of
from privateapi.rules.design import Design
from privateapi.rules.facades import Facade, facades
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.model import (
    ClientNetwork,
    Direction,
    Listener,
    LoadBalancer,
    SecurityGroup,
    Topology,
    Vpc,
)
from privateapi.topology.openings import lets_in, opens, rules_of
from privateapi.topology.placement import subnets_of
from privateapi.topology.values import Known, NotJudged, Unknown


class BalancerAdmission(NodeRule[LoadBalancer]):
    """The groups of a balancer let the clients in, and those of the endpoint behind it let in the balancer."""

    id = "AWS-NLB-12"
    fix = "allow the listener's port from the clients' blocks, and the target's port from the balancer"
    remarks = (
        "Clients are the VPCs that a component names as such. Behind the balancer, endpoints are judged; what a "
        "server's "
        "groups have to let in depends on whether the balancer keeps the client's address."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from super().check(design)
        for facade in facades(design.topology):
            for _, balancer in balancers_of(design.topology, facade.group):
                if facade.live and balancer.live:
                    continue
                try:
                    yield from self._behind(balancer, facade, design.topology)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), facade.endpoint)

    def judge(self, node: LoadBalancer, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        clients = topology.of(ClientNetwork)
        # Without groups a Network Load Balancer takes everything.
        if not is_network(node) or node.security_groups.missing or not clients:
            return
        groups = ask(topology.follow_all(node.security_groups, SecurityGroup, node), "the list of its security groups")
        for listener in listeners_of(topology, node):
            for client in clients:
                yield from self._client(node, groups, listener, client, topology)

    def _client(
        self,
        node: LoadBalancer,
        groups: tuple[SecurityGroup, ...],
        listener: Listener,
        client: ClientNetwork,
        topology: Topology,
    ) -> Iterator[Outcome]:
        port = ask(listener.port, f"the port of {listener.label}")
        protocol = "udp" if ask(listener.protocol, f"the protocol of {listener.label}") == "UDP" else "tcp"
        vpc = ask(topology.follow(client.vpc, Vpc, client), f"the VPC of {client.label}")
        for block, _ in vpc_blocks(topology, vpc).known:
            admitted = lets_in(topology, groups, port, block, protocol)
            if isinstance(admitted, Unknown):
                raise NotJudged(because(admitted))
            if not admitted.get() and block.version == 4:
                labels = " and ".join(group.label for group in groups)
                yield self.violation(
                    f"{labels} of {node.label} does not let {block} of {vpc.label} in on {protocol.upper()} {port}, "
                    f"where {listener.label} listens",
                    *groups,
                    node,
                )

    def _behind(self, balancer: LoadBalancer, facade: Facade, topology: Topology) -> Iterator[Outcome]:
        endpoint = facade.endpoint
        if endpoint.security_groups.missing or not is_network(balancer):
            return
        groups = ask(
            topology.follow_all(endpoint.security_groups, SecurityGroup, endpoint), "the list of its security groups"
        )
        port = ask(facade.group.port, f"the port of {facade.group.label}")
        if _admits_groups(topology, groups, port, balancer):
            return
        subnets = ask(subnets_of(topology, balancer), f"the list of the subnets of {balancer.label}", ())
        for subnet in subnets:
            block = ask(block_of(subnet.cidr_block), f"the CIDR block of {subnet.label}")
            admitted = lets_in(topology, groups, port, block)
            if isinstance(admitted, Unknown):
                raise NotJudged(because(admitted))
            if not admitted.get():
                labels = " and ".join(group.label for group in groups)
                yield self.violation(
                    f"{labels} of {endpoint.label} does not let {block} of {subnet.label} in on TCP {port}, where "
                    f"{balancer.label} stands",
                    *groups,
                    endpoint,
                    balancer,
                )


def _admits_groups(topology: Topology, groups: tuple[SecurityGroup, ...], port: int, balancer: LoadBalancer) -> bool:
    """Whether a rule lets in the interfaces of one of the balancer's own groups."""
    own = topology.identities(balancer.security_groups, SecurityGroup, balancer)
    if not isinstance(own, Known):
        return False
    for group in groups:
        for rule in rules_of(topology, group, Direction.INGRESS):
            peers = topology.identities(rule.referenced_groups, SecurityGroup, rule)
            if opens(rule, port) == Known(True) and isinstance(peers, Known) and set(peers.value) & set(own.value):
                return True
    return False
