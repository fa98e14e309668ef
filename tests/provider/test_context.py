"""What a life-cycle call gets to work with."""

from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig
from privateapi.provider.context import Context, Urn
from privateapi.provider.interrupted import MARK, Interrupted
from tests.plugin import urn_of


def context(region: str = "us-east-1", warnings: list[str] | None = None) -> Context:
    return Context(
        urn=Urn(urn_of("privateapi:iam:Role", "main")),
        clients=Clients(ProviderConfig()),
        region=region,
        interrupted=Interrupted(),
        warn=(warnings if warnings is not None else []).append,
    )


@pytest.mark.parametrize(
    ("region", "suffix"),
    [("eu-central-1", "amazonaws.com"), ("cn-north-1", "amazonaws.com.cn"), ("us-gov-west-1", "amazonaws.com")],
)
def test_dns_suffix(region: str, suffix: str) -> None:
    assert context(region).dns_suffix == suffix


def test_leftovers_are_loaded_once_and_given_once() -> None:
    loads: list[int] = []

    def load() -> dict[str, list[str]]:
        loads.append(1)
        return {"backend": ["backend-0123abc"], "other": ["other-0123abc"]}

    ctx = context()
    assert ctx.take_leftovers("iam", "backend", load, "iam:ListRoles") == ["backend-0123abc"]
    assert ctx.take_leftovers("iam", "backend", load, "iam:ListRoles") == []
    assert ctx.take_leftovers("iam", "other", load, "iam:ListRoles") == ["other-0123abc"]
    assert ctx.take_leftovers("iam", "third", load, "iam:ListRoles") == []
    assert len(loads) == 1


def refusal(code: str) -> Any:
    def load() -> dict[str, list[str]]:
        raise ClientError({"Error": {"Code": code, "Message": "no"}}, "ListRoles")

    return load


def test_leftovers_that_may_not_be_looked_for() -> None:
    warnings: list[str] = []
    ctx = context(warnings=warnings)
    for name in ("backend", "other"):
        assert ctx.take_leftovers("iam", name, refusal("AccessDenied"), "iam:ListRoles") == []
    assert warnings == [
        "interrupted creations in us-east-1 cannot be looked for (iam:ListRoles is not allowed); "
        "a creation that was killed half-way may be made twice"
    ]


def test_leftovers_that_cannot_be_looked_for() -> None:
    with pytest.raises(ClientError, match="InternalError"):
        context().take_leftovers("iam", "backend", refusal("InternalError"), "iam:ListRoles")


def test_urn() -> None:
    urn = Urn(urn_of("privateapi:iam:Role", "main::blue", parent="privateapi:aws:Network$a:b:C"))
    assert (urn.type, urn.name) == ("privateapi:iam:Role", "main::blue")


def test_token_and_mark() -> None:
    ctx = context()
    assert len(ctx.token) == 32 and ctx.mark == {MARK: ctx.token}
    assert ctx.token == context().token, "the same for every try"
    assert ctx.token != replace(ctx, urn=Urn(urn_of("privateapi:iam:Role", "other"))).token


def test_arn(monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = context("cn-north-1")
    monkeypatch.setattr(ctx.clients, "account", lambda region: {"cn-north-1": "123456789012"}[region])
    assert ctx.arn("ec2", "vpc/vpc-1") == "arn:aws-cn:ec2:cn-north-1:123456789012:vpc/vpc-1"


class Answers:
    """A client that answers in its own and in other Regions."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def client(self, service: str, region: str) -> Any:
        self.asked.append((service, region))
        return service


def test_client_in_its_own_and_in_another_region() -> None:
    answers: Any = Answers()
    ctx = replace(context(), clients=answers)
    ctx.client("ec2")
    ctx.client("ec2", "eu-west-1")
    assert answers.asked == [("ec2", "us-east-1"), ("ec2", "eu-west-1")]


@pytest.mark.parametrize(
    ("case", "custom", "own", "expected"),
    [
        ("the waiter's", None, None, None),
        ("the resource's", None, 30, 30),
        ("the user's goes first", 7, 30, 7),
    ],
)
def test_time_of_a_wait(
    monkeypatch: pytest.MonkeyPatch, case: str, custom: float | None, own: float | None, expected: float | None
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr("privateapi.provider.waiting.wait", lambda *arguments: calls.append(arguments))
    answers: Any = Answers()
    ctx = replace(context(), clients=answers, timeout=custom)
    ctx.wait("ec2", "VpcAvailable", own, VpcIds=["vpc-1"])
    assert calls == [("ec2", "VpcAvailable", ctx.cancelled, expected, {"VpcIds": ["vpc-1"]})]


@pytest.mark.parametrize(
    ("meaning", "code"), [("dependency", "DependencyViolation"), ("eventual", "InvalidVpcID.NotFound")]
)
def test_retry(monkeypatch: pytest.MonkeyPatch, meaning: str, code: str) -> None:
    calls: list[Any] = []

    def retry(*arguments: Any) -> str:
        calls.append(arguments)
        return "done"

    monkeypatch.setattr("privateapi.provider.waiting.retry", retry)
    ctx = context()
    assert ctx.retry("ec2", meaning, str) == "done"
    replace(ctx, timeout=7).retry("ec2", meaning, str)
    assert [(call, cancelled, timeout) for call, _, cancelled, timeout in calls] == [
        (str, ctx.cancelled, 120),
        (str, ctx.cancelled, 7),
    ]
    assert code in calls[0][1]


def test_take_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Any = Answers()
    ctx = replace(context(), clients=answers)
    found = {"ec2": ["vpc-1", "subnet-1"], "resourcegroupstaggingapi": ["arn:aws:logs:1", "arn:aws:logs:2"]}
    for name in ("marked_by_ec2", "marked_by_tagging"):
        monkeypatch.setattr(f"privateapi.provider.context.{name}", lambda client: {ctx.token: found[client]})
    assert ctx.take_interrupted("vpc-") == ["vpc-1"]
    assert ctx.take_interrupted("arn:") == ["arn:aws:logs:1", "arn:aws:logs:2"]
    assert ctx.take_interrupted("vpc-") == [], "given once"


def test_messages_without_an_engine_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "privateapi")
    ctx = Context(
        urn=Urn(urn_of("privateapi:iam:Role", "main")),
        clients=context().clients,
        region="us-east-1",
        interrupted=Interrupted(),
    )
    ctx.status("waiting")
    assert "waiting" in caplog.text
