"""ALI-DNS-18: records that no instance has."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.internal_records import bindings
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import InternalRecord


class RecordUsed(Rule):
    """A record is given to at least one instance: without, it has no effect."""

    id = "ALI-DNS-18"
    fix = "associate the record with an instance, or remove it"

    def check(self, design: Design) -> Iterator[Outcome]:
        given = bindings(design.topology)
        used = {binding.record.key for binding in given.found}
        used |= {record.key for _, _, record in given.elsewhere if record is not None}
        for record in design.topology.of(InternalRecord):
            if record.live or record.key in used:
                continue
            if given.unread:
                association, why = given.unread[0]
                yield self.unjudged(f"{association.label} may be for it: {why}", record)
            else:
                yield self.violation(f"{record.label} is associated with no instance", record)
