"""Changes to classes are recorded, taken back, and refused when the class is not what was expected."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.aws.patches import PatchError, Patches


class Base:
    def inherited(self) -> str:
        return "base"


class Thing(Base):
    size = 1

    def name(self, ending: str = "") -> str:
        return f"thing{ending}"


def test_undo_restores_own_inherited_and_added_names() -> None:
    before = dict(vars(Thing))
    table = {"a": 1}
    patches = Patches()

    @patches.wrap(Thing, "name")
    def name(original: Any, thing: Thing, ending: str = "") -> str:
        return str(original(thing, f"-{ending}"))

    assert patches.replace(Thing, "size", 2) == 1
    patches.replace(Thing, "size", 3)
    patches.replace(Thing, "inherited", lambda self: "patched")
    patches.add(Thing, "colour", "red")
    patches.set_item(table, "a", 2)
    patches.set_item(table, "b", 3)

    assert (Thing().name("x"), Thing.size, Thing().inherited()) == ("thing-x", 3, "patched")
    assert table == {"a": 2, "b": 3}
    patches.undo()
    assert dict(vars(Thing)) == before
    assert Thing().inherited() == "base"
    assert table == {"a": 1}


@pytest.mark.parametrize(
    ("case", "change", "message"),
    [
        ("replace", lambda p: p.replace(Thing, "missing", 1), "Thing has no missing"),
        ("wrap", lambda p: p.wrap(Thing, "missing")(lambda original: None), "Thing has no missing"),
        ("add", lambda p: p.add(Thing, "size", 1), "Thing already has size"),
    ],
)
def test_unexpected_class_is_refused(case: str, change: Any, message: str) -> None:
    with pytest.raises(PatchError, match=message):
        change(Patches())
