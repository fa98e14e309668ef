"""Executables that the engine starts, written so that nobody finds half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_executable(path: Path, text: str) -> None:
    """Write an executable; one that is right is left alone, for another process may be about to start it."""
    if path.is_file() and path.read_bytes() == text.encode():
        return
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as unfinished:
        unfinished.write(text)
    os.chmod(unfinished.name, 0o755)
    os.rename(unfinished.name, path)
