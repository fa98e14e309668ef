"""AWS-HC-03: the Region of a watched alarm."""

from collections.abc import Iterator

from privateapi.rules.alarms import AlarmCheckRule, Alarms
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome
from privateapi.topology.model import HealthCheck
from privateapi.topology.values import Known


class AlarmRegion(AlarmCheckRule):
    """A health check looks for its alarm in the Region of the alarm."""

    id = "AWS-HC-03"
    fix = "give the Region of the alarm, and each Region a health check of its own"
    remarks = "That Regions share a health check is AWS-HC-09's."

    def judge(self, check: HealthCheck, alarms: Alarms, design: Design) -> Iterator[Outcome]:
        named = alarms.of(check)
        if check.live or not named:
            return
        region = ask(check.alarm_region, "the alarm's Region")
        elsewhere = {ask(alarm.region, f"the Region of {alarm.label}") for alarm in named}
        if region not in elsewhere:
            alarm = named[0]
            name = alarm.label if not isinstance(alarm.alarm_name, Known) else f"alarm {alarm.alarm_name.value}"
            yield self.violation(
                f"{check.label} looks for {name} in {region}, but it is in {' and '.join(sorted(elsewhere))}",
                check,
                alarm,
            )
