"""The provider's configuration, decoded from the JSON-encoded texts that the engine sends."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import Field

from privateapi.provider.errors import ConfigurationError, Fault
from privateapi.provider.kinds import Region
from privateapi.provider.markers import Secret
from privateapi.provider.model import Model, specs, validate
from privateapi.provider.values import UNKNOWN


class AssumeRole(Model):
    """The role under which AWS is called, for example in another account."""

    role_arn: Annotated[str, Field(pattern=r"^arn:[a-z-]+:iam::\d{12}:role/.+$")]
    """ARN of the role."""
    external_id: Annotated[str | None, Secret()] = None
    """The external id that the role's trust policy asks for."""
    session_name: str = "privateapi"
    """Name of the session, as CloudTrail shows it."""
    duration_seconds: Annotated[int, Field(ge=900, le=43200)] = 3600
    """How long the credentials are valid, in seconds."""


class ProviderConfig(Model):
    """Configuration of the provider; the ``AWS_*`` variables work as in every AWS tool."""

    region: Region | None = None
    """Default Region; left out, `AWS_REGION` or the profile's."""
    profile: str | None = None
    """Profile of the shared AWS configuration files."""
    assume_role: AssumeRole | None = None
    """Role to assume, for example in another account."""
    endpoint: str | None = None
    """URL that replaces every AWS endpoint; left out, `AWS_ENDPOINT_URL` or AWS itself."""
    default_tags: dict[str, str] | None = None
    """Tags that every resource gets."""
    max_parallel: Annotated[int, Field(ge=1, le=256)] = 32
    """How many resources are worked on at the same time."""
    allowed_account_ids: list[Annotated[str, Field(pattern=r"^\d{12}$")]] | None = None
    """Account ids that may be changed; any other account is refused before the first change."""
    skip_credentials_check: bool = False
    """Do not ask STS in a preview whether the credentials are valid in each Region."""


def decode_config(values: Mapping[str, Any]) -> dict[str, Any]:
    """Undo the JSON encoding of nested and non-text values; unknown keys and unknowns stay as they are."""
    declared = specs(ProviderConfig)
    decoded: dict[str, Any] = {}
    for name, value in values.items():
        if name == "version" or value is UNKNOWN:
            continue
        spec = declared.get(name)
        if spec is not None and isinstance(value, str) and not _takes_text(spec.annotation):
            try:
                value = json.loads(value)
            except json.JSONDecodeError:
                reason = f"{value!r} is not JSON; a {_kind(spec.annotation)} is needed"
                raise ConfigurationError([Fault(name, reason)]) from None
        decoded[name] = value
    return decoded


def parse_config(values: Mapping[str, Any], secrets: frozenset[str] = frozenset()) -> ProviderConfig:
    """The typed configuration.

    Raises:
        ConfigurationError: with every fault.
    """
    config, faults = validate(ProviderConfig, decode_config(values), secrets)
    if config is None:
        raise ConfigurationError(faults)
    return config


def _arms(annotation: Any) -> list[Any]:
    found = [arm for arm in get_args(annotation) if arm is not type(None)] or [annotation]
    return [get_args(arm)[0] if get_origin(arm) is Annotated else arm for arm in found]


def _takes_text(annotation: Any) -> bool:
    if get_origin(annotation) in (list, dict):
        return False
    return str in _arms(annotation)


def _kind(annotation: Any) -> str:
    if get_origin(annotation) in (list, dict):
        return "list" if get_origin(annotation) is list else "map"
    arm = _arms(annotation)[0]
    names = {bool: "true or false", int: "whole number", list: "list", dict: "map"}
    return names.get(get_origin(arm) or arm, "map")
