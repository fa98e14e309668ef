"""ALI-DNS-05: the range of weights."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import InternalRecord
from privateapi.topology.values import Known, Unknown


class WeightRange(NodeRule[InternalRecord]):
    """The weight of each value is a whole number in the range that API Gateway takes."""

    id = "ALI-DNS-05"
    fix = "use whole numbers in the range; only their ratio counts"

    def judge(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        if node.addresses.missing:
            return
        weights = naming_facts().ranges["alibaba.apigw.weight"]
        unread: dict[str, None] = {}
        for position, each in enumerate(needed(node.addresses, "the list of its addresses")):
            path = f"records[{position}].weight"
            if isinstance(each.weight, Unknown):
                unread[f"{path} {each.weight.why}"] = None
            elif isinstance(each.weight, Known) and each.weight.value not in weights:
                yield self.violation(
                    f"{node.label}: {path} is {each.weight.value}; weights are {weights.lowest} to {weights.highest} "
                    f"({weights.source})",
                    node,
                )
        for why in unread:
            yield self.unjudged(why, node)
