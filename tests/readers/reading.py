"""Short ways to read resources in tests: `one("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"})`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from privateapi.readers.mapping import nodes_of
from privateapi.readers.resource import ReadResource
from privateapi.topology.model import Node
from privateapi.topology.values import Known, Missing, Ref, Refs, Unknown

N = TypeVar("N", bound=Node)


def resource(
    type: str,
    properties: Mapping[str, Any],
    name: str = "it",
    dependencies: Mapping[str, Sequence[str]] | None = None,
    **more: Any,
) -> ReadResource:
    """A resource; its key is `type::name`, and `dependencies` may give such keys in a short form."""
    found = {each: tuple(keys) for each, keys in (dependencies or {}).items()}
    return ReadResource(key=f"{type}::{name}", type=type, name=name, properties=properties, dependencies=found, **more)


def nodes(*resources: ReadResource) -> list[Node]:
    """The nodes of a program, in the order of their keys."""
    return sorted(nodes_of(resources), key=lambda node: node.key)


def one(type: str, properties: Mapping[str, Any], kind: type[N] | None = None, **more: Any) -> Any:
    """The node of a resource: the only one, or the only one of a kind."""
    found = nodes(resource(type, properties, **more))
    found = [node for node in found if kind is None or isinstance(node, kind)]
    assert len(found) == 1, [node.key for node in found]
    return found[0]


def shown(value: Any) -> Any:
    """A value in a form that is short to write: known ones bare, missing ones None, unknown ones `?reason`."""
    if isinstance(value, Known):
        return shown(value.value)
    if isinstance(value, Missing):
        return None
    if isinstance(value, Unknown):
        return f"?{value.why}"
    if isinstance(value, Ref):
        return shown(value.id) if not value.nodes else (shown(value.id), *value.nodes)
    if isinstance(value, Refs):
        return shown(value.ids) if not value.nodes else (shown(value.ids), *value.nodes)
    if isinstance(value, tuple | list):
        return [shown(item) for item in value]
    return value


def fields(node: Node, *names: str) -> dict[str, Any]:
    """Some fields of a node, shown."""
    return {name: shown(getattr(node, name)) for name in names}


# English name, type, properties, what each property was computed from, class of the node, fields of it.
Case = tuple[str, str, dict[str, Any], dict[str, list[str]], type[Node], dict[str, Any]]


def check(case: Case) -> None:
    """The node of the class has those fields."""
    name, type, properties, dependencies, kind, expected = case
    found = [node for node in nodes(resource(type, properties, dependencies=dependencies)) if isinstance(node, kind)]
    assert found, name
    assert fields(found[0], *expected) == expected, name
