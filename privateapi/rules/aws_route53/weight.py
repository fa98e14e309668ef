"""AWS-R53-10: the range of weights."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RecordSet


class Weight(NodeRule[RecordSet]):
    """A weight is a whole number from 0 to 255."""

    id = "AWS-R53-10"
    fix = "choose a weight from 0 to 255"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        if node.weight.missing:
            return
        weight, allowed = ask(node.weight, "the weight"), naming_facts().ranges["aws.route53.weight"]
        if weight not in allowed:
            yield self.violation(
                f"{node.label} has the weight {weight}; Route 53 takes {allowed.lowest} to {allowed.highest}", node
            )
