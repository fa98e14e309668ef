"""The engine's state of the sandbox stacks, in a folder per instance of the sandbox.

The servers keep their resources in memory. State of servers that are gone names resources that no longer exist, so it
is dropped, and the state of every instance has a folder of its own.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from privateapi.cli._project import Project


def backend_folder(root: Path, instance: str) -> tuple[Path, bool]:
    """The folder of the state for the sandbox `instance`, and whether deployed resources went with an earlier one."""
    folder = root / ".sandbox" / instance / "state"
    lost = False
    for earlier in root.glob(".sandbox/*/state"):
        if earlier != folder:
            lost = lost or _has_resources(earlier)
            shutil.rmtree(earlier.parent)
    folder.mkdir(parents=True, exist_ok=True)
    return folder, lost


def has_stack(folder: Path, project: str, stack: str) -> bool:
    """Whether the backend in `folder` knows the stack."""
    return (folder / ".pulumi" / "stacks" / project / f"{stack}.json").is_file()


def deployed_stacks(project: Project) -> list[str]:
    """The sandbox stacks of a project that have resources, sorted."""
    folders = list(project.root.glob(f".sandbox/*/state/.pulumi/stacks/{project.name}"))
    return sorted(name for name in project.stack_names() for folder in folders if _resources(folder / f"{name}.json"))


def _has_resources(folder: Path) -> bool:
    return any(_resources(path) for path in folder.glob(".pulumi/stacks/*/*.json"))


def _resources(path: Path) -> bool:
    """Whether a stack's state has resources; one that cannot be read has none."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        return bool(state["checkpoint"]["latest"]["resources"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
