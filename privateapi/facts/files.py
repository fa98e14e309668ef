"""Reading the data files that lie beside this module."""

from __future__ import annotations

from importlib import resources
from typing import Any


def read(name: str) -> Any:
    """The content of `<name>.yaml`.

    The C parser of PyYAML takes 20 ms for the largest file and the Python one half a second; the latter is the
    fall-back where PyYAML was built without libyaml.
    """
    import yaml

    text = (resources.files("privateapi") / "facts" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
