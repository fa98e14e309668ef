"""The project that a command works on, and which of its stacks are sandbox stacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.cli._errors import CommandError
from privateapi.cli._project import Project


def test_project_is_found_from_a_folder_inside(project: Path) -> None:
    assert Project.find(project / "stacks") == Project(project, "private-apis", project / "stacks")


def test_stack_files_lie_beside_pulumi_yaml_by_default(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: other\n")
    found = Project.find(tmp_path)
    assert (found.name, found.stack_file("dev")) == ("other", tmp_path / "Pulumi.dev.yaml")


@pytest.mark.parametrize(
    ("case", "text", "said"),
    [
        ("no name", "runtime: python\n", "'name' is missing; it names the project"),
        ("no mapping", "- a\n", "holds no mapping"),
        ("no YAML", "name: [\n", "cannot be read: "),
    ],
)
def test_project_file_is_refused(tmp_path: Path, case: str, text: str, said: str) -> None:
    (tmp_path / "Pulumi.yaml").write_text(text)
    with pytest.raises(CommandError) as fault:
        Project.find(tmp_path)
    assert said in str(fault.value), case
    assert "\n" not in str(fault.value), case


def test_unknown_stack_names_the_known_ones(project: Path) -> None:
    with pytest.raises(CommandError) as fault:
        Project.find().require_stack("lokal")
    assert str(fault.value) == "there is no stack 'lokal': stacks/Pulumi.lokal.yaml is missing; stacks: local, real"


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        ("true", "config:\n  private-apis:sandbox: true\n", True),
        ("true as the engine writes it", 'config:\n  private-apis:sandbox: "true"\n', True),
        ("false", "config:\n  private-apis:sandbox: false\n", False),
        ("not said", "config:\n  private-apis:name: orders\n", False),
        ("said for another project", "config:\n  other:sandbox: true\n", False),
        ("no configuration", "config:\n", False),
        ("a salt only", "encryptionsalt: v1:a\n", False),
    ],
)
def test_is_sandbox(project: Path, case: str, text: str, expected: bool) -> None:
    (project / "stacks" / "Pulumi.dev.yaml").write_text(text)
    assert Project.find().is_sandbox("dev") is expected, case


def test_stack_without_a_file_is_no_sandbox_stack(project: Path) -> None:
    assert Project.find().is_sandbox("dev") is False


def test_other_sandbox_value_is_refused(project: Path) -> None:
    (project / "stacks" / "Pulumi.dev.yaml").write_text("config:\n  private-apis:sandbox: 1 day\n")
    with pytest.raises(CommandError) as fault:
        Project.find().is_sandbox("dev")
    assert str(fault.value) == ("stacks/Pulumi.dev.yaml: private-apis:sandbox is '1 day'; it must be true or false")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("config:\n  private-apis:blueprint: multi-region\n", "multi-region"),
        ("config:\n  private-apis:sandbox: true\n", ""),
        ("config:\n", ""),
    ],
)
def test_blueprint(project: Path, text: str, expected: str) -> None:
    (project / "stacks" / "Pulumi.dev.yaml").write_text(text)
    assert Project.find().blueprint("dev") == expected
    assert Project.find().blueprint("none") == ""
