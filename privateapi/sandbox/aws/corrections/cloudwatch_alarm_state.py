"""Alarms are evaluated: each minute by their metric, also with data missing.

moto never changes an alarm's state by itself. SetAlarmState holds here, as on AWS, until the next evaluation.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html

Composite alarms and those on metric math, percentiles or high-resolution metrics keep the state that they are set to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.alarm_rule import AlarmRule
from privateapi.sandbox.aws.clock import time_of
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Evaluate alarms when a minute ends."""
    patches.set_item(measurements.EVALUATORS, "alarms", _evaluate)
    patches.set_item(measurements.WINDOWS, "alarms", _window)


def _evaluate(begin: int, end: int) -> None:
    for backend, alarm, rule in _evaluated():
        found = rule.evaluate(backend, end, alarm.state_value)
        if found.state != alarm.state_value:
            alarm.update_state(found.reason, found.data, found.state)
            alarm.state_updated_timestamp = alarm.state_transitioned_timestamp = time_of(end)


def _window() -> int:
    return max((rule.window for _, _, rule in _evaluated()), default=0)


def _evaluated() -> Iterator[tuple[Any, Any, AlarmRule]]:
    """The alarms that are evaluated, with the backend of their metrics."""
    for regions in list(cloudwatch_backends.values()):
        for backend in list(regions.values()):
            for alarm in list(backend.alarms.values()):
                rule = AlarmRule.of(alarm)
                if rule is not None:
                    yield backend, alarm, rule
