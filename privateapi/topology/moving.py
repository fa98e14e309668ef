"""How long an answer takes to leave something that failed: until it is noticed, and until clients ask again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from privateapi.topology.dns import Given, Resolver
from privateapi.topology.failures import Outage
from privateapi.topology.health import ALARM, FURTHER_PERIODS, Health
from privateapi.topology.model import (
    Alarm,
    HealthCheck,
    Listener,
    LoadBalancer,
    Node,
    RecordSet,
    TargetGroup,
    Topology,
)
from privateapi.topology.values import Known, NotJudged

# Defaults of a health check that asks an endpoint (Route 53 API reference, HealthCheckConfig).
REQUEST_INTERVAL, FAILURE_THRESHOLD = 30, 3
# Defaults of a target group (Elastic Load Balancing API reference, CreateTargetGroup).
TARGET_INTERVAL, UNHEALTHY_THRESHOLD = 30, 2

_ALARM_SOURCE = "CloudWatch User Guide, Evaluating an alarm"
_SILENCE_SOURCE = (
    "CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data, which shows the length of the "
    "evaluation range by example only"
)
_CHECK_SOURCE = "Route 53 API reference, HealthCheckConfig"
_TARGET_SOURCE = "Elastic Load Balancing API reference, CreateTargetGroup"
_TTL_SOURCE = "Route 53 API reference, ResourceRecordSet, TTL"


@dataclass(frozen=True, slots=True)
class Wait:
    """One part of the time: what is waited for, how many seconds, and the source of the rule."""

    text: str
    seconds: int
    source: str


@dataclass(frozen=True, slots=True)
class Delay:
    """The time until an answer has moved, as the sum of its parts. `unknown` says what of it cannot be told.

    Route 53 watches the data of an alarm itself, for which AWS documents no time of its own; neither is there one for
    the way from a health check to the answers. So this is what the settings add up to, and no promise of AWS.
    """

    waits: tuple[Wait, ...]
    unknown: str = ""

    @property
    def seconds(self) -> int:
        """All parts together."""
        return sum(wait.seconds for wait in self.waits)


class Moving:
    """The delays of one outage; `usual` answers without it, `now` under it."""

    def __init__(self, topology: Topology, outage: Outage, usual: Resolver, now: Resolver) -> None:
        self._topology = topology
        self._outage = outage
        self._usual = usual
        self._now = now
        self._noticed: dict[str, tuple[Wait, ...] | None] = {}

    def delay(self, left: Sequence[Given]) -> Delay:
        """The time until the last of the parts of the usual answer that are gone is no longer given."""
        delays = [self._delay(given) for given in left]
        unknown = [delay for delay in delays if delay.unknown]
        return unknown[0] if unknown else max(delays, key=lambda delay: delay.seconds)

    def _delay(self, given: Given) -> Delay:
        for record in given.chain:
            try:
                noticed = self._record(record)
                kept = given.kept(record)
            except NotJudged as reason:
                return Delay((), str(reason))
            if noticed is None:
                continue
            if not isinstance(kept, Known):
                return Delay(noticed, f"the ttl of {record.label} is not known")
            return Delay((*noticed, Wait("TTL of the answer", kept.value, _TTL_SOURCE)))
        return Delay((), "the answer moves without that a record becomes unhealthy")

    def _record(self, record: RecordSet) -> tuple[Wait, ...] | None:
        """The waits until a record is unhealthy; None when it does not become so."""
        if record.key not in self._noticed:
            # An alias of itself must not be followed for ever.
            self._noticed[record.key] = None
            turned = self._usual.health(record).healthy and self._now.health(record).health is Health.UNHEALTHY
            try:
                ways = list(self._ways(record)) if turned else []
            except NotJudged:
                del self._noticed[record.key]
                raise
            self._noticed[record.key] = min(ways, key=_seconds) if ways else None
        return self._noticed[record.key]

    def _ways(self, record: RecordSet) -> Iterator[tuple[Wait, ...]]:
        """A record that follows both a health check and its target is unhealthy with the first of them."""
        check = self._topology.follow(record.health_check, HealthCheck, record)
        if isinstance(check, Known):
            waits = self._check(check.value)
            if waits is not None:
                yield waits
        if isinstance(record.alias, Known) and record.alias.value.evaluate_target_health == Known(True):
            target = self._now.alias_target(record, record.alias.value)
            if isinstance(target, LoadBalancer):
                waits = self._balancer(target)
                if waits is not None:
                    yield waits
            elif not isinstance(target, Node):
                # An alias of a group of records is unhealthy with the last of them.
                inner = [self._record(other) for other in target]
                noticed = [waits for waits in inner if waits is not None]
                if noticed and len(noticed) == len(inner):
                    yield max(noticed, key=_seconds)

    def _check(self, check: HealthCheck) -> tuple[Wait, ...] | None:
        before, now = self._usual.checks.check(check), self._now.checks.check(check)
        if not before.healthy or now.health is not Health.UNHEALTHY:
            return None
        kind = check.type.get()
        if kind == "CALCULATED":
            return self._calculated(check)
        if kind == "CLOUDWATCH_METRIC":
            alarm = self._usual.index.health.alarm(check)
            return self._alarm(alarm.value) if isinstance(alarm, Known) else None
        interval = check.request_interval.get(REQUEST_INTERVAL)
        threshold = check.failure_threshold.get(FAILURE_THRESHOLD)
        return (Wait(f"{check.label}: {threshold} requests {interval} s apart", interval * threshold, _CHECK_SOURCE),)

    def _calculated(self, check: HealthCheck) -> tuple[Wait, ...] | None:
        """A calculated check turns when so many of its children have that the others are too few."""
        children = self._usual.index.health.children(check)
        healthy = sum(self._usual.checks.check(child).healthy for child in children)
        spare = healthy - check.health_threshold.get()
        turned = sorted((waits for child in children if (waits := self._check(child)) is not None), key=_seconds)
        return turned[spare] if 0 <= spare < len(turned) else None

    def _alarm(self, alarm: Alarm) -> tuple[Wait, ...]:
        period = alarm.period_seconds.get()
        periods = alarm.evaluation_periods.get()
        points = min(alarm.datapoints_to_alarm.get(periods), periods)
        if self._outage.silent(alarm):
            return (_silence(alarm, period, periods, points if self._turns(alarm) else periods),)
        wait = Wait(f"{alarm.label}: {points} periods of {period} s", points * period, _ALARM_SOURCE)
        if self._turns(alarm) and alarm.metric_name.get("").lower().endswith("healthyhostcount"):
            groups = [node for node in self._outage.watched(alarm) if isinstance(node, TargetGroup)]
            probes = [self._group(group) for group in groups]
            if probes:
                return (max(probes, key=lambda probe: probe.seconds), wait)
        return (wait,)

    def _turns(self, alarm: Alarm) -> bool:
        return self._outage.conditions.alarms.get(alarm.key) == ALARM

    def _balancer(self, balancer: LoadBalancer) -> tuple[Wait, ...] | None:
        """A load balancer is unhealthy as soon as one of its groups has no healthy target."""
        if self._now.checks.load_balancer(balancer).health is not Health.UNHEALTHY:
            return None
        probes: list[Wait] = []
        for listener in self._topology.referrers(Listener, "load_balancer", balancer):
            groups = self._topology.follow_all(listener.target_groups, TargetGroup, listener)
            probes += [self._group(group) for group in groups.value] if isinstance(groups, Known) else []
        return (min(probes, key=lambda probe: probe.seconds),) if probes else None

    @staticmethod
    def _group(group: TargetGroup) -> Wait:
        interval = group.health_check.interval_seconds.get(TARGET_INTERVAL)
        threshold = group.health_check.unhealthy_threshold.get(UNHEALTHY_THRESHOLD)
        text = f"{group.label}: {threshold} health checks {interval} s apart"
        return Wait(text, interval * threshold, _TARGET_SOURCE)


def _silence(alarm: Alarm, period: int, periods: int, needed: int) -> Wait:
    """Until an alarm whose data have ended has another state, which takes `needed` of its `periods` without data.

    Of an evaluation range that is wider than its periods CloudWatch takes the most recent data there are, and counts as
    missing only what these do not fill.
    """
    count = needed + FURTHER_PERIODS
    end = "the last data have left" if needed == periods else f"{needed} of {periods} data are missing in"
    text = f"{alarm.label}: {count} periods of {period} s, until {end} the evaluation range"
    return Wait(text, count * period, _SILENCE_SOURCE)


def _seconds(waits: Sequence[Wait]) -> int:
    return sum(wait.seconds for wait in waits)
