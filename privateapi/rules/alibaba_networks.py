"""What the VPCs of Alibaba Cloud are connected to: peered VPCs, those of one CEN instance, routes to other networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.topology.blocks import AnyVpc, block_of, vpc_blocks
from privateapi.topology.cidr import Cidr, parse_cidr
from privateapi.topology.model import (
    AlibabaPeering,
    AlibabaRoute,
    AlibabaVpc,
    Node,
    Topology,
    TransitRouterAttachment,
    Vpc,
)
from privateapi.topology.values import Known, NotJudged


@dataclass(frozen=True, slots=True)
class Connections:
    """Connections of VPCs by their keys, or by their ids where they were not read.

    `routers_of` are the transit routers of each VPC: one that is not stated is the router of the CEN instance in the
    attachment's Region. `cens_of` are the CEN instances, whose routers may be connected across Regions. `unread` are
    connections whose ends are not certain.
    """

    routers_of: Mapping[str, Mapping[str, TransitRouterAttachment]]
    cens_of: Mapping[str, frozenset[str]]
    on_cen: Mapping[str, tuple[str, ...]]
    peers_of: Mapping[str, Mapping[str, AlibabaPeering]]
    routes_of: Mapping[str, tuple[AlibabaRoute, ...]]
    unread: tuple[tuple[Node, str], ...]


def connections(topology: Topology) -> Connections:
    """All connections of the design."""
    routers: defaultdict[str, dict[str, TransitRouterAttachment]] = defaultdict(dict)
    cens: defaultdict[str, set[str]] = defaultdict(set)
    members: defaultdict[str, list[str]] = defaultdict(list)
    peers: defaultdict[str, dict[str, AlibabaPeering]] = defaultdict(dict)
    unread: list[tuple[Node, str]] = []
    for attachment in topology.of(TransitRouterAttachment):
        try:
            vpc = needed(topology.identity(attachment.vpc, AlibabaVpc, attachment), "its VPC")
            for router, cen in _hubs(topology, attachment):
                routers[vpc].setdefault(router, attachment)
                if cen and cen not in cens[vpc]:
                    cens[vpc].add(cen)
                    members[cen].append(vpc)
        except NotJudged as reason:
            unread.append((attachment, str(reason)))
    for peering in topology.of(AlibabaPeering):
        try:
            own = needed(topology.identity(peering.vpc, AlibabaVpc, peering), "its VPC")
            # The accepting VPC may be in another region.
            other = needed(topology.identity(peering.peer_vpc, AlibabaVpc), "its accepting VPC")
        except NotJudged as reason:
            unread.append((peering, str(reason)))
            continue
        peers[own].setdefault(other, peering)
        peers[other].setdefault(own, peering)
    routes = topology.grouped(AlibabaRoute, "vpc", AlibabaVpc)
    unread += [(route, f"its VPC {why}") for route, why in routes.unresolved]
    unread += [(route, "its VPC is not set") for route in topology.of(AlibabaRoute) if route.vpc.missing]
    return Connections(
        routers,
        {key: frozenset(found) for key, found in cens.items()},
        {key: tuple(found) for key, found in members.items()},
        peers,
        routes.by_target,
        tuple(unread),
    )


def _hubs(topology: Topology, attachment: TransitRouterAttachment) -> Iterator[tuple[str, str]]:
    """The transit router of an attachment and its CEN instance, as keys."""
    cen = "" if attachment.cen.missing else needed(topology.identity(attachment.cen, Node, attachment), "its CEN")
    if not attachment.transit_router.missing:
        yield needed(topology.identity(attachment.transit_router, Node, attachment), "its transit router"), cen
    else:
        # A CEN instance has one transit router in each region.
        yield f"{cen or needed(attachment.cen.id, 'its CEN')} {needed(attachment.region, 'its region')}", cen


def hub_label(topology: Topology, key: str, attachment: TransitRouterAttachment) -> str:
    """How a message names a transit router."""
    found = topology.node(key)
    if found is not None:
        return f"transit router {found.name or found.label}"
    if attachment.transit_router.missing:
        cen = topology.follow(attachment.cen, Node, attachment)
        name = cen.value.name if isinstance(cen, Known) else attachment.cen.id.get("")
        return f"CEN {name} in {attachment.region.get('')}"
    return f"transit router {key}"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A block of another network that a VPC is connected to; `text` names it: `VPC spoke (VPC peering hub-spoke)`."""

    block: Cidr
    text: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The networks that a VPC is connected to; `unread` are those whose blocks cannot be read, `open` says that there
    may be more: a CEN instance can have members that no program states."""

    found: tuple[Neighbour, ...]
    unread: tuple[tuple[Node, str], ...]
    open: bool


def neighbourhood(design: Design, links: Connections, vpc: str) -> Neighbourhood:
    """The networks around a VPC: over peerings, CEN instances, routes, and what the settings say."""
    topology = design.topology
    found: list[Neighbour] = []
    unread: list[tuple[Node, str]] = list(links.unread)
    reached: dict[str, str] = {other: peering.label for other, peering in links.peers_of.get(vpc, {}).items()}
    for cen in sorted(links.cens_of.get(vpc, ())):
        for other in links.on_cen.get(cen, ()):
            if other != vpc:
                reached.setdefault(other, "the same CEN")
    for key, how in sorted(reached.items()):
        other_vpc = topology.node(key)
        if isinstance(other_vpc, AlibabaVpc):
            _add_blocks(topology, other_vpc, how, found, unread)
        else:
            holder = links.peers_of.get(vpc, {}).get(key)
            unread.append((holder or _attachment(links, key), f"{AlibabaVpc.noun} {key} is not among those read"))
    for route in links.routes_of.get(vpc, ()):
        _add_route(route, found, unread)
    found += [
        Neighbour(parse_cidr(cidr), "the configured on-premises networks", ())
        for cidr in design.settings.on_premises_cidrs
    ]
    for stated in _configured(design, vpc):
        if stated.key not in reached:
            _add_blocks(topology, stated, "connected by the configuration", found, unread)
    return Neighbourhood(tuple(found), tuple(unread), bool(links.cens_of.get(vpc)) and not design.live)


def _attachment(links: Connections, vpc: str) -> Node:
    return next(iter(links.routers_of[vpc].values()))


def _add_blocks(
    topology: Topology, vpc: AnyVpc, how: str, found: list[Neighbour], unread: list[tuple[Node, str]]
) -> None:
    blocks = vpc_blocks(topology, vpc)
    found += [Neighbour(block, f"{vpc.label} ({how})", (vpc,)) for block, _ in blocks.known if block.version == 4]
    unread += [(node, f"its CIDR block {why}") for node, why in blocks.unknown]


def _add_route(route: AlibabaRoute, found: list[Neighbour], unread: list[tuple[Node, str]]) -> None:
    try:
        kind = needed(route.next_hop_type, "its nexthopType")
        block = needed(block_of(route.destination), "its destination")
    except NotJudged as reason:
        unread.append((route, str(reason)))
        return
    # A default route says nothing of what is behind it.
    if kind in alibaba_facts().choices["routes.to_networks"] and block.prefix and block.version == 4:
        found.append(Neighbour(block, f"{route.label} to a {kind}", (route,)))


def _configured(design: Design, vpc: str) -> Iterator[AnyVpc]:
    own = design.topology.node(vpc)
    for group in design.settings.connected_vpcs:
        names = set(group)
        if own is not None and _is_named(own, names):
            vpcs: list[AnyVpc] = [*design.topology.of(AlibabaVpc), *design.topology.of(Vpc)]
            yield from (each for each in vpcs if each is not own and _is_named(each, names))


def _is_named(node: Node, names: set[str]) -> bool:
    return node.name in names or (isinstance(node.id, Known) and node.id.value in names)
