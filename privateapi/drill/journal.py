"""What a drill has to put back, on disk before anything is changed, so that it is found again after any end.

A kill leaves the file; whoever drills or deploys next finds it. It is written whole or not at all, and is on the disk
when `write` returns.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from privateapi.drill.errors import DrillError

FOLDER = ".drill"
"""The folder of the journals in that of the project."""


class Entry(BaseModel):
    """A health check as it was before the drill, and what the drill made of it.

    `settings` are those that are not `Inverted`. `inverted_version` is the version that the inversion made; None while
    it is not known whether there was one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stack: str
    account: str
    region: str
    name: str
    health_check_id: str
    inverted: bool
    version: int
    settings: dict[str, Any]
    begun: str
    inverted_version: int | None = None


class Journal:
    """The journal of one stack."""

    def __init__(self, root: Path, stack: str) -> None:
        """`root` is the folder of the project."""
        self.path = root / FOLDER / f"{stack}.json"

    def read(self) -> Entry | None:
        """What has to be put back; None when there is nothing.

        Raises:
            DrillError: the file cannot be read, so nobody knows.
        """
        try:
            return Entry.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            cause = error.strerror if isinstance(error, OSError) else "it is no journal of a drill"
            raise DrillError(
                f"{self.path} cannot be read ({cause}); look whether a health check of the stack is inverted, put it "
                "back, and remove the file"
            ) from error

    def write(self, entry: Entry) -> None:
        """Raises DrillError when it cannot be written."""
        folder = self.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{self.path.name}.")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    stream.write(entry.model_dump_json(indent=2))
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(temporary, self.path)
            except BaseException:
                os.unlink(temporary)
                raise
            _sync(folder)
        except OSError as error:
            cause = f"{self.path} cannot be written ({error.strerror})"
            raise DrillError(f"{cause}; nothing is changed without it") from error

    def remove(self) -> None:
        """Everything is as it was."""
        self.path.unlink(missing_ok=True)
        _sync(self.path.parent)


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """One drill at a time in a project: two of them could take every Region out of the answers. Ends with the process.

    Raises:
        DrillError: another one runs.
    """
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise DrillError(
                f"another drill is running (process {lock.read().strip() or 'unknown'}); two at once could take every "
                "Region out of the answers: wait for its end"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _sync(folder: Path) -> None:
    """The name of a file is on the disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
