"""Typed classes of the `events` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class RuleTargetArgs(TypedDict):
    """What is called at each time of the schedule."""

    id: pulumi.Input[str]
    """Name of the target in the rule."""
    arn: pulumi.Input[str]
    """ARN of the target, such as a Lambda function, which has to let EventBridge in by a permission of its own."""
    input: NotRequired[pulumi.Input[str] | None]
    """JSON text that the target gets; left out, the event."""


@pulumi.input_type
class _RuleTargetKeys:
    id: pulumi.Input[str] = pulumi.property("id")
    arn: pulumi.Input[str] = pulumi.property("arn")
    input: Optional[pulumi.Input[str]] = pulumi.property("input", default=None)


@pulumi.output_type
class RuleTarget(dict):  # type: ignore[type-arg]
    """What is called at each time of the schedule."""

    id: str = pulumi.property("id")
    """Name of the target in the rule."""
    arn: str = pulumi.property("arn")
    """ARN of the target, such as a Lambda function, which has to let EventBridge in by a permission of its own."""
    input: Optional[str] = pulumi.property("input", default=None)
    """JSON text that the target gets; left out, the event."""


@pulumi.input_type
class _RuleArgs:
    schedule_expression: pulumi.Input[str] = pulumi.property("scheduleExpression")
    targets: pulumi.Input[Sequence[pulumi.Input[_RuleTargetKeys]]] = pulumi.property("targets")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    state: Optional[pulumi.Input[Literal["ENABLED", "DISABLED"]]] = pulumi.property("state", default=None)


class Rule(Resource):
    """A rule of EventBridge that calls its targets at set times."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Name; left out, the resource's name and a random suffix."""
    schedule_expression: pulumi.Output[str] = pulumi.property("scheduleExpression")
    """When the targets are called: ``rate(…)`` or ``cron(…)`` with six fields."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """What it is for."""
    state: pulumi.Output[str] = pulumi.property("state")
    """Whether the targets are called."""
    targets: pulumi.Output[Sequence[RuleTarget]] = pulumi.property("targets")
    """What is called, up to five."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:events:Rule"
    _args_type = _RuleArgs
    _outputs = ("arn",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        schedule_expression: pulumi.Input[str],
        targets: pulumi.Input[Sequence[pulumi.Input[RuleTargetArgs]]],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        state: pulumi.Input[Literal["ENABLED", "DISABLED"]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "name": name,
                "schedule_expression": schedule_expression,
                "description": description,
                "state": state,
                "targets": targets,
            },
        )
