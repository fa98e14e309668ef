"""What EC2 resources have in common: tags at birth, the mark of an unfinished creation, and reading one thing by id."""

import abc
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from privateapi.provider.context import Context
from privateapi.provider.interrupted import MARK
from privateapi.provider.model import State, TaggedArgs
from privateapi.provider.resource import Resource, tag_changes, tag_list

A = TypeVar("A", bound=TaggedArgs)
S = TypeVar("S", bound=State)


class Ec2Resource(Resource[A, S], abc.ABC):
    """An EC2 resource with tags."""

    service = "ec2"
    resource_type: ClassVar[str]
    """EC2's name of the type in a tag specification, such as ``vpc`` (EC2 API, TagSpecification)."""
    id_prefix: ClassVar[str]
    """What the ids begin with, such as ``vpc-``."""
    marked: ClassVar[bool] = True
    """Whether a creation is marked; not needed where the API takes a client token or refuses a second one."""

    def tag_specifications(self, ctx: Context, args: A) -> list[dict[str, Any]]:
        """Tags, and the mark of an unfinished creation, for the call that creates."""
        tags = {**(args.tags or {}), **(ctx.mark if self.marked else {})}
        return [{"ResourceType": self.resource_type, "Tags": tag_list(tags)}] if tags else []

    def find_interrupted(self, ctx: Context, args: A) -> str | None:
        found = ctx.take_interrupted(self.id_prefix) if self.marked else []
        return found[0] if found else None

    def settle(self, ctx: Context, id: str, args: A) -> None:
        self.complete(ctx, id, args)
        self.abandon(ctx, id)

    def complete(self, ctx: Context, id: str, args: A) -> None:
        """Wait for it and set what its creation does not take; may be run again."""
        return

    def abandon(self, ctx: Context, id: str) -> None:
        if self.marked:
            # EC2's servers may not all know the new thing yet.
            untag = ctx.client("ec2").delete_tags
            ctx.retry("ec2", "eventual", lambda: untag(Resources=[id], Tags=[{"Key": MARK}]), 30.0)

    def update_tags(self, ctx: Context, id: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> None:
        """Bring the tags from the old ones to the new ones."""
        to_set, to_remove = tag_changes(old, new)
        if to_remove:
            ctx.client("ec2").delete_tags(Resources=[id], Tags=[{"Key": key} for key in to_remove])
        if to_set:
            ctx.client("ec2").create_tags(Resources=[id], Tags=tag_list(to_set))
