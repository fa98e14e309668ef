"""Internal DNS records of API Gateway on Alibaba Cloud: which instances a record is for, and which it is given to."""

from __future__ import annotations

import abc
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import InstanceKind, kind_of
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.dns import normal
from privateapi.topology.internal_domains import InternalDomains
from privateapi.topology.model import GatewayInstance, InternalRecord, InternalRecordAssociation, Node, Topology
from privateapi.topology.values import Known, NotJudged

_BY_NAME = {"VPC integration": InstanceKind.VPC_INTEGRATION, "conventional": InstanceKind.CONVENTIONAL}
# CloudAPI 2016-07-14 CreatePrivateDNS, Type.
_BY_TYPE = {"A": InstanceKind.VPC_INTEGRATION, "VPC": InstanceKind.CONVENTIONAL}


def record_kind(record: InternalRecord) -> InstanceKind:
    """The kind of instances that a record is for: as it says, or by its type.

    Raises:
        NotJudged: it is not known, or there is no such kind.
    """
    for value, kinds in ((record.instance_type, _BY_NAME), (record.type, _BY_TYPE)):
        if isinstance(value, Known) and value.value in kinds:
            return kinds[value.value]
    raise NotJudged(f"its type {needed(record.type, 'its type')!r} is neither A nor VPC")


def domain_of(record: InternalRecord) -> str:
    """The domain name in the form that names are compared in.

    Raises:
        NotJudged: it is not known or not set.
    """
    return normal(needed(record.domain_name, "its domain name"))


@dataclass(frozen=True, slots=True)
class Binding:
    """An instance that a record is certainly given to."""

    association: InternalRecordAssociation
    record: InternalRecord
    instance: GatewayInstance

    @property
    def live(self) -> bool:
        """Whether all of it exists already."""
        return self.association.live and self.record.live and self.instance.live


@dataclass(frozen=True, slots=True)
class Bindings:
    """All associations.

    `domains_of` are the names that an instance resolves, by the instance's key, also those of records that were not
    read. `elsewhere` are associations with the id of an instance that was not read, and the record where it was.
    `unread` are associations whose records or instances are not certain, with the reason: they may be any.
    """

    found: tuple[Binding, ...]
    domains_of: Mapping[str, frozenset[str]]
    elsewhere: tuple[tuple[InternalRecordAssociation, str, InternalRecord | None], ...]
    unread: tuple[tuple[Node, str], ...]

    def of_record(self) -> dict[str, list[Binding]]:
        """The instances of each record, by the record's key."""
        groups: defaultdict[str, list[Binding]] = defaultdict(list)
        for binding in self.found:
            groups[binding.record.key].append(binding)
        return groups

    @property
    def not_read(self) -> Iterator[tuple[Node, str]]:
        """What a rule over records and instances cannot judge."""
        yield from self.unread
        for association, id, _ in self.elsewhere:
            yield association, f"its instance {id!r} is not among the resources that were read"


def bindings(topology: Topology) -> Bindings:
    """Which records are given to which instances."""
    found: list[Binding] = []
    domains: defaultdict[str, set[str]] = defaultdict(set)
    elsewhere: list[tuple[InternalRecordAssociation, str, InternalRecord | None]] = []
    unread: list[tuple[Node, str]] = []
    domains_of_records = InternalDomains(topology)
    for association in topology.of(InternalRecordAssociation):
        try:
            records = domains_of_records.records(association)
            keys = needed(
                topology.identities(association.instances, GatewayInstance, association), "one of its instances"
            )
        except NotJudged as reason:
            unread.append((association, str(reason)))
            continue
        names = {normal(record.domain_name.value) for record in records if isinstance(record.domain_name, Known)}
        if not records and isinstance(association.record.id, Known):
            names.add(normal(association.record.id.value))
        for key in keys:
            instance = topology.node(key)
            if not isinstance(instance, GatewayInstance):
                elsewhere.append((association, key, records[0] if records else None))
                continue
            domains[instance.key] |= names
            try:
                found += [Binding(association, record, instance) for record in _meant(records, instance)]
            except NotJudged as reason:
                unread.append((association, str(reason)))
    return Bindings(
        tuple(found), {key: frozenset(names) for key, names in domains.items()}, tuple(elsewhere), tuple(unread)
    )


def _meant(records: list[InternalRecord], instance: GatewayInstance) -> list[InternalRecord]:
    """Of several records of one domain those for the instance's kind: that is how the API tells them apart."""
    if len(records) < 2:
        return records
    kind = kind_of(instance)
    return [record for record in records if record_kind(record) is kind]


class RecordRule(NodeRule[InternalRecord]):
    """A rule that judges internal DNS records for one kind of instances; records for the other kind pass."""

    instances: InstanceKind = InstanceKind.VPC_INTEGRATION

    def judge(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        if record_kind(node) is self.instances:
            yield from self.judge_record(node, design)

    @abc.abstractmethod
    def judge_record(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        """Violations of one record. `NotJudged` may be raised: it becomes "not judged"."""
