"""AWS-R53-17: two resources that write one record set."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, first_planned, routed
from privateapi.rules.rule import Outcome
from privateapi.rules.wording import because, exists
from privateapi.topology.model import RecordSet
from privateapi.topology.values import Known


class OneWriter(RecordGroupRule):
    """No two resources write the same name, type and set identifier of a zone."""

    id = "AWS-R53-17"
    fix = "keep one of the two, or give each a setIdentifier of its own and a routing policy"
    remarks = "Records of one name with the same set identifier and a routing policy are told by AWS-R53-08 too."

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        writers: defaultdict[str, list[RecordSet]] = defaultdict(list)
        for record in group.records:
            if isinstance(record.set_identifier, Known) or record.set_identifier.missing:
                writers[record.set_identifier.get("")].append(record)
            elif not record.live and len(group.records) > 1:
                yield self.unjudged(f"its setIdentifier {because(record.set_identifier)}", record)
        for identifier, records in sorted(writers.items()):
            # A routing record without an identifier is AWS-R53-08's.
            if len(records) < 2 or (not identifier and all(routed(record) for record in records)):
                continue
            nodes = first_planned(records)
            labels = " and ".join(f"{record.label}{exists(record)}" for record in nodes)
            what = f"{group.label}{f' with setIdentifier {identifier!r}' if identifier else ''}"
            if not nodes[0].live:
                yield self.violation(f"{labels} both write {what}", *nodes)
