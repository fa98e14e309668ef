"""`rehearse --live`: what it asks, refuses and shows, and that every end puts things back. The account is in memory."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer

from privateapi.cli import _drill
from privateapi.cli._design import deployed as deployed_design
from privateapi.drill.account import Check
from privateapi.drill.journal import Journal
from privateapi.drill.plan import plan_drill
from privateapi.readers.mapping import topology_of
from privateapi.readers.state import read_state
from privateapi.topology.model import Alarm, Node, RecordSet, Subnet, Topology, TransitGatewayRoute, Vpc
from privateapi.topology.values import NO_REF, Known
from tests.drill.clouds import Cloud, denied, deployed

# `pulumi stack export` of the stack active-active.
RECORDED = Path(__file__).with_name("active-active.state.json").read_text(encoding="utf-8")
NAME = "orders.internal.example.com"
EAST, WEST = "us-east-1", "us-west-2"
LIVE = ("rehearse", "real", "--live", "--region", EAST)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def cloud(project: Path, fake_engine: Any, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """The account of the stack `real`, which is deployed as it was recorded."""
    fake_engine.answer("stack export", 0, stdout=RECORDED)
    fake_engine.answer("config --json", 0, stdout='{"privateapi:region": {"value": "us-east-1", "secret": false}}')
    topology = topology_of(read_state(RECORDED, {"privateapi": {"region": EAST}}))
    ids = [plan_drill(topology, "real", region).health_check_id for region in (EAST, WEST)]
    made = Cloud(
        checks={id: Check(1, False, False, {"Type": "CALCULATED"}) for id in ids},
        healthy=dict.fromkeys(ids, True),
        topology=topology,
    )
    monkeypatch.setattr(_drill, "Account", lambda clients: made.account)
    monkeypatch.setattr(_drill, "_POLL", 0.0)
    return made


def is_inverted(cloud: Cloud) -> bool:
    return next(iter(cloud.checks.values())).inverted


def test_account_region_and_name_are_said_before_a_confirmation(privateapi: Any, cloud: Cloud) -> None:
    result = privateapi(*LIVE)
    assert (result.code, result.err) == (
        1,
        "error: refused without confirmation; nothing is changed. --yes confirms it\n",
    )
    first, *clients = result.out.splitlines()
    assert first == (
        f"drill in account 123456789012: the health check {next(iter(cloud.checks))} of {EAST} is inverted, and put "
        f"back when {NAME} is answered by others"
    )
    assert clients == [
        f"  active-active-{EAST} gets {EAST} now, {WEST} without {EAST}",
        f"  active-active-{WEST} gets {WEST} now, {WEST} without {EAST}",
    ]
    assert cloud.calls == []


def test_client_that_would_not_be_served_is_refused_before_the_confirmation(
    privateapi: Any, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = deployed_design

    def without_ways(ready: Any) -> Any:
        design = real(ready)
        nodes = [node for node in design.topology if not isinstance(node, TransitGatewayRoute)]
        return replace(design, topology=Topology(nodes))

    monkeypatch.setattr(_drill, "deployed", without_ways)
    result = privateapi(*LIVE, "--yes")
    assert (result.code, result.out) == (1, "")
    assert f"without {EAST}, active-active-{EAST} is not served (unreachable: " in result.err
    assert result.err.endswith("nothing is changed\n") and cloud.calls == []


def test_what_is_not_judged_is_said_before_the_confirmation(
    privateapi: Any, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = deployed_design

    def without_subnets(ready: Any) -> Any:
        design = real(ready)
        vpc = next(vpc for vpc in design.topology.of(Vpc) if vpc.name == f"active-active-{EAST}")
        nodes = [
            replace(node, vpc=NO_REF) if isinstance(node, Subnet) and node.region == vpc.region else node
            for node in design.topology
        ]
        return replace(design, topology=Topology(nodes))

    monkeypatch.setattr(_drill, "deployed", without_subnets)
    result = privateapi(*LIVE)
    assert result.code == 1 and "refused without confirmation" in result.err
    assert f"  whether active-active-{EAST} is served without {EAST} is not known: " in result.out


@pytest.mark.parametrize(("typed", "code"), [(EAST, 0), (WEST, 1), ("", 1)])
def test_region_is_typed_on_a_terminal(
    privateapi: Any, cloud: Cloud, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda text, **_: typed if text == f"type {EAST} to go on" else "")
    result = privateapi(*LIVE)
    assert result.code == code, result.err
    assert len(cloud.calls) == (2 if code == 0 else 0)
    assert ("refused: that is not the Region; nothing is changed" in result.err) is (code == 1)


def test_table_says_what_moved_and_how_long_a_failure_would_take(privateapi: Any, cloud: Cloud, project: Path) -> None:
    result = privateapi(*LIVE, "--yes")
    assert result.code == 0, result.err
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.out.splitlines() if "│" in line]
    assert rows == [
        [f"active-active-{EAST}", EAST, WEST, "60 s", "60 s"],
        [f"active-active-{WEST}", WEST, WEST, "-", "-"],
    ]
    assert f"{EAST}: status unhealthy after 60 s, healthy after 60 s" in result.out
    assert "new answer after 120 s, 60 s of them the TTL; the settings add up to 120 s" in result.out
    assert f"a failure of {EAST} has to be noticed first and takes " in result.out
    assert not is_inverted(cloud) and Journal(project, "real").read() is None


def unnoticed(node: Node) -> Node:
    """Alarms that take silence for health, and aliases that do not look at their target."""
    if isinstance(node, Alarm):
        return replace(node, treat_missing_data=Known("notBreaching"))
    if isinstance(node, RecordSet):
        alias = replace(node.alias.get(), evaluate_target_health=Known(False))
        return replace(node, alias=Known(alias))
    return node


@pytest.mark.parametrize(
    ("topology", "text"),
    [
        (deployed(), f"a failure of {EAST} has to be noticed first and takes 120 s by the settings: "),
        (deployed(unnoticed), f"warning: a failure of {EAST} itself would leave a client without a working answer"),
    ],
    ids=["noticed", "unnoticed"],
)
def test_drill_is_compared_with_a_failure(topology: Topology, text: str) -> None:
    assert _drill._failure(topology, plan_drill(topology, "active-active", EAST)).startswith(text)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_puts_back_and_decides_the_exit_code(
    privateapi: Any, cloud: Cloud, project: Path, number: signal.Signals
) -> None:
    def send(_: Cloud) -> None:
        if is_inverted(cloud):
            os.kill(os.getpid(), number)

    cloud.meanwhile = send
    before = signal.getsignal(number)
    result = privateapi(*LIVE, "--yes", "--hold", "1000000")
    assert result.code == 128 + number
    assert f"the health check of {EAST} is put back" in result.out
    assert not is_inverted(cloud) and Journal(project, "real").read() is None
    assert signal.getsignal(number) is before


def leave_behind(privateapi: Any, cloud: Cloud) -> None:
    """A drill whose health check could not be put back."""
    cloud.meanwhile = lambda cloud: cloud.answers.update(invert=[denied("UpdateHealthCheck")]) if cloud.calls else None
    result = privateapi(*LIVE, "--yes")
    assert result.code == 1
    assert f"of {EAST} is NOT put back: AccessDenied" in result.err
    assert "run `privateapi rehearse real --live --restore` when that is mended" in result.err
    cloud.meanwhile, cloud.answers = lambda cloud: None, {}


def test_next_drill_puts_back_first(privateapi: Any, cloud: Cloud, project: Path) -> None:
    leave_behind(privateapi, cloud)
    assert is_inverted(cloud)
    result = privateapi("rehearse", "real", "--live", "--region", WEST, "--yes")
    assert result.code == 0, result.err
    first, second, third, fourth, *_ = result.out.splitlines()
    assert first.startswith(f"a drill of {EAST} that began at 2026-01-01T00:0")
    assert second == f"the health check of {EAST} is put back: it is not inverted again"
    assert third == "waiting until Route 53 reports that"
    assert fourth.startswith("drill in account")
    assert Journal(project, "real").read() is None


def test_restore_only_puts_back(privateapi: Any, cloud: Cloud, project: Path) -> None:
    leave_behind(privateapi, cloud)
    assert privateapi("rehearse", "real", "--live", "--restore").code == 0
    assert not is_inverted(cloud) and Journal(project, "real").read() is None
    result = privateapi("rehearse", "real", "--live", "--restore")
    assert (result.code, result.out) == (0, "no drill of the stack 'real' has anything to put back\n")


@pytest.mark.parametrize("command", ["up", "preview", "refresh", "down"])
def test_engine_commands_warn_of_what_is_left(privateapi: Any, cloud: Cloud, command: str) -> None:
    leave_behind(privateapi, cloud)
    result = privateapi(command, "real")
    assert result.code == 0
    assert result.err.startswith(f"warning: a drill of {EAST} that began at 2026-01-01T00:0")
    assert "`privateapi rehearse real --live --restore` puts it back" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("rehearse", "real"),
        ("answer", NAME, "--from", f"active-active-{EAST}", "--stack", "real"),
        # The VPC does not exist, so that no server is left running.
        ("dns", "--vpc", "none", "--stack", "real"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_commands_that_read_the_deployed_stack_warn_of_what_is_left(
    privateapi: Any, cloud: Cloud, arguments: tuple[str, ...]
) -> None:
    leave_behind(privateapi, cloud)
    result = privateapi(*arguments)
    assert result.err.startswith(f"warning: a drill of {EAST} that began at 2026-01-01T00:0")
    assert f"warning: a drill of {EAST}" not in result.out


@pytest.mark.parametrize("arguments", [("rehearse",), ("answer", NAME, "--from", f"active-active-{EAST}")])
def test_commands_that_read_a_file_do_not_warn(
    privateapi: Any, cloud: Cloud, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    leave_behind(privateapi, cloud)
    exported = tmp_path / "exported.json"
    exported.write_text(RECORDED, encoding="utf-8")
    assert privateapi(*arguments, "--state", str(exported)).err == ""


def test_engine_commands_warn_of_a_journal_that_cannot_be_read(privateapi: Any, cloud: Cloud, project: Path) -> None:
    (project / ".drill").mkdir()
    (project / ".drill" / "real.json").write_text("half", encoding="utf-8")
    result = privateapi("up", "real")
    assert result.code == 0 and "it is no journal of a drill" in result.err
    result = privateapi(*LIVE, "--yes")
    assert result.code == 1 and "it is no journal of a drill" in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("real", "--live", "--planned"), 3, "--planned does not go with --live"),
        (("real", "--live", "--fail", "region:us-east-1"), 3, "--fail does not go with --live"),
        (("real", "--live", "--resolver", "ns1"), 3, "'ns1' is no name server; write its IPv4 address, as 10.0.0.2"),
        (("real", "--yes"), 3, "--yes goes only with --live"),
        (("--live",), 3, "--live drills one Region and one name of a stack: rehearse STACK --live [--region R]"),
        (("real", "--live", "--region", EAST, "--region", WEST), 3, "--live drills one Region and one name"),
        (("real", "--live", "--time-limit", "0"), 3, "--time-limit takes seconds above 0, --hold seconds from 0 on"),
        (("real", "--live", "--time-limit", "nan"), 3, "--time-limit takes seconds above 0"),
        (("real", "--live", "--time-limit", "inf"), 3, "--time-limit takes seconds above 0"),
        (("real", "--live", "--hold", "nan"), 3, "--hold seconds from 0 on"),
        (("real", "--live", "--hold", "inf"), 3, "--hold seconds from 0 on"),
        (("real", "--live", "--name", "foo.example.com"), 3, "has no name 'foo.example.com' in several Regions"),
        (
            ("real", "--live", "--region", "eu-west-1"),
            3,
            "is not answered by 'eu-west-1'; there are us-east-1, us-west-2",
        ),
        (("other", "--live"), 3, "there is no stack 'other'"),
    ],
)
def test_bad_input_is_explained(
    privateapi: Any, cloud: Cloud, arguments: tuple[str, ...], code: int, message: str
) -> None:
    result = privateapi("rehearse", *arguments)
    assert result.code == code and message in result.err
    assert cloud.calls == []


def test_refusal_of_aws_is_one_line(privateapi: Any, cloud: Cloud) -> None:
    cloud.answers = {"statuses": [denied("GetMetricData")]}
    result = privateapi(*LIVE, "--yes")
    assert (result.code, result.err) == (
        1,
        "error: nothing is changed: AccessDenied: not authorized (GetMetricData)\n",
    )


@pytest.mark.parametrize(
    ("looks", "text"),
    [(0, ", but that Route 53 reports it was not seen; no drill is begun: "), (99, "; nothing else is changed: ")],
    ids=["while it waits for the report", "afterwards"],
)
def test_refusal_after_putting_back_says_that_it_is_put_back(
    privateapi: Any, cloud: Cloud, project: Path, looks: int, text: str
) -> None:
    leave_behind(privateapi, cloud)
    refusal = {"statuses": [denied("GetMetricData")]} if not looks else {"read": [denied("DescribeVpcs")]}
    cloud.answers = dict(refusal)
    result = privateapi(*LIVE, "--yes")
    assert result.code == 1
    assert f"error: the health check of {EAST} is put back: it is not inverted again{text}AccessDenied" in result.err
    assert not is_inverted(cloud) and Journal(project, "real").read() is None
