"""An account in memory for drills: two Regions behind one name, and a clock that goes on with every look."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from botocore.exceptions import ClientError

from privateapi.drill.account import Account, Check
from privateapi.drill.plan import Plan, plan_drill
from privateapi.topology.model import Node, Topology
from privateapi.topology.values import Known
from tests.topology.design import EAST, WEST, design

ACCOUNT = "123456789012"
CHECKS = {EAST: f"check:{EAST}", WEST: f"check:{WEST}"}


def deployed(*changes: Callable[[Node], Node], **record: Any) -> Topology:
    """The design of two Regions with an id for everything: that of a resource is its key."""
    nodes = [replace(node, id=Known(node.key), live=True) for node in design(**record)]
    for change in changes:
        nodes = [change(node) for node in nodes]
    return Topology(nodes)


def plan(region: str = EAST, **record: Any) -> Plan:
    """The drill of a Region of it."""
    return plan_drill(deployed(**record), "active-active", region)


def throttled(operation: str = "UpdateHealthCheck") -> ClientError:
    """What AWS says to who asks too often."""
    return ClientError({"Error": {"Code": "Throttling", "Message": "Rate exceeded"}}, operation)


def denied(operation: str) -> ClientError:
    """What AWS says to who may not."""
    return ClientError({"Error": {"Code": "AccessDenied", "Message": "not authorized"}}, operation)


@dataclass
class Cloud:
    """The account: statuses are reported a minute after what they are of; each look takes `step` seconds.

    `answers` are errors that calls get before they are carried out, by the name of the call; `meanwhile` is called
    before each look at the statuses, for what others do.
    """

    checks: dict[str, Check] = field(
        default_factory=lambda: {
            id: Check(3, False, False, {"Type": "CALCULATED", "HealthThreshold": 2}) for id in CHECKS.values()
        }
    )
    topology: Topology = field(default_factory=deployed)
    id: str = ACCOUNT
    step: float = 10.0
    delay: float = 60.0
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    healthy: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(CHECKS.values(), True))
    answers: dict[str, list[Exception]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    calls: list[tuple[str, bool]] = field(default_factory=list)
    meanwhile: Callable[[Cloud], None] = lambda cloud: None
    _history: list[tuple[datetime, dict[str, bool]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._remember()

    @property
    def account(self) -> Account:
        """It in the place of a real one."""
        return cast(Account, self)

    def check(self, id: str) -> Check | None:
        self._refuse("check")
        return self.checks.get(id)

    def invert(self, id: str, version: int, inverted: bool) -> Check:
        self._refuse("invert")
        if self.checks[id].version != version:
            code = {"Code": "HealthCheckVersionMismatch", "Message": "the version does not match"}
            raise ClientError({"Error": code}, "UpdateHealthCheck")
        self.change(id, inverted=inverted)
        self.calls.append((id, inverted))
        if self.lost:
            raise TimeoutError(self.lost.pop())
        return self.checks[id]

    def change(self, id: str, inverted: bool | None = None, **settings: Any) -> None:
        """An update of a check, by anybody."""
        before = self.checks[id]
        self.checks[id] = replace(
            before,
            version=before.version + 1,
            inverted=before.inverted if inverted is None else inverted,
            settings={**before.settings, **settings},
        )
        self._remember()

    def statuses(self, ids: Collection[str]) -> dict[str, bool]:
        self.now += timedelta(seconds=self.step)
        self.meanwhile(self)
        self._refuse("statuses")
        known = self._known()
        return {id: known[id] for id in ids if id in known}

    def reported(self, id: str) -> bool:
        """Whether the report of now calls the check healthy."""
        return self._known()[id]

    def _known(self) -> Mapping[str, bool]:
        known: Mapping[str, bool] = {}
        for begun, values in self._history:
            if begun <= self.now - timedelta(seconds=self.delay) or not known:
                known = values
        return known

    def read(self, wanted: Plan) -> Topology:
        self._refuse("read")
        return self.topology

    def _remember(self) -> None:
        values = {id: self.healthy[id] != check.inverted for id, check in self.checks.items() if id in self.healthy}
        self._history.append((self.now, values))

    def _refuse(self, call: str) -> None:
        waiting = self.answers.get(call, [])
        if waiting:
            raise waiting.pop(0)
