"""AWS-HC-12: the time until clients leave a failed Region."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.alarms import Alarms
from privateapi.rules.asking import ask, followed
from privateapi.rules.design import Design
from privateapi.rules.record_sets import alias_of
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import HealthCheck, RecordSet


class RecoveryTime(NodeRule[RecordSet]):
    """The alarm's detection time and the record's ttl are together at most the recovery time objective."""

    id = "AWS-HC-12"
    fix = "shorten the alarm's period, its number of periods or the ttl, or set another rtoSeconds"
    remarks = "Judged when rtoSeconds is configured. The ttl of an alias is that of the balancer's name."

    def check(self, design: Design) -> Iterator[Outcome]:
        if design.settings.rto_seconds is not None:
            self._alarms = Alarms(design.topology)
            yield from super().check(design)

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        if node.health_check.missing:
            return
        check = followed(design.topology, node.health_check, HealthCheck, node, "its health check")
        alias_ttl = service_range("aws.route53.balancer_alias_ttl").highest
        ttl = alias_ttl if alias_of(node) is not None else ask(node.ttl, "the ttl")
        for alarm in self._alarms.behind(check):
            period = ask(alarm.period_seconds, f"the period of {alarm.label}")
            periods = ask(alarm.evaluation_periods, f"evaluationPeriods of {alarm.label}")
            total, goal = period * periods + ttl, design.settings.rto_seconds
            if goal is not None and total > goal:
                yield self.violation(
                    f"{node.label} leads to a failed Region for up to {total} s ({periods} periods of {period} s of "
                    f"{alarm.label}, and a ttl of {ttl} s), more than the {goal} s of rtoSeconds",
                    node,
                    alarm,
                )
