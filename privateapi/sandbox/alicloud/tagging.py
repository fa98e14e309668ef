"""Tags of things of any kind, which every product keeps in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from privateapi.sandbox.alicloud.call import Answer, Call
from privateapi.sandbox.alicloud.refusals import refused

# The classes of things by the lower-case ResourceType under which a product knows them.
Kinds = Mapping[str, type[Any]]


def tag(call: Call, kinds: Kinds, not_found: str) -> Answer:
    """Give tags to all the things that the call names, or to none. Raises Refused with `not_found`."""
    tags = call.tags()
    if not tags:
        raise refused(call.product.missing, "Tag")
    for tagged in _named(call, kinds, not_found):
        tagged.update(tags)
    return {}


def untag(call: Call, kinds: Kinds, not_found: str) -> Answer:
    """Take the tags of the given keys away, or all of them. Raises Refused with `not_found`."""
    keys, everything = call.texts("TagKey"), call.flag("All")
    for tagged in _named(call, kinds, not_found):
        for key in list(tagged):
            if everything or key in keys:
                del tagged[key]
    return {}


def list_tags(call: Call, kinds: Kinds) -> Answer:
    """The tags of the things of a kind, of those that the call names or of all."""
    kind = _kind(call, kinds)
    ids, wanted = call.texts("ResourceId"), call.tags()
    shown = [
        {"ResourceId": key, "ResourceType": call.text("ResourceType"), "TagKey": name, "TagValue": value}
        for key, thing in call.region.of(kind).items()
        if not ids or key in ids
        for name, value in thing.tags.items()
        if not wanted or wanted.get(name, value) in ("", value) and name in wanted
    ]
    return {"TagResources": {"TagResource": shown}, "NextToken": ""}


def _kind(call: Call, kinds: Kinds) -> type[Any]:
    name = call.required("ResourceType").lower()
    if name not in kinds:
        raise call.wrong("ResourceType", f"{name!r} is none of {', '.join(kinds)}.")
    return kinds[name]


def _named(call: Call, kinds: Kinds, not_found: str) -> list[dict[str, str]]:
    table = call.region.of(_kind(call, kinds))
    ids = call.texts("ResourceId")
    if not ids:
        raise refused(call.product.missing, "ResourceId")
    if any(each not in table for each in ids):
        raise refused(not_found)
    return [table[each].tags for each in ids]
