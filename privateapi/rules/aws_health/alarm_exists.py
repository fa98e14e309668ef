"""AWS-HC-02: health checks of alarms that are not there."""

from collections.abc import Iterator

from privateapi.rules.alarms import AlarmCheckRule, Alarms
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome
from privateapi.topology.model import HealthCheck
from privateapi.topology.values import Known, NotJudged


class AlarmExists(AlarmCheckRule):
    """A health check of type CLOUDWATCH_METRIC names an alarm of the program or the account."""

    id = "AWS-HC-02"
    fix = "give the name of an alarm that exists, best as the output of the alarm"
    remarks = "An alarm of that name in another Region is AWS-HC-03's."

    def judge(self, check: HealthCheck, alarms: Alarms, design: Design) -> Iterator[Outcome]:
        if check.live:
            return
        if check.alarm_name.missing and check.alarm.missing:
            yield self.violation(f"{check.label} is of type CLOUDWATCH_METRIC and names no alarm", check)
            return
        if alarms.of(check):
            return
        name = check.alarm_name.get()
        if alarms.nameless:
            raise NotJudged(f"whether {alarms.nameless[0].label} is {name} is not known")
        if not design.live:
            raise NotJudged(f"alarm {name} is not among the resources that were read")
        region = f" in {check.alarm_region.value}" if isinstance(check.alarm_region, Known) else ""
        yield self.violation(f"{check.label} watches alarm {name}{region}, which does not exist", check)
