"""AWS-CIDR-22: addresses left in a subnet."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.design import Design, Limit
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of
from privateapi.topology.model import (
    Instance,
    LambdaFunction,
    LoadBalancer,
    Node,
    RdsProxy,
    ResolverEndpoint,
    Subnet,
    TransitGatewayVpcAttachment,
    VpcEndpoint,
    VpcLink,
)
from privateapi.topology.placement import Placed, standing_in
from privateapi.topology.values import Known

KINDS: tuple[type[Placed], ...] = (
    LoadBalancer,
    VpcEndpoint,
    TransitGatewayVpcAttachment,
    VpcLink,
    RdsProxy,
    ResolverEndpoint,
)


class SubnetRoom(Rule):
    """A subnet has addresses for what is put into it, and the free ones that a load balancer asks for."""

    id = "AWS-CIDR-22"
    fix = "make the subnet larger, or move something to another subnet of its zone"
    remarks = (
        "Counted is what is certain: one interface for each balancer, endpoint, attachment, link, proxy and instance, "
        "one for all functions of a subnet, and what the last balancer asks to be free when AWS chooses its address."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        free = design.limit("aws.elb.nlb_free_ips")
        kept = network_facts().reserved_addresses["aws.subnet"]
        standing, unplaced = standing_in(topology, KINDS)
        yield from self.all_unjudged((node, f"the list of its subnets {why}") for node, why in unplaced)
        functions, _ = standing_in(topology, (LambdaFunction,))
        there: defaultdict[str, list[Node]] = defaultdict(list)
        for key, nodes in standing.items():
            there[key] += nodes
        for key, nodes in functions.items():
            there[key] += nodes[:1]
        for key, instances in topology.grouped(Instance, "subnet", Subnet).by_target.items():
            there[key] += instances
        for subnet in topology.of(Subnet):
            nodes_there = there.get(subnet.key, [])
            if not nodes_there or subnet.cidr_block.missing or (subnet.live and all(node.live for node in nodes_there)):
                continue
            cidr = block_of(subnet.cidr_block)
            if not isinstance(cidr, Known):
                yield self.unjudged(f"its CIDR block {because(cidr)}", subnet)
                continue
            room = cidr.value.size - kept.first - kept.last
            needed, text = _needed(nodes_there, free)
            if needed > room:
                yield self.violation(
                    f"{subnet.label} ({cidr.value}) has {max(room, 0)} addresses after the {kept.first + kept.last} "
                    f"that AWS keeps, but needs {needed}: {text}",
                    subnet,
                    *nodes_there,
                )


def _needed(nodes: list[Node], free: Limit) -> tuple[int, str]:
    """How many addresses must be there when the last of the nodes is created, and why."""
    choosing = [node for node in nodes if isinstance(node, LoadBalancer) and not _chosen(node)]
    labels = ", ".join(node.label for node in nodes)
    if not choosing:
        return len(nodes), f"one for each of {labels}"
    return (
        len(nodes) - 1 + free.value,
        f"one for each of {labels}, and {free.value} free when {choosing[-1].label} is created ({free.source})",
    )


def _chosen(balancer: LoadBalancer) -> bool:
    """Whether the program chooses the balancer's addresses."""
    return isinstance(balancer.addresses, Known) and all(
        not address.ipv4.missing for address in balancer.addresses.value
    )
