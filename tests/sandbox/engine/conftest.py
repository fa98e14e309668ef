"""Small Pulumi projects for the real engine, run with each language host that this machine has."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from privateapi.sandbox.engine import built
from privateapi.sandbox.engine.engine import PYTHON_VARIABLE, Engine, Source

# Every test of behaviour that users see runs under the official host too, where there is one.
OFFICIAL = shutil.which("pulumi-language-python")


class PulumiProject:
    """A project folder with a `__main__.py` and a stack named dev."""

    def __init__(self, root: Path, engine: Path, environment: dict[str, str]) -> None:
        self.root = root
        self.engine = engine
        self.environment = environment

    def write(self, path: str, text: str) -> Path:
        """Writes a file of the project; `text` may be indented."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8")
        return target

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts `pulumi` with `arguments`; the caller waits for it."""
        return subprocess.Popen(
            [str(self.engine), *arguments, "--non-interactive"],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code and everything that `pulumi` with `arguments` said."""
        with self.start(*arguments) as process:
            output, _ = process.communicate(timeout=120)
        return process.returncode, output


@pytest.fixture(params=["stand-in"] + (["official"] if OFFICIAL else []))
def language_host(
    request: pytest.FixtureRequest, found_engine: Engine, engine_environment: dict[str, str], tmp_path: Path
) -> str:
    """Which language host the engine of `engine_environment` uses; for the stand-in, PATH leads to it."""
    if request.param == "stand-in" and found_engine.source is not Source.BUILT:
        folder = tmp_path / "stand-in"
        folder.mkdir()
        built.write_scripts(folder)
        engine_environment["PATH"] = f"{folder}:{engine_environment['PATH']}"
        engine_environment[PYTHON_VARIABLE] = sys.executable
    return str(request.param)


@pytest.fixture
def pulumi_project(
    tmp_path: Path, engine: Path, engine_environment: dict[str, str], language_host: str
) -> Callable[[str], PulumiProject]:
    """Makes a project of one program, with a new stack named dev."""

    def make(program: str) -> PulumiProject:
        project = PulumiProject(tmp_path / "project", engine, engine_environment)
        project.write(
            "Pulumi.yaml",
            f"""\
            name: small
            runtime:
              name: python
              options:
                virtualenv: {sys.prefix}
            """,
        )
        project.write("__main__.py", program)
        code, output = project.run("stack", "init", "dev")
        assert code == 0, output
        return project

    return make
