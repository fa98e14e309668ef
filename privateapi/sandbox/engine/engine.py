"""The Pulumi engine that was found, and the environment to run it in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

# The oldest engine that everything was proved with, and the version that is installed or built when there is none.
# The Go module proxy serves pkg/v3 up to this version.
VERSION = "3.200.0"

# Names the interpreter of the language host, for the scripts beside a built engine: they are shared by all checkouts.
PYTHON_VARIABLE = "PRIVATEAPI_ENGINE_PYTHON"


class EngineError(Exception):
    """There is no engine; the message says what was tried and what the user can do."""


class Source(StrEnum):
    """Where an engine came from."""

    FOUND = "found on PATH"
    INSTALLED = "installed by Pulumi's installer"
    BUILT = "built from its Go module"


@dataclass(frozen=True)
class Engine:
    """A `pulumi` executable with a Python language host beside it or on PATH."""

    pulumi: Path
    version: str
    source: Source

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """`base`, changed so that this engine finds its language host. An engine of the user's own needs no change."""
        variables = dict(base)
        if self.source is not Source.FOUND:
            variables["PATH"] = os.pathsep.join([str(self.pulumi.parent), base.get("PATH", os.defpath)])
        if self.source is Source.BUILT:
            variables[PYTHON_VARIABLE] = sys.executable
        return variables


def parse_version(text: str) -> tuple[int, int, int] | None:
    """(3, 200, 0) for "v3.200.0" and "3.200.0-dev.5"; None when `text` is no version."""
    numbers = text.strip().removeprefix("v").split("-")[0].split("+")[0].split(".")
    if len(numbers) != 3 or not all(number.isdigit() for number in numbers):
        return None
    major, minor, patch = (int(number) for number in numbers)
    return major, minor, patch
