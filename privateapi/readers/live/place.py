"""Where something is read, and the parts that all live nodes have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from privateapi.topology.model import Node, Origin
from privateapi.topology.values import (
    MISSING,
    NO_REF,
    NO_REFS,
    Known,
    Ref,
    Refs,
    Unknown,
    Value,
    Values,
    value_of,
    values_of,
)

_NO_ID = Unknown("has no id of its own")


@dataclass(frozen=True, slots=True)
class Place:
    """An account and a Region, with the clients to ask them. Calls of one client may run in several threads."""

    account: str
    region: str
    client: Callable[[str], Any]

    def node(
        self,
        type: str,
        id: str,
        *,
        name: str = "",
        key: str = "",
        identifiers: Iterable[str | None] = (),
        tags: Any = None,
        region: str | None = None,
    ) -> dict[str, Any]:
        """What every node has. `key` is its ARN, or the id with the account and Region before it.

        `region` is where it is when another Region shows it too; empty for what is of no Region.
        """
        pairs = tags_of(tags)
        where = self.region if region is None else region
        return {
            "origin": Origin(key or f"{self.account}/{self.region}/{id}", type),
            "name": name or dict(pairs).get("Name", "") or id,
            "id": Known(id),
            "region": Known(where) if where else MISSING,
            "account": Known(self.account),
            "live": True,
            "identifiers": tuple(dict.fromkeys(each for each in identifiers if each and each != id)),
            "tags": pairs,
        }

    def part(self, node: Mapping[str, Any], path: str) -> dict[str, Any]:
        """As `node`, for a part of a resource that is a node of its own."""
        origin = Origin(f"{node['origin'].key}#{path}", node["origin"].type)
        name = f"{node['name']} {path}"
        return {**node, "origin": origin, "name": name, "id": _NO_ID, "identifiers": (), "tags": ()}

    def pages(self, service: str, operation: str, key: str, **arguments: Any) -> Iterator[Any]:
        """The elements under `key` of all pages of a list operation."""
        client = self.client(service)
        if client.can_paginate(operation):
            for page in client.get_paginator(operation).paginate(**arguments):
                yield from page.get(key) or ()
        else:
            yield from getattr(client, operation)(**arguments).get(key) or ()


Reader: TypeAlias = Callable[[Place], Iterator[Node]]
# The quota id, and the value that is applied in the place that was asked.
Limits: TypeAlias = Callable[[Place], Iterator[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Source:
    """A function that reads nodes or applied quotas, what these are in words, and the permission that it needs first.

    `once` is for what the whole account has: one Region is enough.
    """

    what: str
    action: str
    nodes: Reader | None = None
    limits: Limits | None = None
    once: bool = False


SOURCES: list[Source] = []


def reads_live(what: str, action: str, *, once: bool = False) -> Callable[[Reader], Reader]:
    """Declares a reading function."""

    def declare(read: Reader) -> Reader:
        SOURCES.append(Source(what, action, nodes=read, once=once))
        return read

    return declare


def tags_of(tags: Any) -> tuple[tuple[str, str], ...]:
    """Tags as pairs, from a list of keys and values or a map."""
    if isinstance(tags, Mapping):
        return tuple(sorted((str(key), str(value)) for key, value in tags.items()))
    return tuple(sorted((str(tag.get("Key", "")), str(tag.get("Value", ""))) for tag in tags or ()))


def to(id: str | None) -> Ref:
    """A reference by an id; none where there is none."""
    return Ref.to(id) if id else NO_REF


def to_all(ids: Sequence[str] | None) -> Refs:
    """References by ids."""
    return Refs.to(*ids) if ids else NO_REFS


def given(value: Any) -> Value[Any]:
    """A value of an answer; None and an empty text are left out."""
    return value_of(None if value == "" else value)


def texts(values: Sequence[str] | None) -> Values[str]:
    """A list of texts of an answer."""
    return values_of(*values) if values else MISSING
