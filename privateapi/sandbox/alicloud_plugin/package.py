"""The package `alicloud` as the plugin's server serves it; a resource is found by its file.

`alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock` is the class `Ipv4CidrBlock` in `resources/vpc/ipv4_cidr_block.py`.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

from privateapi.provider import registry
from privateapi.provider.errors import PluginError
from privateapi.provider.resource import Resource
from privateapi.provider.server import Package
from privateapi.sandbox.alicloud_plugin import VERSION
from privateapi.sandbox.alicloud_plugin.config import AlicloudPluginConfig, provider_config
from privateapi.sandbox.alicloud_plugin.resource import token_of

ROOT = f"{__package__}.resources"


@functools.cache
def find(token: str) -> Resource[Any, Any]:
    """The resource of a type token.

    Raises:
        PluginError: the stand-in has no such resource; those that it has are given.
    """
    match = re.fullmatch(r"alicloud:(\w+)/\w+:(\w+)", token)
    if match is not None:
        found = registry.load(ROOT, match[1], match[2])
        if found is not None and found.token == token:
            return found
    known = ", ".join(sorted(tokens()))
    raise PluginError(
        f"the sandbox's stand-in for the plugin of pulumi_alicloud has no resource {token!r}; it has {known}. "
        "Deploy other resources to an account, with the real plugin"
    )


def tokens() -> Iterator[str]:
    """Type tokens of all resources, without importing them."""
    for folder, module in registry.modules(ROOT):
        yield token_of(folder, registry.pascal(module))


def _schema() -> dict[str, Any]:
    raise PluginError(
        "the sandbox's stand-in for the plugin of pulumi_alicloud has no schema; the real plugin gives it, and "
        "`pulumi import --generate-code=false` needs none"
    )


ALICLOUD = Package(
    version=VERSION,
    find=find,
    schema=_schema,
    declaration=AlicloudPluginConfig,
    configure=provider_config,
)
