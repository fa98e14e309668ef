"""Alarms behind health checks."""

import abc
from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Alarm, CompositeAlarm, HealthCheck, Topology
from privateapi.topology.values import Known, NotJudged

AnyAlarm = Alarm | CompositeAlarm


class Alarms:
    """The alarms of a design by name, since names are unique in one Region only."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._named: defaultdict[str, list[AnyAlarm]] = defaultdict(list)
        self._nameless: list[AnyAlarm] = []
        every: list[AnyAlarm] = [*topology.of(Alarm), *topology.of(CompositeAlarm)]
        for alarm in every:
            names = {value.value for value in (alarm.alarm_name, alarm.id) if isinstance(value, Known)}
            for name in sorted(names):
                self._named[name].append(alarm)
            if not names:
                self._nameless.append(alarm)

    def of(self, check: HealthCheck) -> list[AnyAlarm]:
        """The alarms that a health check may mean: the one it was computed from, else those of its name anywhere.

        Raises:
            NotJudged: neither reference nor name is known.
        """
        for kind in (Alarm, CompositeAlarm):
            found = self._topology.follow(check.alarm, kind)
            if isinstance(found, Known):
                return [found.value]  # type: ignore[list-item]
        return list(self._named.get(ask(check.alarm_name, "the alarm's name"), ()))

    def watched(self, check: HealthCheck) -> list[AnyAlarm]:
        """As `of`, those in the Region that the check looks into; all, where no Region is known."""
        return [alarm for alarm in self.of(check) if not _elsewhere(alarm, check)]

    @property
    def nameless(self) -> list[AnyAlarm]:
        """Alarms whose name is chosen at the deployment."""
        return list(self._nameless)

    def behind(self, check: HealthCheck, passed: frozenset[str] = frozenset()) -> Iterator[Alarm]:
        """The metric alarms behind a health check, also through calculated ones.

        Raises:
            NotJudged: one of them cannot be told.
        """
        if check.key in passed:
            return
        kind = ask(check.type, f"the type of {check.label}")
        if kind == "CLOUDWATCH_METRIC":
            yield from (alarm for alarm in self.watched(check) if isinstance(alarm, Alarm))
        elif kind == "CALCULATED":
            children = self._topology.follow_all(check.children, HealthCheck, check)
            for child in ask(children, f"the list of the children of {check.label}", ()):
                yield from self.behind(child, passed | {check.key})


def _elsewhere(alarm: AnyAlarm, check: HealthCheck) -> bool:
    regions = (alarm.region, check.alarm_region)
    return all(region.known for region in regions) and regions[0] != regions[1]


class AlarmCheckRule(Rule):
    """A rule that judges health checks of alarms together with the alarms that they mean."""

    @abc.abstractmethod
    def judge(self, check: HealthCheck, alarms: Alarms, design: Design) -> Iterator[Outcome]:
        """Violations of one health check. `NotJudged` may be raised: it becomes "not judged"."""

    def check(self, design: Design) -> Iterator[Outcome]:
        alarms = Alarms(design.topology)
        for check in design.topology.of(HealthCheck):
            try:
                if ask(check.type, "the type") == "CLOUDWATCH_METRIC":
                    yield from self.judge(check, alarms, design)
            except NotJudged as reason:
                if not check.live:
                    yield self.unjudged(str(reason), check)


class WatchedAlarmRule(AlarmCheckRule):
    """A rule that judges each alarm that a health check watches, once."""

    @abc.abstractmethod
    def judge_alarm(self, alarm: AnyAlarm, check: HealthCheck, design: Design) -> Iterator[Outcome]:
        """Violations of one alarm that `check` watches; one of the two is planned."""

    def check(self, design: Design) -> Iterator[Outcome]:
        self._judged: set[str] = set()
        yield from super().check(design)

    def judge(self, check: HealthCheck, alarms: Alarms, design: Design) -> Iterator[Outcome]:
        for alarm in alarms.watched(check):
            if alarm.key not in self._judged and not (alarm.live and check.live):
                self._judged.add(alarm.key)
                try:
                    yield from self.judge_alarm(alarm, check, design)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), alarm)
