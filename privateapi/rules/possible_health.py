"""Which healths a record may ever have: a check that is disabled, or a threshold of 0, is no health check at all."""

from __future__ import annotations

from typing import NamedTuple

from privateapi.rules.asking import ask
from privateapi.topology.health import Health, HealthModel, asks_private_address
from privateapi.topology.model import Alias, HealthCheck, LoadBalancer, Node, RecordSet, Topology
from privateapi.topology.values import Known, NotJudged
from privateapi.topology.zones import ZoneIndex


class Possible(NamedTuple):
    """Whether something may be healthy, and unhealthy, and why it is always one of them where it is."""

    healthy: bool
    unhealthy: bool
    why: str = ""

    @property
    def varies(self) -> bool:
        """Whether it may be both."""
        return self.healthy and self.unhealthy

    @property
    def inverted(self) -> Possible:
        """The opposite."""
        return Possible(self.unhealthy, self.healthy, self.why)


_BOTH = Possible(True, True)


class PossibleHealth:
    """The healths of the checks and records of a design that some state of alarms, endpoints and targets gives."""

    def __init__(self, topology: Topology, index: ZoneIndex) -> None:
        self._topology = topology
        self._index = index
        self._model = HealthModel(topology, index=index.health)
        self._checks: dict[str, Possible] = {}
        self._records: dict[str, Possible] = {}

    def check(self, check: HealthCheck) -> Possible:
        """Those of a health check.

        Raises:
            NotJudged: what decides is not known.
        """
        if check.key not in self._checks:
            # A calculated check that contains itself is refused by Route 53.
            self._checks[check.key] = _BOTH
            found = self._check(check)
            inverted = ask(check.inverted, f"inverted of {check.label}", False)
            self._checks[check.key] = found.inverted if inverted else found
        return self._checks[check.key]

    def _check(self, check: HealthCheck) -> Possible:
        if ask(check.disabled, f"disabled of {check.label}", False):
            return Possible(True, False, f"{check.label} is disabled")
        if ask(check.type, f"the type of {check.label}") == "CALCULATED":
            return self._calculated(check)
        if asks_private_address(check):
            return Possible(False, True, f"{check.label} asks a private address, which Route 53 never reaches")
        return _BOTH

    def _calculated(self, check: HealthCheck) -> Possible:
        # "If you specify 0, Route 53 always considers this health check to be healthy", and with more than there are
        # children never (API reference, HealthCheckConfig, HealthThreshold).
        threshold = ask(check.health_threshold, f"healthThreshold of {check.label}")
        children = [self.check(child) for child in self._index.health.children(check)]
        least = sum(not child.unhealthy for child in children)
        most = sum(child.healthy for child in children)
        why = f"{check.label} needs {threshold} healthy of {len(children)} checks"
        return Possible(most >= threshold, least < threshold, why)

    def record(self, record: RecordSet) -> Possible:
        """Those of a record.

        Raises:
            NotJudged: what decides is not known.
        """
        if record.key not in self._records:
            self._records[record.key] = _BOTH
            parts = list(self._parts(record))
            fixed = next((part.why for part in parts if not part.varies), "")
            self._records[record.key] = Possible(
                all(part.healthy for part in parts),
                any(part.unhealthy for part in parts),
                fixed or f"{record.label} has no health check",
            )
        return self._records[record.key]

    def _parts(self, record: RecordSet) -> list[Possible]:
        found: list[Possible] = []
        if not record.health_check.missing:
            check = ask(self._topology.follow(record.health_check, HealthCheck, record), "its health check")
            found.append(self.check(check))
        if record.alias.unknown:
            raise NotJudged(f"whether {record.label} is an alias is not known")
        if isinstance(record.alias, Known) and ask(
            record.alias.value.evaluate_target_health, f"evaluateTargetHealth of {record.label}", False
        ):
            found.append(self._target(record, record.alias.value))
        return found

    def _target(self, record: RecordSet, alias: Alias) -> Possible:
        target = self._index.alias_target(record, alias)
        if isinstance(target, LoadBalancer):
            verdict = self._model.load_balancer(target)
            if verdict.health is Health.UNKNOWN:
                raise NotJudged(verdict.why)
            return Possible(verdict.healthy, True, verdict.why)
        if isinstance(target, Node):
            return Possible(True, False, f"{target.label} always counts as healthy")
        inner = [self.record(other) for other in target]
        return Possible(
            any(each.healthy for each in inner), all(each.unhealthy for each in inner), inner[0].why if inner else ""
        )
