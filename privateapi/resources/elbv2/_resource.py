"""What load balancers, target groups and listeners have in common: ARNs as ids, tags at birth, the creation's mark."""

import abc
from collections.abc import Mapping
from typing import ClassVar, TypeVar

from privateapi.provider.context import Context
from privateapi.provider.interrupted import MARK
from privateapi.provider.model import State, TaggedArgs
from privateapi.provider.resource import Resource, tag_changes, tag_list, tag_map

A = TypeVar("A", bound=TaggedArgs)
S = TypeVar("S", bound=State)


class Elbv2Resource(Resource[A, S], abc.ABC):
    """A resource of Elastic Load Balancing; its id is its ARN."""

    service = "elbv2"
    arn_kind: ClassVar[str]
    """What follows the account in the ARN, such as ``loadbalancer/``."""

    def birth_tags(self, ctx: Context, args: A) -> list[dict[str, str]]:
        """Tags and the mark of an unfinished creation, for the call that creates.

        A second creation with the same name and settings gives the same thing again, and AWS refuses other settings;
        the mark finds one whose automatic name another run does not know.
        """
        return tag_list({**(args.tags or {}), **ctx.mark})

    def find_interrupted(self, ctx: Context, args: A) -> str | None:
        return next((arn for arn in ctx.take_interrupted("arn:") if f":{self.arn_kind}" in arn), None)

    def settle(self, ctx: Context, id: str, args: A) -> None:
        self.complete(ctx, id, args)
        self.abandon(ctx, id)

    def complete(self, ctx: Context, id: str, args: A) -> None:
        """Wait for it and set what its creation does not take; may be run again."""
        return

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.client("elbv2").remove_tags(ResourceArns=[id], TagKeys=[MARK])

    def read_tags(self, ctx: Context, id: str) -> dict[str, str] | None:
        """The user's tags."""
        described = ctx.client("elbv2").describe_tags(ResourceArns=[id])["TagDescriptions"]
        return tag_map(described[0].get("Tags")) if described else None

    def update_tags(self, ctx: Context, id: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> None:
        """Bring the tags from the old ones to the new ones."""
        to_set, to_remove = tag_changes(old, new)
        if to_remove:
            ctx.client("elbv2").remove_tags(ResourceArns=[id], TagKeys=to_remove)
        if to_set:
            ctx.client("elbv2").add_tags(ResourceArns=[id], Tags=tag_list(to_set))
