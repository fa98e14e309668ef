"""What changed between two sets of inputs, and whether a change replaces the resource."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from privateapi.provider.kinds import canonical_policy
from privateapi.provider.markers import Chosen, Policy, Replaces, ReplacesWhen, WriteOnly
from privateapi.provider.model import Args, FieldSpec, property_path, specs, specs_in
from privateapi.provider.values import holds_unknown

ADD, DELETE, UPDATE = "ADD", "DELETE", "UPDATE"


@dataclass(frozen=True, slots=True)
class Change:
    """One changed property: camelCase path, what happened to it, and whether that replaces the resource."""

    path: str
    kind: str
    replaces: bool
    field: str


def absent(value: Any) -> bool:
    """Whether a value says nothing: none, or an empty list or map."""
    return value is None or value == [] or value == {}


def same(spec: FieldSpec, old: Any, new: Any) -> bool:
    """Whether two values of a property mean the same; what the cloud chose inside ``old`` and ``new`` leaves out counts
    for nothing."""
    if holds_unknown(new) or holds_unknown(old):
        return False
    old = as_declared(spec.annotation, old, new)
    if absent(old) and absent(new):
        return True
    if spec.has(Policy):
        return bool(canonical_policy(old) == canonical_policy(new))
    return bool(old == new)


def as_declared(annotation: Any, found: Any, declared: Any) -> Any:
    """A value without the nested properties that the cloud chose, because ``declared`` leaves them out."""
    if isinstance(found, Mapping) and isinstance(declared, Mapping):
        nested = specs_in(annotation)
        return {
            wire: as_declared(nested[wire].annotation, value, declared.get(wire)) if wire in nested else value
            for wire, value in found.items()
            if wire in declared or wire not in nested or not nested[wire].has(Chosen)
        }
    if isinstance(found, list) and isinstance(declared, list) and len(found) == len(declared):
        return [as_declared(annotation, *pair) for pair in zip(found, declared, strict=True)]
    return found


def compare(model: type[Args], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Changes between two sets of wire inputs in normal form.

    A property that the cloud chooses is not changed by leaving it out. Properties of the old inputs that are no longer
    declared are ignored: they are of an older version of the plugin.
    """
    changes: list[Change] = []
    for wire, spec in specs(model).items():
        before, after = old.get(wire), new.get(wire)
        if same(spec, before, after) or (absent(after) and spec.has(Chosen)):
            continue
        before = as_declared(spec.annotation, before, after)
        replaces = _replaces(spec, after)
        changes.extend(Change(path, kind, replaces, spec.name) for path, kind in _paths(wire, before, after))
    return changes


def _replaces(spec: FieldSpec, after: Any) -> bool:
    when = spec.marker(ReplacesWhen)
    # A value that is not known yet may be one that replaces: a preview must not promise less than the update does.
    return spec.has(Replaces) or (when is not None and (after in when.values or holds_unknown(after)))


def _paths(path: str, old: Any, new: Any) -> Iterator[tuple[str, str]]:
    if absent(old):
        yield path, ADD
    elif absent(new):
        yield path, DELETE
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        found = [
            each
            for key in sorted(old.keys() | new.keys())
            if old.get(key) != new.get(key)
            for each in _paths(property_path(path, key), old.get(key), new.get(key))
        ]
        yield from found or [(path, UPDATE)]
    else:
        yield path, UPDATE


def declared_inputs(model: type[Args], state: Mapping[str, Any], prior: Mapping[str, Any] | None) -> dict[str, Any]:
    """The inputs that a state read from the cloud stands for.

    In an import (``prior`` is ``None``) they are everything the cloud says. In a refresh they are what the program had
    declared, with the cloud's values, and whatever the cloud has beyond that which it did not choose by itself.
    """
    inputs: dict[str, Any] = {}
    for wire, spec in specs(model).items():
        value = state.get(wire)
        if prior is None:
            if not absent(value):
                inputs[wire] = value
        elif wire in prior:
            kept = spec.has(WriteOnly) or (not absent(value) and same(spec, value, prior[wire]))
            value = prior[wire] if kept or (absent(value) and absent(prior[wire])) else value
            if value is not None:
                inputs[wire] = value
        elif not (absent(value) or spec.has(Chosen) or value == spec.default):
            inputs[wire] = value
    return inputs
