"""Changes to moto's classes in one process, recorded so that all of them can be taken back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

_MISSING = object()


class PatchError(Exception):
    """moto no longer looks the way a correction expects it to."""


class Patches:
    """Records what was changed on moto's classes and modules, newest last."""

    def __init__(self) -> None:
        self._undo: list[tuple[Any, str, Any]] = []

    def replace(self, owner: Any, name: str, value: Any) -> Any:
        """Put `value` where `owner.name` was and return what was there.

        Raises PatchError when there is nothing to replace: the correction was written for another moto.
        """
        before = vars(owner).get(name, _MISSING)
        inherited = getattr(owner, name, _MISSING)
        if inherited is _MISSING:
            raise PatchError(f"{_label(owner)} has no {name}")
        self._undo.append((owner, name, before))
        setattr(owner, name, value)
        return inherited

    def add(self, owner: Any, name: str, value: Any) -> None:
        """Give `owner` something that it lacks.

        Raises PatchError when it is there already: moto has learned it and the correction can go.
        """
        if getattr(owner, name, _MISSING) is not _MISSING:
            raise PatchError(f"{_label(owner)} already has {name}")
        self._undo.append((owner, name, _MISSING))
        setattr(owner, name, value)

    def wrap(self, owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Decorate a function to call instead of `owner.name`, with the original as its first argument."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            original = getattr(owner, name, None)
            if original is None:
                raise PatchError(f"{_label(owner)} has no {name}")

            @functools.wraps(original)
            def instead(*args: Any, **kwargs: Any) -> Any:
                return function(original, *args, **kwargs)

            self.replace(owner, name, instead)
            return function

        return decorate

    def set_item(self, mapping: dict[Any, Any], key: Any, value: Any) -> None:
        """Set `mapping[key]`, and back again on undo."""
        self._undo.append((mapping, key, mapping.get(key, _MISSING)))
        mapping[key] = value

    def undo(self) -> None:
        """Take every change back, newest first."""
        while self._undo:
            owner, name, before = self._undo.pop()
            if isinstance(owner, dict):
                if before is _MISSING:
                    owner.pop(name, None)
                else:
                    owner[name] = before
            elif before is _MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, before)


def _label(owner: Any) -> str:
    name = getattr(owner, "__qualname__", getattr(owner, "__name__", owner))
    return f"{getattr(owner, '__module__', '')}.{name}"
