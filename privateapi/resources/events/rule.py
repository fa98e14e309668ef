"""Scheduled rules of EventBridge (EventBridge API: PutRule, PutTargets)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.interrupted import MARK
from privateapi.provider.markers import AutoName, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource, tag_changes, tag_list, tag_map
from privateapi.provider.texts import matching

MOST_TARGETS = 5
"""Targets of a rule (Amazon EventBridge quotas, "Targets per rule")."""


class RuleTarget(Model):
    """What is called at each time of the schedule."""

    id: Annotated[str, matching(r"[.\-_A-Za-z0-9]{1,64}", "1 to 64 letters, digits, dots, hyphens and underscores")]
    """Name of the target in the rule."""
    arn: Annotated[str, matching(r"arn:[a-z-]+:.+", "an ARN")]
    """ARN of the target, such as a Lambda function, which has to let EventBridge in by a permission of its own."""
    input: str | None = None
    """JSON text that the target gets; left out, the event."""


class RuleArgs(RegionalArgs, TaggedArgs):
    """Inputs of a scheduled rule."""

    name: Annotated[
        Annotated[str, matching(r"[.\-_A-Za-z0-9]{1,64}", "1 to 64 letters, digits, dots, hyphens and underscores")]
        | None,
        Replaces(),
        AutoName(64),
    ] = None
    """Name; left out, the resource's name and a random suffix."""
    schedule_expression: Annotated[
        str,
        matching(
            r"rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)|cron\(\S+( \S+){5}\)",
            "a schedule; rate(1 minute), rate(5 minutes) and cron(0 10 * * ? *) are, and times are UTC",
        ),
    ]
    """When the targets are called: ``rate(…)`` or ``cron(…)`` with six fields."""
    description: str | None = None
    """What it is for."""
    state: Literal["ENABLED", "DISABLED"] = "ENABLED"
    """Whether the targets are called."""
    targets: list[RuleTarget]
    """What is called, up to five."""

    def faults(self) -> Iterator[Fault]:
        if not isinstance(self.targets, list):
            return
        if not 1 <= len(self.targets) <= MOST_TARGETS:
            yield Fault("targets", f"{len(self.targets)} targets; a rule has 1 to {MOST_TARGETS}")
        ids = [each.id for each in self.targets if isinstance(each, RuleTarget) and isinstance(each.id, str)]
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield Fault("targets", f"two targets have the id {twice!r}; each needs one of its own")


class RuleState(RuleArgs, State):
    """A scheduled rule; its id is its name."""

    arn: str
    """ARN."""


class Rule(Resource[RuleArgs, RuleState]):
    """A rule of EventBridge that calls its targets at set times."""

    noun = "EventBridge Rule"
    service = "events"
    replaced_first = ("name", "region")

    def create(self, ctx: Context, args: RuleArgs) -> str:
        # PutRule overwrites: a rule of this name that is not ours must not be lost.
        name, events = str(args.name), ctx.client("events")
        names = [each["Name"] for each in events.list_rules(NamePrefix=name)["Rules"]]
        if name in names and self._tags(ctx, name).get(MARK) != ctx.token:
            raise PluginError(
                f"a rule {name!r} exists already in {ctx.region}; choose another name, or take it over with "
                f"`pulumi import {self.token} NAME '{name}@{ctx.region}'`"
            )
        if name not in names:
            events.put_rule(**_request(name, args), Tags=tag_list({**(args.tags or {}), **ctx.mark}))
        return name

    def settle(self, ctx: Context, id: str, args: RuleArgs) -> None:
        self._put_targets(ctx, id, args.targets)
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.client("events").untag_resource(ResourceARN=self._arn(ctx, id), TagKeys=[MARK])

    def find_interrupted(self, ctx: Context, args: RuleArgs) -> str | None:
        arns = [arn for arn in ctx.take_interrupted("arn:") if ":rule/" in arn]
        return arns[0].rpartition("/")[2] if arns else None

    def read(self, ctx: Context, id: str, prior: RuleState | None) -> RuleState | None:
        rule = ctx.client("events").describe_rule(Name=id)
        return self.state(
            region=ctx.region,
            tags=tag_map([{"Key": key, "Value": value} for key, value in self._tags(ctx, id).items()]),
            name=rule["Name"],
            schedule_expression=rule.get("ScheduleExpression"),
            description=rule.get("Description") or None,
            state=rule["State"],
            targets=[
                {"id": each["Id"], "arn": each["Arn"], "input": each.get("Input")} for each in self._targets(ctx, id)
            ],
            arn=rule["Arn"],
        )

    def update(self, ctx: Context, id: str, old: RuleState, new: RuleArgs, changed: frozenset[str]) -> None:
        events = ctx.client("events")
        if changed - {"tags", "targets"}:
            # Tags of a rule that exists are not taken (EventBridge API, PutRule, Tags).
            ctx.retry("events", "eventual", lambda: events.put_rule(**_request(id, new)))
        if "targets" in changed:
            kept = {each.id for each in new.targets}
            self._remove_targets(ctx, id, [each.id for each in old.targets if each.id not in kept])
            self._put_targets(ctx, id, new.targets)
        if "tags" in changed:
            to_set, to_remove = tag_changes(old.tags, new.tags)
            if to_remove:
                events.untag_resource(ResourceARN=old.arn, TagKeys=to_remove)
            if to_set:
                events.tag_resource(ResourceARN=old.arn, Tags=tag_list(to_set))

    def delete(self, ctx: Context, id: str, state: RuleState) -> None:
        # A rule with targets cannot be deleted (EventBridge API, DeleteRule).
        self._remove_targets(ctx, id, [each["Id"] for each in self._targets(ctx, id)])
        events = ctx.client("events")
        ctx.retry("events", "eventual", lambda: events.delete_rule(Name=id))

    def _targets(self, ctx: Context, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = ctx.client("events").list_targets_by_rule(Rule=name)["Targets"]
        return sorted(found, key=lambda each: str(each["Id"]))

    def _put_targets(self, ctx: Context, name: str, targets: list[RuleTarget]) -> None:
        wanted = [
            {"Id": each.id, "Arn": each.arn} | ({"Input": each.input} if each.input is not None else {})
            for each in targets
        ]
        events = ctx.client("events")
        required(ctx.retry("events", "eventual", lambda: events.put_targets(Rule=name, Targets=wanted)))

    def _remove_targets(self, ctx: Context, name: str, ids: list[str]) -> None:
        events = ctx.client("events")
        if ids:
            required(ctx.retry("events", "eventual", lambda: events.remove_targets(Rule=name, Ids=ids)))

    def _tags(self, ctx: Context, name: str) -> dict[str, str]:
        tags = ctx.client("events").list_tags_for_resource(ResourceARN=self._arn(ctx, name))["Tags"]
        return {each["Key"]: each["Value"] for each in tags}

    def _arn(self, ctx: Context, name: str) -> str:
        return ctx.arn("events", f"rule/{name}")


def _request(name: str, args: RuleArgs) -> dict[str, Any]:
    return {
        "Name": name,
        "ScheduleExpression": args.schedule_expression,
        "State": args.state,
        # Left out, a description would stay.
        "Description": args.description or "",
    }


def required(answer: dict[str, Any]) -> None:
    """Targets fail one by one, in an answer that is a success.

    Raises:
        PluginError: one failed.
    """
    for each in answer.get("FailedEntries") or ():
        raise PluginError(f"the target {each.get('TargetId')!r}: {each.get('ErrorCode')}: {each.get('ErrorMessage')}")
