"""Typed reading of plain properties into the three states of the topology; a wrong type is unknown, with the reason."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml

from privateapi.readers.resource import SECRET, UNKNOWN, Marker, Plain, holds, plain
from privateapi.topology.values import HOLE, MISSING, Known, PartlyKnown, Ref, Refs, Unknown, Value, Values

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Identities:
    """What is known of the resources' names: all texts that name one, and the keys of those whose id is not known."""

    texts: Collection[str] = ()
    unnamed: Collection[str] = ()

    def lead_nowhere(self, id: str, sources: Sequence[str]) -> bool:
        """Whether a known id names none of the resources, although one of its sources may well be meant by it.

        So it is with the id of a resource that is about to change: the engine keeps the id, but not the outputs. A text
        with a variable of API Gateway's stages in it is no id.
        """
        return "${" not in id and id not in self.texts and any(key in self.unnamed for key in sources)


class Properties:
    """Properties by wire name. `path` is where they are, for reasons; `top` is the top-level property around them.

    Each reader takes several names: the spellings of one property at different providers. The first that was given
    counts. `None`, and an empty text where a text belongs, count as left out.
    """

    __slots__ = ("_dependencies", "_identities", "_path", "_top", "values")

    def __init__(
        self,
        values: Mapping[str, Plain],
        dependencies: Mapping[str, Sequence[str]],
        identities: Identities,
        *,
        path: str = "",
        top: str = "",
    ) -> None:
        self.values = values
        self._dependencies = dependencies
        self._identities = identities
        self._path = path
        self._top = top

    @property
    def readable(self) -> bool:
        """Whether this is an object, or left out, so that what it does not say is left out."""
        return True

    def given(self, *names: str) -> bool:
        """Whether one of the properties is there, known or not."""
        return any(self.values.get(name) is not None for name in names)

    def text(self, *names: str) -> Value[str]:
        """A text; a number counts as one."""
        return self._value(names, _text)

    def integer(self, *names: str) -> Value[int]:
        """A whole number, also written as text."""
        return self._value(names, _integer)

    def number(self, *names: str) -> Value[float]:
        """A number, also written as text."""
        return self._value(names, _number)

    def boolean(self, *names: str) -> Value[bool]:
        """True or false, also written as text."""
        return self._value(names, _boolean)

    def texts(self, *names: str) -> Values[str]:
        """A list of texts, each of which may be unknown. A text alone counts as a list of one."""
        raw, name = self._raw(names)
        if isinstance(raw, str):
            raw = [raw] if raw else []
        return _list(raw, self._at(name), _text)

    def pairs(self, *names: str) -> Value[tuple[tuple[str, Value[str]], ...]]:
        """A map of texts, as pairs in the order of their names."""
        raw, name = self._raw(names)
        if raw is None:
            return MISSING
        if not isinstance(raw, Mapping):
            return _not(raw, "a map", self._at(name))
        return Known(tuple((key, _read(raw[key], f"{self._at(name)}.{key}", _text)) for key in sorted(raw)))

    def document(self, *names: str) -> Value[str]:
        """A JSON document as text, whether it was given as text or as structured data."""
        raw, name = self._raw(names)
        if isinstance(raw, Mapping | list):
            for marker in (SECRET, UNKNOWN):
                if holds(raw, marker):
                    why = "is secret" if marker is SECRET else "is partly not known yet"
                    outline = json.dumps(_outlined(raw), sort_keys=True)
                    return PartlyKnown(f"{why} ({self._at(name)})", outline)
            return Known(json.dumps(raw, sort_keys=True))
        return _read(raw, self._at(name), _text)

    def ref(self, *names: str) -> Ref:
        """A reference to another resource."""
        raw, name = self._raw(names)
        sources = self.sources(name)
        id = _read(raw, self._at(name), _text)
        if isinstance(id, Known) and self._identities.lead_nowhere(id.value, sources):
            return Ref(_unread(id.value), sources)
        return Ref(id, sources) if not id.missing else Ref()

    def refs(self, *names: str) -> Refs:
        """References to other resources."""
        raw, name = self._raw(names)
        if isinstance(raw, str):
            raw = [raw] if raw else []
        return self._refs(_list(raw, self._at(name), _text), self.sources(name))

    def only(self, *names: str) -> Refs:
        """A reference where the topology has several, such as the one peer of a rule."""
        ref = self.ref(*names)
        return Refs(Known((ref.id,)), ref.nodes) if not ref.missing else Refs()

    def only_text(self, *names: str) -> Values[str]:
        """A text where the topology has several."""
        text = self.text(*names)
        return Known((text,)) if not text.missing else MISSING

    def collected(self, name: str, ids: Sequence[Value[str]]) -> Refs:
        """References that were found inside the property `name`."""
        return self._refs(Known(tuple(ids)), self.sources(name))

    def _refs(self, ids: Values[str], sources: tuple[str, ...]) -> Refs:
        if isinstance(ids, Known):
            nowhere = self._identities.lead_nowhere
            ids = Known(
                tuple(
                    _unread(id.value) if isinstance(id, Known) and nowhere(id.value, sources) else id
                    for id in ids.value
                )
            )
        return Refs(ids, sources) if not ids.missing else Refs()

    def inside(self, *names: str) -> Properties:
        """The properties of a nested object; of a list of objects the first. Left out, none."""
        raw, name = self._raw(names)
        if isinstance(raw, list):
            raw = raw[0] if raw else None
        if raw is None or isinstance(raw, Mapping):
            return self._nested(raw or {}, self._at(name), name)
        return _Unreadable(_not(raw, "an object", self._at(name)), self._dependencies, self._top or name)

    def structured(self, *names: str) -> Properties:
        """The properties of an object that may also be given as its text, in JSON or YAML. Left out, none."""
        raw, name = self._raw(names)
        if raw == "":
            return self._nested({}, self._at(name), name)
        if not isinstance(raw, str):
            return self.inside(*names)
        try:
            found = _parsed(raw)
        except (yaml.YAMLError, ValueError, RecursionError):
            found = None
        if isinstance(found, Mapping):
            return self._nested(found, self._at(name), name)
        why = Unknown(f"is no object in JSON or YAML ({self._at(name)})")
        return _Unreadable(why, self._dependencies, self._top or name)

    def entries(self) -> Iterator[tuple[str, Properties]]:
        """The nested objects by name, also those that cannot be read; what is something else is left out."""
        for name, raw in sorted(self.values.items()):
            if isinstance(raw, Mapping | Marker):
                yield name, self.inside(name)

    def objects(self, *names: str) -> Value[tuple[Properties, ...]]:
        """The properties of each object of a list."""
        raw, name = self._raw(names)
        if raw is None:
            return MISSING
        if isinstance(raw, Mapping):
            raw = [raw]
        if not isinstance(raw, list):
            return _not(raw, "a list", self._at(name))
        found: list[Properties] = []
        for index, item in enumerate(raw):
            path = f"{self._at(name)}[{index}]"
            if isinstance(item, Mapping):
                found.append(self._nested(item, path, name))
            else:
                found.append(_Unreadable(_not(item, "an object", path), self._dependencies, self._top or name))
        return Known(tuple(found))

    def sources(self, *names: str) -> tuple[str, ...]:
        """The keys of the resources that the property, or the top-level one around it, was computed from."""
        if self._top:
            return tuple(self._dependencies.get(self._top, ()))
        return tuple(key for name in names for key in self._dependencies.get(name, ()))

    def _nested(self, values: Mapping[str, Plain], path: str, name: str) -> Properties:
        return Properties(values, self._dependencies, self._identities, path=path, top=self._top or name)

    def _value(self, names: Sequence[str], read: Callable[[Plain, str], Value[T]]) -> Value[T]:
        raw, name = self._raw(names)
        return _read(raw, self._at(name), read)

    def _raw(self, names: Sequence[str]) -> tuple[Plain, str]:
        for name in names:
            if self.values.get(name) is not None:
                return self.values[name], name
        return None, names[0]

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


class _Unreadable(Properties):
    """Properties of an object that is unknown, secret or no object: each of them is unknown for that reason."""

    __slots__ = ("_why",)

    def __init__(self, why: Unknown, dependencies: Mapping[str, Sequence[str]], top: str) -> None:
        super().__init__({}, dependencies, Identities(), top=top)
        self._why = why

    @property
    def readable(self) -> bool:
        return False

    def given(self, *names: str) -> bool:
        return True

    def _value(self, names: Sequence[str], read: Callable[[Plain, str], Value[T]]) -> Value[T]:
        return self._why

    def texts(self, *names: str) -> Values[str]:
        return self._why

    def pairs(self, *names: str) -> Value[tuple[tuple[str, Value[str]], ...]]:
        return self._why

    def document(self, *names: str) -> Value[str]:
        return self._why

    def ref(self, *names: str) -> Ref:
        return Ref(self._why, self.sources())

    def refs(self, *names: str) -> Refs:
        return Refs(self._why, self.sources())

    def inside(self, *names: str) -> Properties:
        return self

    def structured(self, *names: str) -> Properties:
        return self

    def objects(self, *names: str) -> Value[tuple[Properties, ...]]:
        return self._why


def joined(refs: Refs, more: Sequence[Ref]) -> Refs:
    """References of a list together with those that resources of their own add to it, each id once."""
    if not more or isinstance(refs.ids, Unknown):
        return refs
    ids: tuple[Value[str], ...] = refs.ids.get(())
    given = set(ids)
    added = [ref for ref in more if not (ref.id.known and ref.id in given)]
    return Refs(Known((*ids, *(ref.id for ref in added))), (*refs.nodes, *(key for ref in added for key in ref.nodes)))


def _unread(id: str) -> Unknown:
    return Unknown(f"names {id!r}, which is not among the resources that were read")


def _parsed(text: str) -> Plain:
    """A document in JSON, or else in YAML, as plain data."""
    try:
        return plain(json.loads(text))
    except ValueError:
        return plain(yaml.safe_load(text))


def _outlined(raw: Plain) -> Plain:
    if isinstance(raw, Mapping):
        return {key: _outlined(item) for key, item in raw.items()}
    if isinstance(raw, list):
        return [_outlined(item) for item in raw]
    return HOLE if isinstance(raw, Marker) else raw


def _read(raw: Plain, path: str, read: Callable[[Plain, str], Value[T]]) -> Value[T]:
    if raw is None:
        return MISSING
    if isinstance(raw, Marker):
        return _not(raw, "", path)
    return read(raw, path)


def _list(raw: Plain, path: str, read: Callable[[Plain, str], Value[T]]) -> Values[T]:
    if raw is None:
        return MISSING
    if not isinstance(raw, list):
        return _not(raw, "a list", path)
    items = (_read(item, f"{path}[{index}]", read) for index, item in enumerate(raw))
    return Known(tuple(item for item in items if not item.missing))


def _text(raw: Plain, path: str) -> Value[str]:
    if isinstance(raw, str):
        return Known(raw) if raw else MISSING
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Known(str(raw))
    return _not(raw, "a text", path)


def _integer(raw: Plain, path: str) -> Value[int]:
    if raw == "":
        return MISSING
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Known(raw)
    if isinstance(raw, str) and raw.removeprefix("-").isdecimal():
        # Python refuses to convert a text of more than 4,300 digits.
        with suppress(ValueError):
            return Known(int(raw))
    return _not(raw, "a whole number", path)


def _number(raw: Plain, path: str) -> Value[float]:
    if raw == "":
        return MISSING
    if not isinstance(raw, bool):
        with suppress(TypeError, ValueError, OverflowError):
            found = float(raw)
            if math.isfinite(found):
                return Known(found)
    return _not(raw, "a finite number" if type(raw) in (int, float) else "a number", path)


def _boolean(raw: Plain, path: str) -> Value[bool]:
    if raw == "":
        return MISSING
    if isinstance(raw, bool):
        return Known(raw)
    if raw in ("true", "false"):
        return Known(raw == "true")
    return _not(raw, "true or false", path)


def _not(raw: Plain, wanted: str, path: str) -> Unknown:
    """Why `raw` is not what was wanted. A value that is neither is described by its kind: it may be anything."""
    if raw is UNKNOWN:
        return Unknown(f"is not known yet ({path})")
    if raw is SECRET:
        return Unknown(f"is secret ({path})")
    return Unknown(f"is {_KINDS.get(type(raw), 'something else')} where {wanted} belongs ({path})")


_KINDS: Mapping[type[Any], str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "a map",
}
