"""When CloudWatch takes a metric for OK or ALARM, also with data missing.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html,
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

import json
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.clock import time_of
from privateapi.topology.health import FURTHER_PERIODS

OK, ALARM, INSUFFICIENT_DATA = "OK", "ALARM", "INSUFFICIENT_DATA"

_COMPARISONS = {
    "GreaterThanOrEqualToThreshold": (operator.ge, "greater than or equal to"),
    "GreaterThanThreshold": (operator.gt, "greater than"),
    "LessThanThreshold": (operator.lt, "less than"),
    "LessThanOrEqualToThreshold": (operator.le, "less than or equal to"),
}
_TREATED = {"breaching": "Breaching", "notBreaching": "NonBreaching"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A state, and why, in CloudWatch's words and as its JSON."""

    state: str
    reason: str
    data: str


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """What an alarm on one metric with a simple statistic says; it alarms at M of N data points."""

    namespace: str
    metric_name: str
    dimensions: measurements.Dimensions
    statistic: str
    period_minutes: int
    evaluation_periods: int
    datapoints_to_alarm: int
    comparison_operator: str
    threshold: float
    treat_missing_data: str

    @classmethod
    def of(cls, alarm: Any) -> AlarmRule | None:
        """The rule of moto's alarm; None of a composite one, of metric math, percentiles and high resolution."""
        simple = alarm.statistic and alarm.comparison_operator in _COMPARISONS
        if not simple or alarm.rule is not None or alarm.metric_data_queries or not alarm.period or alarm.period < 60:
            return None
        return cls(
            alarm.namespace,
            alarm.metric_name,
            tuple(sorted((item.name, item.value) for item in alarm.dimensions)),
            alarm.statistic,
            alarm.period // 60,
            int(alarm.evaluation_periods),
            int(alarm.datapoints_to_alarm or alarm.evaluation_periods),
            alarm.comparison_operator,
            float(alarm.threshold),
            alarm.treat_missing_data or "missing",
        )

    @property
    def window(self) -> int:
        """How many minutes of data decide."""
        return self.period_minutes * (self.evaluation_periods + FURTHER_PERIODS)

    def state(self, points: Sequence[float | None], current: str) -> str:
        """The state after data points of the evaluation range, oldest first, None where one is missing."""
        real = [point for point in points if point is not None][-self.evaluation_periods :]
        breaching = [self.breaches(point) for point in real]
        lacking = self.evaluation_periods - len(real)
        count = sum(breaching) + (lacking if self.treat_missing_data == "breaching" else 0)
        if count >= self.datapoints_to_alarm:
            return ALARM
        if lacking == 0 or self.treat_missing_data in _TREATED:
            return OK
        if not real:
            return current if self.treat_missing_data == "ignore" else INSUFFICIENT_DATA
        if not all(breaching):
            return OK
        # Only breaching points, fewer than needed. The next one may not be breaching, so the state stays until the
        # oldest of them is as old as the data points to alarm ("premature transitions to alarm state").
        oldest = max(age for age, point in enumerate(reversed(points), 1) if point is not None)
        return ALARM if self.treat_missing_data == "missing" and oldest >= self.datapoints_to_alarm else current

    def breaches(self, point: float) -> bool:
        """Whether a data point is on the wrong side of the threshold."""
        return bool(_COMPARISONS[self.comparison_operator][0](point, self.threshold))

    def evaluate(self, backend: Any, end: int, current: str) -> Evaluation:
        """The state at the end of the minute before `end`, by the data in moto's CloudWatch `backend`."""
        ends = [end - self.period_minutes * number for number in range(self.evaluation_periods + FURTHER_PERIODS)]
        points = [measurements.statistic(backend, self, each - self.period_minutes, each) for each in reversed(ends)]
        state = self.state(points, current)
        recent = [(point, each) for point, each in zip(points, reversed(ends), strict=True) if point is not None]
        recent = recent[-self.evaluation_periods :]
        data = {
            "version": "1.0",
            "queryDate": f"{time_of(end).isoformat(timespec='milliseconds')}+0000",
            "statistic": self.statistic,
            "period": self.period_minutes * 60,
            "recentDatapoints": [point for point, _ in recent],
            "threshold": self.threshold,
        }
        return Evaluation(state, self._reason(state, recent), json.dumps(data))

    def _reason(self, state: str, recent: Sequence[tuple[float, int]]) -> str:
        lacking = self.evaluation_periods - len(recent)
        treated = f"{lacking} missing datapoint{_s(lacking)} {_were(lacking)} treated as "
        treated += f"[{_TREATED.get(self.treat_missing_data, 'Missing')}]"
        if state == INSUFFICIENT_DATA:
            return f"Insufficient Data: {lacking} datapoint{_s(lacking)} {_were(lacking)} unknown."
        if not recent:
            periods = f"{self.evaluation_periods} period{_s(self.evaluation_periods)}"
            return f"Threshold Crossed: no datapoints were received for {periods} and {treated}."
        shown = [(point, end) for point, end in reversed(recent) if self.breaches(point) == (state == ALARM)]
        points = ", ".join(
            f"{point} ({time_of(end - self.period_minutes).strftime('%d/%m/%y %H:%M:%S')})" for point, end in shown
        )
        what = f"{len(shown)} datapoint{_s(len(shown))} [{points}] {_were(len(shown))}"
        words = _COMPARISONS[self.comparison_operator][1]
        further = f" and {treated}" if lacking else ""
        verdict = f"{'' if state == ALARM else 'not '}{words} the threshold ({self.threshold})"
        return f"Threshold Crossed: {what} {verdict}{further}."


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
