"""What the rules about weights of 0 share."""

import abc
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.internal_records import RecordRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.model import InternalRecord
from privateapi.topology.values import Known, NotJudged, Unknown


class NoTrafficRule(RecordRule):
    """A rule that some value of a record gets traffic: at API Gateway a weight of 0 means none."""

    @abc.abstractmethod
    def concerns(self, values: int) -> bool:
        """Whether the rule is about records with that many values."""

    @abc.abstractmethod
    def message(self, node: InternalRecord) -> str:
        """What is wrong with a record whose weights are all 0."""

    def judge_record(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        addresses = needed(node.addresses, "the list of its addresses")
        if not self.concerns(len(addresses)):
            return
        weights = [each.weight for each in addresses]
        if any(weight.missing or weight not in (Known(0),) for weight in weights if not weight.unknown):
            return
        for position, weight in enumerate(weights):
            if isinstance(weight, Unknown):
                raise NotJudged(f"records[{position}].weight {weight.why}")
        yield self.violation(self.message(node), node)
