"""AWS-MR-06: clients that cannot reach what answers in another Region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from privateapi.facts.services import service_range
from privateapi.rules.attachments import attached, peered
from privateapi.rules.deployment import Deployment, Member, client_subnets, pairs
from privateapi.rules.design import Design
from privateapi.rules.reaching import connected, leaves
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, located
from privateapi.topology.blocks import block_of
from privateapi.topology.model import (
    Listener,
    LoadBalancer,
    SecurityGroup,
    Subnet,
    Topology,
    Vpc,
    VpcEndpoint,
)
from privateapi.topology.openings import lets_in
from privateapi.topology.placement import subnets_of
from privateapi.topology.reachability import Connection
from privateapi.topology.reachability import Outcome as Reached
from privateapi.topology.values import Known, Unknown, Value


class ClientsReach(Rule):
    """The clients of each VPC reach the balancer or endpoint of every Region that they may be sent to."""

    id = "AWS-MR-06"
    fix = "route the two VPCs to one another at every step, and let the clients' block in"
    remarks = (
        "A subnet without a route to a VPC behind connected transit gateways is AWS-CIDR-10. Here it is enough that "
        "one subnet of the clients reaches one node of the balancer."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from self.all_unjudged(design.deployments.unread)
        on, links = attached(design.topology), peered(design.topology)
        said: set[tuple[str, str]] = set()
        for deployment in design.deployments.found:
            yield from self.all_unjudged(deployment.unread)
            if deployment.live:
                continue
            for client, member in pairs(deployment):
                pair = (client.key, member.target.key)
                if pair not in said:
                    said.add(pair)
                    by_gateways = connected(client, member.vpc, on, links)
                    yield from self._pair(design, deployment, client, member, by_gateways)

    def _pair(
        self, design: Design, deployment: Deployment, client: Vpc, member: Member, by_gateways: bool
    ) -> Iterator[Outcome]:
        serving = subnets_of(design.topology, member.target)
        _, clients = client_subnets(design.topology, client)
        if not isinstance(serving, Known) or not clients:
            whose = client.label if serving.known else member.target.label
            yield self.unjudged(f"the subnets of {whose} are not known", member.record)
            return
        ways: list[Connection] = []
        for near, far in product(clients, serving.value):
            ways.append(design.reachability.connect(near, far))
            if ways[-1].outcome is Reached.REACHED:
                break
        best = next((way for end in (Reached.REACHED, Reached.UNKNOWN) for way in ways if way.outcome is end), None)
        to = f"{member.target.label} in {member.region}, which answers {deployment.name} there"
        if best is None:
            if not by_gateways or _left_both(design, clients, serving.value):
                yield self.violation(
                    f"clients in {located(client)} do not reach {to}: {_furthest(ways).reason}", client, member.target
                )
        elif best.outcome is Reached.UNKNOWN:
            yield self.unjudged(f"whether its clients reach {member.target.label}: {best.reason}", client)
        else:
            yield from self._ports(design.topology, client, member, clients, to)

    def _ports(
        self, topology: Topology, client: Vpc, member: Member, clients: Sequence[Subnet], to: str
    ) -> Iterator[Outcome]:
        # A Network Load Balancer without groups lets in everybody; an endpoint has the default group then.
        if member.target.security_groups.missing:
            return
        groups = topology.follow_all(member.target.security_groups, SecurityGroup, member.target)
        ports = _listened(topology, member.target)
        if not isinstance(groups, Known) or not isinstance(ports, Known):
            yield self.unjudged(
                f"one of the groups or ports of {member.target.label} {because(ports if groups.known else groups)}",
                client,
            )
            return
        for port in ports.value:
            open_to = [_open_to(topology, groups.value, port, subnet) for subnet in clients]
            if Known(True) in open_to:
                continue
            unsure = next((each for each in open_to if isinstance(each, Unknown)), None)
            if unsure is not None:
                yield self.unjudged(f"whether {member.target.label} lets in port {port}: {unsure.why}", client)
            else:
                labels = ", ".join(group.label for group in groups.value)
                yield self.violation(
                    f"clients in {located(client)} do not reach {to}: {labels} does not let in port {port} from any of "
                    f"their subnets",
                    client,
                    *groups.value,
                )


def _open_to(topology: Topology, groups: tuple[SecurityGroup, ...], port: int, subnet: Subnet) -> Value[bool]:
    return block_of(subnet.cidr_block).then(lambda cidr: lets_in(topology, groups, port, cidr))


def _listened(topology: Topology, target: LoadBalancer | VpcEndpoint) -> Value[tuple[int, ...]]:
    """The ports that clients come to."""
    if isinstance(target, VpcEndpoint):
        return Known((service_range("aws.endpoint.https_port").lowest,))
    ports: set[int] = set()
    for listener in topology.referrers(Listener, "load_balancer", target):
        if not isinstance(listener.port, Known):
            return Unknown(f"of which {listener.label} has a port that {because(listener.port)}")
        ports.add(listener.port.value)
    return Known(tuple(sorted(ports)))


def _left_both(design: Design, clients: Sequence[Subnet], serving: Sequence[Subnet]) -> bool:
    """Whether packets leave the VPCs at both ends, so that what stops them is further on."""
    return any(leaves(design, near, serving).known for near in clients) and any(
        leaves(design, far, clients).known for far in serving
    )


def _furthest(ways: Sequence[Connection]) -> Connection:
    """The way that is stopped last, which says most about what is missing."""
    return max(ways, key=lambda way: len(way.there.hops) + len(way.back.hops))
