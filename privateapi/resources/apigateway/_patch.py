"""Patch operations, by which API Gateway is told changes (API Gateway API, PatchOperation)."""

from collections.abc import Mapping

Operation = dict[str, str]


def replace(path: str, value: str | int | float | bool | None) -> Operation:
    """Set the value at a path; ``None`` leaves the value out, which clears a number."""
    if value is None:
        return {"op": "replace", "path": path}
    return {"op": "replace", "path": path, "value": str(value).lower() if isinstance(value, bool) else str(value)}


def map_operations(path: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> list[Operation]:
    """From one map to the other."""
    before, after = dict(old or {}), dict(new or {})
    gone = [{"op": "remove", "path": f"{path}/{pointer(key)}"} for key in before if key not in after]
    return gone + [replace(f"{path}/{pointer(key)}", value) for key, value in after.items() if before.get(key) != value]


def pointer(text: str) -> str:
    """A text as one part of a path (RFC 6901)."""
    return text.replace("~", "~0").replace("/", "~1")
