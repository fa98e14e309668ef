"""What endpoints and rules have in common: tags at birth, and creations that are found again by their request id.

A request id may never be used again, so it begins with the resource's token and goes on with a random part; the mark,
a tag that is taken off at the end, tells a creation that was cut short from a finished one.
"""

import abc
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.interrupted import MARK
from privateapi.provider.model import State, TaggedArgs
from privateapi.provider.resource import Resource, tag_changes, tag_list, tag_map

A = TypeVar("A", bound=TaggedArgs)
S = TypeVar("S", bound=State)


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-zA-Z0-9\-_' ]+", value) or value.isdigit():
        raise ValueError(
            f"{value!r} is not a name; it has letters, digits, hyphens, underscores, apostrophes and spaces, and not "
            "digits alone, as in on-premises"
        )
    return value


Name = Annotated[str, Field(max_length=64), AfterValidator(_name)]
"""A name for the console, at most 64 characters (Route 53 Resolver API, CreateResolverEndpoint)."""


class ResolverResource(Resource[A, S], abc.ABC):
    """A resource of Route 53 Resolver that has tags."""

    service = "route53resolver"
    arn_kind: ClassVar[str]
    """What stands before the id in the ARN: ``resolver-rule``."""
    list_operation: ClassVar[str]
    """The operation that lists all of the Region (boto3's name), and under which name it answers them."""
    listed_as: ClassVar[str]

    def birth(self, ctx: Context, args: A) -> dict[str, Any]:
        """Request id, tags and the mark of an unfinished creation, for the call that creates."""
        return {
            "CreatorRequestId": f"{ctx.token}-{uuid.uuid4().hex[:12]}",
            "Tags": tag_list({**(args.tags or {}), **ctx.mark}),
        }

    def find_interrupted(self, ctx: Context, args: A) -> str | None:
        def load() -> dict[str, list[str]]:
            found: dict[str, list[str]] = {}
            for each in self._listed(ctx):
                found.setdefault(each.get("CreatorRequestId", "").partition("-")[0], []).append(each["Id"])
            return found

        for id in ctx.take_leftovers(self.arn_kind, ctx.token, load, f"route53resolver:List{self.listed_as}"):
            if MARK in self._raw_tags(ctx, id):
                return id
        return None

    def settle(self, ctx: Context, id: str, args: A) -> None:
        self.complete(ctx, id, args)
        self.abandon(ctx, id)

    @abc.abstractmethod
    def complete(self, ctx: Context, id: str, args: A) -> None:
        """Wait for it; may be run again."""

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.client("route53resolver").untag_resource(ResourceArn=self.arn(ctx, id), TagKeys=[MARK])

    def arn(self, ctx: Context, id: str) -> str:
        """The ARN of an id in this account."""
        return ctx.arn("route53resolver", f"{self.arn_kind}/{id}")

    def read_tags(self, ctx: Context, id: str) -> dict[str, str] | None:
        """The user's tags."""
        return tag_map(tag_list(self._raw_tags(ctx, id)))

    def update_tags(self, ctx: Context, id: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> None:
        """Bring the tags from the old ones to the new ones."""
        to_set, to_remove = tag_changes(old, new)
        arn = self.arn(ctx, id)
        if to_remove:
            ctx.client("route53resolver").untag_resource(ResourceArn=arn, TagKeys=to_remove)
        if to_set:
            ctx.client("route53resolver").tag_resource(ResourceArn=arn, Tags=tag_list(to_set))

    def _listed(self, ctx: Context) -> Iterable[dict[str, Any]]:
        pages = ctx.client("route53resolver").get_paginator(self.list_operation).paginate()
        return (each for page in pages for each in page[self.listed_as])

    def _raw_tags(self, ctx: Context, id: str) -> dict[str, str]:
        pages = ctx.client("route53resolver").get_paginator("list_tags_for_resource")
        found = pages.paginate(ResourceArn=self.arn(ctx, id))
        return {tag["Key"]: tag["Value"] for page in found for tag in page["Tags"]}
