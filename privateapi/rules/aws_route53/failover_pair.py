"""AWS-R53-03: the pair of a failover set."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, first_planned
from privateapi.rules.rule import Outcome
from privateapi.topology.model import RecordSet


class FailoverPair(RecordGroupRule):
    """A failover set has exactly one PRIMARY and one SECONDARY."""

    id = "AWS-R53-03"
    fix = "give the name one record with failover PRIMARY and one with failover SECONDARY"

    def concerns(self, record: RecordSet) -> bool:
        return not record.failover.missing

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        roles = service_choice("aws.route53.failover")
        by_role: defaultdict[str, list[RecordSet]] = defaultdict(list)
        for record in group.records:
            by_role[ask(record.failover, f"failover of {record.label}")].append(record)
        for role, records in sorted(by_role.items()):
            labels = " and ".join(record.label for record in records)
            if role not in roles:
                yield self.violation(
                    f"{labels} of {group.label} has failover {role!r}; {' and '.join(roles.values)} are the two roles",
                    *first_planned(records),
                )
            elif len(records) > 1:
                yield self.violation(
                    f"{group.label} has {len(records)} {role} records ({labels}); one is allowed",
                    *first_planned(records),
                )
        lacking = [role for role in roles.values if role not in by_role]
        if lacking and len(lacking) < len(roles.values):
            self.require_complete(group, design)
            present = next(role for role in roles.values if role in by_role)
            yield self.violation(
                f"{group.label} has a {present} ({by_role[present][0].label}) and no {lacking[0]} record",
                *first_planned(group.records),
            )
