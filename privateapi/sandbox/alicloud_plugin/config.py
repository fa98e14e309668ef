"""The provider's configuration (`alicloud:region` and the others) and the variables: they lead to loopback only."""

import ipaddress
import os
import re
from collections.abc import Iterator
from typing import Annotated, Literal

from privateapi.provider.config import AlicloudConfig, ProviderConfig
from privateapi.provider.errors import ConfigurationError, Fault
from privateapi.provider.markers import Secret
from privateapi.provider.model import Model
from privateapi.sandbox.alicloud_plugin.resource import NotInSandbox

PRODUCTS = {
    "cloudapi": ("cloudapi", "apigateway"),
    "ecs": ("ecs",),
    "pvtz": ("pvtz",),
    "ram": ("ram",),
    "resourcemanager": ("resourcemanager",),
    "vpc": ("vpc",),
}
"""The products that are called, and the names by which their endpoints are set (terraform-provider-alicloud)."""


class AlicloudPluginConfig(Model):
    """Configuration of the provider, with the names of `pulumi_alicloud.Provider`."""

    region: str | None = None
    """Region; left out, the variable ALICLOUD_REGION."""
    access_key: str | None = None
    """Access key id; left out, the variable ALICLOUD_ACCESS_KEY."""
    secret_key: Annotated[str | None, Secret()] = None
    """Access key secret; left out, the variable ALICLOUD_SECRET_KEY."""
    security_token: Annotated[str | None, Secret()] = None
    """Token of temporary credentials; left out, the variable ALICLOUD_SECURITY_TOKEN."""
    protocol: Literal["HTTP", "HTTPS"] = "HTTP"
    """HTTP, because the sandbox speaks it. The real plugin takes HTTPS if this is left out."""
    endpoints: list[dict[str, str | None]] | None = None
    """Host and port by product; left out, the variable ALIBABA_CLOUD_ENDPOINT_<PRODUCT>."""
    account_id: str | None = None
    """The account; the sandbox has only one."""
    account_type: Literal["Domestic", "International"] | None = None
    """Without it, the real plugin asks the billing service at its start."""
    skip_region_validation: bool | None = None
    """The sandbox has all regions that have API Gateway."""
    client_connect_timeout: int | None = None
    """Milliseconds; the stand-in keeps its own times."""
    client_read_timeout: int | None = None
    """Milliseconds; the stand-in keeps its own times."""
    max_retry_timeout: int | None = None
    """Seconds; the stand-in keeps its own times."""
    configuration_source: str | None = None
    """Part of the user agent."""
    secure_transport: str | None = None
    """For the real plugin's metrics."""
    security_transport: str | None = None
    """For the real plugin's metrics."""
    source_ip: str | None = None
    """For the real plugin's metrics."""
    ots_instance_name: str | None = None
    """Table Store, of which there is nothing in the sandbox."""
    assume_role: NotInSandbox = None
    assume_role_with_oidc: NotInSandbox = None
    credentials_uri: NotInSandbox = None
    ecs_role_name: NotInSandbox = None
    fc: NotInSandbox = None
    features: NotInSandbox = None
    log_endpoint: NotInSandbox = None
    mns_endpoint: NotInSandbox = None
    profile: NotInSandbox = None
    shared_credentials_file: NotInSandbox = None
    sign_version: NotInSandbox = None

    def faults(self) -> Iterator[Fault]:
        for index, block in enumerate(self.endpoints or []):
            for name, host in block.items():
                if host and not _is_loopback(host):
                    yield Fault("endpoints", _not_loopback(f"[{index}].{name}", host))


def provider_config(config: AlicloudPluginConfig) -> ProviderConfig:
    """What the configuration and the variables mean for the client.

    Raises:
        ConfigurationError: with every fault; first of all that an endpoint is missing or is not on loopback.
    """
    faults: list[Fault] = []
    endpoints = {}
    for product, names in PRODUCTS.items():
        found = _endpoint(config, names)
        if found is None:
            faults.append(
                Fault(
                    "endpoints",
                    f"there is none for {product}; the sandbox's stand-in for the plugin of pulumi_alicloud calls no "
                    f"account: set ALIBABA_CLOUD_ENDPOINT_{product.upper()} or {product} in endpoints to what "
                    "`privateapi sandbox status` says",
                )
            )
            continue
        source, host = found
        if not _is_loopback(host):
            faults.append(Fault("endpoints", _not_loopback(source, host)))
        endpoints[product] = f"{config.protocol.lower()}://{host}"
    region = config.region or _variable("ALICLOUD_REGION", "ALIBABA_CLOUD_REGION")
    if region is None:
        faults.append(
            Fault("region", "is required: set alicloud:region or ALICLOUD_REGION, to cn-hangzhou for example")
        )
    access_key = config.access_key or _variable("ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID")
    secret_key = config.secret_key or _variable("ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
    if access_key is None or secret_key is None:
        faults.append(
            Fault(
                "accessKey" if access_key is None else "secretKey",
                "is required: set alicloud:accessKey and alicloud:secretKey, or ALICLOUD_ACCESS_KEY and "
                "ALICLOUD_SECRET_KEY",
            )
        )
    if faults:
        raise ConfigurationError(faults)
    client = AlicloudConfig(
        region=region,
        access_key=access_key,
        secret_key=secret_key,
        security_token=config.security_token or _variable("ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN"),
        endpoints=endpoints,
    )
    return ProviderConfig(alicloud=client, skip_credentials_check=True)


def _endpoint(config: AlicloudPluginConfig, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Where the endpoint of a product was set, and its host and port."""
    for name in names:
        for index, block in enumerate(config.endpoints or []):
            if host := block.get(name):
                return f"[{index}].{name}", host
    for name in names:
        for variable in (f"ALIBABA_CLOUD_ENDPOINT_{name.upper()}", f"{name.upper()}_ENDPOINT"):
            if host := os.environ.get(variable):
                return variable, host
    return None


def _variable(*names: str) -> str | None:
    return next((os.environ[name] for name in names if os.environ.get(name)), None)


def _is_loopback(host: str) -> bool:
    """Whether it is a host and port, without a scheme, whose host is on the loopback interface."""
    match = re.fullmatch(r"(?P<name>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?", host)
    if match is None:
        return False
    name = match["name"].strip("[]").lower()
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _not_loopback(source: str, host: str) -> str:
    return (
        f"{source} is {host!r}, which is no host and port on loopback such as 127.0.0.1:4567; the sandbox's stand-in "
        "for the plugin of pulumi_alicloud speaks to the sandbox only. Deploy to an account with the real plugin"
    )
