"""A new resource is looked for until AWS finds it, and missed when it never does."""

import threading
from typing import Any

import pytest

from privateapi.provider import lifecycle
from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig
from privateapi.provider.context import Context, Urn
from privateapi.provider.lifecycle import InitFailed, Lifecycle, Tell
from privateapi.provider.model import Args, State
from privateapi.provider.resource import Resource
from privateapi.provider.values import Properties
from tests.plugin import urn_of

URN = Urn(urn_of("privateapi:gates:Gate", "main"))
TELL = Tell(warning=lambda _: None, status=lambda _: None)


class GateArgs(Args):
    size: int = 1


class GateState(GateArgs, State):
    arn: str


class Gate(Resource[GateArgs, GateState]):
    """A resource that the first reads do not find."""

    noun = "Gate"
    service = "gates"

    def __init__(self, misses: int) -> None:
        self.misses = misses

    def create(self, ctx: Context, args: GateArgs) -> str:
        return "gate-1"

    def read(self, ctx: Context, id: str, prior: GateState | None) -> GateState | None:
        self.misses -= 1
        return None if self.misses >= 0 else self.state(size=1, arn=f"arn:{id}")

    def delete(self, ctx: Context, id: str, state: GateState) -> None:
        return


def create(gate: Gate, cancelled: threading.Event | None = None) -> Any:
    config = ProviderConfig(region="us-east-1")
    found = Lifecycle(config, Clients(config), cancelled or threading.Event())
    return found.create(gate, URN, Properties({"size": 1}), None, TELL)


def test_found_at_the_third_look() -> None:
    assert create(Gate(2)).state.values == {"size": 1, "arn": "arn:gate-1"}


def test_never_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "APPEARS", 0.2)
    with pytest.raises(InitFailed) as failed:
        create(Gate(1000))
    assert failed.value.id == "gate-1"
    text = "reading Gate (gate-1): it is gone, though it was just created or changed"
    assert str(failed.value.reason) == text


def test_cancelled_while_looking() -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(InitFailed, match="cancelled while waiting") as failed:
        create(Gate(1000), cancelled)
    assert failed.value.id == "gate-1"
