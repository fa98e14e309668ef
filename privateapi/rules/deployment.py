"""Names that several Regions answer: which balancer or endpoint stands for each Region, and whose clients ask.

A deployment is a set of routing records of one name whose targets are in different Regions, or a component that says
so. It is found by following the records, not by names or tags, so that it is found in every program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from privateapi.facts.regions import distance_km, places
from privateapi.rules.wording import because
from privateapi.rules.zones import ZoneLink, asks_in, vpc_at, zone_links
from privateapi.topology.dns import Resolver, normal
from privateapi.topology.model import (
    ClientNetwork,
    HostedZone,
    LoadBalancer,
    MultiRegionApi,
    Node,
    RecordSet,
    Topology,
    Vpc,
    VpcEndpoint,
)
from privateapi.topology.placement import vpc_of
from privateapi.topology.routing import Geography
from privateapi.topology.values import Known, NotJudged, Value, flat

GEOGRAPHY = Geography(distance_km, lambda region: places().get(region))


@dataclass(frozen=True, slots=True)
class Member:
    """One Region of a deployment: the record, the balancer or endpoint that it points to, and the VPC of that."""

    region: str
    record: RecordSet
    target: LoadBalancer | VpcEndpoint
    vpc: Vpc


@dataclass(frozen=True, slots=True)
class Deployment:
    """One name, its Regions, and the VPCs that ask for it.

    `stated` are the Regions that a component says, whether or not there is a record for them. `clients` are the VPCs of
    the name's private zone and the client networks. `unread` are parts of it that cannot be told, with the reason.
    """

    name: str
    node: Node
    members: tuple[Member, ...]
    stated: tuple[str, ...]
    clients: tuple[Vpc, ...]
    unread: tuple[tuple[Node, str], ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """The Regions, in order."""
        return tuple(sorted({*self.stated, *(member.region for member in self.members)}))

    @property
    def live(self) -> bool:
        """Whether all of it exists already."""
        return self.node.live and all(member.record.live and member.target.live for member in self.members)


@dataclass(frozen=True, slots=True)
class Deployments:
    """All deployments, and the records that may belong to one."""

    found: tuple[Deployment, ...]
    unread: tuple[tuple[Node, str], ...]


def find_deployments(topology: Topology) -> Deployments:
    """The deployments of a design, in the order of their names."""
    resolver = Resolver(topology, GEOGRAPHY)
    sets: defaultdict[tuple[str, str], list[RecordSet]] = defaultdict(list)
    unread: list[tuple[Node, str]] = []
    for record in topology.of(RecordSet):
        if not _routed(record):
            continue
        zone = topology.identity(record.zone, HostedZone, record)
        if isinstance(zone, Known) and isinstance(record.record_name, Known):
            sets[zone.value, normal(record.record_name.value)].append(record)
        elif not record.live:
            part = "zone" if not zone.known else "name"
            unread.append((record, f"its {part} {because(zone if not zone.known else record.record_name)}"))
    stated = _stated(topology, unread)
    links, unread_links = _zone_clients(topology)
    networks = _ClientNetworks(topology)
    several: list[tuple[str, list[RecordSet], Deployment]] = []
    for (zone_key, name), records in sorted(sets.items()):
        component = stated.get(name)
        deployment = _of_records(topology, resolver, links.get(zone_key, []), name, records, component)
        # Several answers in one Region are no deployment in several.
        if len(deployment.regions) > 1 or deployment.unread:
            several.append((zone_key, records, deployment))
    below = {
        member.record.key
        for _, records, deployment in several
        for member in deployment.members
        if member.record not in records
    }
    found = [
        networks.added(deployment, zone_key, records, unread_links)
        for zone_key, records, deployment in several
        # What the records of another name are aliases to belongs to that deployment.
        if not below.issuperset(record.key for record in records)
    ]
    names = {name for _, name in sets}
    found += [
        networks.added(Deployment(name, component, (), regions, (), ()), "", (), unread_links)
        for name, (component, regions) in sorted(stated.items())
        if name not in names
    ]
    return Deployments(tuple(found), tuple(unread))


def _of_records(
    topology: Topology,
    resolver: Resolver,
    links: list[ZoneLink],
    name: str,
    records: list[RecordSet],
    component: tuple[MultiRegionApi, tuple[str, ...]] | None,
) -> Deployment:
    members: list[Member] = []
    unread: list[tuple[Node, str]] = []
    for record in records:
        try:
            members += _members(topology, resolver, record)
        except NotJudged as reason:
            unread.append((record, str(reason)))
    clients: dict[str, Vpc] = {}
    for link in links:
        vpc = vpc_at(topology, link.vpc.value) if isinstance(link.vpc, Known) else None
        if vpc is not None:
            clients[vpc.key] = vpc
        elif isinstance(link.vpc, Known):
            unread.append((link.node, f"its VPC {link.vpc.value} is not among the resources that were read"))
        else:
            unread.append((link.node, f"its VPC {because(link.vpc)}"))
    return Deployment(
        name,
        component[0] if component else records[0],
        tuple(sorted(members, key=lambda member: (member.region, member.record.key))),
        component[1] if component else (),
        tuple(clients.values()),
        tuple(unread),
    )


def _members(
    topology: Topology, resolver: Resolver, record: RecordSet, passed: frozenset[str] = frozenset()
) -> Iterator[Member]:
    """The Regions behind a record, also behind records that it is an alias to; none where it leads to nothing of AWS.

    Raises:
        NotJudged: the record's target, its Region or its VPC is not known.
    """
    if record.alias.missing or record.key in passed:
        return
    if not isinstance(record.alias, Known):
        raise NotJudged(f"its alias {because(record.alias)}")
    target = resolver.alias_target(record, record.alias.value)
    if not isinstance(target, Node):
        for below in target:
            yield from _members(topology, resolver, below, passed | {record.key})
        return
    if not isinstance(target, LoadBalancer | VpcEndpoint):
        return
    if not isinstance(target.region, Known):
        raise NotJudged(f"the Region of {target.label} {because(target.region)}")
    vpc = vpc_of(topology, target)
    if not isinstance(vpc, Known):
        raise NotJudged(f"the VPC of {target.label} {because(vpc)}")
    yield Member(target.region.value, record, target, vpc.value)


def _zone_clients(topology: Topology) -> tuple[dict[str, list[ZoneLink]], list[tuple[Node, str]]]:
    """The VPCs of each zone by its key, and the associations that may be of any zone."""
    links: defaultdict[str, list[ZoneLink]] = defaultdict(list)
    unread: list[tuple[Node, str]] = []
    for link in zone_links(topology):
        if isinstance(link.zone, Known):
            links[link.zone.value].append(link)
        else:
            unread.append((link.node, f"its zone {because(link.zone)}"))
    return links, unread


def _stated(topology: Topology, unread: list[tuple[Node, str]]) -> dict[str, tuple[MultiRegionApi, tuple[str, ...]]]:
    """The components that say of a name which Regions answer it."""
    stated: dict[str, tuple[MultiRegionApi, tuple[str, ...]]] = {}
    for component in topology.of(MultiRegionApi):
        regions = flat(component.regions)
        if isinstance(component.domain_name, Known) and isinstance(regions, Known):
            stated[normal(component.domain_name.value)] = (component, regions.value)
        else:
            value = component.domain_name if not component.domain_name.known else regions
            unread.append((component, f"its name or Regions {because(value)}"))
    return stated


class _ClientNetworks:
    """The client networks of a design, to be added to the deployments that they ask."""

    def __init__(self, topology: Topology) -> None:
        self._of_all: list[ClientNetwork] = []
        self._of_component: defaultdict[str, list[ClientNetwork]] = defaultdict(list)
        self._vpcs: dict[str, Value[Vpc]] = {}
        self._topology = topology
        for network in topology.of(ClientNetwork):
            component, _, part = network.key.partition("#")
            (self._of_component[component] if part else self._of_all).append(network)
            self._vpcs[network.key] = topology.follow(network.vpc, Vpc, network)

    def added(
        self, deployment: Deployment, zone: str, records: Iterable[RecordSet], unread: Iterable[tuple[Node, str]]
    ) -> Deployment:
        """The deployment with the networks that ask for its records, and with what is not known about clients."""
        parents = dict.fromkeys(record.parent for record in records)
        named = [network for key in parents for network in self._of_component.get(key, ())]
        asking = [*self._of_all, *(network for network in named if asks_in(self._topology, network, zone))]
        clients = {vpc.key: vpc for vpc in deployment.clients}
        unsure: list[tuple[Node, str]] = []
        for network in asking:
            vpc = self._vpcs[network.key]
            if isinstance(vpc, Known):
                clients[vpc.value.key] = vpc.value
            else:
                unsure.append((network, f"its VPC {because(vpc)}"))
        return Deployment(
            deployment.name,
            deployment.node,
            # Records of several groups may lead to one target.
            tuple({member.target.key: member for member in reversed(deployment.members)}.values())[::-1],
            deployment.stated,
            tuple(clients[key] for key in sorted(clients)),
            (*deployment.unread, *unread, *unsure),
        )


def pairs(deployment: Deployment) -> Iterator[tuple[Vpc, Member]]:
    """Each VPC that asks with each Region that answers, without the VPC's own."""
    for client in deployment.clients:
        for member in deployment.members:
            if member.vpc.key != client.key:
                yield client, member


def _routed(record: RecordSet) -> bool:
    """Whether the record is one of several for its name."""
    return not all(
        value.missing
        for value in (
            record.set_identifier,
            record.weight,
            record.failover,
            record.latency_region,
            record.geolocation,
            record.geoproximity,
            record.multivalue,
        )
    )
