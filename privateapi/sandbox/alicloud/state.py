"""What the cloud remembers: things by kind in each region, its clock, its keys, and what it was asked."""

from __future__ import annotations

import secrets
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from privateapi.facts.reserved_cidrs import reserved_table

T = TypeVar("T")

ACCOUNT_ID = "123456789012"
DEFAULT_REGION = "cn-hangzhou"
DEFAULT_KEYS: Mapping[str, str] = {"sandbox": "sandbox"}
_CALLS_KEPT = 10_000


class Tables:
    """Things by kind and id. A kind is a class, and whoever asks for it first begins its table."""

    def __init__(self) -> None:
        self._tables: dict[type[Any], dict[str, Any]] = {}

    def of(self, kind: type[T]) -> dict[str, T]:
        """The things of a kind by their ids, in the order in which they were made."""
        return self._tables.setdefault(kind, {})


class Region(Tables):
    """What is in one region. `zones` are the zones of the table of reserved CIDR blocks."""

    def __init__(self, region_id: str) -> None:
        super().__init__()
        self.id = region_id
        self.zones = tuple(zone for zone, row in reserved_table().zones.items() if row.region == region_id)


class Progress:
    """The states that a thing goes through; every look moves it on by one, and the last one stays.

    Looks stand for time, so that a waiter sees each state without anybody's sleeping.
    """

    def __init__(self, *states: str) -> None:
        self._states = list(states)

    def look(self) -> str:
        """The present state; the next look finds the next one."""
        return self._states.pop(0) if len(self._states) > 1 else self._states[0]

    @property
    def now(self) -> str:
        """The present state, without letting time pass."""
        return self._states[0]

    @property
    def last(self) -> str:
        """The state in which it ends."""
        return self._states[-1]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A call as it was answered; `code` is that of the error, None when it was carried out."""

    product: str
    action: str
    region: str
    parameters: Mapping[str, str]
    code: str | None


@dataclass(slots=True)
class Cloud:
    """The whole account: regions, what has no region, and the settings that a test may change.

    `looks` is how many looks each passing state of a thing lasts (see `Progress`); `clock_offset` is how far this
    cloud's clock is ahead of the machine's.
    """

    keys: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_KEYS))
    looks: int = 1
    clock_offset: timedelta = timedelta()
    instance: str = field(default_factory=lambda: uuid.uuid4().hex)
    everywhere: Tables = field(default_factory=Tables)
    nonces: dict[str, datetime] = field(default_factory=dict)
    answers: dict[tuple[str, ...], tuple[Mapping[str, str], dict[str, Any]]] = field(default_factory=dict)
    calls: deque[Recorded] = field(default_factory=lambda: deque(maxlen=_CALLS_KEPT))
    _regions: dict[str, Region] = field(default_factory=dict)

    def region(self, region_id: str) -> Region | None:
        """A region, None when there is none of that id."""
        if region_id not in self._regions:
            if region_id not in region_ids():
                return None
            self._regions[region_id] = Region(region_id)
        return self._regions[region_id]

    def now(self) -> datetime:
        """This cloud's time, in UTC."""
        return datetime.now(UTC) + self.clock_offset

    def stamp(self) -> str:
        """This cloud's time as answers carry it: `2026-11-21T08:20:26Z`."""
        return self.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def progress(self, *states: str) -> Progress:
        """A way through `states`, of which each but the last one lasts `looks` looks."""
        return Progress(*(state for state in states[:-1] for _ in range(self.looks)), states[-1])

    def reset(self) -> None:
        """Forget everything but the keys; the instance id is a new one."""
        fresh = Cloud(keys=self.keys)
        for name in self.__slots__:
            setattr(self, name, getattr(fresh, name))


def region_ids() -> dict[str, str]:
    """The regions with their names: those of the table of reserved CIDR blocks."""
    return {row.region: row.region_name for row in reserved_table().zones.values()}


def new_id(prefix: str) -> str:
    """An id such as `vpc-3f9c…`, with 20 random characters after the prefix."""
    return prefix + secrets.token_hex(10)
