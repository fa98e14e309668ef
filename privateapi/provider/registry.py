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
        folder = f"{parts[1]}_" if keyword.iskeyword(parts[1]) else parts[1]
        declared = load(ROOT, folder, parts[2])
        if declared is not None:
            return declared
    known = ", ".join(sorted(tokens()))
    raise PluginError(f"there is no resource {token!r}; this plugin has {known}")


def tokens() -> Iterator[str]:
    """Type tokens of all resources, without importing them."""
    for folder, module in modules(ROOT):
        yield f"privateapi:{folder.rstrip('_')}:{pascal(module)}"


def load(root: str, folder: str, name: str) -> Resource[Any, Any] | None:
    """The resource of a class's name in a folder below the package ``root``, or ``None``; names are identifiers."""
    package = f"{root}.{folder}"
    module = f"{package}.{_snake(name)}"
    if importlib.util.find_spec(package) and importlib.util.find_spec(module):
        declared = getattr(importlib.import_module(module), name, None)
        if isinstance(declared, type) and issubclass(declared, Resource):
            return declared()
    return None


def modules(root: str) -> Iterator[tuple[str, str]]:
    """Folder and module of each resource below the package ``root``, without importing the modules."""
    for folder in pkgutil.iter_modules(importlib.import_module(root).__path__):
        package = importlib.import_module(f"{root}.{folder.name}")
        for module in pkgutil.iter_modules(package.__path__):
            if not module.name.startswith("_"):
                yield folder.name, module.name


def pascal(name: str) -> str:
    """The name of the class in a module: ``vpc_endpoint`` has ``VpcEndpoint``."""
    return "".join(part.capitalize() for part in name.split("_"))


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
