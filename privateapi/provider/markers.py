"""Markers on declared fields: `Annotated[str, Replaces()]`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replaces:
    """The cloud cannot change this property in place: a new value replaces the resource."""


@dataclass(frozen=True, slots=True)
class ReplacesWhen:
    """The cloud changes this property in place, but not to one of these values: they replace the resource."""

    values: tuple[str, ...]

    def __init__(self, *values: str) -> None:
        object.__setattr__(self, "values", values)


@dataclass(frozen=True, slots=True)
class Secret:
    """The value is kept encrypted in the state and never shown."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cloud chooses a value when none is given; leaving it out is no change."""


@dataclass(frozen=True, slots=True)
class AutoName:
    """Left out, the name is the Pulumi resource's name and a random suffix, at most ``max_length`` characters.

    Characters outside ``[A-Za-z0-9-]`` become ``-``.
    """

    max_length: int


@dataclass(frozen=True, slots=True)
class WriteOnly:
    """The cloud never gives the value back; refresh keeps what the program said."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A JSON policy document: order of keys, and one value against a list of one, make no difference."""


@dataclass(frozen=True, slots=True)
class ChangesWith:
    """An output that an update of one of these inputs (snake_case) may change; its preview shows it unknown."""

    fields: tuple[str, ...]

    def __init__(self, *fields: str) -> None:
        object.__setattr__(self, "fields", fields)
