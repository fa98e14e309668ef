"""AWS-HC-07: what an alarm makes of missing data."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.alarms import AnyAlarm, WatchedAlarmRule
from privateapi.rules.asking import ask
from privateapi.rules.aws_health.healthy_hosts import watches_hosts
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome
from privateapi.topology.model import Alarm, HealthCheck


class MissingData(WatchedAlarmRule):
    """A watched alarm on healthy hosts treats missing data as breaching: a balancer that is gone sends none."""

    id = "AWS-HC-07"
    fix = "set treatMissingData breaching"
    remarks = "Alarms on errors are left alone: without requests there are none, and no data is no failure."

    def judge_alarm(self, alarm: AnyAlarm, check: HealthCheck, design: Design) -> Iterator[Outcome]:
        if not isinstance(alarm, Alarm) or not watches_hosts(alarm):
            return
        treated = ask(alarm.treat_missing_data, "treatMissingData", "missing")
        if treated not in service_choice("aws.alarm.missing_data_alarms"):
            yield self.violation(
                f"{alarm.label}, which {check.label} watches, treats missing data as {treated}: without data it does "
                "not fire",
                alarm,
            )
