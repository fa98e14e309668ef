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

    Characters outside ``[A-Za-z0-9-]`` become ``-``. Without ``suffix`` a killed creation finds its own name again;
    that is for names that are unique only inside another resource, such as the policies of one role.
    """

    max_length: int
    suffix: bool = True
    never_begins: str = ""
    """What the cloud lets no name begin with; it is taken off."""


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
