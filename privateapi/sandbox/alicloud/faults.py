"""Faults on demand: the next calls of an action are throttled, fail, hang, or lose their connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal["throttling", "unavailable", "error", "hang", "reset"]
When = Literal["before", "after"]


class FaultError(ValueError):
    """A description of a fault that says nothing sensible; the message names the field."""


@dataclass(slots=True)
class Fault:
    """What happens to the next `count` calls of `action` (any action when it is empty).

    `when` says whether it happens instead of the action or after it was carried out. A throttled call is told to wait
    `retry_after` milliseconds, if any. A call that hangs gets no answer; its connection ends after `seconds`, or when
    the server does. `code`, `status` and `message` are those of an `error`.
    """

    kind: Kind
    action: str = ""
    when: When = "before"
    count: int = 1
    retry_after: int | None = None
    seconds: float = 60.0
    code: str = "InternalError"
    status: int = 500
    message: str = "The request processing has failed due to some unknown error."


def fault_from(value: Any) -> Fault:
    """Read a fault from JSON. Raises FaultError."""
    if not isinstance(value, dict):
        raise FaultError("a fault is a JSON object")
    unknown = sorted(value.keys() - set(Fault.__slots__))
    if unknown:
        raise FaultError(f"a fault has no {', '.join(unknown)}; it has {', '.join(Fault.__slots__)}")
    if value.get("kind") not in get_args(Kind):
        raise FaultError(f"kind: {value.get('kind')!r} is none of {', '.join(get_args(Kind))}")
    if value.get("when", "before") not in get_args(When):
        raise FaultError(f"when: {value['when']!r} is none of {', '.join(get_args(When))}")
    return Fault(**value)


class Faults:
    """The faults that wait for their calls, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault wait for its calls."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Forget all faults."""
        self._waiting.clear()

    def take(self, action: str) -> Fault | None:
        """The fault of this call, if there is one; it is used up by it."""
        for fault in self._waiting:
            if fault.action in ("", action):
                fault.count -= 1
                if fault.count <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def __len__(self) -> int:
        return sum(fault.count for fault in self._waiting)
