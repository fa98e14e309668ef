"""Which changes replace a resource, and whether the old one must go first."""

import re
import threading
from collections.abc import Mapping
from typing import Annotated, Any

import pytest

from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig
from privateapi.provider.context import Context, Urn
from privateapi.provider.lifecycle import Lifecycle
from privateapi.provider.markers import AutoName, Replaces
from privateapi.provider.model import Args, State
from privateapi.provider.resource import Resource
from privateapi.provider.values import Properties
from tests.plugin import urn_of


class GateArgs(Args):
    name: Annotated[str, AutoName(32, never_begins="internal-"), Replaces()]
    place: Annotated[str, Replaces()] = "here"
    size: int = 1


class GateState(GateArgs, State):
    arn: str


class Gate(Resource[GateArgs, GateState]):
    """A resource whose name is unique."""

    noun = "Gate"
    service = "gates"
    replaced_first = ("name",)

    def create(self, ctx: Context, args: GateArgs) -> str:
        return args.name

    def read(self, ctx: Context, id: str, prior: GateState | None) -> GateState | None:
        return self.state(name=id, arn=f"arn:{id}")

    def delete(self, ctx: Context, id: str, state: GateState) -> None:
        return

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        return frozenset({"size"} if new["size"] < old["size"] else ())


@pytest.mark.parametrize(
    ("case", "size", "replaces"), [("a change that the cloud makes", 3, []), ("one that it refuses", 1, ["size"])]
)
def test_also_replaces(case: str, size: int, replaces: list[str]) -> None:
    config = ProviderConfig()
    lifecycle = Lifecycle(config, Clients(config), threading.Event())
    urn = Urn(urn_of("privateapi:gates:Gate", "gate"))
    diff = lifecycle.diff(Gate(), urn, {"name": "gate", "size": 2}, {"name": "gate", "size": size})
    assert [change.field for change in diff.changes] == ["size"]
    assert [change.field for change in diff.changes if change.replaces] == replaces
    assert diff.delete_first is bool(replaces)


@pytest.mark.parametrize("name", ["internal-gate", "gate"])
def test_automatic_name(name: str) -> None:
    config = ProviderConfig()
    urn = Urn(urn_of("privateapi:gates:Gate", name))
    inputs, _ = Lifecycle(config, Clients(config), threading.Event()).check(Gate(), urn, {}, Properties({}), b"seed")
    assert re.fullmatch("gate-[0-9a-f]{7}", inputs.values["name"])


@pytest.mark.parametrize(
    ("case", "name", "new_name", "delete_first"),
    [
        ("the same name of the user", "gate", "gate", True),
        ("another name of the user", "gate", "door", False),
        ("an automatic name, which will be another", None, None, False),
        ("the form of an automatic name, but of another resource", "other-0123abc", "other-0123abc", True),
    ],
)
def test_delete_first(case: str, name: str | None, new_name: str | None, delete_first: bool) -> None:
    config = ProviderConfig()
    lifecycle = Lifecycle(config, Clients(config), threading.Event())
    urn = Urn(urn_of("privateapi:gates:Gate", "my.gate"))
    old, faults = lifecycle.check(Gate(), urn, {}, Properties({"name": name}), b"seed")
    assert not faults
    new, faults = lifecycle.check(Gate(), urn, old.values, Properties({"name": new_name, "place": "there"}), b"other")
    assert not faults
    diff = lifecycle.diff(Gate(), urn, old.values, new.values)
    assert any(change.replaces for change in diff.changes)
    assert diff.delete_first is delete_first
