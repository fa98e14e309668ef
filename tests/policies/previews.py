"""Runs a program in a project of its own and previews it for the first time under policy packs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PACKS = sorted(path.name for path in (ROOT / "policies").iterdir() if path.is_dir())
CONFIG = {
    "sdk": {"privateapi:skipCredentialsCheck": "true"},
    "aws": {},
    "alicloud": {"alicloud:region": "cn-hangzhou"},
}


def project(folder: Path, program: Path) -> None:
    """A project that runs the program, with the plugin of its kind: `sdk`, `aws` or `alicloud`, by its folder."""
    kind = program.parent.name
    # A program of ours may also have resources of Alibaba Cloud that pulumi_alicloud has none for.
    plugins = {"sdk": {"privateapi": ROOT / "privateapi" / "plugin"}}.get(
        kind, {name: HERE / "echo" for name in (kind, "privateapi")}
    )
    virtualenv = ROOT / (".venv" if kind == "sdk" else ".venv-providers")
    document = {
        "name": "refused",
        "runtime": {"name": "python", "options": {"virtualenv": str(virtualenv)}},
        "plugins": {"providers": [{"name": name, "path": str(path)} for name, path in plugins.items()]},
        "config": {key: {"value": value} for key, value in CONFIG[kind].items()},
    }
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    shutil.copy(program, folder / "__main__.py")


def first_preview(
    engine: Path,
    environment: Mapping[str, str],
    folder: Path,
    packs: Iterable[str],
    settings: Mapping[str, Any] | None = None,
) -> tuple[int, str]:
    """The exit code of the preview of a new stack, and what it says, with single spaces.

    With settings, every pack gets them.
    """

    def pulumi(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(engine), *arguments, "--non-interactive"],
            cwd=folder,
            env=dict(environment),
            capture_output=True,
            text=True,
            check=False,
        )

    created = pulumi("stack", "init", "first")
    assert created.returncode == 0, created.stderr
    options = []
    for pack in packs:
        options.append(f"--policy-pack={ROOT / 'policies' / pack}")
        if settings is not None:
            configuration = folder / f"{pack}.json"
            configuration.write_text(json.dumps({pack: settings}), encoding="utf-8")
            options.append(f"--policy-pack-config={configuration}")
    done = pulumi("preview", *options)
    return done.returncode, " ".join((done.stdout + done.stderr).split())
