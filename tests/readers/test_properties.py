"""Properties in three states: what was given, what is left out, what cannot be read and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.readers.properties import Identities, Properties, joined
from privateapi.readers.resource import SECRET, UNKNOWN
from privateapi.topology.values import HOLE, MISSING, Known, PartlyKnown, Ref, Refs
from privateapi.topology.values import UNKNOWN as NOT_KNOWN
from tests.readers.reading import shown


def of(values: dict[str, Any], dependencies: dict[str, list[str]] | None = None, **identities: Any) -> Properties:
    return Properties(values, dependencies or {}, Identities(**identities))


SCALARS = [
    ("a text", "text", "10.0.0.0/16", "10.0.0.0/16"),
    ("a number as a text", "text", 443, "443"),
    ("an empty text", "text", "", None),
    ("nothing", "text", None, None),
    ("an unknown text", "text", UNKNOWN, "?is not known yet (x)"),
    ("a secret text", "text", SECRET, "?is secret (x)"),
    ("a list for a text", "text", ["a"], "?is a list where a text belongs (x)"),
    ("true for a text", "text", True, "?is true or false where a text belongs (x)"),
    ("a whole number", "integer", 443, 443),
    ("a whole number in a text", "integer", "-1", -1),
    ("a word for a number", "integer", "many", "?is a text where a whole number belongs (x)"),
    ("a fraction for a whole number", "integer", 1.5, "?is a number where a whole number belongs (x)"),
    ("true for a number", "integer", True, "?is true or false where a whole number belongs (x)"),
    ("an empty text for a number", "integer", "", None),
    ("a number", "number", 1, 1.0),
    ("more digits than are converted", "integer", "9" * 5000, "?is a text where a whole number belongs (x)"),
    ("a number without end", "number", 10**400, "?is a number where a finite number belongs (x)"),
    ("no number", "number", float("nan"), "?is a number where a finite number belongs (x)"),
    ("no number in a text", "number", "nan", "?is a text where a number belongs (x)"),
    ("infinity in a text", "number", "1e999", "?is a text where a number belongs (x)"),
    ("true for a fraction", "number", True, "?is true or false where a number belongs (x)"),
    ("a number in a text", "number", "0.5", 0.5),
    ("a map for a number", "number", {}, "?is a map where a number belongs (x)"),
    ("an empty text for a fraction", "number", "", None),
    ("true", "boolean", True, True),
    ("true in a text", "boolean", "true", True),
    ("false in a text", "boolean", "false", False),
    ("an empty text for a boolean", "boolean", "", None),
    ("yes", "boolean", "yes", "?is a text where true or false belongs (x)"),
    ("texts", "texts", ["a", "b"], ["a", "b"]),
    ("one text for several", "texts", "a", ["a"]),
    ("an empty text for several", "texts", "", []),
    ("an unknown among texts", "texts", ["a", UNKNOWN], ["a", "?is not known yet (x[1])"]),
    ("empty elements", "texts", ["", None, "a"], ["a"]),
    ("an unknown list", "texts", UNKNOWN, "?is not known yet (x)"),
    ("a map for texts", "texts", {}, "?is a map where a list belongs (x)"),
    ("pairs", "pairs", {"b": "2", "a": UNKNOWN}, [["a", "?is not known yet (x.a)"], ["b", "2"]]),
    ("no pairs", "pairs", None, None),
    ("a list for pairs", "pairs", [], "?is a list where a map belongs (x)"),
    ("a document", "document", '{"a": 1}', '{"a": 1}'),
    ("a structured document", "document", {"b": [1], "a": "x"}, '{"a": "x", "b": [1]}'),
    ("a document with an unknown", "document", {"a": [UNKNOWN]}, "?is partly not known yet (x)"),
    ("a document with a secret", "document", {"a": [SECRET]}, "?is secret (x)"),
    ("an unknown document", "document", UNKNOWN, "?is not known yet (x)"),
]


@pytest.mark.parametrize(("case", "reader", "value", "expected"), SCALARS)
def test_read(case: str, reader: str, value: Any, expected: Any) -> None:
    assert shown(getattr(of({"x": value}), reader)("x")) == expected, case


def test_no_reason_shows_a_value() -> None:
    for case, reader, value, _ in SCALARS:
        if isinstance(value, str) and len(value) > 1:
            for other in ("integer", "number", "boolean", "objects", "pairs"):
                found = shown(getattr(of({"x": "hunter2"}), other)("x"))
                assert "hunter2" not in str(found), (case, reader, other)


def test_first_spelling_that_was_given_counts() -> None:
    properties = of({"inverted": None, "invertHealthcheck": True})
    assert properties.boolean("inverted", "invertHealthcheck") == Known(True)
    assert properties.given("inverted", "invertHealthcheck") and not properties.given("inverted")


@pytest.mark.parametrize(
    ("case", "value", "identities", "expected"),
    [
        ("an id", "vpc-1", {}, Ref(Known("vpc-1"), ("urn:a",))),
        ("nothing", None, {}, Ref()),
        (
            "an id that a resource shows",
            "vpc-1",
            {"texts": {"vpc-1"}, "unnamed": {"urn:a"}},
            Ref(Known("vpc-1"), ("urn:a",)),
        ),
    ],
)
def test_ref(case: str, value: Any, identities: dict[str, Any], expected: Ref) -> None:
    assert of({"vpcId": value}, {"vpcId": ["urn:a"]}, **identities).ref("vpcId") == expected, case


def test_ref_unknown_has_its_sources() -> None:
    ref = of({"vpcId": UNKNOWN}, {"vpcId": ["urn:a", "urn:b"]}).ref("vpcId")
    assert ref.id.unknown and ref.nodes == ("urn:a", "urn:b")


def test_ref_by_an_id_that_its_source_does_not_show() -> None:
    """The engine keeps the id of a resource that is about to change, but not its outputs."""
    properties = of(
        {"vpcId": "vpc-1", "ids": ["vpc-1", "vpc-2"]}, {"vpcId": ["urn:a"], "ids": ["urn:a"]}, unnamed={"urn:a"}
    )
    assert shown(properties.ref("vpcId")) == (
        "?names 'vpc-1', which is not among the resources that were read",
        "urn:a",
    )
    assert [id.unknown for id in properties.refs("ids").ids.get()] == [True, True]


def test_refs() -> None:
    properties = of({"ids": ["a", UNKNOWN], "id": "a"}, {"ids": ["urn:a"]})
    assert shown(properties.refs("ids")) == (["a", "?is not known yet (ids[1])"], "urn:a")
    assert properties.refs("id") == Refs.to("a")
    assert properties.refs("none").missing


def test_inside() -> None:
    properties = of({"alias": {"name": UNKNOWN}}, {"alias": ["urn:balancer"]})
    assert properties.inside("alias").ref("name").nodes == ("urn:balancer",)
    assert shown(properties.inside("alias").text("name")) == "?is not known yet (alias.name)"
    assert properties.inside("none").text("name") == MISSING
    assert of({"a": [{"b": "c"}]}).inside("a").text("b") == Known("c")
    assert of({"a": []}).inside("a").text("b") == MISSING


@pytest.mark.parametrize(
    ("case", "value", "reason"),
    [
        ("unknown", UNKNOWN, "is not known yet (x)"),
        ("secret", SECRET, "is secret (x)"),
        ("a text", "hunter2", "is a text where an object belongs (x)"),
    ],
)
def test_inside_of_what_is_no_object(case: str, value: Any, reason: str) -> None:
    inside = of({"x": value}, {"x": ["urn:a"]}).inside("x")
    assert inside.given("a")
    for found in (
        inside.text("a"),
        inside.integer("a"),
        inside.number("a"),
        inside.boolean("a"),
        inside.texts("a"),
        inside.pairs("a"),
        inside.document("a"),
        inside.structured("a").text("b"),
        inside.objects("a"),
        inside.inside("b").text("a"),
    ):
        assert shown(found) == f"?{reason}", case
    assert shown(inside.ref("a")) == (f"?{reason}", "urn:a")
    assert shown(inside.refs("a")) == (f"?{reason}", "urn:a")


def test_outline_of_a_document() -> None:
    document = of({"x": {"a": [UNKNOWN, 1], "b": {"c": SECRET}}}).document("x")
    assert isinstance(document, PartlyKnown)
    assert json.loads(document.outline) == {"a": [HOLE, 1], "b": {"c": HOLE}}


@pytest.mark.parametrize(
    ("case", "value", "expected"),
    [
        ("an object", {"a": {"b": 1}}, 1),
        ("JSON", '{"a": {"b": 1}}', 1),
        ("YAML", "a:\n  b: 1\n", 1),
        ("an unknown part", {"a": {"b": UNKNOWN}}, "?is not known yet (x.a.b)"),
        ("unknown", UNKNOWN, "?is not known yet (x)"),
        ("a text that is neither", "{", "?is no object in JSON or YAML (x)"),
        ("a list", "- a", "?is no object in JSON or YAML (x)"),
        ("an alias of itself", "&a {a: *a}", "?is no object in JSON or YAML (x)"),
        ("left out", None, None),
        ("an empty text", "", None),
    ],
)
def test_structured(case: str, value: Any, expected: Any) -> None:
    found = of({"x": value}, {"x": ["urn:a"]}).structured("x")
    assert shown(found.inside("a").integer("b")) == expected
    assert found.inside("a").sources("b") == ("urn:a",) or value in (None, "")


def test_entries() -> None:
    found = of({"b": {"c": 1}, "a": UNKNOWN, "text": "x"}).entries()
    assert [(name, shown(entry.integer("c"))) for name, entry in found] == [("a", "?is not known yet (a)"), ("b", 1)]


def test_objects() -> None:
    found = of({"x": [{"a": "1"}, UNKNOWN, 3]}).objects("x").get()
    assert [shown(each.text("a")) for each in found] == [
        "1",
        "?is not known yet (x[1])",
        "?is a number where an object belongs (x[2])",
    ]
    assert [shown(each.text("a")) for each in of({"x": {"a": "1"}}).objects("x").get()] == ["1"]
    assert of({}).objects("x") == MISSING
    assert shown(of({"x": "y"}).objects("x")) == "?is a text where a list belongs (x)"


def test_joined() -> None:
    one = Ref(NOT_KNOWN, ("urn:b",))
    assert joined(Refs.to("a"), [one]) == Refs(Known((Known("a"), NOT_KNOWN)), ("urn:b",))
    assert joined(Refs(), [one]) == Refs(Known((NOT_KNOWN,)), ("urn:b",))
    assert joined(Refs(NOT_KNOWN, ("urn:a",)), [one]) == Refs(NOT_KNOWN, ("urn:a",))
    assert joined(Refs.to("a"), []) == Refs.to("a")
    assert joined(Refs.to("a", "b"), [Ref.to("b"), Ref.to("c")]) == Refs.to("a", "b", "c")


def test_only() -> None:
    properties = of({"a": UNKNOWN, "b": "x"}, {"a": ["urn:a"]})
    assert shown(properties.only("a")) == (["?is not known yet (a)"], "urn:a")
    assert shown(properties.only_text("a")) == ["?is not known yet (a)"]
    assert (properties.only("b"), shown(properties.only_text("b"))) == (Refs.to("x"), ["x"])
    assert properties.only("none").missing and properties.only_text("none").missing
