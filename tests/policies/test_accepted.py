"""Programs in which nothing is wrong: all packs together let each of them pass its first preview without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.policies.previews import HERE, PACKS, first_preview, project

pytestmark = pytest.mark.engine

PROGRAMS = sorted((HERE / "accepted").rglob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_accepted(program: Path, tmp_path: Path, engine: Path, engine_environment: dict[str, str]) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    project(folder, program)
    code, said = first_preview(engine, engine_environment, folder, PACKS)
    assert code == 0, said
    assert "[mandatory]" not in said and "[advisory]" not in said and "Traceback" not in said, said
    summaries = re.findall(r"([a-z-]+): \d+ rules?, (\d+) violations?, \d+ not judged", said)
    assert {(pack, "0") for pack in PACKS} == set(summaries), said
