"""Executables that the engine starts."""

from __future__ import annotations

import os
from pathlib import Path

from privateapi.sandbox.executables import write_executable


def test_written(tmp_path: Path) -> None:
    path = tmp_path / "tool"
    write_executable(path, "#!/bin/sh\n")
    assert path.read_text() == "#!/bin/sh\n" and os.access(path, os.X_OK)
    assert list(tmp_path.iterdir()) == [path]


def test_one_that_is_right_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tool"
    write_executable(path, "#!/bin/sh\n")
    before = path.stat()
    write_executable(path, "#!/bin/sh\n")
    assert path.stat().st_ino == before.st_ino
    write_executable(path, "#!/bin/sh\nexit 1\n")
    assert path.read_text().endswith("exit 1\n") and path.stat().st_ino != before.st_ino


def test_a_program_in_its_place_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "tool"
    path.write_bytes(b"\x7fELF\xff")
    write_executable(path, "#!/bin/sh\n")
    assert path.read_text() == "#!/bin/sh\n"
