"""Wire values as plain values, and inputs completed by outputs."""

from __future__ import annotations

import math
from typing import Any

import pulumi_policy.proxy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from privateapi.readers.resource import (
    OUTPUT_SIGNATURE,
    SECRET,
    SECRET_SIGNATURE,
    SENTINELS,
    SIGNATURE,
    UNKNOWN,
    holds,
    merged,
    plain,
)

UNKNOWN_TEXT = rpc.UNKNOWN


def test_constants_are_those_of_the_sdk() -> None:
    assert SIGNATURE == rpc._special_sig_key
    assert SECRET_SIGNATURE == rpc._special_secret_sig
    assert OUTPUT_SIGNATURE == rpc._special_output_value_sig
    assert SENTINELS == {value for name, value in vars(pulumi_policy.proxy).items() if name.startswith("UNKNOWN_")}
    assert UNKNOWN_TEXT in SENTINELS


@pytest.mark.parametrize(
    ("case", "value", "expected"),
    [
        ("a text", "10.0.0.0/16", "10.0.0.0/16"),
        ("a whole float", 443.0, 443),
        ("a fraction", 0.5, 0.5),
        ("true", True, True),
        ("nothing", None, None),
        ("an unknown", UNKNOWN_TEXT, UNKNOWN),
        ("an unknown number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421", UNKNOWN),
        ("an unknown inside", {"a": [UNKNOWN_TEXT, 1.0]}, {"a": [UNKNOWN, 1]}),
        ("a secret", {SIGNATURE: SECRET_SIGNATURE, "value": "hunter2"}, SECRET),
        ("an encrypted secret", {"x": {SIGNATURE: SECRET_SIGNATURE, "ciphertext": "v1:…"}}, {"x": SECRET}),
        ("a secret of a preview", "[secret]", SECRET),
        ("an output", {SIGNATURE: OUTPUT_SIGNATURE, "value": 1.0}, 1),
        ("an output that is not known", {SIGNATURE: OUTPUT_SIGNATURE}, UNKNOWN),
        ("an output that is secret", {SIGNATURE: OUTPUT_SIGNATURE, "value": 1, "secret": True}, SECRET),
        ("an asset", {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "text": "hunter2"}, UNKNOWN),
        ("a tuple", (1.0, "a"), [1, "a"]),
    ],
)
def test_plain(case: str, value: Any, expected: Any) -> None:
    assert plain(value) == expected, case


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_plain_of_plain_is_the_same(value: Any) -> None:
    once = plain(value)
    assert plain(once) == once


def test_plain_keeps_numbers_that_are_none() -> None:
    assert math.isinf(plain(math.inf))


@pytest.mark.parametrize(
    ("case", "inputs", "outputs", "expected"),
    [
        ("an output is added", {"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ("the input counts", {"a": 1}, {"a": 2}, {"a": 1}),
        ("an unknown input that is known by now", {"a": UNKNOWN}, {"a": 2}, {"a": 2}),
        ("a list with an unknown in it", {"a": [1, UNKNOWN]}, {"a": [1, 2]}, {"a": [1, 2]}),
        ("both unknown", {"a": [1, UNKNOWN]}, {"a": UNKNOWN}, {"a": [1, UNKNOWN]}),
        ("a secret stays one", {"a": SECRET}, {"a": "hunter2"}, {"a": SECRET}),
        ("a list with a secret stays", {"a": [SECRET, UNKNOWN]}, {"a": ["hunter2", 1]}, {"a": [SECRET, UNKNOWN]}),
        ("empty outputs are left out", {}, {"a": "", "b": 0, "c": False, "d": [], "e": None}, {}),
        ("an unknown input and an empty output", {"a": UNKNOWN}, {"a": ""}, {"a": UNKNOWN}),
        ("empty inputs stay", {"a": False, "b": 0}, {"a": True}, {"a": False, "b": 0}),
        ("without inputs outputs are as they are", None, {"a": False, "b": ""}, {"a": False, "b": ""}),
    ],
)
def test_merged(case: str, inputs: dict[str, Any] | None, outputs: dict[str, Any], expected: dict[str, Any]) -> None:
    assert merged(inputs, outputs) == expected, case


def test_holds() -> None:
    assert holds({"a": [{"b": SECRET}]}, SECRET)
    assert not holds({"a": [{"b": SECRET}]}, UNKNOWN)
