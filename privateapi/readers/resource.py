"""The neutral form of a Pulumi resource, between its many sources and the one set of mappings into the topology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, TypeAlias

# Constants of Pulumi's wire protocol (sdk/proto, "Special signatures"); a test compares them with the SDK's.
SENTINELS: Final = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # string, and what programs in Python send for every kind
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE: Final = "1b47061264138c4ac30d75fd1eb44270"
OUTPUT_SIGNATURE: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"


class Marker(Enum):
    """What stands in a property for a value that must not or cannot be read."""

    UNKNOWN = "unknown"
    """The engine does not know it yet."""
    SECRET = "secret"
    """It is secret, so that no message may show it."""

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = Marker.UNKNOWN
SECRET: Final = Marker.SECRET

# None, bool, int, float, str, Marker, and lists and dictionaries with text keys of the same.
Plain: TypeAlias = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResource:
    """A resource as a program, a state or a preview has it.

    `key` is its URN. `properties` are its inputs, with computed outputs beside them, by wire name. `dependencies`
    are, for each top-level property, the keys of the resources that its value was computed from. `id` is the physical
    id where the source knows it. `provider` are the plain inputs of the resource's provider, `provider_key` is its
    URN, and `config` what the stack's configuration says for its package. `live` says that the resource exists and
    the program only reads it. `position` is where the program declares it: `project:///__main__.py#9`. `before` are
    its inputs before the change that a preview shows; empty for what is new or stays the same. `computed` are the
    names of those properties that the program leaves out and only the cloud tells.
    """

    key: str
    type: str
    name: str
    properties: Mapping[str, Plain]
    dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    depends_on: tuple[str, ...] = ()
    parent: str = ""
    id: str | None = None
    provider: Mapping[str, Plain] = field(default_factory=dict)
    provider_key: str = ""
    config: Mapping[str, Plain] = field(default_factory=dict)
    live: bool = False
    position: str = ""
    before: Mapping[str, Plain] = field(default_factory=dict)
    computed: frozenset[str] = frozenset()

    @property
    def package(self) -> str:
        """The package of the type, such as `aws`."""
        return self.type.partition(":")[0]


def plain(value: Any) -> Plain:
    """A decoded JSON value with Pulumi's signatures and sentinels replaced by markers, and whole floats by numbers.

    >>> plain({"port": 443.0, "vpcId": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"})
    {'port': 443, 'vpcId': UNKNOWN}
    """
    if isinstance(value, str):
        # What `pulumi preview --json` writes in place of a secret.
        return UNKNOWN if value in SENTINELS else SECRET if value == "[secret]" else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        signature = value.get(SIGNATURE)
        if signature is None:
            return {str(key): plain(item) for key, item in value.items()}
        if signature == SECRET_SIGNATURE:
            return SECRET
        if signature == OUTPUT_SIGNATURE:
            return SECRET if value.get("secret") else plain(value["value"]) if "value" in value else UNKNOWN
        # Assets, archives and references to resources; no mapping reads one.
        return UNKNOWN
    return value


def holds(value: Plain, marker: Marker) -> bool:
    """Whether the value is the marker or has it anywhere inside."""
    if isinstance(value, Mapping):
        return any(holds(item, marker) for item in value.values())
    if isinstance(value, list):
        return any(holds(item, marker) for item in value)
    return value is marker


# What providers built on Terraform write for a property that was left out.
_EMPTY: Final[tuple[Plain, ...]] = (None, "", 0, False, [], {})


def merged(inputs: Mapping[str, Plain] | None, outputs: Mapping[str, Plain]) -> dict[str, Plain]:
    """The inputs, completed by the outputs; without inputs (None) the outputs as they are.

    The inputs are what the program says. Outputs add what the cloud chose, also in place of an input that is not known;
    an empty output stands for "left out", and never replaces a secret.
    """
    if inputs is None:
        return dict(outputs)
    result = {name: value for name, value in outputs.items() if value not in _EMPTY}
    for name, value in inputs.items():
        computed = outputs.get(name)
        if computed in _EMPTY or not holds(value, UNKNOWN) or holds(computed, UNKNOWN) or holds(value, SECRET):
            result[name] = value
    return result
