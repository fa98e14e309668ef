"""AWS-R53-22: how many records and values."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, first_planned
from privateapi.rules.rule import Outcome
from privateapi.rules.wording import because
from privateapi.topology.values import Known, Unknown


class SetSize(RecordGroupRule):
    """A name has no more routing records, and a record no more values, than Route 53 takes."""

    id = "AWS-R53-22"
    fix = "spread the answers over further names, or put a load balancer in front"

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        most = design.limit("aws.r53.same_name")
        if len(group.records) > most.value:
            nodes = first_planned(group.records)
            yield self.violation(f"{group.label} has {len(nodes)} records, more than {most.text}", *nodes[:2])
        values = design.limit("aws.r53.values")
        for record in group.planned:
            if isinstance(record.records, Known) and len(record.records.value) > values.value:
                count = len(record.records.value)
                yield self.violation(f"{record.label} has {count} values, more than {values.text}", record)
            elif isinstance(record.records, Unknown):
                yield self.unjudged(f"the number of its values {because(record.records)}", record)
