"""Declared models: what passes, what every fault says, and the states that a cloud's answers become."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, Field

from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ids
from privateapi.provider.markers import Chosen, Replaces, Secret
from privateapi.provider.model import (
    Args,
    Model,
    RegionalArgs,
    State,
    TaggedArgs,
    arms_of,
    dump,
    lenient,
    property_path,
    specs,
    top_property,
    validate,
)
from privateapi.provider.values import UNKNOWN
from tests.provider.gadget import GadgetArgs, GadgetState, Part, Pin


def two(values: list[str]) -> list[str]:
    if len(values) != 2:
        raise ValueError(f"{len(values)} addresses; two are needed")
    return values


def block(value: str) -> str:
    if "/" not in value:
        raise ValueError(f"{value!r} is no block; write it as 10.0.0.0/16")
    return value


class Route(Model):
    """A way out."""

    cidr_block: Annotated[str, AfterValidator(block)]
    token: Annotated[str | None, Secret()] = None


class TableArgs(RegionalArgs, TaggedArgs):
    """Inputs of a table."""

    routes: list[Route] | None = None
    by_name: dict[str, Route] | None = None
    ids: Ids | None = None
    addresses: Annotated[list[str], AfterValidator(two)] | None = None
    target: str | Route | list[Route] | None = None
    matrix: list[list[int]] | None = None
    weight: Annotated[int, Field(ge=0, le=255)] = 10
    mode: Literal["latency", "failover"] = "latency"
    name: Annotated[str, Field(pattern=r"^[a-z]+$", max_length=5)] = "main"
    few: Annotated[list[str], Field(min_length=2)] | None = None
    pin: Annotated[int | None, Secret()] = None
    low: int | None = None
    high: int | None = None

    def faults(self) -> Iterator[Fault]:
        if isinstance(self.low, int) and isinstance(self.high, int) and self.low > self.high:
            yield Fault("low", f"{self.low} is more than high ({self.high})")


class TableState(TableArgs, State):
    """A table."""

    arn: str


def faults(values: dict[str, Any], *secrets: str) -> dict[str, str]:
    model, found = validate(TableArgs, values, secrets)
    assert (model is None) == bool(found)
    assert len({fault.path for fault in found}) == len(found)
    return {fault.path: fault.reason for fault in found}


@pytest.mark.parametrize(
    ("case", "values", "expected"),
    [
        ("nothing given", {}, {}),
        ("null counts as left out", {"weight": None, "mode": None}, {}),
        ("below a range", {"weight": -1}, {"weight": "-1 should be greater than or equal to 0"}),
        ("above a range", {"weight": 300}, {"weight": "300 should be less than or equal to 255"}),
        (
            "a fraction",
            {"weight": 1.5},
            {"weight": "1.5 should be a valid integer, got a number with a fractional part"},
        ),
        ("not one of a set", {"mode": "fast"}, {"mode": "'fast' should be 'latency' or 'failover'"}),
        ("a pattern", {"name": "A"}, {"name": "'A': string should match pattern '^[a-z]+$'"}),
        ("a length", {"name": "abcdefg"}, {"name": "'abcdefg': string should have at most 5 characters"}),
        ("a text for a list", {"ids": "a"}, {"ids": "'a' should be a valid list"}),
        (
            "a long value is cut",
            {"weight": "x" * 90},
            {
                "weight": f"'{'x' * 76}... should be a valid integer, unable to parse string as an integer",
            },
        ),
        (
            "a kind's own sentence",
            {"routes": [{"cidrBlock": "10.0.0.1"}]},
            {"routes[0].cidrBlock": "'10.0.0.1' is no block; write it as 10.0.0.0/16"},
        ),
        ("required, nested", {"routes": [{}]}, {"routes[0].cidrBlock": "is required"}),
        (
            "required, beside an unknown",
            {"routes": [{"token": UNKNOWN}]},
            {"routes[0].cidrBlock": "is required"},
        ),
        ("in a map", {"byName": {"west": {}}}, {"byName.west.cidrBlock": "is required"}),
        ("in a map, key with a hyphen", {"byName": {"a-b": {}}}, {'byName["a-b"].cidrBlock': "is required"}),
        (
            "each tag by itself",
            {"tags": {"a-b": 5, "c d": 6}},
            {'tags["a-b"]': "5 should be a valid string", 'tags["c d"]': "6 should be a valid string"},
        ),
        (
            "a list in a list",
            {"matrix": [[1], [2, "x"]]},
            {"matrix[1][1]": "'x' should be a valid integer, unable to parse string as an integer"},
        ),
        (
            "several faults of one property",
            {"target": 5},
            {
                "target": "5 should be a valid string; or 5 should be a valid dictionary or instance of Route; "
                "or 5 should be a valid list"
            },
        ),
        (
            "inside an arm of a union",
            {"target": [{}]},
            {
                "target": "[{}] should be a valid string; or [{}] should be a valid dictionary or instance of Route",
                "target[0].cidrBlock": "is required",
            },
        ),
        ("no such property", {"colour": 1}, {"colour": "there is no property 'colour'"}),
        ("a close name", {"routs": []}, {"routs": "there is no property 'routs'; did you mean 'routes'?"}),
        ("Python's name", {"by_name": {}}, {"by_name": "there is no property 'by_name'; did you mean 'byName'?"}),
        (
            "a close name, nested",
            {"routes": [{"cidrBlok": UNKNOWN, "cidrBlock": "10.0.0.0/8"}]},
            {"routes[0].cidrBlok": "there is no property 'cidrBlok'; did you mean 'cidrBlock'?"},
        ),
        ("no name for a path", {"a b": 1}, {'["a b"]': "there is no property 'a b'"}),
        ("between properties", {"low": 2, "high": 1}, {"low": "2 is more than high (1)"}),
        ("too few", {"few": ["a"]}, {"few": "['a']: list should have at least 2 items after validation, not 1"}),
        (
            "all at once",
            {"weight": "x", "mode": 1, "low": 2, "high": 1, "routes": [{"cidrBlock": "x"}, {}], "tags": {"aws:a": "b"}},
            {
                "weight": "'x' should be a valid integer, unable to parse string as an integer",
                "mode": "1 should be 'latency' or 'failover'",
                "low": "2 is more than high (1)",
                "routes[0].cidrBlock": "'x' is no block; write it as 10.0.0.0/16",
                "routes[1].cidrBlock": "is required",
                "tags": "tag key 'aws:a' begins with 'aws:', which AWS keeps for itself",
            },
        ),
        (
            "a fault between properties waits for its own properties",
            {"low": 2, "high": "x"},
            {"high": "'x' should be a valid integer, unable to parse string as an integer"},
        ),
    ],
)
def test_faults(case: str, values: dict[str, Any], expected: dict[str, str]) -> None:
    assert faults(values) == expected


@pytest.mark.parametrize(
    ("case", "tags", "reason"),
    [
        ("too many", {f"k{n}": "v" for n in range(51)}, "51 tags; AWS takes at most 50 on a resource"),
        ("empty key", {"": "v"}, "tag key ''… has 0 characters; 1 to 128 are allowed"),
        ("long key", {"k" * 129: "v"}, f"tag key '{'k' * 40}'… has 129 characters; 1 to 128 are allowed"),
        ("key of AWS", {"AWS:x": "v"}, "tag key 'AWS:x' begins with 'aws:', which AWS keeps for itself"),
        ("long value", {"k": "v" * 257}, "the value of tag 'k' has 257 characters; at most 256 are allowed"),
    ],
)
def test_tag_faults(case: str, tags: dict[str, str], reason: str) -> None:
    assert faults({"tags": tags}) == {"tags": reason}


def test_fifty_tags_of_greatest_length() -> None:
    assert faults({"tags": {f"{n:0128}": "v" * 256 for n in range(50)}}) == {}


def test_nested_models_have_faults_of_their_own() -> None:
    pair = {"label": "pair"}
    _, found = validate(
        GadgetArgs, {"name": "g", "kind": "round", "parts": [{"label": "x"}, pair], "spare": {"a": pair}}
    )
    reason = "1 is no pair; 2 would be right"
    assert found == [Fault("parts[1].count", reason), Fault("spare.a.count", reason)]


@pytest.mark.parametrize(
    ("case", "values", "secrets", "path"),
    [
        ("declared", {"pin": "hunter2"}, (), "pin"),
        ("declared, nested", {"routes": [{"cidrBlock": "10.0.0.0/8", "token": ["hunter2"]}]}, (), "routes[0].token"),
        ("declared, in a map", {"byName": {"x": {"cidrBlock": "10.0.0.0/8", "token": 4242}}}, (), "byName.x.token"),
        ("declared, in a union", {"target": {"cidrBlock": "10.0.0.0/8", "token": 4242}}, (), "target.token"),
        ("marked by the program", {"mode": "hunter2"}, ("mode",), "mode"),
        ("marked, a sentence of ours", {"ids": ["a"], "addresses": ["hunter2"]}, ("addresses",), "addresses"),
        ("marked, nested", {"routes": [{"cidrBlock": "hunter2"}]}, ("routes",), "routes[0].cidrBlock"),
        ("marked, pattern", {"name": "4242"}, ("name",), "name"),
        (
            "marked, unknown beside it",
            {"routes": [{"cidrBlock": "hunter2", "token": UNKNOWN}]},
            ("routes",),
            "routes[0].cidrBlock",
        ),
    ],
)
def test_secrets_are_not_shown(case: str, values: dict[str, Any], secrets: tuple[str, ...], path: str) -> None:
    found = faults(values, *secrets)
    assert path in found
    text = "; ".join(reason for at, reason in found.items() if at == path)
    assert text.startswith("the value") and "hunter2" not in text and "4242" not in text


@pytest.mark.parametrize(
    ("case", "values"),
    [
        (
            "a whole property",
            {"weight": UNKNOWN, "mode": UNKNOWN, "routes": UNKNOWN, "tags": UNKNOWN, "target": UNKNOWN},
        ),
        ("an item of a list", {"ids": ["a", UNKNOWN]}),
        ("a tag", {"tags": {"a": UNKNOWN, "b": "c"}}),
        ("a property of a nested model", {"routes": [{"cidrBlock": UNKNOWN}]}),
        ("a whole nested model", {"routes": [{"cidrBlock": "10.0.0.0/8"}, UNKNOWN]}),
        ("a nested model in a map", {"byName": {"a": UNKNOWN}}),
        ("inside a list in a list", {"matrix": [[1, UNKNOWN], UNKNOWN]}),
        ("where a number of items is needed", {"addresses": ["10.0.0.1", UNKNOWN], "few": [UNKNOWN, UNKNOWN]}),
        ("in a union", {"target": [UNKNOWN]}),
        ("one side of a comparison", {"low": UNKNOWN, "high": 1}),
        ("the Region", {"region": UNKNOWN}),
    ],
)
def test_unknowns_pass(case: str, values: dict[str, Any]) -> None:
    model, found = validate(TableArgs, values)
    assert found == [] and model is not None
    assert {name: value for name, value in dump(model).items() if name in values} == values


def test_what_is_known_beside_an_unknown_is_in_normal_form() -> None:
    model, _ = validate(
        TableArgs,
        {
            "routes": [UNKNOWN, {"cidrBlock": "10.0.0.0/8"}],
            "byName": {"a": UNKNOWN, "b": {"cidrBlock": "10.1.0.0/16"}},
            "ids": ["b", UNKNOWN, "a"],
        },
    )
    assert model is not None
    assert model.routes == [UNKNOWN, Route(cidr_block="10.0.0.0/8")]
    assert model.by_name == {"a": UNKNOWN, "b": Route(cidr_block="10.1.0.0/16")}
    assert model.ids == ["a", UNKNOWN, "b"]


@pytest.mark.parametrize(
    ("case", "values", "expected"),
    [
        (
            "in a list",
            {"matrix": [[UNKNOWN, "x"]]},
            {"matrix[0][1]": "'x' should be a valid integer, unable to parse string as an integer"},
        ),
        ("in a map", {"tags": {"a": UNKNOWN, "b": 5}}, {"tags.b": "5 should be a valid string"}),
        (
            "in a nested model",
            {"routes": [UNKNOWN, {"cidrBlock": "x"}]},
            {"routes[1].cidrBlock": "'x' is no block; write it as 10.0.0.0/16"},
        ),
        ("the number of items", {"few": [UNKNOWN]}, {}),
    ],
)
def test_known_faults_beside_unknowns(case: str, values: dict[str, Any], expected: dict[str, str]) -> None:
    assert faults(values) == expected


def test_region_default_is_absent() -> None:
    assert RegionalArgs().region is None and "region" not in dump(RegionalArgs())


def test_specs() -> None:
    found = specs(GadgetArgs)
    assert list(found)[:4] == ["tags", "region", "name", "kind"]
    assert found["kind"].required and not found["size"].required
    assert (found["size"].default, found["zone"].default) == (1, None)
    assert found["zone"].has(Chosen) and found["zone"].has(Replaces) and not found["size"].has(Replaces)
    assert specs(TableArgs)["byName"].name == "by_name"
    assert specs(Pin)["code"].has(Secret)


def test_specs_default_factory() -> None:
    class Made(Args):
        ids: list[str] = Field(default_factory=lambda: ["a"])

    assert specs(Made)["ids"].default == ["a"]


def test_specs_markers_inside_a_union() -> None:
    class Inside(Args):
        place: Annotated[str, Replaces()] | None = None

    assert specs(Inside)["place"].has(Replaces)


def test_dump() -> None:
    part = Part(label="a", pin=Pin(depth=2))
    gadget = GadgetArgs(name="g", kind="round", parts=[part], spare={"b": part}, extra={"c": [None, {"d": None}]})
    wire = {"label": "a", "count": 1, "pin": {"depth": 2}}
    assert dump(gadget) == {
        "name": "g",
        "kind": "round",
        "size": 1,
        "parts": [wire],
        "spare": {"b": wire},
        "extra": {"c": [None, {"d": None}]},
    }


def test_lenient() -> None:
    state = lenient(
        GadgetState,
        {"name": "g", "kind": "oval", "size": 99, "parts": [{"label": "a"}], "arn": "arn:g", "policy": '{"a": 1}'},
    )
    assert (state.kind, state.size) == ("oval", 99), "the cloud's own values stay"
    assert state.parts == [Part(label="a")] and state.policy == {"a": 1}, "normal forms where they hold"
    assert (state.limit, state.region) == (None, None)
    assert dump(state)["kind"] == "oval"


def test_lenient_takes_both_names() -> None:
    assert lenient(TableState, {"by_name": {"a": {"cidrBlock": "10.0.0.0/8"}}, "arn": "a"}) == lenient(
        TableState, {"byName": {"a": {"cidr_block": "10.0.0.0/8"}}, "arn": "a"}
    )


def test_lenient_bad_value_by_wire_name() -> None:
    state = lenient(TableState, {"byName": {"a": 1}, "arn": "a", "weight": 300})
    assert (vars(state)["by_name"], state.weight) == ({"a": 1}, 300)


def test_lenient_without_what_is_required() -> None:
    state = lenient(GadgetState, {"name": "g", "arn": None})
    assert [vars(state)[name] for name in ("name", "kind", "arn")] == ["g", None, None]
    assert dump(state) == {"name": "g", "size": 1}


@pytest.mark.parametrize(
    ("path", "name", "whole"),
    [
        ("", "tags", "tags"),
        ("tags", "team", "tags.team"),
        ("tags", "cost-center", 'tags["cost-center"]'),
        ("tags", 'a"b\\c', 'tags["a\\"b\\\\c"]'),
        ("routes[0]", "cidrBlock", "routes[0].cidrBlock"),
    ],
)
def test_property_path(path: str, name: str, whole: str) -> None:
    assert property_path(path, name) == whole
    assert top_property(whole) == (path or name).split("[")[0]


@pytest.mark.parametrize(
    ("annotation", "arms"),
    [
        (str, [str]),
        (str | None, [str]),
        (Annotated[str, 1] | int | None, [str, int]),
        (Annotated[list[str] | None, 1], [list[str]]),
        (None, [None]),
    ],
)
def test_arms_of(annotation: Any, arms: list[Any]) -> None:
    assert arms_of(annotation) == arms
