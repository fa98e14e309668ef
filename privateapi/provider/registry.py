"""Resources found by their file: `privateapi:ec2:VpcEndpoint` is in `privateapi/resources/ec2/vpc_endpoint.py`.

Nothing is registered by hand, and a module is imported when its first resource is asked for, so that the plugin's
start does not pay for what a program does not use.
"""

import functools
import importlib
import importlib.util
import keyword
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

from privateapi.provider.errors import PluginError
from privateapi.provider.resource import Resource

ROOT = "privateapi.resources"


@functools.cache
def find(token: str) -> Resource[Any, Any]:
    """The resource of a type token.

    Raises:
        PluginError: there is no such resource; close names are given.
    """
    parts = token.split(":")
    if len(parts) == 3 and parts[0] == "privateapi" and all(part.isidentifier() for part in parts):
        package = f"{ROOT}.{parts[1]}_" if keyword.iskeyword(parts[1]) else f"{ROOT}.{parts[1]}"
        module = f"{package}.{_snake(parts[2])}"
        if importlib.util.find_spec(package) and importlib.util.find_spec(module):
            declared = getattr(importlib.import_module(module), parts[2], None)
            if isinstance(declared, type) and issubclass(declared, Resource):
                return declared()
    known = ", ".join(sorted(tokens()))
    raise PluginError(f"there is no resource {token!r}; this plugin has {known}")


def tokens() -> Iterator[str]:
    """Type tokens of all resources, without importing them."""
    root = importlib.import_module(ROOT)
    for service in pkgutil.iter_modules(root.__path__):
        package = importlib.import_module(f"{ROOT}.{service.name}")
        for module in pkgutil.iter_modules(package.__path__):
            if not module.name.startswith("_"):
                yield f"privateapi:{service.name.rstrip('_')}:{_pascal(module.name)}"


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
