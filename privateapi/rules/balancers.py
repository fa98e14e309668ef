"""From a balancer over its listeners and groups to the targets, and back."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.topology.blocks import address_of, block_of
from privateapi.topology.model import (
    Instance,
    Listener,
    LoadBalancer,
    Subnet,
    Target,
    TargetGroup,
    Topology,
    Vpc,
)
from privateapi.topology.placement import subnets_of, zone_of
from privateapi.topology.values import Known, NotJudged, Unknown, Value


def is_network(balancer: LoadBalancer) -> bool:
    """Whether it is a Network Load Balancer.

    Raises:
        NotJudged: its type is not known.
    """
    return ask(balancer.type, f"the type of {balancer.label}", "application") == "network"


def faces_internet(balancer: LoadBalancer) -> bool:
    """Whether it has public addresses, as it has unless it is said to be internal (API reference, CreateLoadBalancer).

    Raises:
        NotJudged: its scheme is not known.
    """
    return ask(balancer.scheme, f"the scheme of {balancer.label}", "internet-facing") == "internet-facing"


def network_balancer(topology: Topology, listener: Listener) -> LoadBalancer | None:
    """The balancer of a listener, when it is a Network Load Balancer; None of another kind.

    Raises:
        NotJudged: it was not read, or its type is not known.
    """
    balancer = ask(topology.follow(listener.load_balancer, LoadBalancer, listener), "its load balancer")
    return balancer if is_network(balancer) else None


def listeners_of(topology: Topology, balancer: LoadBalancer) -> tuple[Listener, ...]:
    """All listeners of a balancer.

    Raises:
        NotJudged: a listener may be another one.
    """
    listeners = topology.grouped(Listener, "load_balancer", LoadBalancer)
    for listener, why in listeners.unresolved:
        raise NotJudged(f"{listener.label} may be one of {balancer.label}: its load balancer {why}")
    return listeners.by_target.get(balancer.key, ())


def groups_of(topology: Topology, listener: Listener) -> tuple[TargetGroup, ...]:
    """The groups that a listener forwards to.

    Raises:
        NotJudged: one of them was not read.
    """
    groups = topology.follow_all(listener.target_groups, TargetGroup, listener)
    return ask(groups, f"the target group of {listener.label}", ())


def targets_of(topology: Topology, group: TargetGroup) -> tuple[Target, ...]:
    """The targets of a group that are resources of the program.

    Raises:
        NotJudged: a target may be another one.
    """
    targets = topology.grouped(Target, "target_group", TargetGroup)
    for target, why in targets.unresolved:
        raise NotJudged(f"{target.label} may be one of {group.label}: its target group {why}")
    return targets.by_target.get(group.key, ())


def balancers_of(topology: Topology, group: TargetGroup) -> Iterator[tuple[Listener, LoadBalancer]]:
    """The listeners that certainly forward to a group, each with its balancer."""
    for listener in topology.referrers(Listener, "target_groups", group):
        balancer = topology.follow(listener.load_balancer, LoadBalancer, listener)
        if isinstance(balancer, Known):
            yield listener, balancer.value


def balancer_zones(topology: Topology, balancer: LoadBalancer) -> dict[str, Subnet]:
    """The zones of a balancer, each with its subnet.

    Raises:
        NotJudged: a subnet or its zone is not known.
    """
    found: dict[str, Subnet] = {}
    for subnet in ask(subnets_of(topology, balancer), f"the list of the subnets of {balancer.label}", ()):
        found[ask(zone_of(subnet), f"the availabilityZone of {subnet.label}")] = subnet
    return found


def target_zone(topology: Topology, target: Target, group: TargetGroup) -> Value[str]:
    """The zone that a target is in: as written, that of its instance, or of the subnet that holds its address."""
    if isinstance(target.availability_zone, Known) and target.availability_zone.value != "all":
        return target.availability_zone
    instance = topology.follow(target.target, Instance, target)
    if isinstance(instance, Known):
        return topology.follow(instance.value.subnet, Subnet, instance.value).then(zone_of)
    address = address_of(target.target.id)
    vpc = topology.follow(group.vpc, Vpc, group)
    if isinstance(address, Known) and isinstance(vpc, Known):
        for subnet in topology.referrers(Subnet, "vpc", vpc.value):
            block = block_of(subnet.cidr_block)
            if isinstance(block, Known) and block.value.contains(address.value):
                return zone_of(subnet)
    return Unknown("is not told by its address")
