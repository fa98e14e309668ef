"""What a drill has to put back is on disk, whole, and one drill runs at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from privateapi.drill.errors import DrillError
from privateapi.drill.journal import Entry, Journal, alone

ENTRY = Entry(
    stack="active-active",
    account="123456789012",
    region="us-east-1",
    name="orders.internal.example.com",
    health_check_id="5b329474",
    inverted=False,
    version=1,
    settings={"Type": "CALCULATED", "HealthThreshold": 2},
    begun="2026-01-01T00:00:00+00:00",
)


def test_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "active-active")
    assert journal.read() is None
    journal.write(ENTRY)
    later = ENTRY.model_copy(update={"inverted_version": 2})
    journal.write(later)
    assert Journal(tmp_path, "active-active").read() == later
    assert Journal(tmp_path, "other").read() is None
    journal.remove()
    assert journal.read() is None
    assert os.listdir(tmp_path / ".drill") == [], "nothing half written is left"


def test_entry_is_on_the_disk_before_write_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, put = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def move(source: str, target: str) -> None:
        done.append("in place")
        put(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", move)
    Journal(tmp_path, "active-active").write(ENTRY)
    assert done == ["file", "in place", "folder"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"stack": "active-active"}'])
def test_journal_that_cannot_be_read_is_not_passed_over(tmp_path: Path, text: str) -> None:
    journal = Journal(tmp_path, "active-active")
    journal.write(ENTRY)
    journal.path.write_text(text, encoding="utf-8")
    with pytest.raises(DrillError, match="it is no journal of a drill.*put it back, and remove the file"):
        journal.read()


def test_journal_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".drill").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(DrillError, match="cannot be written .*; nothing is changed without it"):
        Journal(tmp_path, "active-active").write(ENTRY)


def test_second_drill_is_refused(tmp_path: Path) -> None:
    with alone(tmp_path):
        code = (
            "import sys; from pathlib import Path; from privateapi.drill.journal import alone\n"
            "from privateapi.drill.errors import DrillError\n"
            "try:\n with alone(Path(sys.argv[1])): pass\n"
            "except DrillError as error: sys.exit(str(error))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == 1
    assert f"another drill is running (process {os.getpid()}); two at once" in done.stderr
    with alone(tmp_path):
        assert (tmp_path / ".drill" / "lock").read_text(encoding="utf-8") == str(os.getpid())
