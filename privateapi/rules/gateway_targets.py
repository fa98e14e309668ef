"""What VPC integration instances send requests to: the servers behind APIs, VPC accesses and internal DNS records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from privateapi.facts.networks import network_facts
from privateapi.rules.gateway_backends import HTTP, accesses, place_of, served, url_of
from privateapi.rules.gateway_instances import InstanceKind, integrates, shown_block
from privateapi.rules.internal_records import bindings, domain_of, record_kind
from privateapi.rules.needed import needed
from privateapi.topology.blocks import address_of
from privateapi.topology.cidr import Cidr, parse_cidr
from privateapi.topology.model import AlibabaServer, AlibabaVpc, GatewayInstance, Node, Topology, VSwitch
from privateapi.topology.values import Known, NotJudged, Value


class Way(StrEnum):
    """What leads to a target."""

    ADDRESS = "address"
    RECORD = "record"
    VPC_ACCESS = "VPC access"


@dataclass(frozen=True, slots=True)
class Target:
    """One server, or the block that its address is in, that an instance sends requests to.

    `origin` is the API, the record or the VPC access that says so, `port` is None where no API says it, and `server`
    is None where no server of the design has the address.
    """

    instance: GatewayInstance
    origin: Node
    way: Way
    block: Cidr
    port: int | None
    server: AlibabaServer | None

    @property
    def text(self) -> str:
        """How a message names it: `10.0.1.10 port 8080 (server app, internal DNS record app)`."""
        port = f" port {self.port}" if self.port is not None else ""
        names = [node.label for node in (self.server, self.origin) if node is not None]
        return f"{shown_block(self.block)}{port} ({', '.join(names)})"

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The server, where it was read."""
        return (self.server,) if self.server is not None else ()

    @property
    def live(self) -> bool:
        """Whether the instance and what leads to the target exist already."""
        return self.instance.live and self.origin.live


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of all VPC integration instances, each once, and what may lead to others."""

    found: tuple[Target, ...]
    unread: tuple[tuple[Node, str], ...]


def targets(topology: Topology, ways: Iterable[Way] = tuple(Way)) -> Targets:
    """The targets that APIs and records lead to."""
    unread: list[tuple[Node, str]] = []
    servers = _Servers(topology)
    wanted = set(ways)
    found: list[Target] = []
    if Way.VPC_ACCESS in wanted:
        found += _over_accesses(topology, servers, unread)
    if wanted & {Way.ADDRESS, Way.RECORD}:
        ports: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        addresses = list(_addresses(topology, servers, ports, unread))
        found += addresses if Way.ADDRESS in wanted else ()
        if Way.RECORD in wanted:
            found += _records(topology, servers, ports, unread)
    once: dict[tuple[str, Cidr, int | None], Target] = {}
    for target in found:
        once.setdefault((target.instance.key, target.block, target.port), target)
    return Targets(tuple(once.values()), tuple(dict.fromkeys(unread)))


def _over_accesses(topology: Topology, servers: _Servers, unread: list[tuple[Node, str]]) -> Iterator[Target]:
    for reached in accesses(topology, InstanceKind.VPC_INTEGRATION, unread):
        instance = reached.served.instance
        try:
            place = place_of(topology, reached.access)
            port = needed(reached.access.port, "its port")
        except NotJudged as reason:
            unread.append((reached.access, str(reason)))
            continue
        server = place.server or servers.at(place.block, instance)
        yield Target(instance, reached.access, Way.VPC_ACCESS, place.block, port, server)


def _addresses(
    topology: Topology,
    servers: _Servers,
    ports: defaultdict[tuple[str, str], dict[int, None]],
    unread: list[tuple[Node, str]],
) -> Iterator[Target]:
    """The private addresses that APIs name; the ports of names are put into `ports`, by instance and name."""
    private = [parse_cidr(cidr) for cidr in network_facts().cidr_lists["alibaba.private"].cidrs]
    apis = served(topology, HTTP, InstanceKind.VPC_INTEGRATION)
    unread += apis.unread
    for each in apis.found:
        try:
            url = url_of(each.api)
        except NotJudged as reason:
            unread.append((each.api, str(reason)))
            continue
        address = url.address
        if address is None:
            ports[each.instance.key, url.host][url.port] = None
        elif any(block.contains(address) for block in private):
            server = servers.at(address, each.instance)
            yield Target(each.instance, each.api, Way.ADDRESS, address, url.port, server)


def _records(
    topology: Topology,
    servers: _Servers,
    ports: Mapping[tuple[str, str], Mapping[int, None]],
    unread: list[tuple[Node, str]],
) -> Iterator[Target]:
    given = bindings(topology)
    unread += given.not_read
    for binding in given.found:
        record, instance = binding.record, binding.instance
        try:
            if record_kind(record) is not InstanceKind.VPC_INTEGRATION or not integrates(instance):
                continue
            used: Iterable[int | None] = ports.get((instance.key, domain_of(record))) or (None,)
            for position, each in enumerate(needed(record.addresses, "the list of its addresses")):
                address = needed(address_of(each.address), f"records[{position}]")
                server = servers.at(address, instance)
                for port in used:
                    yield Target(instance, record, Way.RECORD, address, port, server)
        except NotJudged as reason:
            unread.append((record, str(reason)))


class _Servers:
    """Servers by their addresses."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._by_address: defaultdict[Cidr, list[AlibabaServer]] = defaultdict(list)
        for server in topology.of(AlibabaServer):
            address = address_of(server.private_ip)
            if isinstance(address, Known):
                self._by_address[address.value].append(server)

    def at(self, block: Cidr, instance: GatewayInstance) -> AlibabaServer | None:
        """The server with an address, of several the one in the instance's VPC."""
        found = self._by_address.get(block, [])
        if len(found) < 2:
            return found[0] if found else None
        own = self._topology.identity(instance.user_vpc, AlibabaVpc, instance)
        near = [server for server in found if vpc_of_server(self._topology, server) == own and own.known]
        return near[0] if len(near) == 1 else None


def vpc_of_server(topology: Topology, server: AlibabaServer) -> Value[str]:
    """The key of a server's VPC as a value, that of its vSwitch."""
    vswitch = topology.follow(server.vswitch, VSwitch, server)
    return vswitch.then(lambda found: topology.identity(found.vpc, AlibabaVpc, found))
