"""Property values between the engine's wire form (protobuf Struct) and plain Python, in one place.

On the wire an unknown is a sentinel string and a secret is an object with a signature; whole numbers arrive as floats
(pulumi 3.272.0). Inside the plugin an unknown is the object :data:`UNKNOWN`, whole numbers are ``int``, and which
top-level properties are secret is carried beside the values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from google.protobuf import struct_pb2

# Constants of Pulumi's wire protocol (sdk/proto, "Special signatures"); a test compares them with the SDK's.
UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SENTINELS: Final = frozenset(
    {
        UNKNOWN_TEXT,  # string, and what every other kind is sent as by the Python SDK
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)
_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
_RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"


class Unknown:
    """A value the engine does not know yet (pulumi preview); there is one object of it, :data:`UNKNOWN`."""

    _only: Unknown | None = None

    def __new__(cls) -> Unknown:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false; ask `is UNKNOWN` first")

    def __deepcopy__(self, memo: dict[int, Any]) -> Unknown:
        return self

    def __copy__(self) -> Unknown:
        return self


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Properties:
    """Decoded properties: plain values by camelCase name, and the names of the top-level ones that are secret."""

    values: dict[str, Any]
    secrets: frozenset[str] = field(default_factory=frozenset)


def holds_unknown(value: object) -> bool:
    """Whether the value is unknown or an unknown is anywhere inside it."""
    if value is UNKNOWN:
        return True
    if isinstance(value, Mapping):
        return any(holds_unknown(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(holds_unknown(item) for item in value)
    return False


def decode(struct: struct_pb2.Struct) -> Properties:
    """Read a Struct. Keys that start with ``__`` belong to the engine and the SDKs and are left out."""
    values: dict[str, Any] = {}
    secrets: set[str] = set()
    for name, item in struct.fields.items():
        if name.startswith("__"):
            continue
        value, secret = _decode(item)
        values[name] = value
        if secret:
            secrets.add(name)
    return Properties(values, frozenset(secrets))


def _decode(item: struct_pb2.Value) -> tuple[Any, bool]:
    kind = item.WhichOneof("kind")
    if kind == "string_value":
        return (UNKNOWN, False) if item.string_value in SENTINELS else (item.string_value, False)
    if kind == "number_value":
        number = item.number_value
        return (int(number) if number.is_integer() else number), False
    if kind == "bool_value":
        return item.bool_value, False
    if kind == "list_value":
        pairs = [_decode(each) for each in item.list_value.values]
        return [value for value, _ in pairs], any(secret for _, secret in pairs)
    if kind == "struct_value":
        return _decode_object(item.struct_value)
    return None, False


def _decode_object(struct: struct_pb2.Struct) -> tuple[Any, bool]:
    fields = struct.fields
    signature = fields[_SIGNATURE].string_value if _SIGNATURE in fields else ""
    if signature == _SECRET:
        return _decode(fields["value"])[0], True
    if signature == _OUTPUT:
        value, secret = _decode(fields["value"]) if "value" in fields else (UNKNOWN, False)
        return value, secret or ("secret" in fields and fields["secret"].bool_value)
    if signature == _RESOURCE:
        # The id of a resource that is not made yet is an empty text (pulumi 3.272.0, rpc.py).
        id, secret = _decode(fields["id"]) if "id" in fields else (fields["urn"].string_value, False)
        return (UNKNOWN if id == "" else id), secret
    pairs = {name: _decode(item) for name, item in fields.items()}
    return {name: value for name, (value, _) in pairs.items()}, any(secret for _, secret in pairs.values())


def encode(values: Mapping[str, Any], secrets: Collection[str] = ()) -> struct_pb2.Struct:
    """Write a Struct; the properties named in ``secrets`` are marked secret, absent (``None``) ones are left out."""
    struct = struct_pb2.Struct()
    for name, value in values.items():
        if value is None:
            continue
        encoded = _encode(value)
        if name in secrets and value is not UNKNOWN:
            wrapped = struct.fields[name].struct_value
            wrapped.fields[_SIGNATURE].string_value = _SECRET
            wrapped.fields["value"].CopyFrom(encoded)
        else:
            struct.fields[name].CopyFrom(encoded)
    return struct


def _encode(value: Any) -> struct_pb2.Value:
    item = struct_pb2.Value()
    if value is UNKNOWN:
        item.string_value = UNKNOWN_TEXT
    elif value is None:
        item.null_value = struct_pb2.NULL_VALUE
    elif isinstance(value, bool):
        item.bool_value = value
    elif isinstance(value, int | float):
        item.number_value = value
    elif isinstance(value, str):
        item.string_value = value
    elif isinstance(value, Mapping):
        item.struct_value.SetInParent()
        for name, each in value.items():
            if each is not None:
                item.struct_value.fields[str(name)].CopyFrom(_encode(each))
    elif isinstance(value, list | tuple | set | frozenset):
        item.list_value.SetInParent()
        for each in value:
            item.list_value.values.append(_encode(each))
    else:
        raise TypeError(f"a property cannot have a value of type {type(value).__name__}")
    return item
