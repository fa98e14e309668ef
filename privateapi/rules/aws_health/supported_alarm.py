"""AWS-HC-05: alarms that Route 53 can watch."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.facts.services import service_range
from privateapi.rules.alarms import AnyAlarm, WatchedAlarmRule
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.numbers import out_of_range
from privateapi.rules.rule import Outcome
from privateapi.topology.model import CompositeAlarm, HealthCheck


class SupportedAlarm(WatchedAlarmRule):
    """A watched alarm is on one standard-resolution metric with a simple statistic."""

    id = "AWS-HC-05"
    fix = "use a metric alarm with Average, Minimum, Maximum, Sum or SampleCount and a period of 60 s or more"

    def judge_alarm(self, alarm: AnyAlarm, check: HealthCheck, design: Design) -> Iterator[Outcome]:
        watched = f"{check.label} watches {alarm.label}"
        if isinstance(alarm, CompositeAlarm):
            yield self.violation(f"{watched}, a composite alarm, which Route 53 does not take", check, alarm)
            return
        math = ask(alarm.metric_math, "whether it has metric math", False) or not alarm.threshold_metric_id.missing
        if math:
            what = "metric math" if alarm.threshold_metric_id.missing else "anomaly detection"
            yield self.violation(f"{watched}, which has {what}; Route 53 does not take it", check, alarm)
            return
        if not alarm.extended_statistic.missing:
            yield self.violation(f"{watched}, which has an extended statistic; Route 53 does not take it", check, alarm)
        statistic = ask(alarm.statistic, "the statistic", None)
        allowed = naming_facts().choices["aws.health_check.alarm_statistics"]
        if statistic is not None and statistic not in allowed:
            yield self.violation(
                f"{watched}, which has the statistic {statistic}; Route 53 takes {', '.join(allowed.values)}",
                check,
                alarm,
            )
        fault = out_of_range(alarm.period_seconds, service_range("aws.health_check.alarm_period"), "the period")
        if fault is not None:
            yield self.violation(f"{watched}, which has {fault} (high resolution is not)", check, alarm)
