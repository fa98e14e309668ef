"""The typed configuration of a stack: every key of the project's namespace is declared, and a wrong one is named."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import pulumi
from pulumi.runtime.config import CONFIG, get_config_env

from privateapi.provider.model import Model, validate

NAMESPACE = "private-apis"
_Configuration = TypeVar("_Configuration", bound="StackConfiguration")


class StackConfigurationError(pulumi.RunError):
    """A key of the stack's configuration is missing, unknown or has a wrong value."""


class StackConfiguration(Model):
    """What every stack says."""

    blueprint: str
    """Name of the blueprint: a module of this folder, with hyphens."""
    sandbox: bool = False
    """Whether the stack is deployed on the sandbox."""


def raw() -> dict[str, Any]:
    """The project's configuration as plain values; structured values arrive from the engine as JSON."""
    everything: Mapping[str, str] = {**get_config_env(), **CONFIG.get()}
    return {
        key.partition(":")[2]: _decoded(value)
        for key, value in everything.items()
        if key.partition(":")[0] == NAMESPACE
    }


def read(model: type[_Configuration]) -> _Configuration:
    """The stack's configuration.

    Raises:
        StackConfigurationError: with every fault: the key, the value, what is wrong and what would be right.
    """
    configuration, faults = validate(model, raw())
    if configuration is None:
        lines = "\n".join(f"  {NAMESPACE}:{fault.path}: {fault.reason}" for fault in faults)
        raise StackConfigurationError(f"stacks/Pulumi.{pulumi.get_stack()}.yaml:\n{lines}")
    return configuration


def _decoded(value: str) -> Any:
    try:
        decoded = json.loads(value)
    except (TypeError, ValueError):
        return value
    # A text such as 123456789012 (an account id) is JSON too; numbers are decoded by their declared type.
    return decoded if isinstance(decoded, dict | list | bool) else value
