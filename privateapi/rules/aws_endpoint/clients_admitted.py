"""AWS-EP-04: who is let in to an endpoint."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.asking import ask
from privateapi.rules.aws_endpoint._kinds import answers_https, is_interface
from privateapi.rules.design import Design
from privateapi.rules.facades import facades
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.blocks import vpc_blocks
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import ClientNetwork, Direction, SecurityGroup, Topology, Vpc, VpcEndpoint
from privateapi.topology.openings import lets_in, opens, peer_blocks, rules_of


class ClientsAdmitted(NodeRule[VpcEndpoint]):
    """The groups of an endpoint let in HTTPS from its own VPC and from the VPCs of remote clients."""

    id = "AWS-EP-04"
    fix = "allow TCP 443 from the clients' CIDR blocks"
    remarks = (
        "From the own VPC something has to be let in: a part of it, or the interfaces of a group, may be meant. Remote "
        "clients are the VPCs that a component names as such; behind a balancer only the balancer has to get in "
        "(AWS-NLB-12). Services with ports of their own are left alone."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        self._behind = {facade.endpoint.key for facade in facades(design.topology)}
        yield from super().check(design)

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        # An endpoint without groups is AWS-EP-11's.
        if not is_interface(node) or node.security_groups.missing or not answers_https(node):
            return
        groups = ask(topology.follow_all(node.security_groups, SecurityGroup, node), "the list of its security groups")
        if not groups:
            return
        port, labels = service_range("aws.endpoint.https_port").lowest, " and ".join(group.label for group in groups)
        own = ask(topology.follow(node.vpc, Vpc, node), "its VPC")
        blocks = [block for block, _ in vpc_blocks(topology, own).known if block.version == 4]
        if blocks and not _admits_some(topology, groups, port, blocks):
            yield self.violation(
                f"{labels} of {node.label} lets nobody of {own.label} ({', '.join(map(str, blocks))}) in on TCP {port}",
                *groups,
                node,
            )
        for client in topology.of(ClientNetwork) if node.key not in self._behind else ():
            vpc = ask(topology.follow(client.vpc, Vpc, client), f"the VPC of {client.label}")
            if vpc.key == own.key:
                continue
            for block, _ in vpc_blocks(topology, vpc).known:
                if block.version == 4 and not ask(lets_in(topology, groups, port, block), "whether clients get in: "):
                    yield self.violation(
                        f"{labels} of {node.label} does not let {block} of {vpc.label} in on TCP {port}, where "
                        f"{client.label} is",
                        *groups,
                        node,
                    )


def _admits_some(topology: Topology, groups: tuple[SecurityGroup, ...], port: int, blocks: list[Cidr]) -> bool:
    """Whether a rule lets in a part of the blocks, or interfaces of a group.

    Raises:
        NotJudged: a rule that may do so cannot be read.
    """
    for group in groups:
        for rule in rules_of(topology, group, Direction.INGRESS):
            fits = ask(opens(rule, port), f"whether {rule.label} is for TCP {port}:")
            if not fits:
                continue
            if not rule.referenced_groups.missing or not rule.prefix_lists.missing or rule.itself.get(False):
                return True
            peers = ask(peer_blocks(topology, rule), f"whom {rule.label} lets in:")
            if any(peer.overlaps(block) for peer in peers for block in blocks):
                return True
    # A rule whose group is not known may be the one.
    return bool(ask(lets_in(topology, groups, port, blocks[0]), "whether clients get in:"))
