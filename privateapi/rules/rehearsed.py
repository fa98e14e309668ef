"""A design rehearsed for the rules: every name that it plans, from every client, under every single failure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from privateapi.rules.deployment import GEOGRAPHY
from privateapi.topology.dns import AWS_TTL, Given, addresses_of
from privateapi.topology.failures import Outage
from privateapi.topology.model import HostedZone, Node, RecordSet, Topology, Vpc
from privateapi.topology.rehearsal import Client, Part, Rehearsal, Row, Verdict
from privateapi.topology.routing import Asker, choose
from privateapi.topology.values import Known, NotJudged, flat
from privateapi.topology.zones import Name, ZoneIndex, normal


@dataclass(frozen=True, slots=True)
class Stuck:
    """A client that is sent to something dead while something else would serve it."""

    row: Row
    outage: Outage
    part: Part
    other: str


class Rehearsed:
    """The rehearsal of the names that the design plans; names of live records alone are left alone."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._every = Rehearsal(topology, GEOGRAPHY)
        self.rehearsal = self._every

    @property
    def index(self) -> ZoneIndex:
        """Zones and records."""
        return self._every.resolver.index

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What each client gets for each name."""
        planned = {name for name, records in self._named.items() if not all(record.live for record in records)}
        names = [name for name in self._every.every_name if name in planned]
        if not names:
            return ()
        self.rehearsal = Rehearsal(self._topology, GEOGRAPHY, names=names)
        return self.rehearsal.rows

    def records(self, name: Name) -> tuple[RecordSet, ...]:
        """The records of a set.

        Raises:
            NotJudged: others may belong to it.
        """
        zone = self._topology.node(name.zone)
        return self.index.records(zone, name.name, name.type) if isinstance(zone, HostedZone) else ()

    def root(self, row: Row) -> Name | None:
        """The set of records that the name of a row is answered from; None when no zone answers it."""
        return self._root(row.client.vpc, row.name, row.type)

    def _root(self, vpc: Vpc, name: str, type: str) -> Name | None:
        asked = self.rehearsal.resolver.asked(vpc, name, type)
        # A set of the name itself before that of a wildcard over it.
        for each in sorted(asked, key=lambda each: (each.name != name, each)):
            if (each.name == name or each.name.startswith("*.")) and self._placed(each):
                return each
        return None

    def _placed(self, name: Name) -> tuple[RecordSet, ...]:
        """The records that certainly belong to a set."""
        zone = self._topology.node(name.zone)
        if not isinstance(zone, HostedZone):
            return ()
        return self.index.zone_records(zone).by_name.get((name.name, name.type), ())

    @cached_property
    def asked(self) -> dict[Name, tuple[Vpc, ...]]:
        """The sets that names are answered from, each with the VPCs that ask for it."""
        found: defaultdict[Name, dict[str, Vpc]] = defaultdict(dict)
        for row in self.rows:
            name = self.root(row)
            if name is not None:
                found[name][row.client.vpc.key] = row.client.vpc
        return {name: tuple(vpcs.values()) for name, vpcs in sorted(found.items())}

    def named(self, name: str) -> tuple[RecordSet, ...]:
        """The records of a name, of whatever type and zone."""
        return self._named.get(name, ())

    def planned(self, name: str) -> RecordSet | None:
        """The first record of a name that does not exist yet; None when all do."""
        return next((record for record in self.named(name) if not record.live), None)

    @cached_property
    def _named(self) -> dict[str, tuple[RecordSet, ...]]:
        found: defaultdict[str, list[RecordSet]] = defaultdict(list)
        for record in self._topology.of(RecordSet):
            if isinstance(record.record_name, Known):
                found[normal(record.record_name.value)].append(record)
        return {name: tuple(records) for name, records in found.items()}

    @cached_property
    def stuck(self) -> tuple[tuple[Stuck, ...], tuple[tuple[Row, str], ...]]:
        """Every client that some failure sends to something dead in vain; and what cannot be told, by row."""
        found: list[Stuck] = []
        unsure: dict[tuple[str, str], Row] = {}
        for row in self.rows:
            for place, cell in row.changed.items():
                outage = row.outages[place]
                if cell.verdict is Verdict.UNJUDGED:
                    unsure.setdefault((row.name, cell.why), row)
                for part in cell.parts:
                    if part.verdict is not Verdict.DEAD or part.record is None:
                        continue
                    try:
                        other = next(self._alternatives(row, outage, part), None)
                    except NotJudged as reason:
                        unsure.setdefault((row.name, str(reason)), row)
                    else:
                        found += [Stuck(row, outage, part, other)] if other is not None else []
        return tuple(found), tuple((row, why) for (_, why), row in unsure.items())

    def _alternatives(self, row: Row, outage: Outage, dead: Part) -> Iterator[str]:
        """What would serve the client under the outage, if Route 53 chose it.

        Raises:
            NotJudged: which records may answer the client is not known.
        """
        root = self.root(row)
        for given in self._leaves(row.client.vpc, root, row.type, ()) if root is not None else ():
            if given.chain[-1] is dead.record:
                continue
            part = self.rehearsal.part(outage, row.client, row.name, given)
            if part.verdict is Verdict.SERVED:
                yield given.target.label if given.target is not None else given.chain[-1].label

    def _leaves(self, vpc: Vpc, name: Name, type: str, chain: tuple[RecordSet, ...]) -> Iterator[Given]:
        """Everything that a set of records may lead a client to, whatever is healthy."""
        records = self.records(name)
        for record in records:
            longer = (*chain, record)
            if record in chain or not may_choose(records, record, vpc):
                continue
            if isinstance(record.alias, Known):
                target = self.index.alias_target(record, record.alias.value)
                if isinstance(target, Node):
                    yield Given(1.0, longer, target, addresses_of(target, type), ttl=Known(AWS_TTL))
                elif target and (inner := self.index.name_of(target[0])) is not None:
                    yield from self._leaves(vpc, inner, type, longer)
            elif record.type == Known("CNAME"):
                other = self._other_name(record)
                inner = self._root(vpc, other, type) if other else None
                if inner is not None:
                    yield from self._leaves(vpc, inner, type, longer)
            else:
                yield Given(1.0, longer, None, flat(record.records), ttl=record.ttl)

    @staticmethod
    def _other_name(record: RecordSet) -> str:
        values = record.records.value if isinstance(record.records, Known) else ()
        return values[0].value if values and isinstance(values[0], Known) else ""


def may_choose(records: tuple[RecordSet, ...], record: RecordSet, vpc: Vpc) -> bool:
    """Whether a client would get a record if it alone were healthy.

    Raises:
        NotJudged: what decides is not known.
    """
    return any(pick.record is record for pick in choose(records, {record.key}, asker(vpc)).picks)


def who(client: Client) -> str:
    """A client in a message: its VPC, or what it is called on premises."""
    return f"a client {client.label}" if client.resolvers else client.vpc.label


def asker(vpc: Vpc) -> Asker | None:
    """Who asks from a VPC, as routing policies see it."""
    return Asker(vpc.region.value, GEOGRAPHY) if isinstance(vpc.region, Known) else None
