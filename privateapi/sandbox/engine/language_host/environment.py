"""The interpreter and the environment variables of a program or plugin, from the options of its project file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi.runtime.proto import language_pb2


class EnvironmentFault(Exception):
    """The project file asks for an environment that is not there; the message says which and what to do."""


@dataclass(frozen=True)
class ProgramEnvironment:
    """Where a program's interpreter is. `virtualenv` is None when the project file names none."""

    python: str
    virtualenv: Path | None

    @classmethod
    def of(cls, info: language_pb2.ProgramInfo) -> ProgramEnvironment:
        """Reads `virtualenv` (relative to the root) and `toolchain` as the official host does.

        Raises:
            EnvironmentFault: the toolchain is not pip, or the virtual environment has no interpreter.
        """
        folder = virtualenv_folder(info)
        if folder is None:
            python = shutil.which("python3") or shutil.which("python")
            if python is None:
                raise EnvironmentFault("no `python3` on PATH, and the project names no virtualenv")
            return cls(python, None)
        interpreter = folder / "bin" / "python"
        if not interpreter.exists():
            raise EnvironmentFault(
                f"the option virtualenv names {str(folder)!r}, which has no bin/python; "
                "create it (here: `make init`) or correct runtime.options.virtualenv"
            )
        return cls(str(interpreter), folder)

    def variables(self, base: Mapping[str, str], added: Mapping[str, str]) -> dict[str, str]:
        """`base` with the virtual environment activated, and `added` over it."""
        variables = dict(base)
        if self.virtualenv is not None:
            variables["VIRTUAL_ENV"] = str(self.virtualenv)
            variables["PATH"] = os.pathsep.join([str(self.virtualenv / "bin"), base.get("PATH", os.defpath)])
            variables.pop("PYTHONHOME", None)
        return variables | dict(added)

    def site_packages(self) -> Iterator[str]:
        """The folders where the virtual environment keeps its packages; none without a virtual environment."""
        if self.virtualenv is not None:
            yield from map(str, sorted(self.virtualenv.glob("lib*/python*/site-packages")))


def virtualenv_folder(info: language_pb2.ProgramInfo) -> Path | None:
    """The absolute folder of the option `virtualenv`, or None without the option.

    Raises:
        EnvironmentFault: the toolchain is not pip.
    """
    options = info.options.fields
    toolchain = options["toolchain"].string_value if "toolchain" in options else "pip"
    if toolchain not in ("", "pip"):
        raise EnvironmentFault(
            f"the option toolchain is {toolchain!r}; this language host knows pip. "
            "Install Pulumi with its own Python language host to use another"
        )
    name = options["virtualenv"].string_value if "virtualenv" in options else ""
    return Path(info.root_directory, name).absolute() if name else None
