"""Packages that only the stacks of one blueprint need: installed once, and on the search path of those alone."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

STACK = "config:\n  private-apis:blueprint: other-cloud\n"


@pytest.fixture
def lock(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lock of the blueprint `other-cloud`: a package with a plugin of its own, and one that is there already."""
    wheel = tmp_path / "wheels" / "pulumi_othercloud-1.2-py3-none-any.whl"
    wheel.parent.mkdir()
    info = "pulumi_othercloud-1.2.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pulumi_othercloud/__init__.py", "")
        archive.writestr("pulumi_othercloud/pulumi-plugin.json", json.dumps({"resource": True, "name": "othercloud"}))
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: pulumi-othercloud\nVersion: 1.2\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    path = project / "requirements" / "extras" / "other-cloud.txt"
    path.parent.mkdir(parents=True)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    path.write_text(f"pulumi-othercloud==1.2 --hash=sha256:{digest}\n")
    (project / "stacks" / "Pulumi.other.yaml").write_text(STACK)
    return path


def _packages(search_path: str) -> dict[str, str]:
    """What pip lists for a program, as the official language host asks: the folders of its plugins' packages."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"],
        env={"PYTHONPATH": search_path},
        capture_output=True,
        text=True,
        check=True,
    )
    return {each["name"]: each["version"] for each in json.loads(done.stdout)}


def test_stack_of_the_blueprint(privateapi: Any, project: Path, fake_engine: Any, lock: Path) -> None:
    done = privateapi("up", "other")
    assert (done.code, done.err) == (
        0,
        "installing what the stacks of blueprint 'other-cloud' need, from other-cloud.txt\n",
    )
    [call] = fake_engine.calls
    assert _packages(call["environment"]["PYTHONPATH"])["pulumi-othercloud"] == "1.2"
    assert Path(call["environment"]["PYTHONPATH"]).is_relative_to(project / ".extras" / "other-cloud")
    # The second time it is there.
    assert privateapi("preview", "other").err == ""


def test_stacks_of_other_blueprints(
    privateapi: Any, project: Path, fake_engine: Any, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    privateapi("up", "other")
    privateapi("up", "real")
    assert "PYTHONPATH" not in fake_engine.calls[-1]["environment"]
    assert "pulumi-othercloud" not in _packages("")


def test_search_path_of_the_user_stays(
    privateapi: Any, project: Path, fake_engine: Any, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/mine")
    privateapi("up", "other")
    assert fake_engine.calls[-1]["environment"]["PYTHONPATH"].split(":")[1:] == ["/mine"]


def test_changed_lock_is_installed_anew(privateapi: Any, project: Path, fake_engine: Any, lock: Path) -> None:
    privateapi("up", "other")
    lock.write_text(f"# changed\n{lock.read_text()}")
    assert "installing what" in privateapi("up", "other").err
    assert privateapi("up", "other").err == ""


def test_what_cannot_be_installed(privateapi: Any, project: Path, fake_engine: Any, lock: Path) -> None:
    lock.write_text(f"pulumi-othercloud==9.9 --hash=sha256:{'0' * 64}\n")
    done = privateapi("up", "other")
    assert done.code != 0 and fake_engine.calls == []
    assert "error: what the stacks of blueprint 'other-cloud' need cannot be installed from" in done.err
    assert "pulumi-othercloud==9.9" in done.err and "Traceback" not in done.err
    # It is tried again.
    assert "installing what" in privateapi("up", "other").err
