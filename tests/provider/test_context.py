"""What a life-cycle call gets to work with."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig
from privateapi.provider.context import Context, Urn
from privateapi.provider.interrupted import Interrupted
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
