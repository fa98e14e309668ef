"""AWS-R53-08: identifiers of routing records."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, first_planned, routed
from privateapi.rules.rule import Outcome
from privateapi.rules.wording import because
from privateapi.topology.model import RecordSet
from privateapi.topology.values import Known


class SetIdentifier(RecordGroupRule):
    """A record with a routing policy has a set identifier, which no other record of its name and type has."""

    id = "AWS-R53-08"
    fix = "give each record of the set a setIdentifier of its own, such as its Region"

    def concerns(self, record: RecordSet) -> bool:
        return routed(record)

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        length = naming_facts().ranges["aws.route53.set_identifier_length"]
        by_identifier: defaultdict[str, list[RecordSet]] = defaultdict(list)
        for record in group.records:
            if isinstance(record.set_identifier, Known):
                by_identifier[record.set_identifier.value].append(record)
            elif not record.live and record.set_identifier.missing:
                yield self.violation(f"{record.label} of {group.label} has no setIdentifier", record)
            elif not record.live:
                yield self.unjudged(f"its setIdentifier {because(record.set_identifier)}", record)
        for identifier, records in sorted(by_identifier.items()):
            labels = " and ".join(record.label for record in records)
            planned = first_planned(records)
            if planned[0].live:
                continue
            if len(identifier) not in length:
                yield self.violation(
                    f"{labels} of {group.label} has a setIdentifier of {len(identifier)} characters; "
                    f"{length.lowest} to {length.highest} are allowed",
                    *planned,
                )
            if len(records) > 1:
                yield self.violation(f"{labels} of {group.label} have the same setIdentifier {identifier!r}", *planned)
