"""Record sets by zone, name and type, what each leads to, and the Region of that."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.wording import because
from privateapi.topology.blocks import address_of, vpc_blocks
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.dns import normal
from privateapi.topology.model import (
    Alias,
    ApiDomain,
    HostedZone,
    LoadBalancer,
    Node,
    RecordSet,
    Topology,
    Vpc,
    VpcEndpoint,
)
from privateapi.topology.routing import Policy, policies_in
from privateapi.topology.values import Known, NotJudged, Ref, Unknown, Value, flat
from privateapi.topology.zones import balancer_name

AliasTarget = LoadBalancer | VpcEndpoint | ApiDomain


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """The records of one name and type in one zone.

    `zone` is the zone's key, or its id when it was not read; `maybe` are records that may be of this group: their zone,
    name or type is not known.
    """

    zone: str
    zone_node: HostedZone | None
    name: str
    type: str
    records: tuple[RecordSet, ...]
    maybe: tuple[RecordSet, ...] = ()

    @property
    def label(self) -> str:
        """`orders.example.com A`."""
        return f"{self.name} {self.type}"

    @property
    def planned(self) -> tuple[RecordSet, ...]:
        """The records of the design, without those that exist already."""
        return tuple(record for record in self.records if not record.live)


@dataclass(frozen=True, slots=True)
class RecordSets:
    """All groups, in the order of zones and names, and the records that cannot be placed, with the reason."""

    groups: tuple[RecordGroup, ...]
    unread: tuple[tuple[RecordSet, str], ...]


def read_record_sets(topology: Topology) -> RecordSets:
    """The records of a design by zone, name and type."""
    groups: defaultdict[tuple[str, str, str], list[RecordSet]] = defaultdict(list)
    unread: list[tuple[RecordSet, str]] = []
    maybe: defaultdict[tuple[str | None, str | None, str | None], list[RecordSet]] = defaultdict(list)
    for record in topology.of(RecordSet):
        zone = topology.identity(record.zone, HostedZone, record)
        name = record.record_name.map(normal)
        if isinstance(zone, Known) and isinstance(name, Known) and isinstance(record.type, Known):
            groups[zone.value, name.value, record.type.value].append(record)
            continue
        parts: list[tuple[str, Value[str]]] = [("zone", zone), ("name", name), ("type", record.type)]
        what, value = next(part for part in parts if not part[1].known)
        unread.append((record, f"its {what} {because(value)}"))
        maybe[_known(zone), _known(name), _known(record.type)].append(record)
    return RecordSets(
        tuple(
            RecordGroup(key[0], _zone(topology, key[0]), key[1], key[2], tuple(records), tuple(_candidates(maybe, key)))
            for key, records in sorted(groups.items())
        ),
        tuple(unread),
    )


def _known(value: Value[str]) -> str | None:
    return value.value if isinstance(value, Known) else None


def _zone(topology: Topology, key: str) -> HostedZone | None:
    node = topology.node(key)
    return node if isinstance(node, HostedZone) else None


def _candidates(
    maybe: defaultdict[tuple[str | None, str | None, str | None], list[RecordSet]], key: tuple[str, str, str]
) -> Iterator[RecordSet]:
    for candidate in product(*((part, None) for part in key)) if maybe else ():
        yield from maybe.get((candidate[0], candidate[1], candidate[2]), ())


def names_above(sets: RecordSets) -> dict[tuple[str, str], tuple[str, ...]]:
    """By zone and name, the names that clients ask for to come to it: those at the top of the aliases that lead there.

    Names that no record of their zone is an alias to are left out: clients ask for them.
    """
    there = {(group.zone, group.name) for group in sets.groups}
    parents: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for group in sets.groups:
        for record in group.records:
            name = record.alias.then(lambda alias: alias.dns_name).map(normal)
            if isinstance(name, Known) and (group.zone, name.value) in there and name.value != group.name:
                parents[group.zone, name.value].add(group.name)
    return {below: tuple(sorted(_tops(parents, below))) for below in parents}


def _tops(parents: Mapping[tuple[str, str], Iterable[str]], below: tuple[str, str]) -> set[str]:
    found, seen, waiting = set[str](), {below[1]}, [below[1]]
    while waiting:
        name = waiting.pop()
        above = parents.get((below[0], name))
        if above is None:
            found.add(name)
            continue
        # Aliases in a circle have no top.
        waiting += [each for each in above if each not in seen]
        seen.update(above)
    return found


def routed(record: RecordSet) -> bool:
    """Whether the record asks for a routing policy, known or not."""
    return record.multivalue.unknown or policies_in(record) != {Policy.SIMPLE}


def alias_of(record: RecordSet) -> Alias | None:
    """Where an alias record points; None for a record with values.

    Raises:
        NotJudged: whether it is an alias is not known.
    """
    return ask(record.alias, "its alias", None)


def alias_target(topology: Topology, record: RecordSet) -> AliasTarget | None:
    """The balancer, endpoint or API domain that an alias record certainly points to, by reference or by name."""
    if not isinstance(record.alias, Known):
        return None
    alias = record.alias.value
    name = alias.dns_name.map(normal)
    for balancer, other in ((alias.target, alias.target), (Ref(name.map(balancer_name)), Ref(name))):
        kinds = ((balancer, LoadBalancer), (other, VpcEndpoint), (other, ApiDomain))
        for target in (topology.follow(ref, kind, record) for ref, kind in kinds):
            if isinstance(target, Known) and isinstance(target.value, AliasTarget):
                return target.value
    return None


@dataclass(frozen=True, slots=True)
class AliasService:
    """The kind of thing that an alias points to (`network_balancer`, `endpoint`, …) and its Region, as far as known."""

    kind: str
    region: Value[str]


KINDS = ("network_balancer", "application_balancer", "endpoint", "api_domain")


def alias_service(alias: Alias, target: AliasTarget | None) -> AliasService | None:
    """What an alias points to, by the resource or by the name that AWS gave to it; None of other names.

    Raises:
        NotJudged: neither is known.
    """
    if isinstance(target, LoadBalancer):
        network = ask(target.type, f"the type of {target.label}", "application") == "network"
        return AliasService("network_balancer" if network else "application_balancer", target.region)
    if target is not None:
        return AliasService("endpoint" if isinstance(target, VpcEndpoint) else "api_domain", target.region)
    name = normal(ask(alias.dns_name, "the name of its alias target"))
    for kind in KINDS:
        for pattern in service_choice(f"aws.dns_name.{kind}").values:
            match = re.match(pattern, name)
            if match is not None:
                return AliasService(kind, Known(match["region"]))
    return None


class RecordPlaces:
    """Which Region a record leads to: that of its alias target, or of the VPC that holds its addresses."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology

    def region(self, record: RecordSet) -> Value[str]:
        """The Region behind a record; unknown when it cannot be told."""
        if isinstance(record.alias, Known):
            try:
                service = alias_service(record.alias.value, alias_target(self._topology, record))
            except NotJudged as reason:
                return Unknown(str(reason))
            return service.region if service is not None else Unknown("is not told by its alias")
        if record.alias.unknown:
            return Unknown("is not told: its alias is not known yet")
        values = flat(record.records)
        if not isinstance(values, Known):
            return Unknown(f"is not told: its values {because(values)}")
        return self._of_addresses(values.value)

    def vpcs(self, address: Cidr) -> list[Vpc]:
        """The VPCs that have the address in one of their blocks, each once."""
        found = [match.item for match in self._blocks.containing(address)]
        return list({vpc.key: vpc for vpc in found}.values())

    @property
    def complete(self) -> bool:
        """Whether every block of every VPC could be read."""
        return all(vpc_blocks(self._topology, vpc).complete for vpc in self._topology.of(Vpc))

    def _of_addresses(self, values: Sequence[str]) -> Value[str]:
        regions: set[str] = set()
        for text in values:
            address = address_of(Known(text))
            for vpc in self.vpcs(address.value) if isinstance(address, Known) else ():
                if isinstance(vpc.region, Known):
                    regions.add(vpc.region.value)
        if len(regions) == 1:
            return Known(regions.pop())
        return Unknown("is not told by its values")

    @cached_property
    def _blocks(self) -> CidrIndex[Vpc]:
        return CidrIndex(
            (cidr, vpc) for vpc in self._topology.of(Vpc) for cidr, _ in vpc_blocks(self._topology, vpc).known
        )


def evaluates(topology: Topology, record: RecordSet) -> bool:
    """Whether Route 53 can take the record for unhealthy: by a health check, or by the health of its alias target.

    EvaluateTargetHealth says something of load balancers and of records of the zone; endpoints and API domains "are
    highly available by design", so it "provides no operational benefit" there (API reference, AliasTarget).

    Raises:
        NotJudged: what decides is not known.
    """
    if not record.health_check.missing:
        return True
    alias = alias_of(record)
    if alias is None or not ask(alias.evaluate_target_health, "its evaluateTargetHealth", False):
        return False
    return not speechless(topology, record, alias)


def speechless(topology: Topology, record: RecordSet, alias: Alias) -> bool:
    """Whether the target of an alias is one whose health EvaluateTargetHealth does not see."""
    target = alias_target(topology, record)
    try:
        service = alias_service(alias, target)
    except NotJudged:
        return False
    return service is not None and service.kind in ("endpoint", "api_domain")


def without_health(record: RecordSet) -> str:
    """What a record lacks, in words."""
    if not isinstance(record.alias, Known):
        return "no health check"
    if record.alias.value.evaluate_target_health == Known(True):
        return "no health check, and evaluateTargetHealth says nothing of what it points to"
    return "no health check, and evaluateTargetHealth is false"


def first_planned(nodes: Sequence[Node]) -> list[Node]:
    """The nodes with those that can still be changed first."""
    return sorted(nodes, key=lambda node: node.live)
