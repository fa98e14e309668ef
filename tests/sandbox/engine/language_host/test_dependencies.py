"""The packages of an environment, direct and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.sandbox.engine.language_host.dependencies import dependencies


@pytest.fixture
def site_packages(tmp_path: Path) -> str:
    for name, version, requires in (
        ("Direct_One", "1.0", ["inner.part (>=2)", 'other; extra == "x"']),
        ("inner-part", "2.1", []),
        ("other", "3.0", []),
        ("alone", "4.0", []),
    ):
        folder = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {line}" for line in requires)]
        (folder / "METADATA").write_text("\n".join(["Metadata-Version: 2.1", *lines]) + "\n\n")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("transitive", "expected"),
    [
        (True, [("Direct_One", "1.0"), ("alone", "4.0"), ("inner-part", "2.1"), ("other", "3.0")]),
        (False, [("Direct_One", "1.0"), ("alone", "4.0")]),
    ],
)
def test_dependencies(site_packages: str, transitive: bool, expected: list[tuple[str, str]]) -> None:
    assert dependencies([site_packages], transitive=transitive) == expected


def test_no_environment() -> None:
    assert dependencies([], transitive=True) == []
