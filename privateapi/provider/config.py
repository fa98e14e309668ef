"""The provider's configuration, decoded from the JSON-encoded texts that the engine sends."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from privateapi.facts.alibaba_products import alibaba_products
from privateapi.provider.errors import ConfigurationError, Fault
from privateapi.provider.kinds import AccountId, AlibabaRegion, Region
from privateapi.provider.markers import Secret
from privateapi.provider.model import Model, arms_of, holds_secret, specs, validate
from privateapi.provider.values import UNKNOWN

_Config = TypeVar("_Config", bound=Model)


def _role_arn(value: str) -> str:
    if not re.fullmatch(r"arn:[a-z-]+:iam::[0-9]{12}:role/.+", value):
        raise ValueError(f"{value!r} is not the ARN of a role; write it as arn:aws:iam::123456789012:role/deploy")
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{value!r} is not a URL; write it as http://127.0.0.1:5000")
    return value


class AssumeRole(Model):
    """The role under which AWS is called, for example in another account."""

    role_arn: Annotated[str, AfterValidator(_role_arn)]
    """ARN of the role."""
    external_id: Annotated[Annotated[str, Field(min_length=2, max_length=1224)] | None, Secret()] = None
    """The external id that the role's trust policy asks for."""
    session_name: Annotated[str, Field(pattern=r"^[\w+=,.@-]{2,64}$")] = "privateapi"
    """Name of the session, as CloudTrail shows it."""
    duration_seconds: Annotated[int, Field(ge=900, le=43200)] = 3600
    """How long the credentials are valid, in seconds."""


def _alibaba_endpoint(value: str) -> str:
    parts = urlsplit(value if "://" in value else f"//{value}")
    if parts.scheme not in ("", "http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise ValueError(
            f"{value!r} is not an endpoint; write it as apigateway.cn-hangzhou.aliyuncs.com or 127.0.0.1:80"
        )
    return value


def _alibaba_products(endpoints: dict[str, str]) -> dict[str, str]:
    names = sorted(name for product in alibaba_products().values() for name in product.names)
    for name in endpoints:
        if name not in names:
            raise ValueError(f"{name!r} is not a product that is called; there are {', '.join(names)}")
    return endpoints


def _alibaba_account(value: str) -> str:
    if not re.fullmatch(r"[0-9]{12,20}", value):
        raise ValueError(f"{value!r} is not an Alibaba Cloud account id; it has digits only, as in 1234567890123456")
    return value


class AlicloudConfig(Model):
    """Configuration for Alibaba Cloud; the variables of its SDKs and of `alicloud` work, too."""

    region: AlibabaRegion | None = None
    """Default region; left out, `ALIBABA_CLOUD_REGION_ID` or `ALICLOUD_REGION`."""
    profile: str | None = None
    """Profile of the Alibaba Cloud CLI."""
    access_key: str | None = None
    """Access key id; left out, the variables `ALIBABA_CLOUD_ACCESS_KEY_ID` or `ALICLOUD_ACCESS_KEY`, or what the
    official credentials chain finds."""
    secret_key: Annotated[str | None, Secret()] = None
    """Access key secret, with ``accessKey``."""
    security_token: Annotated[str | None, Secret()] = None
    """Token of temporary credentials, with ``accessKey``."""
    endpoint: Annotated[str, AfterValidator(_alibaba_endpoint)] | None = None
    """Host and port, or URL, that replaces the endpoints of all products; http without a scheme on loopback."""
    endpoints: (
        Annotated[dict[str, Annotated[str, AfterValidator(_alibaba_endpoint)]], AfterValidator(_alibaba_products)]
        | None
    ) = None
    """Host and port, or URL, by product: ``cloudapi``, ``vpc``, ``ecs`` …; left out, the variable
    `ALIBABA_CLOUD_ENDPOINT_<PRODUCT>`."""
    allowed_account_ids: list[Annotated[str, AfterValidator(_alibaba_account)]] | None = None
    """Account ids that may be changed; any other account is refused before the first change."""

    def faults(self) -> Iterator[Fault]:
        if (self.access_key is None) != (self.secret_key is None):
            missing, given = ("accessKey", "secretKey") if self.access_key is None else ("secretKey", "accessKey")
            yield Fault(missing, f"is required with {given}")
        if self.security_token is not None and self.access_key is None:
            yield Fault("accessKey", "is required with securityToken")


class ProviderConfig(Model):
    """Configuration of the provider; the ``AWS_*`` variables work as in every AWS tool."""

    region: Region | None = None
    """Default Region; left out, `AWS_REGION` or the profile's."""
    profile: str | None = None
    """Profile of the shared AWS configuration files."""
    assume_role: AssumeRole | None = None
    """Role to assume, for example in another account."""
    endpoint: Annotated[str, AfterValidator(_url)] | None = None
    """URL that replaces every AWS endpoint; left out, `AWS_ENDPOINT_URL` or AWS itself."""
    default_tags: dict[str, str] | None = None
    """Tags that every resource gets."""
    max_parallel: Annotated[int, Field(ge=1, le=256)] = 32
    """How many resources are worked on at the same time."""
    allowed_account_ids: list[AccountId] | None = None
    """Account ids that may be changed; any other account is refused before the first change."""
    skip_credentials_check: bool = False
    """Do not ask STS in a preview whether the credentials are valid in each Region."""
    alicloud: AlicloudConfig | None = None
    """Alibaba Cloud."""


def decode_config(
    values: Mapping[str, Any], secrets: Collection[str] = (), declaration: type[Model] = ProviderConfig
) -> dict[str, Any]:
    """Undo the JSON encoding of nested and non-text values; unknown keys stay as they are, unknowns are left out.

    Raises:
        ConfigurationError: with every value that is not JSON; a secret's value is not shown.
    """
    decoded, faults = _decode(declaration, values, secrets)
    if faults:
        raise ConfigurationError(faults)
    return decoded


def parse_config(values: Mapping[str, Any], secrets: Collection[str] = ()) -> ProviderConfig:
    """The typed configuration.

    Raises:
        ConfigurationError: with every fault.
    """
    return parse_config_as(ProviderConfig, values, secrets)


def parse_config_as(declaration: type[_Config], values: Mapping[str, Any], secrets: Collection[str] = ()) -> _Config:
    """The typed configuration of a package that declares it with a model of its own.

    Raises:
        ConfigurationError: with every fault.
    """
    decoded, faults = _decode(declaration, values, secrets)
    config, found = validate(declaration, decoded, secrets)
    if config is None or faults:
        raise ConfigurationError(faults + found)
    return config


def secrets_of(declaration: type[Model]) -> frozenset[str]:
    """Properties of a configuration that hold a secret."""
    return frozenset(wire for wire in specs(declaration) if holds_secret(declaration, wire))


def _decode(
    declaration: type[Model], values: Mapping[str, Any], secrets: Collection[str]
) -> tuple[dict[str, Any], list[Fault]]:
    declared = specs(declaration)
    decoded: dict[str, Any] = {}
    faults = []
    for name, value in values.items():
        if name == "version" or value is UNKNOWN:
            continue
        spec = declared.get(name)
        if spec is None or not isinstance(value, str) or _takes_text(spec.annotation):
            decoded[name] = value
            continue
        try:
            decoded[name] = json.loads(value)
        except json.JSONDecodeError:
            shown = "the value" if name in secrets_of(declaration).union(secrets) else repr(value)
            faults.append(Fault(name, f"{shown} is not JSON; {_kind(spec.annotation)} is needed"))
    return decoded, faults


def _takes_text(annotation: Any) -> bool:
    return any(
        arm is str or (get_origin(arm) is Literal and str in map(type, get_args(arm))) for arm in arms_of(annotation)
    )


def _kind(annotation: Any) -> str:
    arm = arms_of(annotation)[0]
    names = {bool: "true or false", int: "a whole number", list: "a list"}
    return names.get(get_origin(arm) or arm, "a map")
