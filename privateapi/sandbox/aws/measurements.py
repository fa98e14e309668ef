"""What the clouds' own services report to CloudWatch, each minute of the sandbox's clock.

The state of the sandbox changes with calls only. So the minutes that ended since the last call are measured at once,
before the next call changes anything, and evaluated one after the other. Series live in moto's CloudWatch backend of
their Region and go with it.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from privateapi.sandbox.aws.clock import CLOCK, time_of

Dimensions = tuple[tuple[str, str], ...]

MINUTES_KEPT = 180
"""How much of what was measured CloudWatch answers, and the most that is evaluated step by step after a silence."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The value of a metric in one minute."""

    account: str
    region: str
    namespace: str
    name: str
    dimensions: Dimensions
    value: float


@dataclass(slots=True)
class _Series:
    """A value over minutes: `changes` has the minutes at which it changed, None for no data; it ends at `until`."""

    changes: list[tuple[int, float | None]] = field(default_factory=list)
    until: int = 0

    def record(self, value: float, first: int, end: int) -> None:
        if self.changes and self.until < first:
            self.changes.append((self.until, None))
        if not self.changes or self.changes[-1][1] != value:
            self.changes.append((first, value))
        self.until = end

    def at(self, minute: int) -> float | None:
        index = bisect.bisect_right(self.changes, minute, key=lambda change: change[0]) - 1
        return None if index < 0 or minute >= self.until else self.changes[index][1]


METERS: dict[str, Callable[[], Iterable[Measurement]]] = {}
"""What measures the present state; corrections add theirs."""
EVALUATORS: dict[str, Callable[[int, int], None]] = {}
"""What is concluded from measurements when a minute ends, in this order; called with it and the minute after it.

After a long silence the two are further apart: nothing changes in between any more.
"""
WINDOWS: dict[str, Callable[[], int]] = {}
"""How many minutes back the evaluators look; what ended before them changes nothing any more."""

_seen: list[int] = []


def forget() -> None:
    """Begin anew at the clock's present minute."""
    _seen[:] = [CLOCK.minute]


def catch_up() -> None:
    """Measure and evaluate the minutes that ended since the last call. To be called before the state changes."""
    now = CLOCK.minute
    first = _seen[0] if _seen else now
    _seen[:] = [now]
    if now <= first:
        return
    for meter in METERS.values():
        for each in meter():
            record(each, first, now)
    window = min(MINUTES_KEPT, max((look() for look in WINDOWS.values()), default=0))
    steps = [(minute, minute + 1) for minute in range(first, min(now, first + window + 1))]
    if steps[-1][1] < now:
        steps.append((steps[-1][1], now))
    for begin, end in steps:
        for evaluate in EVALUATORS.values():
            evaluate(begin, end)


def record(measurement: Measurement, first: int, end: int) -> None:
    """Let a metric have that value from the minute `first` until before `end`."""
    from moto.cloudwatch.models import cloudwatch_backends

    backend = cloudwatch_backends[measurement.account][measurement.region]
    key = (measurement.namespace, measurement.name, measurement.dimensions)
    _measured(backend).setdefault(key, _Series()).record(measurement.value, first, end)


def data(backend: Any, first: int, end: int) -> Iterator[Any]:
    """What was measured from the minute `first` until before `end`, as moto's data."""
    from moto.cloudwatch.models import MetricDatum

    for (namespace, name, dimensions), series in _measured(backend).items():
        given = [{"Name": key, "Value": value} for key, value in dimensions]
        for minute in range(first, end):
            value = series.at(minute)
            if value is not None:
                yield MetricDatum(namespace, name, value, given, time_of(minute))


def statistic(backend: Any, rule: Any, first: int, end: int) -> float | None:
    """A statistic of a metric over some minutes, of what services measured and what was put; None without data.

    `rule` has `namespace`, `metric_name`, `dimensions` (pairs) and `statistic`.
    """
    from moto.cloudwatch.models import MetricDatum, Statistics

    begin, stop = time_of(first), time_of(end)
    found = Statistics([rule.statistic], begin)
    found.metric_data = [
        each
        for each in backend.metric_data
        if (each.namespace, each.name) == (rule.namespace, rule.metric_name)
        and begin <= each.timestamp.replace(tzinfo=None) < stop
        and tuple(sorted((item.name, item.value) for item in each.dimensions)) == rule.dimensions
    ]
    series = _measured(backend).get((rule.namespace, rule.metric_name, rule.dimensions))
    for minute in range(first, end):
        value = series.at(minute) if series is not None else None
        if value is not None:
            found.metric_data.append(MetricDatum(rule.namespace, rule.metric_name, value, [], time_of(minute)))
    if not found.metric_data:
        return None
    result = found.get_statistics_for_type(rule.statistic)
    return None if result is None else float(result)


def _measured(backend: Any) -> dict[tuple[str, str, Dimensions], _Series]:
    known: dict[tuple[str, str, Dimensions], _Series] = backend.__dict__.setdefault("measured", {})
    return known
