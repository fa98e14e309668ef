"""AWS-MR-06: clients that cannot reach what answers in another Region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from privateapi.rules.attachments import attached, peered
from privateapi.rules.deployment import Deployment, Member, pairs
from privateapi.rules.design import Design
from privateapi.rules.reaching import connected, leaves
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import located
from privateapi.topology.arrival import client_subnets, closed_to, ways
from privateapi.topology.model import (
    Subnet,
    Topology,
    Vpc,
)
from privateapi.topology.placement import subnets_of
from privateapi.topology.reachability import Connection
from privateapi.topology.reachability import Outcome as Reached
from privateapi.topology.values import Known, NotJudged


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
        tried: list[Connection] = []
        for way in ways(design.topology, design.reachability, clients, member.target):
            tried.append(way.connection)
            if way.connection.outcome is Reached.REACHED:
                break
        best = next((way for end in (Reached.REACHED, Reached.UNKNOWN) for way in tried if way.outcome is end), None)
        to = f"{member.target.label} in {member.region}, which answers {deployment.name} there"
        if best is None:
            if not by_gateways or _left_both(design, clients, serving.value):
                yield self.violation(
                    f"clients in {located(client)} do not reach {to}: {_furthest(tried).reason}", client, member.target
                )
        elif best.outcome is Reached.UNKNOWN:
            yield self.unjudged(f"whether its clients reach {member.target.label}: {best.reason}", client)
        else:
            yield from self._ports(design.topology, client, member, clients, to)

    def _ports(
        self, topology: Topology, client: Vpc, member: Member, clients: Sequence[Subnet], to: str
    ) -> Iterator[Outcome]:
        try:
            closed = closed_to(topology, clients, member.target)
        except NotJudged as reason:
            yield self.unjudged(str(reason), client)
            return
        if closed is not None:
            labels = ", ".join(group.label for group in closed.groups)
            yield self.violation(
                f"clients in {located(client)} do not reach {to}: {labels} does not let in port {closed.port} from any "
                "of their subnets",
                client,
                *closed.groups,
            )


def _left_both(design: Design, clients: Sequence[Subnet], serving: Sequence[Subnet]) -> bool:
    """Whether packets leave the VPCs at both ends, so that what stops them is further on."""
    return any(leaves(design, near, serving).known for near in clients) and any(
        leaves(design, far, clients).known for far in serving
    )


def _furthest(ways: Sequence[Connection]) -> Connection:
    """The way that is stopped last, which says most about what is missing."""
    return max(ways, key=lambda way: len(way.there.hops) + len(way.back.hops))
