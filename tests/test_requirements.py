"""The locks: hashed, free of download hosts, and agreeing with each other."""

from __future__ import annotations

import json
import re
import runpy
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).parents[1] / "requirements"
EXTRAS = sorted(f"extras/{path.name}" for path in FOLDER.glob("extras/*.txt"))
LOCKS = ["runtime.txt", "dev.txt", "providers.txt", *EXTRAS]


def pinned(lock: str) -> dict[str, str]:
    """The versions in a lock by package and marker; a package may be pinned once for each platform."""
    lines = FOLDER.joinpath(lock).read_text().splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]+\])?==([^ ;\\]+)(.*)", line) for line in lines)
    return {match[1] + match[3].rstrip(" \\"): match[2] for match in found if match}


def names(source: str) -> set[str]:
    """The packages that a list of requirements asks for."""
    lines = FOLDER.joinpath(source).read_text().splitlines()
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {match[0].lower() for match in found if match and match[0] != "-r"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_hashed_and_no_host_is_named(lock: str) -> None:
    text = FOLDER.joinpath(lock).read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert [line for line in text.splitlines() if "://" in line or "index" in line.split("#")[0]] == []


@pytest.mark.parametrize(
    ("source", "lock"),
    [
        ("runtime.in", "runtime.txt"),
        ("build.in", "runtime.txt"),
        ("dev.in", "dev.txt"),
        ("providers.in", "providers.txt"),
        *((extra.replace(".txt", ".in"), extra) for extra in EXTRAS),
    ],
)
def test_lock_holds_what_is_asked_for(source: str, lock: str) -> None:
    locked = {name.split(" ")[0].split(";")[0] for name in pinned(lock)}
    assert names(source) - locked == set()


def test_extras_are_locked_by_name() -> None:
    """pip takes a newer version for `name[extra]` than the locked one, and then refuses it for want of a hash."""
    locked = {
        (match[1], extra)
        for lock in ("runtime.txt", "dev.txt")
        for match in re.finditer(r"^([a-z0-9._-]+)\[([^]]+)\]==", FOLDER.joinpath(lock).read_text(), re.MULTILINE)
        for extra in match[2].split(",")
    }
    pins = {name.split(" ")[0].split(";")[0] for lock in ("runtime.txt", "dev.txt") for name in pinned(lock)}
    asked = {
        (canonicalize_name(needed.name), extra)
        for installed in distributions()
        if canonicalize_name(installed.name) in pins
        for needed in map(Requirement, installed.requires or [])
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
        for extra in needed.extras
    }
    assert ("coverage", "toml") in asked
    assert asked - locked == set()


@pytest.mark.parametrize("lock", ["dev.txt", "providers.txt", *EXTRAS])
def test_locks_agree(lock: str) -> None:
    runtime, other = pinned("runtime.txt"), pinned(lock)
    assert {
        name: (runtime[name], other[name]) for name in runtime.keys() & other.keys() if runtime[name] != other[name]
    } == {}


@pytest.mark.parametrize(
    ("lock", "kept_out"), [("runtime.txt", "pulumi[-_](aws|alicloud)"), ("dev.txt", "pulumi[-_]aws")]
)
def test_packages_with_plugins_of_their_own_stay_out_of_the_program(lock: str, kept_out: str) -> None:
    # The official language host asks the engine for the plugin of each such package that is installed. Developers have
    # pulumi_alicloud, on whose classes the components are built and typed; who deploys to AWS alone does not.
    assert [name for name in sorted(pinned(lock)) if re.match(kept_out, name)] == []


def test_plugins_that_stacks_ask_for() -> None:
    """A stack asks the engine for the plugins of the packages that its programs have: none, or those of its extra."""
    assert plugins("runtime.txt") == {}
    assert EXTRAS == ["extras/alicloud.txt"]
    assert plugins("extras/alicloud.txt") == {"alicloud": "4.0.0"}


def plugins(lock: str) -> dict[str, str]:
    """Name and version of each resource plugin that the packages of a lock carry a `pulumi-plugin.json` for."""
    locked = {name.split(" ")[0].split(";")[0] for name in pinned(lock)}
    found: dict[str, str] = {}
    for installed in distributions():
        if canonicalize_name(installed.name) not in locked:
            continue
        for file in installed.files or []:
            if file.name == "pulumi-plugin.json":
                plugin = json.loads(file.read_text())
                if plugin["resource"]:
                    found[plugin["name"]] = plugin.get("version") or installed.version
    return found


def test_extra_of_the_wheel() -> None:
    """`pip install privateapi[alicloud]` brings what the stacks of the blueprint need."""
    project = metadata(FOLDER.parent)
    assert project["optional-dependencies"] == {"alicloud": ["pulumi-alicloud>=4,<5"]}
    assert "boto3>=1.40" in project["dependencies"]


def metadata(root: Path) -> dict[str, Any]:
    """What the wheel's metadata gets from requirements/."""
    hook = runpy.run_path(str(root / "requirements" / "metadata.py"))["RuntimeRequirements"](str(root), {})
    found: dict[str, Any] = {}
    hook.update(found)
    return found
