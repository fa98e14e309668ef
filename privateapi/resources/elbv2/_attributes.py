"""Attributes of load balancers and target groups: typed inputs on one side, keys and texts on the other."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from privateapi.provider.errors import Fault
from privateapi.provider.model import Model, specs
from privateapi.provider.values import UNKNOWN


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its key in the API, the families of things that have it, and the kind of its value."""

    key: str
    families: frozenset[str]
    kind: type[bool] | type[int] | type[str] = bool

    def text(self, value: Any) -> str:
        """The value as the API writes it."""
        return str(value).lower() if isinstance(value, bool) else str(value)

    def value(self, text: str) -> Any:
        """The value that the API means."""
        return text == "true" if self.kind is bool else self.kind(text)


Table = Mapping[str, Attribute]
"""Attributes by the name (snake_case) of their input."""


def texts(table: Table, args: Model, names: Collection[str]) -> dict[str, str]:
    """Keys and texts of the named inputs, as far as they have a value."""
    values = {name: getattr(args, name) for name in table if name in names}
    return {table[name].key: table[name].text(value) for name, value in values.items() if value is not None}


def differing(table: Table, args: Model) -> set[str]:
    """The inputs that are not what a new thing has anyway."""
    return {spec.name for spec in _specs(table, args) if getattr(args, spec.name) != spec.default}


def values(table: Table, model: type[Model], found: Mapping[str, str]) -> dict[str, Any]:
    """The inputs' values; the default where the API names no such attribute, because this kind of thing lacks it."""
    result = {spec.name: spec.default for spec in specs(model).values() if spec.name in table}
    for name, attribute in table.items():
        if attribute.key in found:
            result[name] = attribute.value(found[attribute.key])
    return result


def family_faults(
    table: Table, args: Model, family: str | None, what: str, is_for: Mapping[str, str]
) -> Iterator[Fault]:
    """Inputs that differ from their default although the family (``None``: not known) lacks them.

    ``what`` says what this thing is, ``is_for`` how each family is called: "is for network load balancers; …".
    """
    if family is None:
        return
    for spec in _specs(table, args):
        value = getattr(args, spec.name)
        lacks = family not in table[spec.name].families
        if lacks and value is not UNKNOWN and value != spec.default:
            having = " and ".join(name for each, name in is_for.items() if each in table[spec.name].families)
            yield Fault(spec.wire, f"is for {having}; {what}")


def key_values(attributes: list[dict[str, str]]) -> dict[str, str]:
    """Attributes out of the API's list form."""
    return {each["Key"]: each.get("Value", "") for each in attributes}


def listed(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    """Attributes in the API's list form."""
    return [{"Key": key, "Value": value} for key, value in attributes.items()]


def _specs(table: Table, args: Model) -> Iterator[Any]:
    return (spec for spec in specs(type(args)).values() if spec.name in table)
