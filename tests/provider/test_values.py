"""Property values on the wire and in Python."""

import copy
import math
import string
from typing import Any

import pytest
from google.protobuf import json_format, struct_pb2
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from privateapi.provider import values
from privateapi.provider.values import SENTINELS, UNKNOWN, UNKNOWN_TEXT, Properties, Unknown, decode, encode

SIGNATURE = rpc._special_sig_key


def struct(**properties: Any) -> struct_pb2.Struct:
    """The wire form as it is written, with nothing translated."""
    return json_format.ParseDict(properties, struct_pb2.Struct())


def secret(value: Any) -> dict[str, Any]:
    return {SIGNATURE: rpc._special_secret_sig, "value": value}


def output(**fields: Any) -> dict[str, Any]:
    return {SIGNATURE: rpc._special_output_value_sig, **fields}


def reference(**fields: Any) -> dict[str, Any]:
    return {SIGNATURE: rpc._special_resource_sig, **fields}


names = st.text(string.ascii_letters, min_size=1)
scalars = (
    st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False).filter(lambda number: not number.is_integer())
    | st.text().filter(lambda text: text not in SENTINELS)
    | st.just(UNKNOWN)
)
plain = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=8)


@given(st.dictionaries(names, plain))
def test_round_trip(properties: dict[str, Any]) -> None:
    assert decode(encode(properties)) == Properties(properties)


@given(st.dictionaries(names, plain), st.sets(names))
def test_round_trip_secrets(properties: dict[str, Any], hidden: set[str]) -> None:
    known = {name for name in hidden if name in properties and properties[name] is not UNKNOWN}
    assert decode(encode(properties, hidden)) == Properties(properties, frozenset(known))


@given(st.dictionaries(names, plain))
def test_same_bytes_as_the_sdk(properties: dict[str, Any]) -> None:
    """Whole numbers, booleans and nested maps are written as `pulumi.runtime.rpc` writes them."""

    def untranslated(value: Any) -> Any:
        if value is UNKNOWN:
            return rpc.UNKNOWN
        if isinstance(value, dict):
            return {name: untranslated(each) for name, each in value.items()}
        return [untranslated(each) for each in value] if isinstance(value, list) else value

    expected = struct_pb2.Struct()
    expected.update(untranslated(properties))
    assert encode(properties) == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("UNKNOWN_TEXT", "UNKNOWN"),
        ("_SIGNATURE", "_special_sig_key"),
        ("_SECRET", "_special_secret_sig"),
        ("_RESOURCE", "_special_resource_sig"),
        ("_OUTPUT", "_special_output_value_sig"),
    ],
)
def test_constants(ours: str, theirs: str) -> None:
    assert getattr(values, ours) == getattr(rpc, theirs)


@pytest.mark.parametrize("sentinel", sorted(SENTINELS))
def test_sentinels(sentinel: str) -> None:
    found = decode(struct(a=sentinel, b=[sentinel, "x"], c={"d": sentinel}, e=secret(sentinel)))
    assert found == Properties({"a": UNKNOWN, "b": [UNKNOWN, "x"], "c": {"d": UNKNOWN}, "e": UNKNOWN}, frozenset("e"))


def test_unknown_is_sent_as_the_sentinel_of_the_sdk() -> None:
    assert encode({"a": UNKNOWN, "b": [UNKNOWN]}) == struct(a=UNKNOWN_TEXT, b=[UNKNOWN_TEXT])


@pytest.mark.parametrize(
    ("case", "wire", "value", "is_secret"),
    [
        ("text", "x", "x", False),
        ("whole number", 3.0, 3, False),
        ("negative whole number", -1.0, -1, False),
        ("fraction", 0.5, 0.5, False),
        ("large number", 2.0**60, 2**60, False),
        ("boolean", True, True, False),
        ("null", None, None, False),
        ("empty list", [], [], False),
        ("empty map", {}, {}, False),
        ("secret", secret("x"), "x", True),
        ("secret inside a list", ["a", secret("b")], ["a", "b"], True),
        ("secret inside a map", {"a": {"b": secret("c")}}, {"a": {"b": "c"}}, True),
        ("secret in a secret", secret({"a": secret("b")}), {"a": "b"}, True),
        ("output", output(value="x"), "x", False),
        ("unknown output", output(), UNKNOWN, False),
        ("secret output", output(value="x", secret=True), "x", True),
        ("secret unknown output", output(secret=True), UNKNOWN, True),
        ("output that says it is no secret", output(value="x", secret=False), "x", False),
        ("output with a secret inside", output(value={"a": secret("b")}), {"a": "b"}, True),
        ("output with dependencies", output(value="x", dependencies=["urn:pulumi:a"]), "x", False),
        ("resource", reference(urn="urn:pulumi:a", id="vpc-1"), "vpc-1", False),
        ("resource that is not made yet", reference(urn="urn:pulumi:a", id=""), UNKNOWN, False),
        ("resource with an unknown id", reference(urn="urn:pulumi:a", id=UNKNOWN_TEXT), UNKNOWN, False),
        ("component", reference(urn="urn:pulumi:a"), "urn:pulumi:a", False),
        ("map with another signature", {SIGNATURE: "other", "text": "x"}, {SIGNATURE: "other", "text": "x"}, False),
    ],
)
def test_decode(case: str, wire: Any, value: Any, is_secret: bool) -> None:
    found = decode(struct(property=wire))
    assert found == Properties({"property": value}, frozenset(["property"] if is_secret else []))
    assert type(found.values["property"]) is type(value)


@pytest.mark.parametrize(
    ("case", "value", "wire"),
    [
        ("tuple", ("a", "b"), ["a", "b"]),
        ("set", {"a"}, ["a"]),
        ("nothing inside a list keeps its place", ["a", None], ["a", None]),
        ("nothing inside a map is left out", {"a": None, "b": "c"}, {"b": "c"}),
        ("numbers as keys", {1: "a"}, {"1": "a"}),
    ],
)
def test_encode(case: str, value: Any, wire: Any) -> None:
    assert encode({"property": value}) == struct(property=wire)


def test_internal_keys_are_left_out() -> None:
    assert decode(struct(__internal={}, __provider="x", _mine=1, a=2)).values == {"_mine": 1, "a": 2}


def test_absent_properties_are_left_out() -> None:
    assert encode({"a": None, "b": 1}, ["a", "c"]) == struct(b=1)


def test_secrets_are_marked() -> None:
    assert encode({"a": {"b": 1}, "c": UNKNOWN, "d": ""}, ["a", "c", "d"]) == struct(
        a=secret({"b": 1}), c=UNKNOWN_TEXT, d=secret("")
    )


def test_infinite_numbers_stay() -> None:
    assert decode(encode({"a": math.inf})).values == {"a": math.inf}


def test_what_is_no_property_value() -> None:
    with pytest.raises(TypeError, match="^a property cannot have a value of type object$"):
        encode({"a": [object()]})


def test_unknown_is_one_object() -> None:
    assert Unknown() is UNKNOWN
    assert copy.copy(UNKNOWN) is UNKNOWN
    assert copy.deepcopy({"a": [UNKNOWN]})["a"][0] is UNKNOWN
    assert repr(UNKNOWN) == "UNKNOWN"


def test_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="^an unknown value is neither true nor false; ask `is UNKNOWN` first$"):
        bool(UNKNOWN)


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        (UNKNOWN, True),
        ({"a": [{"b": UNKNOWN}]}, True),
        (("a", UNKNOWN), True),
        ({"a": [{"b": None}], "c": ""}, False),
        ("04da6b54-80e4-46f7-96ec-b56ff0331ba9", False),
        (None, False),
    ],
)
def test_holds_unknown(value: Any, holds: bool) -> None:
    assert values.holds_unknown(value) is holds
