"""Asking values for what a rule needs, with the property in the reason when there is no answer."""

from typing import Any, TypeVar, overload

from privateapi.rules.wording import because
from privateapi.topology.model import Node, Topology
from privateapi.topology.values import Known, Missing, NotJudged, Ref, Value

T = TypeVar("T")
D = TypeVar("D")
N = TypeVar("N", bound=Node)

_NO_DEFAULT: Any = object()


@overload
def ask(value: Value[T], what: str) -> T: ...


@overload
def ask(value: Value[T], what: str, default: D) -> T | D: ...


def ask(value: Value[Any], what: str, default: Any = _NO_DEFAULT) -> Any:
    """The value; where it was left out, the default, if the cloud's own is known.

    >>> from privateapi.topology.values import UNKNOWN
    >>> ask(UNKNOWN, "the weight")
    Traceback (most recent call last):
    privateapi.topology.values.NotJudged: the weight is not known yet

    Raises:
        NotJudged: it is unknown, or left out without a default; the text says of what.
    """
    if isinstance(value, Known):
        return value.value
    if isinstance(value, Missing) and default is not _NO_DEFAULT:
        return default
    raise NotJudged(f"{what} {because(value)}")


def followed(topology: Topology, ref: Ref, kind: type[N], near: Node, what: str) -> N:
    """The resource that a reference names.

    Raises:
        NotJudged: it is not certain, left out, or was not read.
    """
    return ask(topology.follow(ref, kind, near), what)
