"""What the products do: one file per kind of resource, `<product>_<resources>.py`, found by itself.

A file declares its actions with `@PRODUCT.action(NAME)` and keeps what it makes in the tables of the call's region.
"""

from __future__ import annotations

import importlib
import pkgutil


def names() -> list[str]:
    """The modules of this package."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load() -> None:
    """Import every module, which declares its actions."""
    for name in names():
        importlib.import_module(f"{__name__}.{name}")
