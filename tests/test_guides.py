"""The guides under docs/: their programs run, their settings are valid, and the commands they name exist."""

import re
import shlex
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
import yaml
from dns.message import from_wire, make_query
from typer.testing import CliRunner

import components.aws
from components.aws.route_set import Routing
from privateapi.cli import answer, dns, rehearse
from privateapi.cli.check import app
from privateapi.nameserver.replies import Replies
from privateapi.nameserver.view import View
from privateapi.packs.settings import parse_settings
from privateapi.provider.model import validate
from privateapi.readers.mapping import topology_of
from privateapi.readers.state import read_state
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.topology.failures import Kind
from privateapi.topology.rehearsal import Rehearsal
from stacks import multi_region
from tests.components.declaring import declare

ROOT = Path(__file__).parent.parent
CHECK = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
REHEARSAL = (ROOT / "docs" / "rehearsal.md").read_text(encoding="utf-8")
TESTING = (ROOT / "docs" / "testing-policy-packs.md").read_text(encoding="utf-8")
OPTIONS = {option for parameter in typer.main.get_command(app).params for option in parameter.opts}


def blocks(text: str, language: str) -> list[str]:
    """The code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


NAMES = (ROOT / "docs" / "routed-names.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", blocks(NAMES, "yaml"))
def test_stacks_of_names_are_valid(text: str) -> None:
    given = {key.removeprefix("private-apis:"): value for key, value in yaml.safe_load(text)["config"].items()}
    configuration, faults = validate(multi_region.Configuration, given)
    assert configuration is not None, faults


def test_program_of_names_declares_them() -> None:
    [text] = blocks(NAMES, "python")
    made = declare(lambda: eval(text, vars(components.aws).copy()))
    assert [each["ttl"] for each in made.inputs("route53:RecordSet").values()] == [60, 30]


def test_every_routing_is_told() -> None:
    assert re.findall(r"^\| `(\w+)` \|", NAMES, re.MULTILINE) == list(get_args(Routing))


def workflow() -> tuple[str, Any]:
    """The GitHub Actions workflow, as text and read. YAML 1.1 takes `on` for true."""
    [text] = [block for block in blocks(CHECK, "yaml") if "runs-on" in block]
    return text, yaml.safe_load(text)


def test_programs_run() -> None:
    programs = blocks(TESTING, "python")
    assert len(programs) == 3
    # They are one program, told in parts.
    exec(compile("\n".join(programs), "testing-policy-packs.md", "exec"), {"__name__": "guide"})


def test_settings_are_valid() -> None:
    [text] = [block for block in blocks(CHECK, "yaml") if "exemptions" in block]
    settings = parse_settings(yaml.safe_load(text))
    assert settings.enforcement == {"AWS-CIDR-10": "advisory", "aws-sg": "disabled"}
    assert [each.resource for each in settings.exemptions] == ["legacy"]


def test_workflow_is_short_and_complete() -> None:
    text, read = workflow()
    assert len(text.splitlines()) <= 42
    assert read[True] == "pull_request"
    assert set(read["permissions"]) == {"contents", "id-token", "security-events"}
    [job] = read["jobs"].values()
    assert job["runs-on"].startswith("ubuntu-")
    for step in job["steps"]:
        assert ("uses" in step) != ("run" in step), step
        assert "uses" not in step or re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"]), step
    ids = {step["id"] for step in job["steps"] if "id" in step}
    assert set(re.findall(r"steps\.(\w+)\.", text)) == ids
    assert set(re.findall(r"\$([A-Z_]+)", text)) <= {*job["env"], "GITHUB_OUTPUT"}


def test_workflow_uses_targets_and_options_that_exist() -> None:
    [job] = workflow()[1]["jobs"].values()
    lines = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in lines:
        if line.startswith("make "):
            assert set(line.split()[1:]) <= set(targets), line
    assert any(".venv/bin/privateapi check" in line for line in lines)


COMMANDS = re.findall(r"privateapi (check [^`\n>|]+)", CHECK)


@pytest.mark.parametrize("command", COMMANDS)
def test_options_exist(command: str) -> None:
    named = {word for word in shlex.split(command) if word.startswith("--")}
    assert named and named <= OPTIONS


def test_exit_codes_are_those_of_the_command() -> None:
    import privateapi.cli.check as command
    from privateapi.cli._inputs import BAD_INPUT

    table = re.findall(r"^\| (\d) \| (\w+)", CHECK, re.MULTILINE)
    assert [int(code) for code, _ in table] == [0, command.VIOLATIONS, command.NOT_JUDGED, BAD_INPUT]


@pytest.mark.parametrize("line", re.findall(r"privateapi ((?:rehearse|answer|dns) [^`\n|]+)", REHEARSAL))
def test_options_of_rehearsals_exist(line: str) -> None:
    command = typer.main.get_command(
        {"rehearse": rehearse.app, "answer": answer.app, "dns": dns.app}[line.partition(" ")[0]]
    )
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in shlex.split(line) if word.startswith("-")} <= options


def test_the_name_server_answers_as_the_guide_shows() -> None:
    recorded = (ROOT / "tests" / "cli" / "active-active.state.json").read_text(encoding="utf-8")
    rehearsal = Rehearsal(topology_of(read_state(recorded)), GEOGRAPHY)
    client = rehearsal.find_client("active-active-us-east-1")
    view = View(rehearsal.resolver, rehearsal.failures, client.vpc)
    query = make_query("orders.internal.example.com", "A").to_wire()
    reply = Replies(view.answer).reply(query, udp=True)
    assert reply is not None
    lines = from_wire(reply.wire).answer[0].to_text().splitlines()
    # `dig` puts tabs between the parts.
    assert all(line in REHEARSAL.replace("\t", " ") for line in lines)
    assert len(lines) == 2


def test_exit_codes_are_those_of_rehearsals() -> None:
    from privateapi.cli._inputs import BAD_INPUT

    table = re.findall(r"^\| (\d) \| (\w+)", REHEARSAL, re.MULTILINE)
    assert [int(code) for code, _ in table] == [0, rehearse.HOLES, rehearse.NOT_JUDGED, BAD_INPUT]


def test_failures_of_rehearsals_are_all_told() -> None:
    assert re.findall(r"^\| `([a-z]+):", REHEARSAL, re.MULTILINE) == [str(kind) for kind in Kind]


def test_the_table_is_that_of_the_recorded_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "118")
    recorded = ROOT / "tests" / "cli" / "active-active.state.json"
    shown = CliRunner().invoke(rehearse.app, ["--state", str(recorded)])
    assert shown.exit_code == 0, shown.output
    # The last lines name the file.
    table = [line.rstrip() for line in shown.output.partition("\nstate ")[0].splitlines()]
    assert "\n".join(table) in REHEARSAL and len(table) == 27
