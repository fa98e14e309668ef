"""The interpreter and the variables of a program, from its project file's options."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.protocol import language_pb2
from privateapi.sandbox.engine.language_host.environment import EnvironmentFault, ProgramEnvironment


def info(root: Path, **options: str) -> language_pb2.ProgramInfo:
    message = language_pb2.ProgramInfo(root_directory=str(root), program_directory=str(root / "sub"), entry_point=".")
    message.options.update(options)
    return message


def make_virtualenv(folder: Path) -> Path:
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch(mode=0o755)
    return python


@pytest.mark.parametrize(
    ("case", "options", "folder"),
    [
        ("relative to the root", {"virtualenv": ".venv"}, ".venv"),
        ("above the root", {"virtualenv": "../shared/.venv"}, "../shared/.venv"),
        ("with the toolchain named", {"virtualenv": "env", "toolchain": "pip"}, "env"),
    ],
)
def test_interpreter(tmp_path: Path, case: str, options: dict[str, str], folder: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    make_virtualenv(root / folder)
    environment = ProgramEnvironment.of(info(root, **options))
    assert environment == ProgramEnvironment(str(root / folder / "bin" / "python"), root / folder), case


def test_absolute_virtualenv(tmp_path: Path) -> None:
    python = make_virtualenv(tmp_path / "env")
    assert ProgramEnvironment.of(info(tmp_path / "project", virtualenv=str(tmp_path / "env"))).python == str(python)


def test_no_virtualenv_takes_python_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python3").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ProgramEnvironment.of(info(tmp_path)) == ProgramEnvironment(str(tmp_path / "python3"), None)


@pytest.mark.parametrize(
    ("case", "options", "said"),
    [
        ("a missing virtualenv", {"virtualenv": "gone"}, "gone', which has no bin/python"),
        ("an unknown toolchain", {"toolchain": "poetry"}, "toolchain is 'poetry'; this language host knows pip."),
        ("no interpreter at all", {}, "no `python3` on PATH"),
    ],
)
def test_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, options: dict[str, str], said: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFault) as fault:
        ProgramEnvironment.of(info(tmp_path, **options))
    assert said in str(fault.value), case


def test_variables_activate_the_virtualenv() -> None:
    base = {"PATH": "/usr/bin", "PYTHONHOME": "/elsewhere", "KEPT": "1", "CHANGED": "1"}
    environment = ProgramEnvironment("/env/bin/python", Path("/env"))
    assert environment.variables(base, {"CHANGED": "2"}) == {
        "PATH": "/env/bin:/usr/bin",
        "VIRTUAL_ENV": "/env",
        "KEPT": "1",
        "CHANGED": "2",
    }
    assert ProgramEnvironment("/usr/bin/python3", None).variables(base, {}) == base


def test_site_packages(tmp_path: Path) -> None:
    folder = tmp_path / "lib" / "python3.11" / "site-packages"
    folder.mkdir(parents=True)
    assert list(ProgramEnvironment("python", tmp_path).site_packages()) == [str(folder)]
    assert list(ProgramEnvironment("python", None).site_packages()) == []
