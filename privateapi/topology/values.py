"""Values with three states and references that work before ids exist.

On a first preview most ids are unknown and many properties are left out. A check that takes either for "fine" lets a
broken design pass in silence, so nothing in the model is a plain value:

>>> vpc_cidr: Value[str] = Known("10.0.0.0/16")
>>> vpc_cidr.get()
'10.0.0.0/16'
>>> Missing().get("10.0.0.0/16")
'10.0.0.0/16'
>>> Unknown("is known after the deployment").get()
Traceback (most recent call last):
privateapi.topology.values.NotJudged: is known after the deployment

A rule calls `get` where it needs a value and does not care further: `NotJudged` ends the rule for that resource, and is
counted and said by who runs the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Generic, NoReturn, TypeAlias, TypeVar, final, overload

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
D = TypeVar("D")
R = TypeVar("R", bound=Hashable)

_NO_DEFAULT: Any = object()


class NotJudged(Exception):
    """A question has no answer yet, because of a value that is unknown or was left out; the text says which and why."""


class _State:
    """What the three states share. None has a truth value, so that `if vpc.enable_dns_support:` is an error at once."""

    __slots__ = ()

    @property
    def known(self) -> bool:
        """Whether the value is there to be read."""
        return isinstance(self, Known)

    @property
    def unknown(self) -> bool:
        """Whether the value will be there, but cannot be read now."""
        return isinstance(self, Unknown)

    @property
    def missing(self) -> bool:
        """Whether the property was left out."""
        return isinstance(self, Missing)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} has no truth value: ask for .known, .unknown, .missing or .get()")


@final
@dataclass(frozen=True, slots=True)
class Known(_State, Generic[T_co]):
    """A value that can be read; it is hashable, so sequences are tuples."""

    value: T_co

    def get(self, default: object = _NO_DEFAULT) -> T_co:
        """The value."""
        return self.value

    def map(self, change: Callable[[T_co], R]) -> Known[R]:
        """The value after `change`; the other two states stay as they are."""
        return Known(change(self.value))

    def then(self, change: Callable[[T_co], Value[R]]) -> Value[R]:
        """As `map`, for a `change` that may itself find its result unknown."""
        return change(self.value)


@dataclass(frozen=True, slots=True)
class Unknown(_State):
    """A value that cannot be read: not created yet, secret, or of a wrong type. `why` completes "the cidrBlock …"."""

    why: str = "is not known yet"

    def get(self, default: object = _NO_DEFAULT) -> NoReturn:
        """Nothing to get; a default stands in for what was left out, never for what is unknown.

        Raises:
            NotJudged: always.
        """
        raise NotJudged(self.why)

    def map(self, change: Callable[[Any], object]) -> Unknown:
        """Still unknown."""
        return self

    def then(self, change: Callable[[Any], object]) -> Unknown:
        """Still unknown."""
        return self


HOLE: Final = "\0"
"""Stands in an outline for a part that cannot be read; no document of a cloud has this text."""


@final
@dataclass(frozen=True, slots=True)
class PartlyKnown(Unknown):
    """A JSON document of which parts cannot be read: `outline` is its text with `HOLE` in place of each.

    It is unknown for everyone who asks for the whole text, and says more to who can do with less: which condition keys
    a policy has is known although the ids that they are compared with are not.
    """

    outline: str = ""

    def map(self, change: Callable[[Any], object]) -> Unknown:
        """Unknown; the outline is of the document before the change."""
        return Unknown(self.why)

    def then(self, change: Callable[[Any], object]) -> Unknown:
        """As `map`."""
        return Unknown(self.why)


@final
@dataclass(frozen=True, slots=True)
class Missing(_State):
    """A property that was left out."""

    @overload
    def get(self) -> NoReturn: ...

    @overload
    def get(self, default: D) -> D: ...

    def get(self, default: Any = _NO_DEFAULT) -> Any:
        """The default.

        Raises:
            NotJudged: there is none.
        """
        if default is _NO_DEFAULT:
            raise NotJudged("is not set")
        return default

    def map(self, change: Callable[[Any], object]) -> Missing:
        """Still left out."""
        return self

    def then(self, change: Callable[[Any], object]) -> Missing:
        """Still left out."""
        return self


# A property in one of the three states; `isinstance` and `match` tell them apart, also for the type checker.
Value: TypeAlias = Known[T] | Unknown | Missing

UNKNOWN = Unknown()
MISSING = Missing()


@overload
def value_of(raw: Value[T]) -> Value[T]: ...


@overload
def value_of(raw: T | None) -> Value[T]: ...


def value_of(raw: Any) -> Any:
    """`raw` as a value: None is `Missing`, a value stays what it is, anything else is `Known`."""
    if raw is None:
        return MISSING
    return raw if isinstance(raw, _State) else Known(raw)


def because(value: Value[object]) -> str:
    """Why a value cannot be read, to be put after its name: `is not known yet`."""
    return value.why if isinstance(value, Unknown) else "is not set"


def together(values: Iterable[Value[T]]) -> Value[tuple[T, ...]]:
    """All values as one: known when each is known; what was left out is skipped; else the first unknown one."""
    found: list[T] = []
    for value in values:
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Known):
            found.append(value.value)
    return Known(tuple(found))


# A list whose elements may be unknown one by one, as the values of a record set on a first preview.
Values: TypeAlias = Value[tuple[Value[T], ...]]


def values_of(*raw: T | Value[T]) -> Values[T]:
    """A known list of those elements."""
    return Known(tuple(value_of(item) for item in raw))


def flat(values: Values[T]) -> Value[tuple[T, ...]]:
    """A list as one value: unknown as soon as one element is."""
    return values.then(together)


@dataclass(frozen=True, slots=True)
class Ref:
    """A property that names another resource, such as `vpcId`.

    `id` is the id as written. While it is unknown, `nodes` has the keys of the resources that the property was computed
    from: one names the resource, several are ambiguous (an index into a list of outputs), none is a resource elsewhere.
    """

    id: Value[str] = MISSING
    nodes: tuple[str, ...] = ()

    @classmethod
    def to(cls, id: str) -> Ref:
        """A reference by a known id, ARN or name."""
        return cls(Known(id))

    @classmethod
    def by(cls, *nodes: str) -> Ref:
        """A reference whose id is unknown, computed from the resources with those keys."""
        return cls(UNKNOWN, nodes)

    @property
    def missing(self) -> bool:
        """Whether the property was left out."""
        return self.id.missing


@dataclass(frozen=True, slots=True)
class Refs:
    """A property that names several resources, such as `subnetIds`.

    The engine tells only for the whole list which resources it was computed from, not for each element. When the list
    has as many unknown elements as such resources, the set is certain, although not who is first.
    """

    ids: Values[str] = MISSING
    nodes: tuple[str, ...] = ()

    @classmethod
    def to(cls, *ids: str) -> Refs:
        """References by known ids, ARNs or names."""
        return cls(values_of(*ids))

    @classmethod
    def by(cls, *nodes: str) -> Refs:
        """References with unknown ids, one to each of the resources with those keys."""
        return cls(Known((UNKNOWN,) * len(nodes)), nodes)

    @property
    def missing(self) -> bool:
        """Whether the property was left out."""
        return self.ids.missing


NO_REF = Ref()
NO_REFS = Refs()
