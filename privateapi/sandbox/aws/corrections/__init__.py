"""What moto does differently from AWS, put right: one file each, `<service>_<what>.py` with `apply(patches)`.

Files in this package are found by themselves. Each file's docstring says what AWS does and where that is
written; its test holds a canary that fails on the day moto does it without help.
"""

from __future__ import annotations

import importlib
import pkgutil

from privateapi.sandbox.aws.patches import Patches


def names() -> list[str]:
    """The module names of all corrections, in the order in which they are applied."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def apply_all(patches: Patches) -> None:
    """Apply every correction. Raises PatchError when moto is not the version that they were written for."""
    for name in names():
        importlib.import_module(f"{__name__}.{name}").apply(patches)
