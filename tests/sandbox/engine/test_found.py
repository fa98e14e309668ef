"""The user's own engine on PATH: taken when it is new enough and complete."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from privateapi.sandbox.engine import found
from privateapi.sandbox.engine.engine import Engine, EngineError, Source


def executable(path: Path, script: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.parametrize(
    ("case", "said", "version"),
    [
        ("the oldest", "v3.200.0", "3.200.0"),
        ("a newer one", "v3.221.4", "3.221.4"),
        ("a development build", "v3.222.0-alpha.xabc+dirty", "3.222.0"),
        ("the next major version", "v4.0.0", "4.0.0"),
    ],
)
def test_found(on_path: Path, case: str, said: str, version: str) -> None:
    pulumi = executable(on_path / "pulumi", f"echo {said}")
    executable(on_path / "pulumi-language-python")
    assert found.find() == Engine(pulumi, version, Source.FOUND), case


def test_language_host_beside_the_executable_that_a_link_names(on_path: Path, tmp_path: Path) -> None:
    executable(tmp_path / "cellar" / "pulumi", "echo v3.200.0")
    executable(tmp_path / "cellar" / "pulumi-language-python")
    (on_path / "pulumi").symlink_to(tmp_path / "cellar" / "pulumi")
    assert found.find().pulumi == on_path / "pulumi"


def test_found_engine_keeps_the_environment() -> None:
    engine = Engine(Path("/opt/pulumi/bin/pulumi"), "3.200.0", Source.FOUND)
    assert engine.environment({"PATH": "/usr/bin"}) == {"PATH": "/usr/bin"}


def test_nothing_on_path(on_path: Path) -> None:
    with pytest.raises(EngineError, match="^there is no `pulumi`$"):
        found.find()


@pytest.mark.parametrize(
    ("case", "script", "said"),
    [
        ("too old", "echo v3.199.9", "{pulumi} is 3.199.9, older than 3.200.0"),
        ("no language host", "echo v3.200.0", "{pulumi} has no pulumi-language-python beside it or on PATH"),
        ("no version", "echo hello", "`{pulumi} version` said 'hello', which is no version"),
        ("does not run", "exit 4", "`{pulumi} version` failed: "),
    ],
)
def test_refused(on_path: Path, case: str, script: str, said: str) -> None:
    pulumi = executable(on_path / "pulumi", script)
    with pytest.raises(EngineError) as fault:
        found.find()
    assert str(fault.value).startswith(said.format(pulumi=pulumi)), case


def test_version_check_asks_nothing_of_the_network(on_path: Path, tmp_path: Path) -> None:
    executable(on_path / "pulumi", f"echo $PULUMI_SKIP_UPDATE_CHECK > {tmp_path}/seen; echo v3.200.0")
    executable(on_path / "pulumi-language-python")
    found.find()
    assert (tmp_path / "seen").read_text() == "true\n"
    assert "PULUMI_SKIP_UPDATE_CHECK" not in os.environ
