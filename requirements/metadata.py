"""Gives the wheel the dependencies of runtime.in and an extra for each list under extras/, so that they stand once."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RuntimeRequirements(MetadataHookInterface):
    """Reads `dependencies` from requirements/runtime.in and `optional-dependencies` from requirements/extras/."""

    def update(self, metadata: dict[str, Any]) -> None:
        folder = Path(self.root, "requirements")
        metadata["dependencies"] = _lines(folder / "runtime.in")
        metadata["optional-dependencies"] = {path.stem: _lines(path) for path in sorted(folder.glob("extras/*.in"))}


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
