"""Packages that the stacks of one blueprint need and no other: `requirements/extras/<blueprint>.txt`.

They are kept out of the project's own environment, because the official language host asks the engine for the plugin of
every installed package that carries a `pulumi-plugin.json`. Each blueprint has a folder of its own, which is on the
search path of its programs alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import typer

from privateapi.cli._errors import CommandError
from privateapi.cli._project import Project

_FOLDER = ".extras"


def with_extras(project: Project, stack: str, environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` for the programs of a stack, with the packages of its blueprint installed where it has some.

    Raises:
        CommandError: they cannot be installed; with what pip said.
    """
    blueprint = project.blueprint(stack)
    lock = project.root / "requirements" / "extras" / f"{blueprint}.txt"
    if not blueprint or not lock.is_file():
        return dict(environment)
    folder = project.root / _FOLDER / blueprint
    _install(lock, folder, blueprint)
    packages = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    earlier = environment.get("PYTHONPATH")
    return dict(environment) | {"PYTHONPATH": os.pathsep.join([packages, *([earlier] if earlier else [])])}


def _install(lock: Path, folder: Path, blueprint: str) -> None:
    """Install a lock into a folder, once: what the interpreter has already is not installed again."""
    done = folder / "installed"
    wanted = hashlib.sha256(f"{sys.version}\n".encode() + lock.read_bytes()).hexdigest()
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    typer.echo(f"installing what the stacks of blueprint {blueprint!r} need, from {lock.name}", err=True)
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    command += ["--require-hashes", "--prefix", str(folder), "--requirement", str(lock)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        said = "\n".join(f"  {line}" for line in finished.stderr.strip().splitlines()[-10:])
        raise CommandError(
            f"what the stacks of blueprint {blueprint!r} need cannot be installed from {lock}:\n{said}",
            finished.returncode,
        )
    folder.mkdir(parents=True, exist_ok=True)
    done.write_text(wanted, encoding="utf-8")
