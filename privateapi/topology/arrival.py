"""Whether clients of a VPC get to a load balancer or an endpoint: their subnets, the ways, and who is let in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from privateapi.topology.blocks import block_of
from privateapi.topology.model import (
    ClientNetwork,
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
from privateapi.topology.reachability import Connection, Reachability
from privateapi.topology.values import Known, NotJudged, Unknown, Value, because

# Interface endpoints of API Gateway answer HTTPS only.
HTTPS = 443


@dataclass(frozen=True, slots=True)
class Way:
    """The way from one subnet to another, and back."""

    near: Subnet
    far: Subnet
    connection: Connection


@dataclass(frozen=True, slots=True)
class Closed:
    """A port that the security groups of a target let no client in to."""

    port: int
    groups: tuple[SecurityGroup, ...]


def client_subnets(topology: Topology, vpc: Vpc) -> tuple[bool, tuple[Subnet, ...]]:
    """The subnets of a VPC that hold clients, and whether a client network says so; else they are all its subnets."""
    stated: list[Subnet] = []
    for network in topology.referrers(ClientNetwork, "vpc", vpc):
        subnets = topology.follow_all(network.subnets, Subnet, network)
        if isinstance(subnets, Known):
            stated += subnets.value
    if stated:
        return True, tuple({subnet.key: subnet for subnet in stated}.values())
    return False, topology.referrers(Subnet, "vpc", vpc)


def ways(
    topology: Topology, reachability: Reachability, clients: Sequence[Subnet], target: LoadBalancer | VpcEndpoint
) -> Iterator[Way]:
    """Every way from the clients' subnets to those of the target.

    Raises:
        NotJudged: the subnets of the target are not known.
    """
    serving = subnets_of(topology, target)
    if not isinstance(serving, Known):
        raise NotJudged(f"the subnets of {target.label} are not known")
    for near in clients:
        for far in serving.value:
            yield Way(near, far, reachability.connect(near, far))


def closed_to(topology: Topology, clients: Sequence[Subnet], target: LoadBalancer | VpcEndpoint) -> Closed | None:
    """The first port of a target that none of the clients' subnets is let in to; None when there is none.

    A Network Load Balancer without groups lets in everybody; an endpoint without one in the design has the default
    group, of which nothing is known.

    Raises:
        NotJudged: it cannot be told.
    """
    if target.security_groups.missing:
        return None
    groups = topology.follow_all(target.security_groups, SecurityGroup, target)
    ports = _listened(topology, target)
    if not isinstance(groups, Known) or not isinstance(ports, Known):
        value = ports if groups.known else groups
        raise NotJudged(f"one of the groups or ports of {target.label} {because(value)}")
    for port in ports.value:
        open_to = [_open_to(topology, groups.value, port, subnet) for subnet in clients]
        if Known(True) in open_to:
            continue
        unsure = next((each for each in open_to if isinstance(each, Unknown)), None)
        if unsure is not None:
            raise NotJudged(f"whether {target.label} lets in port {port}: {unsure.why}")
        return Closed(port, groups.value)
    return None


def _open_to(topology: Topology, groups: tuple[SecurityGroup, ...], port: int, subnet: Subnet) -> Value[bool]:
    return block_of(subnet.cidr_block).then(lambda cidr: lets_in(topology, groups, port, cidr))


def _listened(topology: Topology, target: LoadBalancer | VpcEndpoint) -> Value[tuple[int, ...]]:
    """The ports that clients come to."""
    if isinstance(target, VpcEndpoint):
        return Known((HTTPS,))
    ports: set[int] = set()
    for listener in topology.referrers(Listener, "load_balancer", target):
        if not isinstance(listener.port, Known):
            return Unknown(f"of which {listener.label} has a port that {because(listener.port)}")
        ports.add(listener.port.value)
    return Known(tuple(sorted(ports)))
