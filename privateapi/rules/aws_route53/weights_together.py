"""AWS-R53-11: weights that do not mean what they seem to."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, first_planned
from privateapi.rules.rule import Outcome
from privateapi.topology.model import RecordSet


class WeightsTogether(RecordGroupRule):
    """A weighted set has two records or more, and one of them has a weight above 0."""

    id = "AWS-R53-11"
    fix = "give a record a weight above 0, and a second record to share with; or use a simple record"

    def concerns(self, record: RecordSet) -> bool:
        return not record.weight.missing

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        weights = [ask(record.weight, f"the weight of {record.label}") for record in group.records]
        if len(group.records) > 1 and any(weights):
            return
        self.require_complete(group, design)
        if len(group.records) == 1:
            only = f"{group.label} has one weighted record ({group.records[0].label}), of weight {weights[0]}"
            what = "answers all queries, whatever its weight is"
            yield self.violation(f"{only}; it {what}", *group.planned)
        else:
            yield self.violation(
                f"all {len(weights)} weights of {group.label} are 0; Route 53 then gives each record the same share",
                *first_planned(group.records),
            )
