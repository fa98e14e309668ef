"""The packages of a program's environment, for `pulumi about`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import distributions


def dependencies(folders: Iterable[str], *, transitive: bool) -> list[tuple[str, str]]:
    """(name, version) of the packages in `folders`, sorted by name.

    Without `transitive` only those that no other package there requires.
    """
    found = {entry.metadata["Name"]: entry for entry in distributions(path=list(folders))}
    required: set[str] = set()
    if not transitive:
        for entry in found.values():
            required.update(_normal(_name(line)) for line in entry.requires or [])
    return sorted((name, entry.version) for name, entry in found.items() if _normal(name) not in required)


def _name(requirement: str) -> str:
    """The project name at the start of a requirement such as `grpcio!=1.2,<2; extra == "x"`."""
    for index, character in enumerate(requirement):
        if not (character.isalnum() or character in "-_."):
            return requirement[:index]
    return requirement


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
