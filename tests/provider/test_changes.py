"""What counts as a change, what a change does, and which inputs a state stands for."""

from typing import Annotated, Any

import pytest

from privateapi.provider.changes import Change, compare, declared_inputs, same
from privateapi.provider.kinds import PolicyDocument
from privateapi.provider.markers import Chosen, Replaces, ReplacesWhen, WriteOnly
from privateapi.provider.model import Args, specs
from privateapi.provider.values import UNKNOWN


class DoorArgs(Args):
    """Inputs of a door."""

    height: int = 2
    wall: Annotated[str | None, Replaces()] = None
    lock: Annotated[str | None, Chosen()] = None
    place: Annotated[str | None, Chosen(), Replaces()] = None
    tenancy: Annotated[str, ReplacesWhen("dedicated", "host")] = "default"
    code: Annotated[str | None, WriteOnly()] = None
    policy: PolicyDocument | None = None
    tags: dict[str, str] | None = None
    panes: list[dict[str, Any]] | None = None
    settings: dict[str, Any] | None = None


def changes(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """Path -> kind, with an exclamation mark where it replaces."""
    found = compare(DoorArgs, old, new)
    assert len({change.path for change in found}) == len(found)
    return {change.path: change.kind + ("!" if change.replaces else "") for change in found}


@pytest.mark.parametrize(
    ("case", "old", "new", "expected"),
    [
        ("nothing", {"height": 2}, {"height": 2}, {}),
        ("another value", {"height": 2}, {"height": 3}, {"height": "UPDATE"}),
        ("a first value", {}, {"height": 3}, {"height": "ADD"}),
        ("no value any more", {"height": 3}, {}, {"height": "DELETE"}),
        ("false for nothing", {}, {"height": 0}, {"height": "ADD"}),
        ("an empty map for nothing", {}, {"tags": {}}, {}),
        ("nothing for an empty list", {"panes": []}, {}, {}),
        ("null for nothing", {"wall": None}, {}, {}),
        ("a replacing value", {"wall": "a"}, {"wall": "b"}, {"wall": "UPDATE!"}),
        ("a first replacing value", {}, {"wall": "b"}, {"wall": "ADD!"}),
        ("no replacing value any more", {"wall": "a"}, {}, {"wall": "DELETE!"}),
        ("a chosen value left out", {"lock": "a"}, {}, {}),
        ("a chosen value set", {}, {"lock": "a"}, {"lock": "ADD"}),
        ("another value for the chosen one", {"lock": "a"}, {"lock": "b"}, {"lock": "UPDATE"}),
        ("a chosen replacing value left out", {"place": "a"}, {}, {}),
        ("a chosen replacing value changed", {"place": "a"}, {"place": "b"}, {"place": "UPDATE!"}),
        ("to a value that replaces", {"tenancy": "default"}, {"tenancy": "host"}, {"tenancy": "UPDATE!"}),
        ("from a value that replaces", {"tenancy": "host"}, {"tenancy": "default"}, {"tenancy": "UPDATE"}),
        ("to one that is not known", {"tenancy": "default"}, {"tenancy": UNKNOWN}, {"tenancy": "UPDATE!"}),
        ("an unknown", {"height": 2}, {"height": UNKNOWN}, {"height": "UPDATE"}),
        ("a first unknown", {}, {"wall": UNKNOWN}, {"wall": "ADD!"}),
        ("an unknown for a chosen value", {"lock": "a"}, {"lock": UNKNOWN}, {"lock": "UPDATE"}),
        ("an unknown tag", {"tags": {"a": "b"}}, {"tags": {"a": UNKNOWN}}, {"tags.a": "UPDATE"}),
        (
            "tags",
            {"tags": {"a": "1", "b": "2", "c": "3"}},
            {"tags": {"a": "1", "b": "0", "d": "4"}},
            {"tags.b": "UPDATE", "tags.c": "DELETE", "tags.d": "ADD"},
        ),
        ("the last tag", {"tags": {"a": "1"}}, {"tags": {}}, {"tags": "DELETE"}),
        (
            "keys that are no names",
            {"tags": {"cost-center": "1"}},
            {"tags": {"cost-center": "2", 'say "hi"': "3"}},
            {'tags["cost-center"]': "UPDATE", 'tags["say \\"hi\\""]': "ADD"},
        ),
        (
            "nested maps",
            {"settings": {"a": {"b": 1, "c": 2}, "d": 3}},
            {"settings": {"a": {"b": 1, "c": 4}, "d": 3}},
            {"settings.a.c": "UPDATE"},
        ),
        ("a list", {"panes": [{"a": 1}]}, {"panes": [{"a": 2}]}, {"panes": "UPDATE"}),
        ("order of a list", {"panes": [{"a": 1}, {"b": 1}]}, {"panes": [{"b": 1}, {"a": 1}]}, {"panes": "UPDATE"}),
        (
            "a policy, written otherwise",
            {"policy": {"Statement": {"Action": ["b", "a"]}}},
            {"policy": {"Statement": [{"Action": ["a", "b"]}]}},
            {},
        ),
        (
            "another policy",
            {"policy": {"Version": "1", "Statement": [{"Action": "a"}]}},
            {"policy": {"Version": "1", "Statement": [{"Action": "b"}]}},
            {"policy.Statement": "UPDATE"},
        ),
        ("a policy not known yet", {"policy": {}}, {"policy": {"Statement": UNKNOWN}}, {"policy": "ADD"}),
        ("a property of an older version of the plugin", {"hinge": "left"}, {}, {}),
    ],
)
def test_compare(case: str, old: dict[str, Any], new: dict[str, Any], expected: dict[str, str]) -> None:
    assert changes(old, new) == expected


def test_change_names_the_field() -> None:
    class Named(Args):
        cidr_block: Annotated[str | None, Replaces()] = None

    assert compare(Named, {}, {"cidrBlock": "a"}) == [Change("cidrBlock", "ADD", True, "cidr_block")]


@pytest.mark.parametrize(
    ("case", "old", "new", "expected"),
    [
        ("equal", "a", "a", True),
        ("absent both", None, [], True),
        ("false is a value", None, False, False),
        ("unknown both", UNKNOWN, UNKNOWN, False),
        ("unknown inside", ["a"], [UNKNOWN], False),
    ],
)
def test_same(case: str, old: Any, new: Any, expected: bool) -> None:
    assert same(specs(DoorArgs)["panes"], old, new) is expected


STATE = {
    "height": 2,
    "wall": "north",
    "lock": "brass",
    "place": "hall",
    "tenancy": "default",
    "policy": {"Statement": [{"Action": "a"}]},
    "tags": {"a": "b"},
    "panes": [],
    "arn": "arn:door",
}


def test_import_declares_what_the_cloud_says() -> None:
    expected = {name: value for name, value in STATE.items() if name not in ("arn", "panes")}
    assert declared_inputs(DoorArgs, STATE, None) == expected


def drifted(prior: dict[str, Any], **cloud: Any) -> dict[str, Any]:
    """The inputs after a refresh in which the cloud answers with ``STATE``, changed by ``cloud``."""
    return declared_inputs(DoorArgs, {**STATE, "tags": None, "policy": None, "wall": None, **cloud}, prior)


@pytest.mark.parametrize(
    ("case", "prior", "cloud", "expected"),
    [
        ("no drift", {"height": 2}, {}, {"height": 2}),
        ("a value changed", {"height": 2}, {"height": 3}, {"height": 3}),
        ("a value taken away", {"height": 2, "wall": "north"}, {}, {"height": 2}),
        ("a tag added", {"tags": {"a": "b"}}, {"tags": {"a": "b", "c": "d"}}, {"tags": {"a": "b", "c": "d"}}),
        ("tags where none were declared", {}, {"tags": {"c": "d"}}, {"tags": {"c": "d"}}),
        ("a property set that was not declared", {}, {"wall": "south"}, {"wall": "south"}),
        ("a default that is in force", {}, {"height": 2}, {}),
        ("a default that is changed", {}, {"height": 5}, {"height": 5}),
        ("what the cloud chose by itself", {}, {"lock": "iron"}, {}),
        ("a declared choice", {"lock": "brass"}, {"lock": "iron"}, {"lock": "iron"}),
        ("what is never given back", {"code": "1234"}, {"code": None}, {"code": "1234"}),
        ("what is never given back, masked", {"code": "1234"}, {"code": "****"}, {"code": "1234"}),
        (
            "a policy in the cloud's words",
            {"policy": {"Statement": {"Action": ["a"]}}},
            {"policy": {"Statement": [{"Action": "a"}]}},
            {"policy": {"Statement": {"Action": ["a"]}}},
        ),
        (
            "a policy that was changed",
            {"policy": {"Statement": {"Action": ["a"]}}},
            {"policy": {"Statement": [{"Action": "b"}]}},
            {"policy": {"Statement": [{"Action": "b"}]}},
        ),
        ("an empty list declared", {"panes": []}, {}, {"panes": []}),
        ("an empty map declared, nothing there", {"tags": {}}, {"tags": None}, {"tags": {}}),
        ("null declared, nothing there", {"wall": None}, {}, {}),
        ("a property of an older version of the plugin", {"hinge": "left"}, {}, {}),
    ],
)
def test_refresh(case: str, prior: dict[str, Any], cloud: dict[str, Any], expected: dict[str, Any]) -> None:
    found = drifted(prior, **cloud)
    assert found == expected
    if "hinge" not in prior:
        # The engine compares what the program says with this: a difference is what refresh shows as drift.
        changed = {change.path.split(".")[0] for change in compare(DoorArgs, found, prior)}
        assert changed == {name for name in prior.keys() | expected.keys() if prior.get(name) != expected.get(name)}
