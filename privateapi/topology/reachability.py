"""Which network reaches which, and the hop where a packet stops.

>>> reachability = Reachability(topology)                                               # doctest: +SKIP
>>> path = reachability.trace(client_subnet, parse_address("10.1.0.10"))                # doctest: +SKIP
>>> path.outcome, path.reason                                                           # doctest: +SKIP
(<Outcome.STOPPED: 'stopped'>, 'transit gateway west has no route to 10.1.0.10')

A packet is followed as AWS does it: the route table of its subnet, longest prefix first, the VPC's own blocks before
anything else of the same length; a VPC peering delivers into the peer VPC only (VPC Peering Guide, "Unsupported VPC
peering configurations"); a transit gateway uses the route table that the incoming attachment is associated with, with
static routes before propagated ones of the same length, and its peerings have static routes only (Transit Gateways
guide, "Route evaluation order", "Peering attachments"). Security groups are not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.cidr import Cidr, CidrIndex, Match
from privateapi.topology.model import (
    ManagedPrefixList,
    Node,
    Route,
    RouteTable,
    RouteTableAssociation,
    RouteTarget,
    Subnet,
    Topology,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayPeeringAccepter,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTablePropagation,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcPeering,
    VpcPeeringAccepter,
)
from privateapi.topology.values import MISSING, Known, Ref, Unknown, Value, flat

if TYPE_CHECKING:
    import networkx as nx

N = TypeVar("N", bound=Node)

Attachment = TransitGatewayVpcAttachment | TransitGatewayPeering

_TARGETS = {
    RouteTarget.GATEWAY: "an internet or virtual private gateway",
    RouteTarget.NAT_GATEWAY: "a NAT gateway",
    RouteTarget.TRANSIT_GATEWAY: "a transit gateway",
    RouteTarget.VPC_PEERING: "a VPC peering",
    RouteTarget.VPC_ENDPOINT: "a VPC endpoint",
    RouteTarget.NETWORK_INTERFACE: "a network interface",
    RouteTarget.OTHER: "a target of another kind",
}


class Outcome(StrEnum):
    """How the way of a packet ends. `UNKNOWN` is neither of the others: what decides cannot be read yet."""

    REACHED = "reached"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step: the resource that decided, and what it decided."""

    node: Node
    text: str


@dataclass(frozen=True, slots=True)
class Path:
    """The way of one packet. `reason` says why it stopped or cannot be judged; it is empty when it arrived.

    `vpc` is where it arrived, `subnet` the subnet there that holds the address, when that is known.
    """

    outcome: Outcome
    hops: tuple[Hop, ...]
    reason: str = ""
    vpc: Vpc | None = None
    subnet: Subnet | None = None

    @property
    def reached(self) -> bool:
        """Whether the packet certainly arrives."""
        return self.outcome is Outcome.REACHED


@dataclass(frozen=True, slots=True)
class Connection:
    """A packet and its answer."""

    there: Path
    back: Path

    @property
    def outcome(self) -> Outcome:
        """Reached when both ways are, stopped when one is, else unknown."""
        ends = {self.there.outcome, self.back.outcome}
        return next(end for end in (Outcome.STOPPED, Outcome.UNKNOWN, Outcome.REACHED) if end in ends)

    @property
    def reason(self) -> str:
        """Why it is not reached: the way there first."""
        if self.there.outcome is self.outcome:
            return self.there.reason
        return f"on the way back, {self.back.reason}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Every way from the subnets of one VPC to those of another."""

    connections: tuple[tuple[Subnet, Subnet, Connection], ...]

    @property
    def outcome(self) -> Outcome:
        """Reached when one pair of subnets is connected, unknown when one may be, else stopped."""
        ends = {connection.outcome for _, _, connection in self.connections}
        return next((end for end in (Outcome.REACHED, Outcome.UNKNOWN) if end in ends), Outcome.STOPPED)


class _Ended(Exception):
    """The way ends here."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


def _stop(reason: str) -> _Ended:
    return _Ended(Outcome.STOPPED, reason)


def _unsure(reason: str) -> _Ended:
    return _Ended(Outcome.UNKNOWN, reason)


@dataclass(frozen=True, slots=True)
class Table:
    """The routes of one table by destination, and those whose destination cannot be read."""

    routes: CidrIndex[Node]
    unread: tuple[Node, ...]


class Reachability:
    """Follows packets through a topology; tables are read once and kept."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._vpc_tables: dict[str, Table] = {}
        self._blocks: dict[str, tuple[CidrIndex[Node], tuple[tuple[Node, str], ...]]] = {}
        self._subnets: dict[str, tuple[CidrIndex[Subnet], bool]] = {}

    def trace(self, source: Subnet, address: Cidr) -> Path:
        """The way of a packet from `source` to `address` (a block of one address)."""
        hops: list[Hop] = []
        try:
            vpc = self._followed(self._topology.follow(source.vpc, Vpc, source), f"the VPC of {source.label}")
            arrived = self._from_subnet(source, vpc, address, hops)
            subnet = self._subnet_at(arrived, address)
        except _Ended as end:
            return Path(end.outcome, tuple(hops), end.reason)
        return Path(Outcome.REACHED, tuple(hops), "", arrived, subnet)

    def connect(self, source: Subnet, target: Subnet) -> Connection:
        """The way from an address of one subnet to an address of another, and back."""
        there, back = self._first_address(target), self._first_address(source)
        return Connection(
            self.trace(source, there.value) if isinstance(there, Known) else _unread(target),
            self.trace(target, back.value) if isinstance(back, Known) else _unread(source),
        )

    def reach(self, source: Vpc, target: Vpc) -> Reach:
        """Every way from the known subnets of one VPC to those of another."""
        return Reach(
            tuple(
                (near, far, self.connect(near, far))
                for near in self._topology.referrers(Subnet, "vpc", source)
                for far in self._topology.referrers(Subnet, "vpc", target)
            )
        )

    def table(self, subnet: Subnet) -> Value[RouteTable]:
        """The route table of a subnet; missing is a main table without routes of its own."""
        try:
            vpc = self._followed(self._topology.follow(subnet.vpc, Vpc, subnet), f"the VPC of {subnet.label}")
            found = self._table_of(subnet, vpc)
        except _Ended as end:
            return Unknown(end.reason)
        return MISSING if found is None else Known(found)

    def gateway_routes(self, gateway: TransitGateway, attachment: Attachment) -> Value[Table]:
        """The routes for what comes in from an attachment; missing when it is associated with no table."""
        try:
            key = self._association(gateway, attachment)
        except _Ended as end:
            return MISSING if end.outcome is Outcome.STOPPED else Unknown(end.reason)
        return Known(self._gateway_tables.get(key, Table(CidrIndex(), ())))

    @cached_property
    def links(self) -> nx.Graph[str]:
        """What is linked to what, whatever the routes say: VPCs and transit gateways by key, edges with their `node`.

        VPCs in one connected part need blocks that do not overlap before a route between them can work. A VPC peering
        links two VPCs only with each other, so it is an edge between VPCs and no way through: ask `linked_vpcs`.
        """
        # Imported where it is needed: it takes as long as judging a design of thousands of resources.
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph()

        def link(node: Node, *ends: tuple[str, Value[str]]) -> None:
            if all(key.known for _, key in ends):
                for kind, key in ends:
                    graph.add_node(key.get(), kind=kind)
                graph.add_edge(ends[0][1].get(), ends[1][1].get(), node=node)

        def vpc(ref: Ref, near: Node) -> tuple[str, Value[str]]:
            return "vpc", self._topology.identity(ref, Vpc, near)

        def gateway(ref: Ref, near: Node) -> tuple[str, Value[str]]:
            return "gateway", self._topology.identity(ref, TransitGateway, near)

        for attachment in self._topology.of(TransitGatewayVpcAttachment):
            link(attachment, vpc(attachment.vpc, attachment), gateway(attachment.transit_gateway, attachment))
        for mesh in self._topology.of(TransitGatewayPeering):
            link(mesh, gateway(mesh.transit_gateway, mesh), gateway(mesh.peer_transit_gateway, mesh))
        for peering in self._topology.of(VpcPeering):
            link(peering, vpc(peering.vpc, peering), vpc(peering.peer_vpc, peering))
        return graph

    def linked_vpcs(self, vpc: str) -> frozenset[str]:
        """The VPCs that a route could lead to from `vpc`: its peers, and all behind the same or linked gateways.

        VPCs are given by their key, or by their id when they are not among the resources that were read.
        """
        import networkx as nx

        if vpc not in self.links:
            return frozenset()
        vpcs = {key for key, kind in nx.get_node_attributes(self.links, "kind").items() if kind == "vpc"}
        gateways = self.links.subgraph(set(self.links) - vpcs)
        found = set(self.links[vpc])
        for near in found - vpcs:
            for gateway in nx.node_connected_component(gateways, near):
                found |= set(self.links[gateway])
        return frozenset((found & vpcs) - {vpc})

    # Inside a VPC

    def _from_subnet(self, source: Subnet, vpc: Vpc, address: Cidr, hops: list[Hop]) -> Vpc:
        """Follow the route of the subnet; the VPC that the packet is delivered to."""
        table = self._table_of(source, vpc)
        local = self._holds(vpc, address)
        routes = self._routes_of(table) if table is not None else Table(CidrIndex(), ())
        matches = routes.routes.containing(address)
        if local is not None and (not matches or matches[-1].cidr.prefix <= local.cidr.prefix):
            hops.append(Hop(vpc, f"{local.cidr} is {vpc.label} itself"))
            return vpc
        where = table.label if table is not None else f"the main route table of {vpc.label}"
        if not matches:
            if routes.unread:
                raise _unsure(f"where {routes.unread[0].label} leads is not known")
            raise _stop(f"{where} has no route to {address.host}")
        route = matches[-1].item
        assert isinstance(route, Route)
        if route.state == Known("blackhole"):
            raise _stop(f"the route {matches[-1].cidr} of {where} is a black hole")
        hops.append(Hop(route, f"{where} sends {matches[-1].cidr} to {_TARGETS[route.target_kind]}"))
        if route.target_kind is RouteTarget.VPC_PEERING:
            return self._over_peering(route, vpc, address, hops)
        if route.target_kind is RouteTarget.TRANSIT_GATEWAY:
            return self._over_gateway(route, source, vpc, address, hops)
        if route.target_kind in (RouteTarget.GATEWAY, RouteTarget.NAT_GATEWAY):
            raise _stop(f"{where} sends {address.host} out of the private network, to {_TARGETS[route.target_kind]}")
        raise _unsure(f"{where} sends {address.host} to {_TARGETS[route.target_kind]}, which decides by itself")

    def _table_of(self, subnet: Subnet, vpc: Vpc) -> RouteTable | None:
        """The route table of a subnet; None is a main table without routes of its own."""
        own = self._topology.referrers(RouteTableAssociation, "subnet", subnet)
        if own:
            table = self._topology.follow(own[0].route_table, RouteTable, own[0])
            return self._followed(table, f"the route table of {subnet.label}")
        unresolved = self._topology.grouped(RouteTableAssociation, "subnet", Subnet).unresolved
        if unresolved:
            raise _unsure(f"{unresolved[0][0].label} may be that of {subnet.label}: its subnet {unresolved[0][1]}")
        if not vpc.main_route_table.missing:
            table = self._topology.follow(vpc.main_route_table, RouteTable, vpc)
            return self._followed(table, f"the main route table of {vpc.label}")
        tables = self._topology.referrers(RouteTable, "vpc", vpc)
        unsure = next((table for table in tables if table.main.unknown), None)
        if unsure is not None:
            raise _unsure(f"whether {unsure.label} is the main one of {vpc.label} is not known")
        return next((table for table in tables if table.main == Known(True)), None)

    def _routes_of(self, table: RouteTable) -> Table:
        if table.key not in self._vpc_tables:
            read: list[tuple[Cidr, Node]] = []
            unread: list[Node] = []
            routes = self._topology.grouped(Route, "route_table", RouteTable)
            for route in routes.by_target.get(table.key, ()):
                destinations = list(self._destinations(route))
                read.extend((cidr.value, route) for cidr in destinations if isinstance(cidr, Known))
                if any(not cidr.known for cidr in destinations):
                    unread.append(route)
            unread.extend(route for route, _ in routes.unresolved)
            self._vpc_tables[table.key] = Table(CidrIndex(read), tuple(unread))
        return self._vpc_tables[table.key]

    def _destinations(self, route: Route) -> Iterator[Value[Cidr]]:
        if route.destination_prefix_list.missing:
            yield block_of(route.destination)
            return
        listed = self._topology.follow(route.destination_prefix_list, ManagedPrefixList, route)
        entries = listed.then(lambda found: flat(found.entries))
        if isinstance(entries, Known):
            for entry in entries.value:
                yield block_of(Known(entry))
        else:
            yield Unknown()

    def _holds(self, vpc: Vpc, address: Cidr) -> Match[Node] | None:
        """The block of the VPC that holds the address."""
        if vpc.key not in self._blocks:
            blocks = vpc_blocks(self._topology, vpc)
            self._blocks[vpc.key] = CidrIndex(blocks.known), blocks.unknown
        index, unread = self._blocks[vpc.key]
        held = index.containing(address)
        if not held and unread:
            node, why = unread[0]
            raise _unsure(f"a CIDR block of {node.label} {why}")
        return held[-1] if held else None

    def _subnet_at(self, vpc: Vpc, address: Cidr) -> Subnet | None:
        """The subnet that holds the address; None when the VPC's subnets were not read."""
        if vpc.key not in self._subnets:
            subnets = self._topology.referrers(Subnet, "vpc", vpc)
            blocks = [(block_of(block), each) for each in subnets for block in (each.cidr_block, each.ipv6_cidr_block)]
            unread = any(cidr.unknown for cidr, _ in blocks) or self._topology.grouped(Subnet, "vpc", Vpc).unresolved
            index = CidrIndex((cidr.value, each) for cidr, each in blocks if isinstance(cidr, Known))
            self._subnets[vpc.key] = index, bool(subnets) and not unread
        index, complete = self._subnets[vpc.key]
        held = index.containing(address)
        if held:
            return held[-1].item
        if complete:
            raise _stop(f"no subnet of {vpc.label} holds {address.host}")
        return None

    def _first_address(self, subnet: Subnet) -> Value[Cidr]:
        block = block_of(subnet.cidr_block)
        return block.map(lambda cidr: Cidr(cidr.version, cidr.first, cidr.bits))

    # Between VPCs

    def _over_peering(self, route: Route, vpc: Vpc, address: Cidr, hops: list[Hop]) -> Vpc:
        peering = self._followed(
            self._topology.follow(route.target, VpcPeering, route), f"the peering of {route.label}"
        )
        ends = [
            self._followed(self._topology.follow(end, Vpc), f"{side} of {peering.label}")
            for side, end in (("the VPC", peering.vpc), ("the peer VPC", peering.peer_vpc))
        ]
        other = _other_end(peering, vpc, ends)
        self._require_accepted(peering)
        if self._holds(other, address) is None:
            raise _stop(f"{peering.label} leads into {other.label} only, which has no {address.host}")
        hops.append(Hop(peering, f"delivers into {other.label}"))
        return other

    def _require_accepted(self, peering: VpcPeering) -> None:
        if peering.status.known:
            if peering.status.get() != "active":
                raise _stop(f"{peering.label} is {peering.status.get()}, not active")
            return
        accepters = self._topology.grouped(VpcPeeringAccepter, "peering", VpcPeering)
        if peering.auto_accept == Known(True) or peering.key in accepters.by_target:
            return
        if peering.auto_accept.unknown or accepters.unresolved:
            raise _unsure(f"whether {peering.label} is accepted is not known")
        raise _stop(f"{peering.label} is not accepted")

    # Transit gateways

    def _over_gateway(self, route: Route, source: Subnet, vpc: Vpc, address: Cidr, hops: list[Hop]) -> Vpc:
        gateway = self._followed(
            self._topology.follow(route.target, TransitGateway, route), f"the transit gateway of {route.label}"
        )
        own = self._attached.get((gateway.key, vpc.key))
        if own is None:
            attachments = self._topology.grouped(TransitGatewayVpcAttachment, "transit_gateway", TransitGateway)
            unsure = [node for node, _ in attachments.unresolved] + self._of_unknown_vpcs.get(gateway.key, [])
            if unsure:
                raise _unsure(f"{unsure[0].label} may attach {vpc.label}: its ends are not known")
            raise _stop(f"{vpc.label} is not attached to {gateway.label}")
        self._require_zone(own, source)
        hops.append(Hop(own, f"takes it to {gateway.label}"))
        return self._through_gateways(gateway, own, address, hops)

    @cached_property
    def _attached(self) -> dict[tuple[str, str], TransitGatewayVpcAttachment]:
        """The first attachment of each VPC to each gateway."""
        found: dict[tuple[str, str], TransitGatewayVpcAttachment] = {}
        for gateway, attachment, vpc in self._attachments():
            if isinstance(vpc, Known):
                found.setdefault((gateway, vpc.value), attachment)
        return found

    @cached_property
    def _of_unknown_vpcs(self) -> dict[str, list[TransitGatewayVpcAttachment]]:
        """The attachments to each gateway whose VPC is not certain."""
        found: dict[str, list[TransitGatewayVpcAttachment]] = {}
        for gateway, attachment, vpc in self._attachments():
            if vpc.unknown:
                found.setdefault(gateway, []).append(attachment)
        return found

    def _attachments(self) -> Iterator[tuple[str, TransitGatewayVpcAttachment, Value[str]]]:
        groups = self._topology.grouped(TransitGatewayVpcAttachment, "transit_gateway", TransitGateway)
        for gateway, attachments in groups.by_target.items():
            for attachment in attachments:
                yield gateway, attachment, self._topology.identity(attachment.vpc, Vpc, attachment)

    def _require_zone(self, attachment: TransitGatewayVpcAttachment, source: Subnet) -> None:
        """An attachment serves only the zones that it has a subnet in (Transit Gateways guide, "VPC attachments")."""
        subnets = self._topology.follow_all(attachment.subnets, Subnet, attachment)
        if not isinstance(subnets, Known) or not source.availability_zone.known:
            return
        zones = {subnet.availability_zone for subnet in subnets.value}
        if subnets.value and all(zone.known for zone in zones) and source.availability_zone not in zones:
            zone = source.availability_zone.get()
            raise _stop(f"{attachment.label} has no subnet in {zone}, the zone of {source.label}")

    def _through_gateways(self, gateway: TransitGateway, attachment: Attachment, address: Cidr, hops: list[Hop]) -> Vpc:
        passed: set[tuple[str, str]] = set()
        while (gateway.key, attachment.key) not in passed:
            passed.add((gateway.key, attachment.key))
            out = self._gateway_route(gateway, attachment, address, hops)
            if isinstance(out, TransitGatewayVpcAttachment):
                vpc = self._followed(self._topology.follow(out.vpc, Vpc, out), f"the VPC of {out.label}")
                if self._holds(vpc, address) is None:
                    raise _stop(f"{gateway.label} sends {address.host} into {vpc.label}, which has no such address")
                hops.append(Hop(out, f"delivers into {vpc.label}"))
                return vpc
            gateway, attachment = self._other_gateway(out, gateway), out
            hops.append(Hop(out, f"takes it to {gateway.label}"))
        raise _stop(f"the routes of {gateway.label} lead {address.host} in a circle")

    def _gateway_route(
        self, gateway: TransitGateway, attachment: Attachment, address: Cidr, hops: list[Hop]
    ) -> Attachment:
        """Where the table that `attachment` is associated with sends the address."""
        key = self._association(gateway, attachment)
        table = self._gateway_tables.get(key, Table(CidrIndex(), ()))
        matches = table.routes.containing(address)
        if not matches:
            if table.unread:
                raise _unsure(f"where {table.unread[0].label} leads is not known")
            raise _stop(f"{gateway.label} has no route to {address.host}")
        # Equal prefixes keep the order in which they were read: static routes come first.
        match = next(found for found in matches if found.cidr.prefix == matches[-1].cidr.prefix)
        if isinstance(match.item, TransitGatewayRoute):
            if match.item.blackhole == Known(True):
                raise _stop(f"the route {match.cidr} of {gateway.label} is a black hole")
            hops.append(Hop(match.item, f"{gateway.label} has a static route {match.cidr}"))
            return self._attachment_of(match.item)
        assert isinstance(match.item, TransitGatewayVpcAttachment)
        hops.append(Hop(match.item, f"{gateway.label} has learned {match.cidr}"))
        return match.item

    def _other_gateway(self, peering: TransitGatewayPeering, gateway: TransitGateway) -> TransitGateway:
        ends = [
            self._followed(self._topology.follow(end, TransitGateway), f"{side} of {peering.label}")
            for side, end in (
                ("the transit gateway", peering.transit_gateway),
                ("the peer transit gateway", peering.peer_transit_gateway),
            )
        ]
        other = _other_end(peering, gateway, ends)
        if peering.state.known:
            if peering.state.get() != "available":
                raise _stop(f"{peering.label} is {peering.state.get()}, not available")
        else:
            accepters = self._topology.grouped(TransitGatewayPeeringAccepter, "peering", TransitGatewayPeering)
            if peering.key not in accepters.by_target:
                if accepters.unresolved:
                    raise _unsure(f"whether {peering.label} is accepted is not known")
                raise _stop(f"{peering.label} is not accepted")
        return other

    def _attachment_of(self, route: TransitGatewayRoute) -> Attachment:
        attached = self.attachment(route.attachment, route)
        return self._followed(attached, f"the attachment of {route.label}")

    def attachment(self, ref: Ref, near: Node) -> Value[Attachment]:
        """What a reference to an attachment names: that of a VPC, or a peering, also when its accepter is named.

        A peering and its accepter have one attachment id.
        """
        found: Value[Attachment] = self._topology.follow(ref, TransitGatewayVpcAttachment, near)
        if found.known:
            return found
        peering = self._topology.follow(ref, TransitGatewayPeering, near)
        if peering.known:
            return peering
        accepter = self._topology.follow(ref, TransitGatewayPeeringAccepter, near)
        if accepter.known:
            return accepter.then(lambda node: self._topology.follow(node.peering, TransitGatewayPeering, node))
        return found if found.unknown else peering

    def gateway_table(self, ref: Ref, near: Node) -> Value[str]:
        """The key of a transit gateway route table; the default table has the key of its gateway.

        A program reaches the default table through an output of the gateway, so on a first preview the reference leads
        to the gateway.
        """
        gateway = self._topology.follow(ref, TransitGateway, near)
        if isinstance(gateway, Known):
            return Known(gateway.value.key)
        if isinstance(ref.id, Known) and ref.id.value in self._default_tables:
            return Known(self._default_tables[ref.id.value])
        table = self._topology.follow(ref, TransitGatewayRouteTable, near)
        if isinstance(table, Known) and table.value.default_association == Known(True):
            return self._topology.identity(table.value.transit_gateway, TransitGateway, table.value)
        return table.map(lambda node: node.key)

    @cached_property
    def _default_tables(self) -> dict[str, str]:
        return {
            gateway.association_default_route_table.id.get(): gateway.key
            for gateway in self._topology.of(TransitGateway)
            if gateway.association_default_route_table.id.known
        }

    def _association(self, gateway: TransitGateway, attachment: Attachment) -> str:
        """The key of the table for packets that come in from `attachment` at `gateway`."""
        tables, unsure = self._associations
        # A peering has an association at each end, in a table of that end's gateway.
        for key, owner in tables.get(attachment.key, ()):
            if owner == Known(gateway.key):
                return key
        if unsure:
            raise _unsure(f"{unsure[0].label} may be that of {attachment.label}: its ends are not known")
        own = (
            attachment.default_route_table_association
            if isinstance(attachment, TransitGatewayVpcAttachment)
            else MISSING
        )
        by_default = _by_default(own, gateway.default_route_table_association)
        if by_default.unknown:
            raise _unsure(f"whether {attachment.label} uses the default route table of {gateway.label} is not known")
        if by_default.get():
            return gateway.key
        raise _stop(f"{attachment.label} is associated with no route table of {gateway.label}")

    @cached_property
    def _associations(self) -> tuple[dict[str, list[tuple[str, Value[str]]]], list[Node]]:
        """The tables of each attachment, each with the key of its gateway; and the associations that cannot be read."""
        tables: dict[str, list[tuple[str, Value[str]]]] = {}
        unsure: list[Node] = []
        for association in self._topology.of(TransitGatewayRouteTableAssociation):
            attachment = self.attachment(association.attachment, association)
            key = self.gateway_table(association.route_table, association)
            owner = key.then(self.gateway_of_table)
            if isinstance(attachment, Known) and isinstance(key, Known) and owner.known:
                tables.setdefault(attachment.value.key, []).append((key.value, owner))
            else:
                unsure.append(association)
        return tables, unsure

    def gateway_of_table(self, table: str) -> Value[str]:
        """The key of the gateway of a table."""
        node = self._topology.node(table)
        if isinstance(node, TransitGatewayRouteTable):
            return self._topology.identity(node.transit_gateway, TransitGateway, node)
        return Known(table)

    @cached_property
    def _gateway_tables(self) -> dict[str, Table]:
        """Every transit gateway route table: static routes, then what VPC attachments propagate."""
        read: dict[str, list[tuple[Cidr, Node]]] = {}
        unread: dict[str, list[Node]] = {}
        everywhere: list[Node] = []
        for route in self._topology.of(TransitGatewayRoute):
            key = self.gateway_table(route.route_table, route)
            cidr = block_of(route.destination)
            if not isinstance(key, Known):
                everywhere.append(route)
            elif isinstance(cidr, Known):
                read.setdefault(key.value, []).append((cidr.value, route))
            else:
                unread.setdefault(key.value, []).append(route)
        for attachment, table in self._propagations(everywhere):
            vpc = self._topology.follow(attachment.vpc, Vpc, attachment)
            blocks = vpc.map(lambda found: vpc_blocks(self._topology, found))
            if isinstance(blocks, Known):
                read.setdefault(table, []).extend((cidr, attachment) for cidr, _ in blocks.value.known)
            if not isinstance(blocks, Known) or not blocks.value.complete:
                unread.setdefault(table, []).append(attachment)
        keys = {*read, *unread, *(gateway.key for gateway in self._topology.of(TransitGateway))}
        keys |= {table.key for table in self._topology.of(TransitGatewayRouteTable)}
        return {key: Table(CidrIndex(read.get(key, ())), (*unread.get(key, ()), *everywhere)) for key in keys}

    def _propagations(self, unsure: list[Node]) -> Iterator[tuple[TransitGatewayVpcAttachment, str]]:
        """Each VPC attachment with each table that learns its blocks; what cannot be told is put into `unsure`."""
        for propagation in self._topology.of(TransitGatewayRouteTablePropagation):
            attachment = self._topology.follow(propagation.attachment, TransitGatewayVpcAttachment, propagation)
            key = self.gateway_table(propagation.route_table, propagation)
            if isinstance(attachment, Known) and isinstance(key, Known):
                yield attachment.value, key.value
            elif attachment.unknown or key.unknown:
                unsure.append(propagation)
        for own in self._topology.of(TransitGatewayVpcAttachment):
            gateway = self._topology.follow(own.transit_gateway, TransitGateway, own)
            if not isinstance(gateway, Known):
                unsure.append(own)
                continue
            by_default = _by_default(own.default_route_table_propagation, gateway.value.default_route_table_propagation)
            if by_default.unknown:
                unsure.append(own)
            elif by_default.get():
                yield own, self._propagation_table(gateway.value)

    def _propagation_table(self, gateway: TransitGateway) -> str:
        """The key of the table that learns by default: the default one, unless another was chosen for learning."""
        chosen = self._topology.follow(gateway.propagation_default_route_table, TransitGatewayRouteTable, gateway)
        if isinstance(chosen, Known) and chosen.value.default_association != Known(True):
            return chosen.value.key
        return gateway.key

    @staticmethod
    def _followed(value: Value[N], what: str) -> N:
        if isinstance(value, Known):
            return value.value
        if isinstance(value, Unknown):
            raise _unsure(f"{what} {value.why}")
        raise _stop(f"{what} is not set")


def _other_end(link: Node, here: N, ends: list[N]) -> N:
    """The end of a link that is not `here`."""
    if here.key not in (end.key for end in ends):
        raise _stop(f"{link.label} does not belong to {here.label}")
    return ends[1] if here.key == ends[0].key else ends[0]


def _by_default(own: Value[bool], general: Value[str]) -> Value[bool]:
    """Whether an attachment uses the default table: its own setting, else that of the gateway, else yes."""
    if own.known or own.unknown:
        return own
    return Known(general.get("enable") == "enable") if not isinstance(general, Unknown) else general


def _unread(subnet: Subnet) -> Path:
    return Path(Outcome.UNKNOWN, (), f"the CIDR block of {subnet.label} is not known")
