"""The three states: what each answers, and that none can be taken for a truth value."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.topology.values import (
    MISSING,
    NO_REF,
    NO_REFS,
    UNKNOWN,
    Known,
    NotJudged,
    PartlyKnown,
    Ref,
    Refs,
    Unknown,
    Value,
    flat,
    together,
    value_of,
    values_of,
)

SECRET = Unknown("is secret")
states = st.one_of(st.integers().map(Known), st.just(UNKNOWN), st.just(SECRET), st.just(MISSING))


@pytest.mark.parametrize(
    ("case", "value", "state"),
    [
        ("a value", Known(0), (True, False, False)),
        ("to come", UNKNOWN, (False, True, False)),
        ("left out", MISSING, (False, False, True)),
    ],
)
def test_value_state(case: str, value: Value[int], state: tuple[bool, bool, bool]) -> None:
    assert (value.known, value.unknown, value.missing) == state


def test_value_get() -> None:
    value: Value[int] = Known(0)
    assert (value.get(), value.get(5), MISSING.get(5), MISSING.get(None)) == (0, 0, 5, None)


@pytest.mark.parametrize(
    ("case", "value", "text"),
    [
        ("unknown", UNKNOWN, "is not known yet"),
        ("unknown for a reason", SECRET, "is secret"),
        ("left out", MISSING, "is not set"),
    ],
)
def test_value_get_not_judged(case: str, value: Value[int], text: str) -> None:
    with pytest.raises(NotJudged) as caught:
        value.get()
    assert str(caught.value) == text


def test_unknown_default_is_not_taken() -> None:
    value: Value[int] = SECRET
    with pytest.raises(NotJudged, match="^is secret$"):
        value.get(5)


@pytest.mark.parametrize("value", [Known(True), UNKNOWN, MISSING])
def test_value_truth_refused(value: Value[bool]) -> None:
    with pytest.raises(TypeError, match="has no truth value"):
        bool(value)


@given(states)
def test_value_map_keeps_the_state(value: Value[int]) -> None:
    changed = value.map(str)
    assert changed == (Known(str(value.get())) if value.known else value)


@given(states, states)
def test_value_then_needs_both(one: Value[int], other: Value[int]) -> None:
    total = one.then(lambda left: other.map(lambda right: left + right))
    assert total.known == (one.known and other.known)


@given(states)
def test_value_is_hashable_and_pickles(value: Value[int]) -> None:
    assert {value: 1}[pickle.loads(pickle.dumps(value))] == 1
    assert value_of(value) is value


def test_value_of_raw() -> None:
    assert (value_of(None), value_of(0), value_of("")) == (MISSING, Known(0), Known(""))


@given(st.lists(states))
def test_together_is_known_when_each_is(values: list[Value[int]]) -> None:
    unknown = [value for value in values if value.unknown]
    assert together(values) == (unknown[0] if unknown else Known(tuple(value.get() for value in values if value.known)))


def test_flat_list() -> None:
    assert flat(values_of("10.0.0.4", Known("10.0.1.4"))) == Known(("10.0.0.4", "10.0.1.4"))
    assert flat(values_of("10.0.0.4", SECRET)) is SECRET
    assert flat(MISSING) is MISSING


def test_references() -> None:
    assert Ref.to("vpc-1") == Ref(Known("vpc-1"))
    assert Ref.by("urn:vpc").id is UNKNOWN
    assert Refs.to("subnet-1", "subnet-2").ids == Known((Known("subnet-1"), Known("subnet-2")))
    assert Refs.by("urn:a", "urn:b") == Refs(Known((UNKNOWN, UNKNOWN)), ("urn:a", "urn:b"))
    assert NO_REF.missing and NO_REFS.missing
    assert not Ref.to("vpc-1").missing and not Refs.by("urn:a").missing


def test_partly_known_is_unknown_and_its_outline_is_of_the_document_only() -> None:
    value: Value[str] = PartlyKnown("is partly not known yet (policy)", '{"a": 1}')
    assert value.unknown and isinstance(value, Unknown)
    assert value.map(len) == Unknown("is partly not known yet (policy)") == value.then(lambda _: Known(1))
    with pytest.raises(NotJudged, match="is partly not known yet"):
        value.get("")
