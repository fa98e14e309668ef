"""Targets of target groups (ELB API: RegisterTargets, DeregisterTargets, DescribeTargetHealth)."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.kinds import Port
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.resources.elbv2._arn import TargetGroupArn

SEPARATOR = ","
"""Between the parts of the id: neither ARNs nor addresses nor zones have one."""


def _target(value: str) -> str:
    if value.startswith(("i-", "arn:")):
        return value
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ValueError(
            f"{value!r} is no target; an address (10.0.1.10), an instance's id (i-0abc) or the ARN of a Lambda "
            "function or application load balancer would be right"
        ) from None


def _zone(value: str) -> str:
    if value != "all" and not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d+([a-z]|-[a-z]+-\d+[a-z])", value):
        raise ValueError(f"{value!r} is not an Availability Zone; a zone (us-east-1a) or 'all' would be right")
    return value


class TargetGroupAttachmentArgs(RegionalArgs):
    """Inputs of a target of a target group."""

    target_group_arn: Annotated[TargetGroupArn, Replaces()]
    """ARN of the target group."""
    target_id: Annotated[Annotated[str, AfterValidator(_target)], Replaces()]
    """The target: an address, an instance's id, or the ARN of a Lambda function or application load balancer, as the
    target group's type says."""
    port: Annotated[Port | None, Replaces(), Chosen()] = None
    """Port of this target; left out, the target group's."""
    availability_zone: Annotated[Annotated[str, AfterValidator(_zone)] | None, Replaces(), Chosen()] = None
    """For an address outside the VPC it must be ``all``: then nodes in every zone send to it. Inside the VPC AWS finds
    the zone itself."""

    def faults(self) -> Iterator[Fault]:
        if isinstance(self.target_id, str) and ":lambda:" in self.target_id:
            if self.port is not None:
                yield Fault("port", "is given, but a Lambda function has none; leave it out")
            if isinstance(self.availability_zone, str) and self.availability_zone != "all":
                yield Fault(
                    "availabilityZone",
                    f"{self.availability_zone!r} does not go with a Lambda function; leave it out, or 'all'",
                )
        elif isinstance(self.target_id, str) and self.target_id.startswith(("i-", "arn:")):
            if self.availability_zone is not None:
                yield Fault("availabilityZone", f"is for addresses; {self.target_id!r} is none, so leave it out")


class TargetGroupAttachmentState(TargetGroupAttachmentArgs, State):
    """A target of a target group.

    The id is ``TARGET_GROUP_ARN,TARGET[,PORT[,ZONE]]``, with a port and a zone where they were asked for.
    """

    target_group_name: str
    """Name of the target group."""


class TargetGroupAttachment(Resource[TargetGroupAttachmentArgs, TargetGroupAttachmentState]):
    """A target of a target group. Deleting it lets its connections end; nothing waits for that."""

    noun = "ELBv2 Target Group Attachment"
    service = "elbv2"

    def create(self, ctx: Context, args: TargetGroupAttachmentArgs) -> str:
        # Registering a second time is no fault and changes nothing, so a killed creation is simply done again.
        elb = ctx.client("elbv2")
        targets = [_description(args.target_id, args.port, args.availability_zone)]
        ctx.retry(
            "elbv2",
            "eventual",
            lambda: elb.register_targets(TargetGroupArn=args.target_group_arn, Targets=targets),
            timeout=300,
        )
        parts = [args.target_group_arn, args.target_id, str(args.port or ""), args.availability_zone or ""]
        return SEPARATOR.join(parts).rstrip(SEPARATOR)

    def read(
        self, ctx: Context, id: str, prior: TargetGroupAttachmentState | None
    ) -> TargetGroupAttachmentState | None:
        group, asked = _parse(id)
        answer = ctx.client("elbv2").describe_target_health(TargetGroupArn=group, Targets=[asked])
        found = next(iter(answer["TargetHealthDescriptions"]), None)
        if found is None or found["TargetHealth"].get("Reason") in _GONE:
            return None
        target = found["Target"]
        return self.state(
            region=ctx.region,
            target_group_arn=group,
            target_id=target["Id"],
            port=target.get("Port"),
            availability_zone=target.get("AvailabilityZone"),
            target_group_name=group.split("/")[-2],
        )

    def delete(self, ctx: Context, id: str, state: TargetGroupAttachmentState) -> None:
        group, asked = _parse(id)
        if state.port is not None:
            # Without its port AWS may take out the same target at other ports as well.
            asked["Port"] = state.port
        ctx.client("elbv2").deregister_targets(TargetGroupArn=group, Targets=[asked])


_GONE = ("Target.NotRegistered", "Target.DeregistrationInProgress")


def _description(target: str, port: int | None, zone: str | None) -> dict[str, Any]:
    given = {"Id": target, "Port": port, "AvailabilityZone": zone}
    return {key: value for key, value in given.items() if value is not None}


def _parse(id: str) -> tuple[str, dict[str, Any]]:
    group, target, port, zone = (*id.split(SEPARATOR), "", "", "")[:4]
    if not target or not (port.isdecimal() or not port) or id.count(SEPARATOR) > 3:
        raise PluginError("the id of a target is TARGET_GROUP_ARN,TARGET[,PORT[,ZONE]]")
    return group, _description(target, int(port) if port else None, zone or None)
