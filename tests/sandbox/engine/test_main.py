"""`python -m privateapi.sandbox.engine`, which `make engine` runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from privateapi.sandbox.engine.engine import Engine


def run(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "privateapi.sandbox.engine"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.engine
def test_says_where_the_engine_is(found_engine: Engine) -> None:
    done = run(dict(os.environ))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Pulumi engine {found_engine.version}, {found_engine.source}: {found_engine.pulumi}\n"


def test_failure_is_one_message(tmp_path: Path) -> None:
    done = run(os.environ | {"PATH": str(tmp_path), "XDG_CACHE_HOME": "/dev/null"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: the cache folder /dev/null/privateapi/engine cannot be written: ")
