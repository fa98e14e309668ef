"""Tags of Route 53, which come after the creation: a thing without the completion tag is a creation that was cut short.

Zones and health checks take no tags at birth and no client token, only a caller reference that may never be used
again. So the reference begins with the resource's token, and a tag says that the creation was finished.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Literal

from privateapi.provider.context import Context
from privateapi.provider.resource import own_tags, tag_changes, tag_list

COMPLETE = "privateapi:complete"
Kind = Literal["healthcheck", "hostedzone"]


def caller_reference(ctx: Context) -> str:
    """A reference that no creation used before, by which this resource's creations are found."""
    return f"{ctx.token}-{uuid.uuid4().hex[:12]}"


def unfinished(
    ctx: Context, kind: Kind, listed: Callable[[], Iterable[tuple[str, str]]], permission: str
) -> str | None:
    """The id of a thing whose creation by this resource was cut short; ``listed`` gives ids and caller references."""

    def load() -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, reference in listed():
            found.setdefault(reference.partition("-")[0], []).append(id)
        return found

    for id in ctx.take_leftovers(f"route53-{kind}", ctx.token, load, permission):
        if COMPLETE not in raw_tags(ctx, kind, id):
            return id
    return None


def raw_tags(ctx: Context, kind: Kind, id: str) -> dict[str, str]:
    """All tags."""
    found = ctx.client("route53").list_tags_for_resource(ResourceType=kind, ResourceId=id)["ResourceTagSet"]
    return {tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}


def read_tags(ctx: Context, kind: Kind, id: str) -> dict[str, str] | None:
    """The user's tags."""
    return own_tags(raw_tags(ctx, kind, id))


def complete(ctx: Context, kind: Kind, id: str, tags: Mapping[str, str] | None) -> None:
    """Set the tags, and last the one that says that the creation is finished."""
    _change(ctx, kind, id, {**(tags or {}), COMPLETE: "true"}, [])


def update_tags(
    ctx: Context, kind: Kind, id: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> None:
    """Bring the tags from the old ones to the new ones, in one call where they are few."""
    _change(ctx, kind, id, *tag_changes(old, new))


def _change(ctx: Context, kind: Kind, id: str, to_set: Mapping[str, str], to_remove: list[str]) -> None:
    added = tag_list(to_set)
    for start in range(0, max(len(added), len(to_remove)), _BATCH):
        parts = {"AddTags": added[start : start + _BATCH], "RemoveTagKeys": to_remove[start : start + _BATCH]}
        call = partial(
            ctx.client("route53").change_tags_for_resource,
            ResourceType=kind,
            ResourceId=id,
            **{name: part for name, part in parts.items() if part},
        )
        ctx.retry("route53", "eventual", call)


_BATCH = 10
"""Tags that one call sets or removes at most (Route 53 API, ChangeTagsForResource)."""
