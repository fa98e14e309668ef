"""AWS-R53-04: what makes a PRIMARY fail over."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_sets import evaluates, without_health
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RecordSet


class PrimaryHealth(NodeRule[RecordSet]):
    """The PRIMARY of a failover set has a health check, or is an alias that evaluates its target's health."""

    id = "AWS-R53-04"
    fix = "give the PRIMARY a health check, or set evaluateTargetHealth true on an alias to a load balancer"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        if ask(node.failover, "failover", "") == "PRIMARY" and not evaluates(design.topology, node):
            yield self.violation(f"{node.label} is the PRIMARY and has {without_health(node)}", node)
