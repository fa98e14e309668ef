"""The first place to look for the engine: the user's own `pulumi` on PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from privateapi.sandbox.engine.engine import VERSION, Engine, EngineError, Source, parse_version

LANGUAGE_HOST = "pulumi-language-python"


def find() -> Engine:
    """The engine on PATH, when it is new enough and has a Python language host.

    Raises:
        EngineError: there is none, it is too old, it does not run, or its language host is missing.
    """
    found = shutil.which("pulumi")
    if found is None:
        raise EngineError("there is no `pulumi`")
    pulumi = Path(found)
    environment = os.environ | {"PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        answer = subprocess.run(
            [found, "version"], env=environment, capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise EngineError(f"`{pulumi} version` failed: {fault}") from fault
    version, oldest = parse_version(answer.stdout), parse_version(VERSION)
    if version is None or oldest is None:
        raise EngineError(f"`{pulumi} version` said {answer.stdout.strip()!r}, which is no version")
    text = ".".join(map(str, version))
    if version < oldest:
        raise EngineError(f"{pulumi} is {text}, older than {VERSION}")
    beside = pulumi.resolve().parent / LANGUAGE_HOST
    if not os.access(beside, os.X_OK) and shutil.which(LANGUAGE_HOST) is None:
        raise EngineError(f"{pulumi} has no {LANGUAGE_HOST} beside it or on PATH")
    return Engine(pulumi, text, Source.FOUND)
