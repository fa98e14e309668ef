"""Security groups (ECS 2014-05-26: CreateSecurityGroup, DescribeSecurityGroupAttribute, DescribeSecurityGroups)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.markers import ChangesWith, Chosen, Replaces
from privateapi.provider.model import Args, State
from privateapi.sandbox.alicloud_plugin.resource import (
    NotInSandbox,
    StandIn,
    client_token,
    conflict,
    tag_params,
    tags_of,
    update_tags,
)


class SecurityGroupArgs(Args):
    """Inputs of a security group."""

    vpc_id: Annotated[str | None, Chosen(), Replaces()] = None
    """The VPC."""
    security_group_name: Annotated[str | None, Chosen()] = None
    """Name."""
    name: Annotated[str | None, Chosen(), ChangesWith("security_group_name")] = None
    """The deprecated name of ``security_group_name``."""
    description: str | None = None
    """Description."""
    security_group_type: Annotated[Literal["normal", "enterprise"] | None, Chosen(), Replaces()] = None
    """Type; left out, normal."""
    inner_access_policy: Annotated[
        Literal["Accept", "Drop", "accept", "drop"] | None, Chosen(), ChangesWith("inner_access")
    ] = None
    """Whether the members of the group reach each other."""
    inner_access: Annotated[bool | None, Chosen(), ChangesWith("inner_access_policy")] = None
    """The deprecated form of ``inner_access_policy``."""
    tags: dict[str, str] | None = None
    """Tags."""
    resource_group_id: Annotated[NotInSandbox, Chosen()] = None

    def faults(self) -> Iterator[Fault]:
        yield from conflict(self, "name", "securityGroupName")
        yield from conflict(self, "innerAccess", "innerAccessPolicy")


class SecurityGroupState(SecurityGroupArgs, State):
    """A security group."""

    create_time: str | None = None


class SecurityGroup(StandIn[SecurityGroupArgs, SecurityGroupState]):
    """A security group."""

    noun = "ECS security group"
    gone = frozenset({"InvalidSecurityGroupId.NotFound"})

    def create(self, ctx: Context, args: SecurityGroupArgs) -> str:
        made = ctx.call(
            "ecs",
            "CreateSecurityGroup",
            {
                "RegionId": ctx.region,
                "ClientToken": client_token("CreateSecurityGroup"),
                "VpcId": args.vpc_id,
                "SecurityGroupName": args.security_group_name or args.name,
                "Description": args.description,
                "SecurityGroupType": args.security_group_type,
                "Tag": tag_params(args.tags),
            },
        )
        return str(made["SecurityGroupId"])

    def settle(self, ctx: Context, id: str, args: SecurityGroupArgs) -> None:
        self._set_inner_access(ctx, id, args)

    def read(self, ctx: Context, id: str, prior: SecurityGroupState | None) -> SecurityGroupState | None:
        attribute = ctx.call("ecs", "DescribeSecurityGroupAttribute", {"RegionId": ctx.region, "SecurityGroupId": id})
        listed = ctx.call("ecs", "DescribeSecurityGroups", {"RegionId": ctx.region, "SecurityGroupId": id})
        groups: list[dict[str, Any]] = listed["SecurityGroups"]["SecurityGroup"]
        if not groups:
            return None
        group = groups[0]
        return self.state(
            vpc_id=group.get("VpcId") or None,
            security_group_name=group.get("SecurityGroupName") or None,
            name=group.get("SecurityGroupName") or None,
            description=group.get("Description") or None,
            security_group_type=group.get("SecurityGroupType"),
            inner_access_policy=attribute.get("InnerAccessPolicy"),
            inner_access=attribute.get("InnerAccessPolicy") == "Accept",
            tags=tags_of(group),
            resource_group_id=group.get("ResourceGroupId") or None,
            create_time=group.get("CreationTime"),
        )

    def update(
        self, ctx: Context, id: str, old: SecurityGroupState, new: SecurityGroupArgs, changed: frozenset[str]
    ) -> None:
        if not changed.isdisjoint({"security_group_name", "name", "description"}):
            ctx.call(
                "ecs",
                "ModifySecurityGroupAttribute",
                {
                    "RegionId": ctx.region,
                    "SecurityGroupId": id,
                    "SecurityGroupName": new.security_group_name or new.name,
                    "Description": new.description or "",
                },
                idempotent=True,
            )
        if not changed.isdisjoint({"inner_access_policy", "inner_access"}):
            self._set_inner_access(ctx, id, new)
        if "tags" in changed:
            update_tags(ctx, "ecs", "securitygroup", id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: SecurityGroupState) -> None:
        self.delete_unused(ctx, "ecs", "DeleteSecurityGroup", {"RegionId": ctx.region, "SecurityGroupId": id})

    def _set_inner_access(self, ctx: Context, id: str, args: SecurityGroupArgs) -> None:
        policy = args.inner_access_policy
        if policy is None and args.inner_access is not None:
            policy = "Accept" if args.inner_access else "Drop"
        # The cloud lets no one change it of an enterprise group; the real plugin then says nothing.
        if policy is not None and args.security_group_type != "enterprise":
            ctx.call(
                "ecs",
                "ModifySecurityGroupPolicy",
                {"RegionId": ctx.region, "SecurityGroupId": id, "InnerAccessPolicy": policy},
                idempotent=True,
            )
