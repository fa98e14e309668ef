"""Alarms are evaluated: each minute by their metric, also with data missing.

moto never changes an alarm's state by itself. SetAlarmState holds here, as on AWS, until the next evaluation.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html

Composite alarms and those on metric math, percentiles or high-resolution metrics keep the state that they are set to.
"""

from __future__ import annotations

from typing import Any

from moto.cloudwatch.models import cloudwatch_backends

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.alarm_rule import AlarmRule
from privateapi.sandbox.aws.clock import time_of
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Evaluate alarms when a minute ends."""
    patches.set_item(measurements.EVALUATORS, "alarms", _evaluate)


def _evaluate(begin: int, end: int) -> None:
    for regions in list(cloudwatch_backends.values()):
        for backend in list(regions.values()):
            alarms: list[Any] = list(backend.alarms.values())
            for alarm in alarms:
                rule = AlarmRule.of(alarm)
                found = rule.evaluate(backend, end, alarm.state_value) if rule is not None else None
                if found is not None and found.state != alarm.state_value:
                    alarm.update_state(found.reason, found.data, found.state)
                    alarm.state_updated_timestamp = alarm.state_transitioned_timestamp = time_of(end)
