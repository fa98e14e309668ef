"""AWS-HC-11: numbers of health checks."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.numbers import out_of_range
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import HealthCheck


class CheckNumbers(NodeRule[HealthCheck]):
    """Thresholds, interval and number of children of a health check are in the range that Route 53 takes."""

    id = "AWS-HC-11"
    fix = "choose a number in the range; a calculated health check counts one or more others"

    def judge(self, node: HealthCheck, design: Design) -> Iterator[Outcome]:
        ranges = naming_facts().ranges
        faults = (
            out_of_range(node.failure_threshold, ranges["aws.health_check.failure_threshold"], "the failureThreshold"),
            out_of_range(node.health_threshold, ranges["aws.health_check.health_threshold"], "the healthThreshold"),
        )
        for fault in faults:
            if fault is not None:
                yield self.violation(f"{node.label} has {fault}", node)
        interval = ask(node.request_interval, "the requestInterval", None)
        intervals = naming_facts().choices["aws.health_check.request_interval"]
        if interval is not None and str(interval) not in intervals:
            yield self.violation(
                f"{node.label} has the requestInterval {interval}, where {' or '.join(intervals.values)} is allowed",
                node,
            )
        if ask(node.type, "the type", "") == "CALCULATED":
            children, most = ask(node.children.ids, "the list of its children", ()), design.limit("aws.r53.hc_children")
            if not children:
                yield self.violation(f"{node.label} is calculated from no health check", node)
            elif len(children) > most.value:
                yield self.violation(f"{node.label} has {len(children)} children, more than {most.text}", node)
