"""Where things stand: the subnets, VPC and zones of what has network interfaces, however the program says it."""

from collections.abc import Iterable, Iterator

from privateapi.topology.model import (
    Database,
    LambdaFunction,
    LoadBalancer,
    RdsProxy,
    ResolverEndpoint,
    Subnet,
    Topology,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcEndpoint,
    VpcLink,
)
from privateapi.topology.values import MISSING, Known, Refs, Unknown, Value, because

Placed = (
    LoadBalancer
    | VpcEndpoint
    | TransitGatewayVpcAttachment
    | VpcLink
    | RdsProxy
    | LambdaFunction
    | Database
    | ResolverEndpoint
)


def subnet_refs(node: Placed) -> Refs:
    """The subnets of a node by reference: its list of subnets, or those that its chosen addresses are in."""
    listed = NO_SUBNETS if isinstance(node, ResolverEndpoint) else node.subnets
    if not listed.missing or not isinstance(node, LoadBalancer | VpcEndpoint | ResolverEndpoint):
        return listed
    if not isinstance(node.addresses, Known):
        return Refs(node.addresses if isinstance(node.addresses, Unknown) else MISSING)
    subnets = [address.subnet for address in node.addresses.value if not address.subnet.missing]
    return Refs(
        Known(tuple(subnet.id for subnet in subnets)),
        tuple(dict.fromkeys(key for subnet in subnets for key in subnet.nodes)),
    )


NO_SUBNETS = Refs()


def subnets_of(topology: Topology, node: Placed) -> Value[tuple[Subnet, ...]]:
    """The subnets that a node has network interfaces in; unknown unless each of them is certain."""
    return topology.follow_all(subnet_refs(node), Subnet, node)


def vpc_of(topology: Topology, node: Placed) -> Value[Vpc]:
    """The VPC that a node stands in: its own property, else that of its subnets."""
    if isinstance(node, LoadBalancer | VpcEndpoint | ResolverEndpoint | TransitGatewayVpcAttachment):
        named = topology.follow(node.vpc, Vpc, node)
        # Of a Resolver endpoint the VPC is an output, which no preview knows.
        if not named.missing and not (named.unknown and isinstance(node, ResolverEndpoint)):
            return named
    subnets = subnets_of(topology, node)
    if isinstance(subnets, Known) and subnets.value:
        return topology.follow(subnets.value[0].vpc, Vpc, subnets.value[0])
    return subnets if isinstance(subnets, Unknown) else MISSING


def zone_of(subnet: Subnet) -> Value[str]:
    """The zone of a subnet: its name, or its id where the program says only that."""
    return subnet.availability_zone if not subnet.availability_zone.missing else subnet.availability_zone_id


def zones_of(subnets: Iterable[Subnet]) -> Value[frozenset[str]]:
    """The zones of subnets; unknown as soon as one is, also where AWS chooses it."""
    found: set[str] = set()
    for subnet in subnets:
        zone = zone_of(subnet)
        if not isinstance(zone, Known):
            return Unknown(f"has {subnet.label}, whose availabilityZone {because(zone)}")
        found.add(zone.value)
    return Known(frozenset(found))


def standing_in(
    topology: Topology, kinds: Iterable[type[Placed]]
) -> tuple[dict[str, list[Placed]], list[tuple[Placed, str]]]:
    """The nodes of those kinds by the key of each subnet that they stand in, and those that cannot be placed."""
    placed: dict[str, list[Placed]] = {}
    unplaced: list[tuple[Placed, str]] = []
    for node in _of(topology, kinds):
        subnets = subnets_of(topology, node)
        if isinstance(subnets, Known):
            for subnet in subnets.value:
                placed.setdefault(subnet.key, []).append(node)
        elif isinstance(subnets, Unknown):
            unplaced.append((node, subnets.why))
    return placed, unplaced


def _of(topology: Topology, kinds: Iterable[type[Placed]]) -> Iterator[Placed]:
    for kind in kinds:
        yield from topology.of(kind)
