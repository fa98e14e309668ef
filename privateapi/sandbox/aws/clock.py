"""The sandbox's time: what CloudWatch measures by, and what the header `Date` of every answer says.

It runs faster than real time, so that a failure moves an answer in seconds and not in minutes, and it can be put
forward. In a server of a test it stands still until the test puts it forward.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

SPEED = 30.0
"""How fast the time of a sandbox that is a process of its own runs: a minute in two seconds."""
_EPOCH = datetime(1970, 1, 1)


class Clock:
    """A time that runs `speed` times as fast as real time, from now on; 0 stands still."""

    def __init__(self, speed: float = 0.0, real: Callable[[], float] = time.monotonic) -> None:
        self._real = real
        self._speed = speed
        self._base, self._since = _now(), real()

    @property
    def speed(self) -> float:
        """Seconds of the sandbox in a real second."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._base, self._since, self._speed = self.now(), self._real(), speed

    def now(self) -> datetime:
        """The time in UTC, without a zone, as moto has it."""
        return self._base + timedelta(seconds=(self._real() - self._since) * self._speed)

    def advance(self, seconds: float) -> None:
        """Put the clock forward."""
        self._base += timedelta(seconds=seconds)

    def reset(self) -> None:
        """Back to real time; the speed stays."""
        self._base, self._since = _now(), self._real()

    @property
    def minute(self) -> int:
        """The present minute, counted from 1970."""
        return int((self.now() - _EPOCH).total_seconds()) // 60


def time_of(minute: int) -> datetime:
    """The begin of a minute, counted from 1970."""
    return _EPOCH + timedelta(minutes=minute)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


CLOCK = Clock()
