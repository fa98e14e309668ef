"""ALI-DNS-09: instances of both kinds with one record."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import InstanceKind, kind_of
from privateapi.rules.internal_records import Binding, bindings, record_kind
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Node
from privateapi.topology.values import NotJudged


class OneKind(Rule):
    """All instances that a record is given to are of the kind that the record is for."""

    id = "ALI-DNS-09"
    fix = "declare one record of type A for VPC integration instances and one of type VPC for conventional ones"

    def check(self, design: Design) -> Iterator[Outcome]:
        given = bindings(design.topology)
        unread: list[tuple[Node, str]] = list(given.not_read)
        for of_record in given.of_record().values():
            first: tuple[InstanceKind, str] | None
            try:
                record = of_record[0].record
                wanted = record_kind(record)
                first = wanted, f"{record.label} is for {wanted.text} instances"
            except NotJudged:
                # The instances among themselves.
                first = None
            for binding in of_record:
                try:
                    kind = kind_of(binding.instance)
                except NotJudged as reason:
                    unread.append((binding.instance, str(reason)))
                    continue
                if kind is None:
                    continue
                if first is None:
                    first = kind, f"{binding.record.label} is given to {binding.instance.label}, a {kind.text} instance"
                elif kind is not first[0] and not binding.live:
                    yield self._refused(first[1], kind, binding)
        yield from self.all_unjudged(unread)

    def _refused(self, first: str, kind: InstanceKind, binding: Binding) -> Outcome:
        return self.violation(
            f"{first}, and {binding.association.label} gives it to {binding.instance.label}, a {kind.text} instance",
            binding.association,
            binding.record,
            binding.instance,
        )
