"""Reads a Pulumi state (`pulumi stack export`) and a preview (`pulumi preview --json --show-sames`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from privateapi.readers.resource import Plain, ReadResource, merged, plain

# Operations of a preview after which the resource is there. `read` is a resource that the program only looks up.
_KEPT = frozenset(
    {
        "create",
        "create-replacement",
        "import",
        "import-replacement",
        "read",
        "read-replacement",
        "refresh",
        "replace",
        "same",
        "update",
    }
)


class UnreadableError(Exception):
    """The document is no state and no preview, or not all of one; the text says what would be right."""


def read_state(text: str, config: Mapping[str, Mapping[str, Plain]] | None = None) -> list[ReadResource]:
    """The resources of `pulumi stack export`. `config` has, by package, the configuration of the stack.

    Raises:
        UnreadableError: the text is no exported stack.
    """
    document = _document(text, "an exported stack; `pulumi stack export` writes one")
    deployment = document.get("deployment")
    if not isinstance(deployment, dict):
        raise UnreadableError("there is no `deployment` in it; `pulumi stack export` writes an exported stack")
    states = deployment.get("resources") or []
    if not isinstance(states, list):
        raise UnreadableError("its `deployment.resources` is no list; `pulumi stack export` writes an exported stack")
    # What is about to be deleted is there twice, or no longer meant.
    return _resources([each for each in states if not (isinstance(each, dict) and each.get("delete"))], config or {})


def read_preview(text: str, config: Mapping[str, Mapping[str, Plain]] | None = None) -> list[ReadResource]:
    """The resources that a preview would leave. The preview's own configuration is added to `config`.

    Raises:
        UnreadableError: the text is no preview, the preview failed, or resources that stay the same are not in it.
    """
    document = _document(text, "a preview; `pulumi preview --json --show-sames` writes one")
    steps = document.get("steps")
    if not isinstance(steps, list):
        raise UnreadableError("there are no `steps` in it; `pulumi preview --json --show-sames` writes a preview")
    states: dict[str, Any] = {}
    same = 0
    for step in steps:
        if isinstance(step, dict) and step.get("op") in _KEPT and isinstance(step.get("newState"), dict):
            states[str(step.get("urn"))] = step["newState"]
            same += step["op"] == "same"
    summary = document.get("changeSummary")
    expected = summary.get("same", 0) if isinstance(summary, dict) else 0
    if isinstance(expected, int) and same < expected:
        raise UnreadableError(
            f"{expected - same} of {expected} resources that stay the same are not in it; write it with "
            "`pulumi preview --json --show-sames`"
        )
    stated = dict(config or {})
    given = document.get("config")
    for key, value in given.items() if isinstance(given, dict) else ():
        package, _, name = str(key).partition(":")
        if name == "region" and isinstance(value, str):
            stated[package] = {"region": value}
    return _resources(states.values(), stated)


def _document(text: str, wanted: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UnreadableError(f"it is no JSON ({error}), so it is not {wanted}") from error
    if not isinstance(document, dict):
        raise UnreadableError(f"it is not {wanted}")
    return document


def _resources(states: Iterable[Any], config: Mapping[str, Mapping[str, Plain]]) -> list[ReadResource]:
    known = {str(state["urn"]): state for state in states if isinstance(state, dict) and "urn" in state}
    return [_resource(urn, state, known, config) for urn, state in sorted(known.items())]


def _resource(
    urn: str, state: Mapping[str, Any], known: Mapping[str, Any], config: Mapping[str, Mapping[str, Plain]]
) -> ReadResource:
    # Of a child of a component the URN has the types of all components around it.
    type = str(state.get("type") or urn.split("::")[2].rsplit("$", 1)[-1])
    dependencies = state.get("propertyDependencies")
    id = plain(state.get("id"))
    return ReadResource(
        key=urn,
        type=type,
        name=urn.rsplit("::", 1)[-1],
        properties=merged(_properties(state, "inputs"), _properties(state, "outputs")),
        dependencies={
            str(name): tuple(sorted(map(str, sources)))
            for name, sources in (dependencies if isinstance(dependencies, dict) else {}).items()
            if sources
        },
        depends_on=tuple(sorted(map(str, state.get("dependencies") or ()))),
        parent=str(state.get("parent") or ""),
        id=id if isinstance(id, str) and id else None,
        provider=_provider(state.get("provider"), known),
        config=config.get(type.partition(":")[0], {}),
        live=state.get("external") is True,
        position=str(state.get("sourcePosition") or ""),
    )


def _properties(state: Mapping[str, Any], name: str) -> dict[str, Plain]:
    values = state.get(name)
    return plain(values) if isinstance(values, dict) else {}


def _provider(reference: Any, known: Mapping[str, Any]) -> Mapping[str, Plain]:
    """The inputs of a resource's provider. A preview holds explicit providers only."""
    if not isinstance(reference, str):
        return {}
    state = known.get(reference.rpartition("::")[0], {})
    return merged(_properties(state, "inputs"), _properties(state, "outputs"))
