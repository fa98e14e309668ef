"""AWS-R53-09: one routing policy for a name and type."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, first_planned
from privateapi.rules.rule import Outcome
from privateapi.topology.routing import policies_in
from privateapi.topology.values import NotJudged


class RoutingPolicy(RecordGroupRule):
    """A record has one routing policy, and all records of a name and type have the same one."""

    id = "AWS-R53-09"
    fix = "use one routing policy for all records of the name and type"

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        seen: dict[str, list[str]] = {}
        for record in group.records:
            try:
                policies = sorted(policies_in(record))
            except NotJudged as reason:
                raise NotJudged(f"multivalue of {record.label} {reason}") from None
            if len(policies) > 1 and not record.live:
                yield self.violation(f"{record.label} has the routing policies {' and '.join(policies)}", record)
            if len(policies) == 1:
                seen.setdefault(policies[0], []).append(record.label)
        if len(seen) > 1:
            mixed = " and ".join(f"{policy} ({', '.join(labels)})" for policy, labels in sorted(seen.items()))
            yield self.violation(f"{group.label} mixes {mixed}", *first_planned(group.records))
