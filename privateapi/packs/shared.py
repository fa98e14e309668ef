"""Live data for all packs of one operation of the engine: the first that asks reads the accounts, the others its file.

Every pack is a process of its own. What was read lies in a folder that only the user may enter, under a name that tells
the operation, the settings and the credentials apart but shows none of them. It holds what the describe calls of the
clouds answer, in which there is no secret, and counts for a minute.
"""

from __future__ import annotations

import dataclasses
import fcntl
import hashlib
import json
import os
import pickle
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import privateapi
from privateapi.packs.settings import LiveSettings
from privateapi.readers.live.data import LiveData

LIFE = 60.0
"""Seconds for which a file counts. The packs of an operation judge within seconds of each other."""
# Variables that lead to an account.
_ACCOUNTS = ("AWS_", "ALIBABA_CLOUD_", "ALICLOUD_", "ALIYUN_")


def read_once(operation: str, settings: LiveSettings, read: Callable[[LiveSettings], LiveData]) -> LiveData:
    """What `read` gives, or what another pack of the same operation was given.

    `operation` is the address at which the engine serves its plugins: it is a new one for a preview and for the update
    after it. Without one nothing is shared.
    """
    folder = _folder() if operation else None
    if folder is None:
        return read(settings)
    _forget(folder)
    path = folder / _name(operation, settings)
    with path.with_suffix(".lock").open("a", encoding="utf-8") as lock:
        # The one that holds it reads, for as long as the time limit of the settings at most.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            data: LiveData = pickle.loads(path.read_bytes())
            return dataclasses.replace(data, told=True)
        data = read(settings)
        written = path.with_suffix(".new")
        written.write_bytes(pickle.dumps(data))
        written.replace(path)
        return data


def _folder() -> Path | None:
    """The user's own folder; None where another user could have put something into it."""
    folder = Path(tempfile.gettempdir()) / f"privateapi-live-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    private = found.st_uid == os.getuid() and not found.st_mode & 0o077
    return folder if stat.S_ISDIR(found.st_mode) and private else None


def _forget(folder: Path) -> None:
    """Remove what counts no longer. A lock is younger than what it is for, or nobody holds it for that long."""
    for path in folder.iterdir():
        life = LIFE if path.suffix == "" else 3600.0
        try:
            if time.time() - path.stat().st_mtime > life:
                path.unlink()
        except FileNotFoundError:
            continue


def _name(operation: str, settings: LiveSettings) -> str:
    accounts = {name: value for name, value in os.environ.items() if name.startswith(_ACCOUNTS)}
    told = [privateapi.__version__, operation, settings.model_dump(mode="json"), accounts, os.environ.get("HOME", "")]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
