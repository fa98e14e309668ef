"""Whether Route 53 takes a record for healthy: health checks, the alarms behind them, and load balancers' targets.

In a design nothing has failed: alarms are OK and targets healthy, unless live data or the `Conditions` of a rehearsal
say otherwise. Behaviour from the Route 53 API reference (HealthCheckConfig, AliasTarget, ResourceRecordSet).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

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


NORMAL = Conditions()


class HealthModel:
    """The health of checks and targets under some conditions; every verdict is found once."""

    def __init__(self, topology: Topology, conditions: Conditions = NORMAL) -> None:
        self._topology = topology
        self._conditions = conditions
        self._verdicts: dict[str, Verdict] = {}

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
        if kind == "CLOUDWATCH_METRIC":
            return self._alarm_status(check)
        if kind == "CALCULATED":
            return self._calculated(check)
        if check.key in self._conditions.undecided:
            return Verdict(Health.UNKNOWN, f"{check.label}: {self._conditions.undecided[check.key]}")
        if check.key in self._conditions.checks:
            passed = self._conditions.checks[check.key]
        elif _private(check):
            return Verdict(
                Health.UNHEALTHY,
                f"{check.label} asks the private address {check.ip_address.get()} from outside the VPC",
            )
        else:
            passed = not (check.status.known and check.status.get().startswith("Failure"))
        return Verdict(_health(passed), f"{check.label} {'gets' if passed else 'gets no'} answer from its endpoint")

    def _alarm_status(self, check: HealthCheck) -> Verdict:
        alarm = self._alarm(check)
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

    def _alarm(self, check: HealthCheck) -> Value[Alarm]:
        """The alarm of a check; missing when there is none of that name in the Region that the check looks into."""
        followed = self._topology.follow(check.alarm, Alarm)
        if isinstance(followed, Known):
            named = [followed.value]
        else:
            name = check.alarm_name.get()
            named = [alarm for alarm in self._topology.of(Alarm) if Known(name) in (alarm.alarm_name, alarm.id)]
        here = [alarm for alarm in named if alarm.region == check.alarm_region or not check.alarm_region.known]
        if here:
            return Known(here[0])
        if named and check.alarm_region.known and all(alarm.region.known for alarm in named):
            return MISSING
        return Unknown("is not among the resources that were read")

    def _calculated(self, check: HealthCheck) -> Verdict:
        children = [self.check(child) for child in self._topology.follow_all(check.children, HealthCheck).get(())]
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


def _private(check: HealthCheck) -> bool:
    """Whether the check asks an address that Route 53's checkers, outside every VPC, cannot reach."""
    if not check.ip_address.known:
        return False
    try:
        address = ipaddress.ip_address(check.ip_address.get())
    except ValueError:
        return False
    return not address.is_global
