"""Reads what Pulumi gives to a policy pack.

A stack policy gets the outputs of resources, which for a component are only those that it registers, and no secret is
marked in them; a remediation gets every resource's inputs, with secrets, but no dependencies. So both are read: the
inputs while the program runs, the rest with the stack (pulumi 3.272.0, pulumi_policy 1.21.0). Values come as proxies
that are neither lists nor dictionaries and raise on unknown values, except in remediations; they are unwrapped first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi_policy import (
    PolicyProviderResource,
    PolicyResource,
    ResourceValidationArgs,
    Secret,
    StackValidationArgs,
)

from privateapi.readers.resource import SECRET, UNKNOWN, Plain, ReadResource, merged, plain

# How the SDK itself gets at what is inside its proxies (pulumi_policy.deserialize.serialize_properties).
_INSIDE = "__target"


def unwrapped(value: Any) -> Plain:
    """A value out of policy arguments as plain data, with markers for what is unknown or secret."""
    if isinstance(value, Secret):
        return SECRET
    if isinstance(value, str | int | float | bool) or value is None:
        return plain(value)
    if isinstance(value, pulumi.Asset | pulumi.Archive):
        return UNKNOWN
    if not isinstance(value, dict | list):
        value = value[_INSIDE]
    if isinstance(value, Mapping):
        return {str(key): unwrapped(item) for key, item in value.items()}
    return [unwrapped(item) for item in value]


def changed(args: ResourceValidationArgs, name: str, value: Plain) -> dict[str, Any]:
    """The inputs of a resource with one of them changed, for a remediation to return.

    To copy the proxy would give secrets as plain values, and the engine would keep them so.
    """
    inside = args.props if isinstance(args.props, dict) else args.props[_INSIDE]
    return {**inside, name: value}


class Inputs:
    """The inputs of all resources, gathered by a remediation that changes nothing."""

    def __init__(self) -> None:
        self._by_key: dict[str, dict[str, Plain]] = {}

    def gather(self, args: ResourceValidationArgs) -> None:
        """Keep the inputs of a resource."""
        self._by_key[args.urn] = unwrapped(args.props)

    def gather_unmarked(self, args: ResourceValidationArgs) -> None:
        """As `gather`, from a validation, which does not say what is secret; what is known already stays."""
        if args.urn not in self._by_key:
            self._by_key[args.urn] = unwrapped(args.props)

    def of(self, key: str) -> dict[str, Plain] | None:
        """The inputs of a resource; None where it was not registered in this run, as with `--target`."""
        return self._by_key.get(key)


def read_stack(
    args: StackValidationArgs, inputs: Inputs, config: Mapping[str, Mapping[str, Plain]] | None = None
) -> list[ReadResource]:
    """The resources of a stack. `config` is, by package, what the stack's configuration or the environment says."""
    providers: dict[str, Mapping[str, Plain]] = {}
    return [
        _resource(resource, inputs, providers, config or {})
        for resource in sorted(args.resources, key=lambda each: each.urn)
    ]


def _resource(
    resource: PolicyResource,
    inputs: Inputs,
    providers: dict[str, Mapping[str, Plain]],
    config: Mapping[str, Mapping[str, Plain]],
) -> ReadResource:
    outputs = unwrapped(resource.props)
    outputs.update(dict.fromkeys(resource.opts.additional_secret_outputs, SECRET))
    return ReadResource(
        key=resource.urn,
        type=resource.resource_type,
        name=resource.name,
        properties=merged(inputs.of(resource.urn), outputs),
        dependencies={
            name: tuple(sorted(each.urn for each in sources))
            for name, sources in resource.property_dependencies.items()
            if sources
        },
        depends_on=tuple(sorted(each.urn for each in resource.dependencies)),
        parent=resource.parent.urn if resource.parent is not None else "",
        provider=_provider(resource.provider, inputs, providers),
        config=config.get(resource.resource_type.partition(":")[0], {}),
    )


def _provider(
    provider: PolicyProviderResource | None, inputs: Inputs, known: dict[str, Mapping[str, Plain]]
) -> Mapping[str, Plain]:
    if provider is None:
        return {}
    if provider.urn not in known:
        # The arguments do not say which of a provider's properties are secret, the gathered inputs do.
        known[provider.urn] = merged(inputs.of(provider.urn), unwrapped(provider.props))
    return known[provider.urn]
