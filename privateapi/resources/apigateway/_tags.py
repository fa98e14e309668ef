"""ARNs and tags of API Gateway's things; its ARNs have no account (Developer Guide, "Amazon Resource Name")."""

from collections.abc import Mapping

from privateapi.provider.context import Context
from privateapi.provider.interrupted import MARK
from privateapi.provider.resource import tag_changes


def gateway_arn(ctx: Context, path: str) -> str:
    """ARN of a path such as ``/restapis/abc``."""
    return f"arn:{ctx.partition}:apigateway:{ctx.region}::{path}"


def update_tags(ctx: Context, arn: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> None:
    """Bring the tags from the old ones to the new ones."""
    to_set, to_remove = tag_changes(old, new)
    client = ctx.client("apigateway")
    if to_remove:
        client.untag_resource(resourceArn=arn, tagKeys=to_remove)
    if to_set:
        client.tag_resource(resourceArn=arn, tags=to_set)


def take_off_mark(ctx: Context, arn: str) -> None:
    """Take off the mark of an unfinished creation."""
    ctx.client("apigateway").untag_resource(resourceArn=arn, tagKeys=[MARK])
