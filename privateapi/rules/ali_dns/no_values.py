"""ALI-DNS-12: values of records for conventional instances."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.internal_records import RecordRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.model import InternalRecord


class NoValues(RecordRule):
    """A record for conventional instances has no values and no weights: the VPC access says where it leads."""

    id = "ALI-DNS-12"
    fix = "leave records out, or declare the record with type A for VPC integration instances"
    instances = InstanceKind.CONVENTIONAL

    def judge_record(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        if node.addresses.missing:
            return
        count = len(needed(node.addresses, "the list of its addresses"))
        if count:
            yield self.violation(
                f"{node.label} is for conventional dedicated instances and has {count} value{'s' * (count > 1)}; such "
                "records take none",
                node,
            )
