"""Whether Route 53 takes a record for healthy: health checks, the alarms behind them, and load balancers' targets.

In a design nothing has failed: alarms are OK and targets healthy, unless live data or the `Conditions` of a rehearsal
say otherwise. Behaviour from the Route 53 API reference (HealthCheckConfig, AliasTarget, ResourceRecordSet).
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property

from privateapi.topology.model import (
    Alarm,
    AutoScalingGroup,
    HealthCheck,
    Listener,
    LoadBalancer,
    Target,
    TargetGroup,
    Topology,
)
from privateapi.topology.values import MISSING, Known, NotJudged, Unknown, Value

OK, ALARM, INSUFFICIENT_DATA = "OK", "ALARM", "INSUFFICIENT_DATA"

# By how many periods the evaluation range of an alarm is longer than its evaluation periods: "CloudWatch retrieves a
# higher number of data points"; the examples of the guide have two more (CloudWatch User Guide, "Configuring how
# CloudWatch alarms treat missing data").
FURTHER_PERIODS = 2


class Health(StrEnum):
    """What Route 53 takes something for. `UNKNOWN` is not one of its states: what decides cannot be read."""

    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The health of something and why."""

    health: Health
    why: str

    @property
    def healthy(self) -> bool:
        """Whether it is certainly healthy."""
        return self.health is Health.HEALTHY


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is different from a design in which nothing has failed; all by the key of the resource.

    Attributes:
        alarms: states of alarms: `OK`, `ALARM` or `INSUFFICIENT_DATA`.
        checks: results of health checks that ask an endpoint.
        targets: health of targets of load balancers.
        inverted: health checks whose `inverted` is the opposite of what the design says, as in a drill.
        last_known: what a health check was before its alarm ran out of data; healthy when it is not here.
        undecided: alarms, health checks and targets of which it cannot be told what a failure does to them, and why.
    """

    alarms: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, bool] = field(default_factory=dict)
    targets: Mapping[str, bool] = field(default_factory=dict)
    inverted: frozenset[str] = frozenset()
    last_known: Mapping[str, bool] = field(default_factory=dict)
    undecided: Mapping[str, str] = field(default_factory=dict)

    def changed_from(self, other: Conditions) -> frozenset[str]:
        """The keys of the resources of which the two say something different."""
        keys: set[str] = set()
        for part in fields(self):
            mine, theirs = getattr(self, part.name), getattr(other, part.name)
            if mine == theirs:
                continue
            if isinstance(mine, frozenset):
                keys |= mine ^ theirs
            else:
                keys |= {key for key in {*mine, *theirs} if mine.get(key) != theirs.get(key)}
        return frozenset(keys)


NORMAL = Conditions()


class HealthIndex:
    """What health depends on, whatever the conditions are; read once for many of them."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self._checks: dict[str, frozenset[str]] = {}
        self._balancers: dict[str, frozenset[str]] = {}

    def alarm(self, check: HealthCheck) -> Value[Alarm]:
        """The alarm of a check; missing when there is none of that name in the Region that the check looks into.

        Raises:
            NotJudged: the name of the alarm is not known.
        """
        followed = self.topology.follow(check.alarm, Alarm)
        if isinstance(followed, Known):
            named = [followed.value]
        else:
            named = self._alarms.get(check.alarm_name.get(), [])
        here = [alarm for alarm in named if alarm.region == check.alarm_region or not check.alarm_region.known]
        if here:
            return Known(here[0])
        if named and check.alarm_region.known and all(alarm.region.known for alarm in named):
            return MISSING
        return Unknown("is not among the resources that were read")

    @cached_property
    def _alarms(self) -> dict[str, list[Alarm]]:
        named: defaultdict[str, list[Alarm]] = defaultdict(list)
        for alarm in self.topology.of(Alarm):
            for name in {value.value for value in (alarm.alarm_name, alarm.id) if isinstance(value, Known)}:
                named[name].append(alarm)
        return dict(named)

    def children(self, check: HealthCheck) -> tuple[HealthCheck, ...]:
        """The checks that a calculated check counts.

        Raises:
            NotJudged: they are not known.
        """
        return self.topology.follow_all(check.children, HealthCheck).get(())

    def parts_of_check(self, check: HealthCheck) -> frozenset[str]:
        """The keys of all that a check's status may depend on: itself, its alarm, and the same of its children."""
        if check.key not in self._checks:
            keys: set[str] = set()
            waiting = [check]
            while waiting:
                each = waiting.pop()
                if each.key in keys:
                    continue
                keys.add(each.key)
                # Where a part cannot be read the status stays unknown, whatever fails.
                with suppress(NotJudged):
                    waiting.extend(self.children(each))
                if each.type == Known("CLOUDWATCH_METRIC"):
                    with suppress(NotJudged):
                        keys |= {alarm.key for alarm in (self.alarm(each).get(None),) if alarm is not None}
            self._checks[check.key] = frozenset(keys)
        return self._checks[check.key]

    def parts_of_balancer(self, balancer: LoadBalancer) -> frozenset[str]:
        """The keys of all that a load balancer's health depends on: itself and the targets of its groups."""
        if balancer.key not in self._balancers:
            keys = {balancer.key}
            for listener in self.topology.referrers(Listener, "load_balancer", balancer):
                groups = self.topology.follow_all(listener.target_groups, TargetGroup, listener)
                for group in groups.value if isinstance(groups, Known) else ():
                    keys |= {target.key for target in self.topology.referrers(Target, "target_group", group)}
            self._balancers[balancer.key] = frozenset(keys)
        return self._balancers[balancer.key]


class HealthModel:
    """The health of checks and targets under some conditions; every verdict is found once.

    `index` is one of the same topology, to be shared by the models of many conditions.
    """

    def __init__(self, topology: Topology, conditions: Conditions = NORMAL, index: HealthIndex | None = None) -> None:
        self._topology = topology
        self._conditions = conditions
        self._index = index or HealthIndex(topology)
        self._verdicts: dict[str, Verdict] = {}
        self._balancers: dict[str, Verdict] = {}

    def check(self, check: HealthCheck) -> Verdict:
        """The status of a health check, inversion included."""
        if check.key not in self._verdicts:
            # A calculated check that contains itself is refused by Route 53; here it must not be followed for ever.
            self._verdicts[check.key] = Verdict(Health.UNKNOWN, f"{check.label} is calculated from itself")
            self._verdicts[check.key] = self._check(check)
        return self._verdicts[check.key]

    def _check(self, check: HealthCheck) -> Verdict:
        try:
            if check.disabled.get(False):
                verdict = Verdict(Health.HEALTHY, f"{check.label} is disabled, which counts as healthy")
            else:
                verdict = self._status(check)
            inverted = check.inverted.get(False) != (check.key in self._conditions.inverted)
        except NotJudged as error:
            return Verdict(Health.UNKNOWN, f"a property of {check.label} {error}")
        return _inverted(verdict, check) if inverted else verdict

    def _status(self, check: HealthCheck) -> Verdict:
        kind = check.type.get()
        if kind == "RECOVERY_CONTROL":
            return Verdict(Health.UNKNOWN, f"{check.label} follows a routing control, which is switched by hand")
        if kind == "CLOUDWATCH_METRIC":
            return self._alarm_status(check)
        if kind == "CALCULATED":
            return self._calculated(check)
        if check.key in self._conditions.undecided:
            return Verdict(Health.UNKNOWN, f"{check.label}: {self._conditions.undecided[check.key]}")
        if check.key in self._conditions.checks:
            passed = self._conditions.checks[check.key]
        elif asks_private_address(check):
            return Verdict(
                Health.UNHEALTHY,
                f"{check.label} asks the private address {check.ip_address.get()} from outside the VPC",
            )
        else:
            passed = not (check.status.known and check.status.get().startswith("Failure"))
        return Verdict(_health(passed), f"{check.label} {'gets' if passed else 'gets no'} answer from its endpoint")

    def _alarm_status(self, check: HealthCheck) -> Verdict:
        alarm = self._index.alarm(check)
        if isinstance(alarm, Unknown):
            return Verdict(Health.UNKNOWN, f"the alarm of {check.label} {alarm.why}")
        if isinstance(alarm, Known) and alarm.value.key in self._conditions.undecided:
            why = self._conditions.undecided[alarm.value.key]
            return Verdict(Health.UNKNOWN, f"{check.label} follows {alarm.value.label}: {why}")
        if isinstance(alarm, Known):
            state = self._conditions.alarms.get(alarm.value.key) or alarm.value.state.get(OK)
            what = alarm.value.label
        else:
            state, what = INSUFFICIENT_DATA, "an alarm that is not in the Region it looks into"
        if state != INSUFFICIENT_DATA:
            return Verdict(_health(state == OK), f"{check.label} follows {what}, which is {state}")
        setting = check.insufficient_data_health_status.get("LastKnownStatus")
        if setting == "LastKnownStatus":
            healthy = self._conditions.last_known.get(check.key, True)
        else:
            healthy = setting == "Healthy"
        return Verdict(_health(healthy), f"{check.label} follows {what}: without data it counts as {setting}")

    def _calculated(self, check: HealthCheck) -> Verdict:
        children = [self.check(child) for child in self._index.children(check)]
        threshold = check.health_threshold.get()
        healthy = sum(child.healthy for child in children)
        unsure = [child for child in children if child.health is Health.UNKNOWN]
        text = f"{check.label} has {healthy} healthy of {len(children)} checks and needs {threshold}"
        if healthy >= threshold:
            return Verdict(Health.HEALTHY, text)
        if healthy + len(unsure) >= threshold:
            return Verdict(Health.UNKNOWN, f"{text}: {unsure[0].why}")
        failed = [child.why for child in children if child.health is Health.UNHEALTHY]
        return Verdict(Health.UNHEALTHY, f"{text}: {'; '.join(failed)}" if failed else text)

    def load_balancer(self, balancer: LoadBalancer) -> Verdict:
        """The health of a load balancer as an alias with EvaluateTargetHealth sees it: that of its target groups.

        "Every target group that contains targets must contain at least one healthy target"; "a target group that has no
        registered targets is considered unhealthy" (API reference, AliasTarget).
        """
        if balancer.key not in self._balancers:
            self._balancers[balancer.key] = self._balancer(balancer)
        return self._balancers[balancer.key]

    def _balancer(self, balancer: LoadBalancer) -> Verdict:
        listeners = self._topology.grouped(Listener, "load_balancer", LoadBalancer)
        own = listeners.by_target.get(balancer.key, ())
        if not own:
            if listeners.unresolved:
                return Verdict(Health.UNKNOWN, f"the listeners of {balancer.label} are not known")
            return Verdict(Health.UNHEALTHY, f"{balancer.label} has no listener")
        verdicts: list[Verdict] = []
        for listener in own:
            groups = self._topology.follow_all(listener.target_groups, TargetGroup, listener)
            if isinstance(groups, Known):
                verdicts.extend(self._target_group(group) for group in groups.value)
            elif isinstance(groups, Unknown):
                verdicts.append(Verdict(Health.UNKNOWN, f"the target group of {listener.label} {groups.why}"))
        return worst(verdicts) or Verdict(Health.UNHEALTHY, f"{balancer.label} has no target group")

    def _target_group(self, group: TargetGroup) -> Verdict:
        targets = self._topology.grouped(Target, "target_group", TargetGroup)
        own = targets.by_target.get(group.key, ())
        unsure = [target for target in own if target.key in self._conditions.undecided]
        healthy = [target for target in own if target not in unsure and self._target(target)]
        if healthy or self._topology.referrers(AutoScalingGroup, "target_groups", group):
            return Verdict(Health.HEALTHY, f"{group.label} has {len(healthy)} healthy of {len(own)} targets")
        if targets.unresolved:
            return Verdict(Health.UNKNOWN, f"the targets of {group.label} are not known")
        if unsure:
            return Verdict(Health.UNKNOWN, f"{unsure[0].label}: {self._conditions.undecided[unsure[0].key]}")
        text = f"none of {len(own)} targets is healthy" if own else "has no targets"
        return Verdict(Health.UNHEALTHY, f"{group.label}: {text}" if own else f"{group.label} {text}")

    def _target(self, target: Target) -> bool:
        if target.key in self._conditions.targets:
            return self._conditions.targets[target.key]
        return target.healthy != Known(False)


def worst(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The verdict on something that is healthy when all its parts are; None of no parts."""
    for health in (Health.UNHEALTHY, Health.UNKNOWN, Health.HEALTHY):
        found = [verdict for verdict in verdicts if verdict.health is health]
        if found:
            return found[0]
    return None


def _health(healthy: bool) -> Health:
    return Health.HEALTHY if healthy else Health.UNHEALTHY


def _inverted(verdict: Verdict, check: HealthCheck) -> Verdict:
    opposite = {Health.HEALTHY: Health.UNHEALTHY, Health.UNHEALTHY: Health.HEALTHY, Health.UNKNOWN: Health.UNKNOWN}
    return Verdict(opposite[verdict.health], f"{verdict.why}; {check.label} is inverted")


def asks_private_address(check: HealthCheck) -> bool:
    """Whether the check asks an address that Route 53's checkers, outside every VPC, cannot reach."""
    if not check.ip_address.known:
        return False
    try:
        address = ipaddress.ip_address(check.ip_address.get())
    except ValueError:
        return False
    return not address.is_global
