"""Which policy packs and settings the engine is given for a stack."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

SETTINGS = """\
enforcement:
  AWS-CIDR-09: advisory
exemptions:
  - {rule: AWS-CIDR-05, resource: hub, reason: merged in March, expires: 2027-03-31}
"""
SAME = {
    "enforcement": {"AWS-CIDR-09": "advisory"},
    "exemptions": [{"rule": "AWS-CIDR-05", "resource": "hub", "reason": "merged in March", "expires": "2027-03-31"}],
}


@pytest.fixture
def packs(project: Path) -> list[str]:
    """The packs `limits` and `networks` of the project, and a folder that is none."""
    for name in ("networks", "limits", "notes"):
        (project / "policies" / name).mkdir(parents=True)
    for name in ("networks", "limits"):
        (project / "policies" / name / "PulumiPolicy.yaml").write_text("runtime: python\n")
    return [str(project / "policies" / name) for name in ("limits", "networks")]


@pytest.mark.parametrize(("command", "begin"), [("up", "up --yes"), ("preview", "preview")])
def test_sandbox_stack_is_judged_by_all_packs(
    privateapi: Any, project: Path, packs: list[str], fake_engine: Any, fake_sandbox: Any, command: str, begin: str
) -> None:
    assert privateapi(command, "local", "--diff").code == 0
    # After an update the state is read for the table of the rehearsal.
    (given,) = [each for each in fake_engine.commands if "--diff" in each]
    assert given == f"{begin} --policy-pack {packs[0]} --policy-pack {packs[1]} --diff"


@pytest.mark.parametrize("command", ["up", "preview"])
def test_settings_of_the_stack(
    privateapi: Any, project: Path, packs: list[str], fake_engine: Any, fake_sandbox: Any, command: str
) -> None:
    (project / "stacks" / "policies.local.yaml").write_text(SETTINGS)
    assert privateapi(command, "local").code == 0
    (arguments,) = [each["arguments"] for each in fake_engine.calls if command in each["arguments"]]
    given = [value for name, value in zip(arguments, arguments[1:], strict=False) if name == "--policy-pack-config"]
    assert [json.loads(Path(path).read_text()) for path in given] == [{"limits": SAME}, {"networks": SAME}]
    assert all(path.startswith(str(project / ".sandbox")) for path in given)


@pytest.mark.parametrize(
    ("case", "settings", "fault"),
    [
        ("an unknown key", "stict: true\n", "stict: there is no property 'stict'; did you mean 'strict'?"),
        (
            "an unknown rule",
            "enforcement: {AWS-CIDR-5: advisory}\n",
            "enforcement[\"AWS-CIDR-5\"]: there is no rule or group of rules 'AWS-CIDR-5'; did you mean 'AWS-CIDR-15'?",
        ),
    ],
)
def test_wrong_settings_stop_before_the_engine(
    privateapi: Any,
    project: Path,
    packs: list[str],
    fake_engine: Any,
    fake_sandbox: Any,
    case: str,
    settings: str,
    fault: str,
) -> None:
    path = project / "stacks" / "policies.local.yaml"
    path.write_text(settings)
    result = privateapi("up", "local")
    assert (result.code, result.err) == (1, f"error: {path}: {fault}\n"), case
    assert (fake_engine.calls, fake_sandbox.starts) == ([], 0), case


def test_settings_that_are_no_yaml(
    privateapi: Any, project: Path, packs: list[str], fake_engine: Any, fake_sandbox: Any
) -> None:
    path = project / "stacks" / "policies.local.yaml"
    path.write_text("strict: [\n")
    result = privateapi("preview", "local")
    assert result.code == 1 and result.err.startswith(f"error: {path} cannot be read: while parsing")


@pytest.mark.parametrize("given", [["--policy-pack", "mine"], ["--policy-pack=mine", "--policy-pack-config=mine.json"]])
def test_packs_of_the_user_replace_them(
    privateapi: Any, project: Path, packs: list[str], fake_engine: Any, fake_sandbox: Any, given: list[str]
) -> None:
    (project / "stacks" / "policies.local.yaml").write_text(SETTINGS)
    assert privateapi("up", "local", *given).code == 0
    assert shlex.join(["up", "--yes", *given]) in fake_engine.commands


@pytest.mark.parametrize("command", ["up", "preview"])
def test_other_stack_stays_plain(
    privateapi: Any, project: Path, packs: list[str], fake_engine: Any, fake_sandbox: Any, command: str
) -> None:
    (project / "stacks" / "policies.real.yaml").write_text("not: read\n")
    assert privateapi(command, "real").code == 0
    assert privateapi(command, "real", "--policy-pack", "mine").code == 0
    assert fake_engine.commands == [command, f"{command} --policy-pack mine"]


@pytest.mark.parametrize(("command", "operation"), [("down", "destroy --yes"), ("refresh", "refresh --yes")])
def test_only_what_deploys_is_judged(
    privateapi: Any, project: Path, packs: list[str], fake_engine: Any, fake_sandbox: Any, command: str, operation: str
) -> None:
    assert privateapi(command, "local").code == 0
    assert fake_engine.commands[-1] == operation
