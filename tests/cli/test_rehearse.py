"""Rehearsals of a recorded deployment, of changed ones, and of stacks: what is shown, and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from privateapi.readers.live import reader
from privateapi.readers.live.data import LIVE, LiveData
from privateapi.rules.finding import Unjudged

# `pulumi stack export` of the stack active-active, without what names say nothing about.
RECORDED = Path(__file__).with_name("active-active.state.json")
NAME = "orders.internal.example.com"
EAST, WEST = "active-active-us-east-1", "active-active-us-west-2"
Resource = dict[str, Any]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def changed(folder: Path, change: Callable[[Resource], None] = lambda _: None) -> str:
    """The recorded state with every resource changed."""
    document = json.loads(RECORDED.read_text(encoding="utf-8"))
    for resource in document["deployment"]["resources"]:
        change(resource)
    path = folder / "state.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def _of(resource: Resource, type: str, name: str = "") -> bool:
    return bool(resource["type"] == type and resource["urn"].endswith(name))


def without_check(resource: Resource) -> None:
    """The secondary's record without its health check."""
    if _of(resource, "privateapi:route53:RecordSet", WEST):
        for side in ("inputs", "outputs"):
            resource[side].pop("healthCheckId", None)


def without_either(resource: Resource) -> None:
    """The secondary's record with neither a health check nor the evaluation of its target."""
    without_check(resource)
    without_evaluation(resource)


def without_evaluation(resource: Resource) -> None:
    if _of(resource, "privateapi:route53:RecordSet", WEST):
        for side in ("inputs", "outputs"):
            resource[side]["alias"]["evaluateTargetHealth"] = False


def without_routes(resource: Resource) -> None:
    """The secondary's Region without its routes to the other."""
    if _of(resource, "privateapi:ec2:TransitGatewayRoute", "us-west-2"):
        resource["urn"] = resource["urn"].replace(resource["type"], "other:index:Thing")
        resource["type"] = "other:index:Thing"


def table(text: str) -> dict[str, list[str]]:
    """The rows of the table by what fails."""
    rows = [[cell.strip() for cell in line.strip("│ ").split("│")] for line in text.splitlines() if "│" in line]
    return {row[0]: row[1:] for row in rows}


def test_active_active_is_answered_whatever_fails(privateapi: Any) -> None:
    result = privateapi("rehearse", "--state", str(RECORDED))
    assert result.code == 0, result.out + result.err
    rows = table(result.out)
    assert len(rows) == 18
    assert rows["nothing"] == ["us-east-1", "us-west-2"]
    assert rows["region:us-east-1"] == ["us-west-2 after 120 s", "us-west-2"]
    assert rows["api:active-active-us-west-2"] == ["us-east-1", "us-east-1 after 180 s"]
    assert rows["az:us-east-1a"] == rows["link:us-east-1/us-west-2"] == ["us-east-1", "us-west-2"]
    last = result.out.splitlines()[-1]
    assert last == f"state {RECORDED}: 2 clients, 1 name, 17 failures: every client is answered, whatever fails"
    times = [line for line in result.out.splitlines() if line.startswith("180 s = ")]
    assert times[0] == (f"180 s = alarm {EAST}-api-errors: 2 periods of 60 s (120 s) + TTL of the answer (60 s)")


@pytest.mark.parametrize(
    ("case", "change", "failure", "cells", "why"),
    [
        (
            "the secondary's health check removed: nobody sees that its API fails",
            without_check,
            "api:active-active-us-west-2",
            ["us-east-1", "dead: us-west-2"],
            f"dead: {NAME} for {WEST} when api:{WEST} fails: load balancer {WEST}: REST API {WEST} answers 5xx",
        ),
        (
            "evaluation off and the health check removed: the answer stays in a dead Region",
            without_either,
            "region:us-west-2",
            ["us-east-1", "dead: us-west-2"],
            f"dead: {NAME} for {WEST} when region:us-west-2 fails: load balancer {WEST}: Region us-west-2 is down",
        ),
        (
            "one Region without routes back",
            without_routes,
            "region:us-east-1",
            ["unreachable: us-west-2 after 120 s", "us-west-2"],
            f"unreachable: {NAME} for {EAST} when region:us-east-1 fails and 3 more: VPC {EAST} does not reach",
        ),
    ],
)
def test_holes(
    privateapi: Any,
    tmp_path: Path,
    case: str,
    change: Callable[[Resource], None],
    failure: str,
    cells: list[str],
    why: str,
) -> None:
    result = privateapi("rehearse", "--state", changed(tmp_path, change))
    assert result.code == 1, result.out + result.err
    assert table(result.out)[failure] == cells
    assert why in result.out, result.out


def test_the_health_check_alone_is_slower_than_with_evaluation(privateapi: Any, tmp_path: Path) -> None:
    """Without EvaluateTargetHealth the alarm waits for the balancer or for its last data, and the answer for both."""
    rows = table(privateapi("rehearse", "--state", changed(tmp_path, without_evaluation)).out)
    assert rows[f"endpoint:{WEST}"] == ["us-east-1", "us-east-1 after 240 s"]
    assert rows["region:us-west-2"] == ["us-east-1", "us-east-1 after 300 s"]


def test_not_judged(privateapi: Any, tmp_path: Path) -> None:
    def strange(resource: Resource) -> None:
        if _of(resource, "privateapi:cloudwatch:MetricAlarm", f"{EAST}-api-errors"):
            for side in ("inputs", "outputs"):
                resource[side]["namespace"] = "Orders"

    result = privateapi("rehearse", "--state", changed(tmp_path, strange))
    assert result.code == 2, result.out + result.err
    assert table(result.out)[f"api:{EAST}"][0] == "not judged"
    assert "whether it sees that REST API" in result.out


def test_a_zone_that_no_client_sees(privateapi: Any, tmp_path: Path) -> None:
    def alone(resource: Resource) -> None:
        if _of(resource, "privateapi:route53:HostedZone"):
            for side in ("inputs", "outputs"):
                resource[side]["vpcs"] = []
            resource["propertyDependencies"] = {}

    result = privateapi("rehearse", "--state", changed(tmp_path, alone))
    assert result.code == 1, result.out
    assert f"is associated with no VPC: nobody gets an answer for {NAME}" in result.out


def test_pairs(privateapi: Any) -> None:
    result = privateapi("rehearse", "--state", str(RECORDED), "--pairs", "--client", EAST)
    rows = table(result.out)
    assert result.code == 1
    assert rows["region:us-east-1 + region:us-west-2"] == ["dead: us-east-1"]
    assert "region:us-east-1 + az:us-east-1a" not in rows, "pairs that change nothing are only counted"
    assert "17 failures, 136 pairs" in result.out


def test_only_some_failures_names_and_clients(privateapi: Any) -> None:
    arguments = ["--name", f"{NAME}.", "--client", WEST, "--fail", "region:us-west-2", "--fail", "az:us-west-2a"]
    rows = table(privateapi("rehearse", "--state", str(RECORDED), *arguments).out)
    assert rows == {
        "nothing": ["us-west-2"],
        "region:us-west-2": ["us-east-1 after 120 s"],
        "az:us-west-2a": ["us-west-2"],
    }


def test_json(privateapi: Any, tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    result = privateapi("rehearse", "--state", str(RECORDED), "--format", "json", "-o", str(path))
    assert (result.code, result.out.count("\n")) == (0, 1)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert [row["client"] for row in document["rows"]] == [EAST, WEST]
    cells = {" + ".join(cell["failures"]): cell for cell in document["rows"][0]["cells"]}
    assert len(cells) == 18
    moved = cells[f"endpoint:{EAST}"]
    assert (moved["verdict"], moved["moves"]["seconds"]) == ("served", 120)
    assert [wait["seconds"] for wait in moved["moves"]["waits"]] == [60, 60]
    (answer,) = moved["answers"]
    assert (answer["share"], answer["region"], sorted(answer["values"])) == (
        1.0,
        "us-west-2",
        ["10.1.0.254", "10.1.1.254"],
    )
    assert cells[""]["moves"] is None and cells[""]["answers"][0]["region"] == "us-east-1"


class _Page(HTMLParser):
    """What a reader of the page gets: headings of the table, cells, and what the page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.scopes: list[str] = []
        self.fetched: list[str] = []
        self.language = ""
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.language = self.language or (given.get("lang") or "")
        self.scopes += [given["scope"] or ""] if tag == "th" and "scope" in given else []
        self.fetched += [value or "" for key, value in attrs if key in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_html(privateapi: Any, tmp_path: Path) -> None:
    path = tmp_path / "table.html"
    state = changed(tmp_path, without_either)
    result = privateapi("rehearse", "--state", state, "--format", "html", "-o", str(path))
    assert result.code == 1
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    assert (page.language, page.fetched) == ("en", [])
    assert page.scopes.count("col") == 3 and page.scopes.count("row") == 18
    assert f"{NAME} (A): what each client gets" in page.texts
    assert "Elastic Load Balancing API reference, CreateTargetGroup" in page.texts
    # The verdict is a word, so that it is told without its colour.
    assert "dead: us-west-2" in page.texts
    assert f"load balancer {WEST}: Region us-west-2 is down" in page.texts
    assert result.out.strip().endswith("dead")


def test_names_are_escaped(privateapi: Any, tmp_path: Path) -> None:
    def renamed(resource: Resource) -> None:
        if _of(resource, "privateapi:route53:RecordSet"):
            for side in ("inputs", "outputs"):
                resource[side]["name"] = "<script>.internal.example.com"

    result = privateapi("rehearse", "--state", changed(tmp_path, renamed), "--format", "html")
    assert "<script>" not in result.out and "&lt;script&gt;" in result.out


# Where the design comes from


def test_a_deployed_stack(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    fake_engine.answer("stack export", 0, stdout=RECORDED.read_text(encoding="utf-8"))
    result = privateapi("rehearse", "local")
    assert result.code == 0, result.err
    assert result.out.splitlines()[-1].startswith("stack local: 2 clients, 1 name, 17 failures")


def test_up_ends_with_the_table(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    fake_engine.answer("stack export", 0, stdout=RECORDED.read_text(encoding="utf-8"))
    result = privateapi("up", "local")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[-1].endswith("every client is answered, whatever fails")


def test_up_of_what_cannot_be_read_says_so(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    fake_engine.answer("stack export", 1, stderr="error: no\n  passphrase")
    result = privateapi("up", "local")
    assert (result.code, result.err) == (
        0,
        "not rehearsed: the state of stack 'local' cannot be read: error: no passphrase\n",
    )


def test_a_planned_stack(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    resources = json.loads(RECORDED.read_text(encoding="utf-8"))["deployment"]["resources"]
    steps = [{"op": "same", "urn": each["urn"], "newState": each} for each in resources]
    preview = json.dumps({"steps": steps, "changeSummary": {"same": len(steps)}})
    fake_engine.answer("preview", 0, stdout=preview)
    result = privateapi("rehearse", "local", "--planned")
    assert result.code == 0, result.out + result.err
    assert "stack local, as planned: 2 clients" in result.out
    (project / "preview.json").write_text(preview)
    assert privateapi("rehearse", "--preview", "preview.json").code == 0


def test_an_account(privateapi: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def read(regions: tuple[str, ...], seconds: float) -> LiveData:
        asked.append(regions)
        reasons = ("VPCs in us-east-1 were not read: AccessDenied", "quotas of ec2 in us-east-1 were not read: Denied")
        return LiveData(unread=tuple(Unjudged(LIVE, None, reason) for reason in reasons))

    monkeypatch.setattr(reader, "read_live", read)
    result = privateapi("rehearse", "--account", "--region", "us-east-1", "--region", "us-west-2")
    assert (result.code, asked) == (2, [("us-east-1", "us-west-2")])
    assert "not judged: VPCs in us-east-1 were not read: AccessDenied\n" in result.out
    assert "quotas" not in result.out, "no answer depends on them"


@pytest.mark.parametrize(
    ("case", "arguments", "message"),
    [
        (
            "nothing given",
            [],
            "nothing to look at; give a stack, --preview FILE, --state FILE or --account --region REGION; stacks: "
            "local, real",
        ),
        (
            "an unknown stack",
            ["other"],
            "there is no stack 'other': stacks/Pulumi.other.yaml is missing; stacks: local, real",
        ),
        ("two files", ["--preview", "a", "--state", "b"], "--preview and --state are given; give one of them"),
        ("a stack and a file", ["local", "--state", "b"], "stack 'local' and --state are given; give one of them"),
        ("an account and a file", ["--account", "--state", "b"], "--state and --account are given; give one of them"),
        ("a Region alone", ["local", "--region", "us-east-1"], "--region says where --account reads; add --account"),
        ("an account alone", ["--account"], "--account needs the Regions to read; give --region, once for each"),
        ("a file that is not there", ["--state", "gone.json"], "gone.json cannot be read: No such file or directory"),
        (
            "pairs of some failures",
            ["--state", str(RECORDED), "--pairs", "--fail", "region:us-east-1"],
            "--pairs and --fail are given; give one of them",
        ),
        (
            "an unknown name",
            ["--state", str(RECORDED), "--name", "stock.internal.example.com"],
            f"there is no name 'stock.internal.example.com'; there is {NAME}",
        ),
        (
            "an unknown client",
            ["--state", str(RECORDED), "--client", "hub"],
            f"there is no client VPC 'hub'; there are {EAST}, {WEST}",
        ),
        (
            "an unknown failure",
            ["--state", str(RECORDED), "--fail", "region:eu-west-1"],
            "there is no region:eu-west-1; there are region:us-east-1, region:us-west-2",
        ),
        (
            "a folder that is not there",
            ["--state", str(RECORDED), "-o", "gone/table.html"],
            "gone/table.html cannot be written: No such file or directory",
        ),
    ],
)
def test_bad_input(privateapi: Any, project: Path, case: str, arguments: list[str], message: str) -> None:
    result = privateapi("rehearse", *arguments)
    assert (result.code, result.err) == (3, f"error: {message}\n")


def test_wrong_options_are_bad_input(privateapi: Any, project: Path) -> None:
    assert privateapi("rehearse", "--format", "xml").code == 3


def test_a_stack_that_is_not_deployed(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    fake_engine.answer("stack export", 0, stdout=json.dumps({"version": 3, "deployment": {"resources": []}}))
    result = privateapi("rehearse", "local")
    assert (result.code, result.err) == (
        3,
        "error: stack 'local' is not deployed; deploy it with `privateapi up local`, or add --planned to look at what "
        "that would leave\n",
    )
