"""Log groups (CloudWatch Logs API: CreateLogGroup, PutRetentionPolicy)."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.interrupted import MARK
from privateapi.provider.kinds import RetentionDays
from privateapi.provider.markers import AutoName, Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource, own_tags, tag_changes


def _name(value: str) -> str:
    if not 1 <= len(value) <= 512:
        raise ValueError(f"the name of a log group has 1 to 512 characters; this has {len(value)}")
    if not re.fullmatch(r"[.\-_/#A-Za-z0-9]+", value):
        raise ValueError(f"{value!r} is no name of a log group; it takes letters, digits and . - _ / # only")
    if value.startswith("aws/"):
        raise ValueError(f"{value!r} begins with 'aws/', which AWS keeps for itself")
    return value


def _key_arn(value: str) -> str:
    if not re.fullmatch(r"arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key/.+", value):
        right = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        raise ValueError(f"{value!r} is not the ARN of a KMS key; {right} is one")
    return value


class LogGroupArgs(RegionalArgs, TaggedArgs):
    """Inputs of a log group."""

    name: Annotated[Annotated[str, AfterValidator(_name)] | None, Replaces(), AutoName(max_length=512)] = None
    """Name; left out, the resource's name and a random suffix."""
    retention_in_days: RetentionDays | None = None
    """How many days events are kept; left out, for ever. The class ``DELIVERY`` keeps them for 2 days always."""
    kms_key_id: Annotated[str, AfterValidator(_key_arn)] | None = None
    """ARN of the key that encrypts the events; left out, the service's own."""
    log_group_class: Annotated[Literal["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"], Replaces()] = "STANDARD"
    """Class of the log group."""
    deletion_protection_enabled: bool = False
    """Whether the log group refuses to be deleted."""

    def faults(self) -> Iterator[Fault]:
        if self.log_group_class == "DELIVERY" and self.retention_in_days is not None:
            yield Fault("retentionInDays", "a log group of the class 'DELIVERY' keeps events for 2 days; leave it out")


class LogGroupState(LogGroupArgs, State):
    """A log group; its id is its name."""

    arn: str
    """ARN, without the ``:*`` that means its streams."""
    creation_time: int
    """When it was created, in milliseconds since 1970."""


class LogGroup(Resource[LogGroupArgs, LogGroupState]):
    """A log group of CloudWatch Logs."""

    noun = "CloudWatch Logs Log Group"
    service = "logs"
    replaced_first = ("name", "region")

    def create(self, ctx: Context, args: LogGroupArgs) -> str:
        name = str(args.name)
        request: dict[str, Any] = {
            "logGroupName": name,
            "logGroupClass": args.log_group_class,
            "deletionProtectionEnabled": args.deletion_protection_enabled,
            "tags": {**(args.tags or {}), **ctx.mark},
        }
        if args.kms_key_id is not None:
            request["kmsKeyId"] = args.kms_key_id
        try:
            ctx.client("logs").create_log_group(**request)
        except ClientError as error:
            exists = error.response["Error"]["Code"] == "ResourceAlreadyExistsException"
            if not exists or self._tags(ctx, self._arn(ctx, name)).get(MARK) != ctx.token:
                raise
        return name

    def settle(self, ctx: Context, id: str, args: LogGroupArgs) -> None:
        if args.retention_in_days is not None:
            self._set_retention(ctx, id, args.retention_in_days)
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.client("logs").untag_resource(resourceArn=self._arn(ctx, id), tagKeys=[MARK])

    def find_interrupted(self, ctx: Context, args: LogGroupArgs) -> str | None:
        arns = [arn for arn in ctx.take_interrupted("arn:") if ":log-group:" in arn]
        return arns[0].split(":log-group:")[1].removesuffix(":*") if arns else None

    def read(self, ctx: Context, id: str, prior: LogGroupState | None) -> LogGroupState | None:
        groups = ctx.client("logs").describe_log_groups(logGroupNamePrefix=id, limit=50)["logGroups"]
        group = next((each for each in groups if each["logGroupName"] == id), None)
        if group is None:
            return None
        arn = group["arn"].removesuffix(":*")
        kind = group.get("logGroupClass", "STANDARD")
        return self.state(
            region=ctx.region,
            tags=own_tags(self._tags(ctx, arn)),
            name=id,
            retention_in_days=None if kind == "DELIVERY" else group.get("retentionInDays"),
            kms_key_id=group.get("kmsKeyId"),
            log_group_class=kind,
            deletion_protection_enabled=group.get("deletionProtectionEnabled", False),
            arn=arn,
            creation_time=group["creationTime"],
        )

    def update(self, ctx: Context, id: str, old: LogGroupState, new: LogGroupArgs, changed: frozenset[str]) -> None:
        logs = ctx.client("logs")
        if "retention_in_days" in changed:
            if new.retention_in_days is None:
                logs.delete_retention_policy(logGroupName=id)
            else:
                self._set_retention(ctx, id, new.retention_in_days)
        if "kms_key_id" in changed:
            if new.kms_key_id is None:
                logs.disassociate_kms_key(logGroupName=id)
            else:
                logs.associate_kms_key(logGroupName=id, kmsKeyId=new.kms_key_id)
        if "deletion_protection_enabled" in changed:
            logs.put_log_group_deletion_protection(
                logGroupIdentifier=id, deletionProtectionEnabled=new.deletion_protection_enabled
            )
        if "tags" in changed:
            to_set, to_remove = tag_changes(old.tags, new.tags)
            if to_remove:
                logs.untag_resource(resourceArn=old.arn, tagKeys=to_remove)
            if to_set:
                logs.tag_resource(resourceArn=old.arn, tags=to_set)

    def delete(self, ctx: Context, id: str, state: LogGroupState) -> None:
        ctx.retry("logs", "eventual", lambda: ctx.client("logs").delete_log_group(logGroupName=id))

    def _set_retention(self, ctx: Context, id: str, days: int) -> None:
        logs = ctx.client("logs")
        ctx.retry("logs", "eventual", lambda: logs.put_retention_policy(logGroupName=id, retentionInDays=days))

    def _tags(self, ctx: Context, arn: str) -> dict[str, str]:
        tags: dict[str, str] = ctx.client("logs").list_tags_for_resource(resourceArn=arn).get("tags", {})
        return tags

    def _arn(self, ctx: Context, name: str) -> str:
        return ctx.arn("logs", f"log-group:{name}")
