"""State of a sandbox server that is gone is dropped, and it is known whether anything went with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from privateapi.cli._backend import backend_folder, has_stack


def write_stack(root: Path, instance: str, content: Any, stack: str = "dev") -> Path:
    path = root / ".sandbox" / instance / "state" / ".pulumi" / "stacks" / "private-apis" / f"{stack}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def checkpoint(*resources: str) -> dict[str, Any]:
    return {"version": 3, "checkpoint": {"latest": {"resources": [{"urn": urn} for urn in resources]}}}


def test_first_deployment(tmp_path: Path) -> None:
    folder = tmp_path / ".sandbox" / "one" / "state"
    assert backend_folder(tmp_path, "one") == (folder, False)
    assert (folder.is_dir(), has_stack(folder, "private-apis", "dev")) == (True, False)


def test_same_server_keeps_its_state(tmp_path: Path) -> None:
    path = write_stack(tmp_path, "one", checkpoint("urn:1"))
    folder, lost = backend_folder(tmp_path, "one")
    assert (lost, path.exists(), has_stack(folder, "private-apis", "dev")) == (False, True, True)


@pytest.mark.parametrize(
    ("case", "content", "lost"),
    [
        ("a deployed stack", checkpoint("urn:1"), True),
        ("a destroyed stack", checkpoint(), False),
        ("a new stack", {"version": 3, "checkpoint": {}}, False),
        ("a damaged file", "{", False),
        ("another shape", "[]", False),
    ],
)
def test_other_server_starts_clean(tmp_path: Path, case: str, content: Any, lost: bool) -> None:
    write_stack(tmp_path, "one", content)
    folder, found = backend_folder(tmp_path, "two")
    assert found is lost, case
    assert sorted(path.name for path in (tmp_path / ".sandbox").iterdir()) == ["two"], case
    assert has_stack(folder, "private-apis", "dev") is False, case


def test_other_files_of_the_sandbox_stay(tmp_path: Path) -> None:
    write_stack(tmp_path, "one", checkpoint("urn:1"))
    (tmp_path / ".sandbox" / "aws.json").touch()
    (tmp_path / ".sandbox" / "pulumi").mkdir()
    backend_folder(tmp_path, "two")
    assert sorted(path.name for path in (tmp_path / ".sandbox").iterdir()) == ["aws.json", "pulumi", "two"]


def test_stack_of_another_project_is_not_this_one(tmp_path: Path) -> None:
    write_stack(tmp_path, "one", checkpoint())
    assert has_stack(backend_folder(tmp_path, "one")[0], "other", "dev") is False
