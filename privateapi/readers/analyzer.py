"""Reads what the engine sends to an analyzer.

With the stack come the outputs of resources, which for a component are only those that it registers. While the program
runs comes every resource with its inputs, but without dependencies. So both are read (engine 3.200.0).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf import json_format

from privateapi.readers.resource import (
    SECRET,
    SECRET_SIGNATURE,
    SENTINELS,
    SIGNATURE,
    UNKNOWN,
    Plain,
    ReadResource,
    merged,
    plain,
)


def properties_of(struct: Any) -> dict[str, Plain]:
    """A protobuf Struct as plain data, with markers for what is unknown or secret.

    Each value is visited once; `json_format.MessageToDict` alone takes twice as long.
    """
    return {name: _property(item) for name, item in struct.fields.items()}


def _property(item: Any) -> Plain:
    try:
        return _value(item)
    except RecursionError:
        # Nested too deeply to be read.
        return UNKNOWN


def _value(item: Any) -> Plain:
    kind = item.WhichOneof("kind")
    if kind == "string_value":
        text = item.string_value
        return UNKNOWN if text in SENTINELS else text
    if kind == "struct_value":
        return _object(item.struct_value)
    if kind == "list_value":
        return [_value(each) for each in item.list_value.values]
    if kind == "number_value":
        return plain(item.number_value)
    return item.bool_value if kind == "bool_value" else None


def _object(struct: Any) -> Plain:
    fields = struct.fields
    if SIGNATURE not in fields:
        return {name: _value(item) for name, item in fields.items()}
    # What is inside a secret is not even looked at.
    return SECRET if fields[SIGNATURE].string_value == SECRET_SIGNATURE else plain(json_format.MessageToDict(struct))


def read_stack(
    resources: Iterable[Any],
    inputs: Mapping[str, Mapping[str, Plain]],
    config: Mapping[str, Mapping[str, Plain]] | None = None,
) -> list[ReadResource]:
    """The resources of an `AnalyzeStackRequest`.

    `inputs` are those that came while the program ran, by URN; a resource that was not registered in this run has none,
    as with `--target`. `config` is, by package, what the stack's configuration or the environment says.
    """
    found = sorted(resources, key=lambda each: each.urn)
    known = {each.urn for each in found}
    providers: dict[str, Mapping[str, Plain]] = {}
    return [_resource(resource, inputs, known, providers, config or {}) for resource in found]


def _resource(
    resource: Any,
    inputs: Mapping[str, Mapping[str, Plain]],
    known: set[str],
    providers: dict[str, Mapping[str, Plain]],
    config: Mapping[str, Mapping[str, Plain]],
) -> ReadResource:
    given, outputs = inputs.get(resource.urn), properties_of(resource.properties)
    return ReadResource(
        key=resource.urn,
        type=resource.type,
        name=resource.name,
        # Last, for an output that the program calls secret may be an input of the same name.
        properties=merged(given, outputs) | dict.fromkeys(resource.options.additionalSecretOutputs, SECRET),
        dependencies={
            name: sources
            for name, named in resource.propertyDependencies.items()
            if (sources := tuple(sorted(known.intersection(named.urns))))
        },
        depends_on=tuple(sorted(known.intersection(resource.dependencies))),
        parent=resource.parent if resource.parent in known else "",
        provider=_provider(resource, inputs, providers),
        provider_key=resource.provider.urn,
        computed=frozenset(outputs).difference(given) if given is not None else frozenset(),
        config=config.get(resource.type.partition(":")[0], {}),
    )


def _provider(
    resource: Any, inputs: Mapping[str, Mapping[str, Plain]], known: dict[str, Mapping[str, Plain]]
) -> Mapping[str, Plain]:
    if not resource.HasField("provider"):
        return {}
    provider = resource.provider
    if provider.urn not in known:
        known[provider.urn] = merged(inputs.get(provider.urn), properties_of(provider.properties))
    return known[provider.urn]
