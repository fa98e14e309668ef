"""Reads a Pulumi state (`pulumi stack export`) and a preview (`pulumi preview --json --show-sames`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
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


@contextmanager
def _bounded() -> Iterator[None]:
    """Takes a recursion without end for what it is here: a fault of the document."""
    try:
        yield
    except RecursionError as error:
        raise UnreadableError("a value in it is nested too deeply to be read") from error


@_bounded()
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
    kept = []
    for index, state in enumerate(states):
        _require_resource(state, f"deployment.resources[{index}]", "an exported stack")
        # What is about to be deleted is there twice, or no longer meant.
        if not state.get("delete"):
            kept.append(state)
    return _resources(kept, config or {})


@_bounded()
def read_preview(text: str, config: Mapping[str, Mapping[str, Plain]] | None = None) -> list[ReadResource]:
    """The resources that a preview would leave. The preview's own configuration is added to `config`.

    Raises:
        UnreadableError: the text is no preview, the preview failed, or resources that stay the same are not in it.
    """
    document = _document(text, "a preview; `pulumi preview --json --show-sames` writes one")
    steps = document.get("steps")
    if not isinstance(steps, list):
        raise UnreadableError("there are no `steps` in it; `pulumi preview --json --show-sames` writes a preview")
    failure = _failure(document.get("diagnostics"))
    if failure:
        raise UnreadableError(f"the preview failed, so not all resources are in it: {failure}")
    states: dict[str, Any] = {}
    before: dict[str, dict[str, Plain]] = {}
    same = 0
    for index, step in enumerate(steps):
        if not isinstance(step, dict):
            raise UnreadableError(f"its `steps[{index}]` is no step of a preview")
        if step.get("op") in _KEPT:
            _require_resource(step.get("newState"), f"steps[{index}].newState", "a preview")
            states[step["newState"]["urn"]] = {**_staying(step), **step["newState"]}
            same += step["op"] == "same"
            if step["op"] != "same" and isinstance(step.get("oldState"), dict):
                before[step["newState"]["urn"]] = _properties(step["oldState"], "inputs")
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
    return [replace(each, before=before.get(each.key, {})) for each in _resources(states.values(), stated)]


def _staying(step: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of the old state, and the engine (3.200.0) leaves out of the new one."""
    old = step.get("oldState")
    names = {"same": ("id", "outputs"), "update": ("id",)}.get(str(step.get("op")), ())
    return {name: old[name] for name in names if name in old} if isinstance(old, dict) else {}


def _document(text: str, wanted: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UnreadableError(f"it is no JSON ({error}), so it is not {wanted}") from error
    if not isinstance(document, dict):
        raise UnreadableError(f"it is not {wanted}")
    return document


def _failure(diagnostics: Any) -> str:
    """What the engine says that a preview failed with; empty when it did not."""
    for each in diagnostics if isinstance(diagnostics, list) else ():
        if isinstance(each, dict) and each.get("severity") == "error":
            return " ".join(str(each.get("message", "")).split()) or "the engine does not say why"
    return ""


def _require_resource(state: Any, path: str, document: str) -> None:
    """Refuses what is no resource: to leave it out would be to pass it unread."""
    urn = state.get("urn") if isinstance(state, dict) else None
    if not isinstance(urn, str) or urn.count("::") < 3:
        raise UnreadableError(f"its `{path}` has no URN, so it is no resource of {document}")
    # Another type would be judged by other rules, or by none.
    type = state.get("type")
    if type is not None and type != _type(urn):
        said = f"is {type!r}" if isinstance(type, str) else "is no text"
        raise UnreadableError(f"its `{path}.type` {said}, and the URN says {_type(urn)!r}; both must be the same")


def _type(urn: str) -> str:
    """The resource's own type: of a child of a component the URN has the types of all components around it."""
    return urn.split("::")[2].rsplit("$", 1)[-1]


def _resources(states: Iterable[Any], config: Mapping[str, Mapping[str, Plain]]) -> list[ReadResource]:
    known = {state["urn"]: state for state in states}
    return [_resource(urn, state, known, config) for urn, state in sorted(known.items())]


def _resource(
    urn: str, state: Mapping[str, Any], known: Mapping[str, Any], config: Mapping[str, Mapping[str, Plain]]
) -> ReadResource:
    type = _type(urn)
    dependencies = state.get("propertyDependencies")
    id = plain(state.get("id"))
    inputs, outputs = _properties(state, "inputs"), _properties(state, "outputs")
    # A reference to a provider is its URN and, behind it, its id.
    provider = str(state.get("provider") or "").rpartition("::")[0]
    return ReadResource(
        key=urn,
        type=type,
        name=urn.rsplit("::", 1)[-1],
        properties=merged(inputs, outputs),
        dependencies={
            name: _urns(sources)
            for name, sources in (dependencies if isinstance(dependencies, dict) else {}).items()
            if sources
        },
        depends_on=_urns(state.get("dependencies")),
        parent=str(state.get("parent") or ""),
        id=id if isinstance(id, str) and id else None,
        provider=_provider(provider, known),
        provider_key=provider,
        config=config.get(type.partition(":")[0], {}),
        live=state.get("external") is True,
        computed=frozenset(outputs).difference(inputs),
        position=str(state.get("sourcePosition") or ""),
    )


def _urns(values: Any) -> tuple[str, ...]:
    return tuple(sorted(map(str, values))) if isinstance(values, list) else ()


def _properties(state: Mapping[str, Any], name: str) -> dict[str, Plain]:
    values = state.get(name)
    return plain(values) if isinstance(values, dict) else {}


def _provider(urn: str, known: Mapping[str, Any]) -> Mapping[str, Plain]:
    """The inputs of a provider. A preview holds explicit providers only."""
    state = known.get(urn, {})
    return merged(_properties(state, "inputs"), _properties(state, "outputs"))
