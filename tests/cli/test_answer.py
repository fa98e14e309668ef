"""One answer explained, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

RECORDED = Path(__file__).with_name("active-active.state.json")
NAME = "orders.internal.example.com"
EAST, WEST = "active-active-us-east-1", "active-active-us-west-2"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")


def ask(privateapi: Any, *arguments: str, name: str = NAME) -> Any:
    return privateapi("answer", name, "--from", EAST, "--state", str(RECORDED), *arguments)


def test_usual_answer(privateapi: Any) -> None:
    result = ask(privateapi)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f" 1. VPC {EAST} asks for A of {NAME}",
        " 2. hosted zone active-active answers for internal.example.com",
        f" 3. {NAME} has 2 latency records",
        f" 4. record {EAST} is healthy: health check {EAST} has 2 healthy of 2 checks and needs 2",
        f" 5. record {WEST} is healthy: health check {WEST} has 2 healthy of 2 checks and needs 2",
        f" 6. record {EAST} answers: us-east-1 is the nearest of 2 healthy",
        f" 7. it is an alias of load balancer {EAST}",
        f"    every query gets 10.0.0.254, 10.0.1.254 of load balancer {EAST} in us-east-1",
        f"    on the way from subnet {EAST}-private-a to subnet {EAST}-private-a:",
        f"      10.0.0.0/16 is VPC {EAST} itself",
        "served by us-east-1",
    ]


def test_answer_while_a_region_is_down(privateapi: Any) -> None:
    result = ask(privateapi, "--fail", "region:us-east-1")
    lines = result.out.splitlines()
    assert (result.code, lines[0]) == (0, "Region us-east-1 is down")
    assert f" 6. record {WEST} answers: us-west-2 is the nearest of 1 healthy" in lines
    assert f"      takes it to transit gateway {WEST}" in lines
    assert "      60 s: TTL of the answer (Route 53 API reference, ResourceRecordSet, TTL)" in lines
    assert lines[-1] == "served by us-west-2 after 120 s"


def test_answer_that_leads_nowhere(privateapi: Any) -> None:
    result = ask(privateapi, "--fail", "region:us-east-1", "--fail", "link:us-west-2/us-east-1")
    assert result.code == 1
    assert result.out.splitlines()[-1] == (
        f"unreachable: the way to load balancer {WEST} is gone: the link us-east-1/us-west-2 is cut"
    )


def test_json(privateapi: Any) -> None:
    result = ask(privateapi, "--fail", "api:active-active-us-east-1", "--format", "json")
    document = json.loads(result.out)
    assert (document["name"], document["client"], document["verdict"]) == (NAME, EAST, "served")
    assert document["failures"] == ["api:active-active-us-east-1"]
    assert document["answers"][0]["region"] == "us-west-2"
    assert document["moves"]["seconds"] == 180
    assert document["steps"][0]["text"] == f"VPC {EAST} asks for A of {NAME}"
    assert document["steps"][1]["resource"].endswith("route53:HostedZone::active-active")


def test_the_only_deployed_stack_is_meant(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    folder = project / ".sandbox" / "first-other" / "state" / ".pulumi" / "stacks" / "private-apis"
    folder.mkdir(parents=True)
    (folder / "local.json").write_text(json.dumps({"checkpoint": {"latest": {"resources": [{}]}}}))
    fake_engine.answer("stack export", 0, stdout=RECORDED.read_text(encoding="utf-8"))
    result = privateapi("answer", NAME, "--from", WEST)
    assert (result.code, result.out.splitlines()[-1]) == (0, "served by us-west-2")


@pytest.mark.parametrize(
    ("case", "arguments", "message"),
    [
        (
            "no design",
            [NAME, "--from", EAST],
            "no design to answer from; give --stack NAME that is deployed, --preview FILE, --state FILE or --account "
            "--region REGION",
        ),
        (
            "an unknown VPC",
            [NAME, "--from", "hub", "--state", str(RECORDED)],
            f"there is no client VPC 'hub'; there are {EAST}, {WEST}",
        ),
        (
            "an unknown name",
            ["www.example.com", "--from", EAST, "--state", str(RECORDED)],
            f"there is no name 'www.example.com'; there is {NAME}",
        ),
        (
            "an unknown failure",
            [NAME, "--from", EAST, "--state", str(RECORDED), "--fail", "az:us-east-1f"],
            "there is no az:us-east-1f; there are az:us-east-1a, az:us-east-1b, az:us-west-2a, az:us-west-2b",
        ),
    ],
)
def test_bad_input(privateapi: Any, project: Path, case: str, arguments: list[str], message: str) -> None:
    result = privateapi("answer", *arguments)
    assert (result.code, result.err) == (3, f"error: {message}\n")


def test_a_missing_option_is_bad_input(privateapi: Any, project: Path) -> None:
    assert privateapi("answer", NAME).code == 3


def test_a_generated_name_is_answered_by_the_endpoint(privateapi: Any) -> None:
    """Private DNS of the endpoint answers for every API of the Region; which API it is, the first label says."""
    document = json.loads(RECORDED.read_text(encoding="utf-8"))
    api = next(
        each["id"]
        for each in document["deployment"]["resources"]
        if each["type"] == "privateapi:apigateway:RestApi" and each["urn"].endswith(EAST)
    )
    name = f"{api}.execute-api.us-east-1.amazonaws.com"
    assert ask(privateapi, name=name).out.splitlines()[-1] == "served by us-east-1"
    failed = ask(privateapi, "--fail", f"api:{EAST}", name=name)
    assert (failed.code, failed.out.splitlines()[-1]) == (1, f"dead: VPC endpoint {EAST}: REST API {EAST} answers 5xx")
