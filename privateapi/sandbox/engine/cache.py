"""The folder where an engine that was installed or built is kept, outside every checkout."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from privateapi.sandbox.engine.engine import VERSION, Engine, Source


def folder() -> Path:
    """`<cache>/privateapi/engine/<version>`, with <cache> from XDG_CACHE_HOME, else ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification: a relative path there is to be ignored.
    cache = Path(base) if os.path.isabs(base) else Path.home() / ".cache"
    return cache / "privateapi" / "engine" / VERSION


def load() -> Engine | None:
    """The engine in the cache, or None."""
    try:
        source = Source[(folder() / "source").read_text(encoding="utf-8").strip()]
    except (OSError, KeyError):
        return None
    pulumi = folder() / "bin" / "pulumi"
    return Engine(pulumi, VERSION, source) if os.access(pulumi, os.X_OK) else None


def fill(source: Source, make: Callable[[Path], None]) -> Engine:
    """Lets `make` fill a fresh folder, and moves that into the cache in one step. Call it under `lock`.

    A folder that an interrupted run left behind is removed first.
    """
    unfinished = folder().with_name(f"{VERSION}.unfinished")
    for leftover in (unfinished, folder()):
        shutil.rmtree(leftover, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        make(unfinished)
        (unfinished / "source").write_text(source.name, encoding="utf-8")
        unfinished.rename(folder())
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Engine(folder() / "bin" / "pulumi", VERSION, source)


@contextmanager
def lock(waiting: Callable[[], None]) -> Iterator[None]:
    """Lets one process at a time fill the cache; calls `waiting` once when another one is at it."""
    path = folder().with_name(f"{VERSION}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
