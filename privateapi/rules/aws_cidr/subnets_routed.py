"""AWS-CIDR-10: subnets without a route to the other Regions."""

from collections.abc import Iterator, Sequence

from privateapi.rules.attachments import attached, peered
from privateapi.rules.deployment import Deployment, Member, pairs
from privateapi.rules.design import Design
from privateapi.rules.reaching import connected, leaves
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, located
from privateapi.topology.arrival import client_subnets
from privateapi.topology.model import Node, Subnet, Vpc
from privateapi.topology.placement import subnets_of
from privateapi.topology.values import Known, Unknown


class SubnetsRouted(Rule):
    """The subnets of clients and of what serves them have routes to one another over the transit gateways."""

    id = "AWS-CIDR-10"
    fix = "add a route to the other VPC's block with the transit gateway as its target to the subnet's route table"
    remarks = (
        "Judged for the names that several Regions answer: between each VPC of the zone, or client network, and "
        "each balancer or endpoint behind the name, when transit gateways connect the two."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from self.all_unjudged(design.deployments.unread)
        on, links = attached(design.topology), peered(design.topology)
        said: set[tuple[str, str]] = set()
        for deployment in design.deployments.found:
            if deployment.live:
                continue
            yield from self.all_unjudged(deployment.unread)
            for client, member in pairs(deployment):
                if connected(client, member.vpc, on, links):
                    yield from self._pair(design, deployment, client, member, said)

    def _pair(
        self, design: Design, deployment: Deployment, client: Vpc, member: Member, said: set[tuple[str, str]]
    ) -> Iterator[Outcome]:
        serving = subnets_of(design.topology, member.target)
        if not isinstance(serving, Known):
            yield self.unjudged(f"the list of the subnets of {member.target.label} {because(serving)}", member.record)
            return
        stated, clients = client_subnets(design.topology, client)
        for subnet in serving.value:
            text = f"so {member.target.label} cannot answer clients there"
            yield from self._judge(design, subnet, clients, client, text, said)
        there = f"where {member.target.label} answers {deployment.name}"
        if stated:
            for subnet in clients:
                yield from self._judge(design, subnet, serving.value, member.vpc, there, said)
        elif clients and not any(leaves(design, subnet, serving.value).known for subnet in clients):
            yield from self._judge(design, clients[0], serving.value, member.vpc, there, said)

    def _judge(
        self,
        design: Design,
        near: Subnet,
        far: Sequence[Subnet],
        far_vpc: Vpc,
        text: str,
        said: set[tuple[str, str]],
    ) -> Iterator[Outcome]:
        table = design.reachability.table(near)
        user: Node = table.value if isinstance(table, Known) else near
        if (user.key, far_vpc.key) in said:
            return
        route = leaves(design, near, far)
        if route.known:
            return
        # The subnets of one route table lack the route together.
        said.add((user.key, far_vpc.key))
        if isinstance(route, Unknown):
            yield self.unjudged(route.why, near)
            return
        of = f", which {near.label} uses," if user is not near else ""
        blocks = f"{far_vpc.cidr_block.value} of " if isinstance(far_vpc.cidr_block, Known) else ""
        yield self.violation(
            f"{located(user)}{of} has no route to {blocks}{located(far_vpc)}, {text}", user, far_vpc, near
        )
