"""What the stand-in's resources have in common: their tokens, the provider's region, and when a thing is gone."""

import abc
import uuid
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator

from privateapi.provider import waiting
from privateapi.provider.context import Context
from privateapi.provider.errors import AlibabaError, Fault
from privateapi.provider.model import Args, State, specs
from privateapi.provider.resource import Resource, tag_changes

A = TypeVar("A", bound=Args)
S = TypeVar("S", bound=State)

_PASSING = ("DependencyViolation", "IncorrectVSwitchStatus", "IncorrectStatus", "OperationConflict", "TaskConflict")
UNUSED_IN = 30.0
"""Seconds in which what hangs on a thing must be gone; the real plugin tries for minutes."""


def _refused(value: Any) -> Any:
    if value in (None, False, 0, "", [], {}):
        return value
    raise ValueError(
        "the sandbox's stand-in for the plugin of pulumi_alicloud does not have this property; leave it out on "
        "sandbox stacks"
    )


NotInSandbox = Annotated[Any, AfterValidator(_refused)]
"""A property of the real plugin that the sandbox's cloud knows nothing of: it is refused by its name."""


def token_of(folder: str, name: str) -> str:
    """The type token of a class in a folder of resources: `alicloud:vpc/switch:Switch`."""
    return f"alicloud:{folder}/{name[0].lower()}{name[1:]}:{name}"


class StandIn(Resource[A, S], abc.ABC):
    """A resource of `pulumi_alicloud`. It has no region of its own: the provider's is the one of all."""

    provided_by = "alicloud"
    service = "alicloud"
    is_global = True
    gone: ClassVar[frozenset[str]] = frozenset()
    """Error codes by which the cloud says that the thing does not exist."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.token = token_of(cls.__module__.rsplit(".", 2)[-2], cls.__name__)

    def is_gone(self, error: BaseException) -> bool:
        return isinstance(error, AlibabaError) and error.code in self.gone

    def delete_unused(self, ctx: Context, product: str, action: str, params: Mapping[str, Any]) -> None:
        """Delete it as soon as nothing hangs on it any more: other deletions take a while to be known everywhere."""

        waiting.retry_while(
            lambda: ctx.call(product, action, params, idempotent=True),
            lambda error: isinstance(error, AlibabaError) and error.code.startswith(_PASSING),
            ctx.cancelled,
            ctx.timeout or UNUSED_IN,
        )


class Named(StandIn[A, S], abc.ABC):
    """A resource whose `name` is made up when a program gives none.

    A given name is unique, so the old thing is deleted before its replacement is made
    (pulumi-terraform-bridge, nameRequiresDeleteBeforeReplace).
    """

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        # An automatic name is in `changed` although the two are the same.
        return not (old.get("name") == new.get("name") and "name" in changed)


def client_token(action: str) -> str:
    """A token of one creation, in the form of the real plugin's; a replacement is another creation."""
    return f"TF-{action}-{uuid.uuid4()}"[:64]


def conflict(args: Args, one: str, other: str) -> Iterator[Fault]:
    """The fault of two inputs (wire names) of which only one may be given."""
    if _given(args, one) is not None and _given(args, other) is not None:
        yield Fault(one, f"conflicts with {other}: give one of the two")


def required(args: Args, *wires: str) -> Iterator[Fault]:
    """The faults of inputs (wire names) that the classes of `pulumi_alicloud` let out, but the cloud does not."""
    for wire in wires:
        if _given(args, wire) is None:
            yield Fault(wire, "is required")


def _given(args: Args, wire: str) -> Any:
    return getattr(args, specs(type(args))[wire].name)


def all_pages(ctx: Context, product: str, action: str, items: str, **params: Any) -> list[dict[str, Any]]:
    """The items of a list in the provider's region; ``items`` is their path, as in :meth:`AlibabaClient.pages`."""
    return list(ctx.alibaba.pages(product, action, items, params, region=ctx.region, cancelled=ctx.cancelled))


def tags_of(answer: Mapping[str, Any]) -> dict[str, str] | None:
    """The user's tags in an answer: not those that the cloud itself puts on things."""
    listed = (answer.get("Tags") or {}).get("Tag") or []
    pairs = ((each.get("Key", each.get("TagKey")), each.get("Value", each.get("TagValue", ""))) for each in listed)
    return {key: value for key, value in pairs if key and not key.startswith(("acs:", "aliyun"))} or None


def tag_params(tags: Mapping[str, str] | None) -> list[dict[str, str]] | None:
    """Tags as a call that creates takes them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()] if tags else None


def update_tags(
    ctx: Context, product: str, kind: str, id: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> None:
    """Bring the tags of a thing from the old ones to the new ones; ``kind`` is its type for the API: ``VPC``."""
    to_set, to_remove = tag_changes(old, new)
    of = {"RegionId": ctx.region, "ResourceType": kind, "ResourceId": [id]}
    if to_remove:
        # VPC spells it in its own way.
        action = "UnTagResources" if product == "vpc" else "UntagResources"
        ctx.call(product, action, {**of, "TagKey": to_remove}, idempotent=True)
    if to_set:
        ctx.call(product, "TagResources", {**of, "Tag": tag_params(to_set)}, idempotent=True)
