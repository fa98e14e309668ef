"""Security groups (EC2 API: CreateSecurityGroup). Their rules are resources of their own."""

from typing import Annotated, Any

from pydantic import AfterValidator

from privateapi.provider.context import Context
from privateapi.provider.errors import matches
from privateapi.provider.markers import AutoName, Replaces, WriteOnly
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2._interfaces import delete_once_free
from privateapi.resources.ec2._resource import Ec2Resource
from privateapi.resources.ec2._security_groups import GroupText

EVERYTHING: tuple[dict[str, Any], ...] = (
    {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
    {"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
)
"""The rules that a new group lets everything out with; the second only where the VPC has an IPv6 block."""
NOT_THERE = frozenset({"InvalidPermission.NotFound", "InvalidParameterValue/remote-ipv6-range"})
"""How EC2 says that a rule to revoke is not there."""


def _not_reserved(value: str) -> str:
    if value.lower().startswith("sg-") or value.lower() == "default":
        raise ValueError(f"{value!r} is kept by AWS for itself; a name cannot begin with 'sg-' or be 'default'")
    return value


class SecurityGroupArgs(RegionalArgs, TaggedArgs):
    """Inputs of a security group."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC's id."""
    group_name: Annotated[GroupText, AfterValidator(_not_reserved), AutoName(255, never_begins="sg-"), Replaces()]
    """Name, unique in the VPC, 1 to 255 characters."""
    description: Annotated[GroupText, Replaces()] = "Managed by Pulumi"
    """Description, 1 to 255 characters; AWS cannot change it."""
    revoke_default_egress: Annotated[bool, WriteOnly()] = True
    """Whether the rule is taken away with which AWS lets everything out of a new group, so that only what
    ``SecurityGroupRule`` resources say is let out. ``false`` leaves it, or puts it back (for IPv4)."""


class SecurityGroupState(SecurityGroupArgs, State):
    """A security group."""

    security_group_id: str
    """The group's id."""
    arn: str
    """ARN."""
    owner_id: str | None = None
    """Account that owns the group."""


class SecurityGroup(Ec2Resource[SecurityGroupArgs, SecurityGroupState]):
    """A security group of a VPC, without rules; `SecurityGroupRule` adds them."""

    noun = "EC2 Security Group"
    resource_type = "security-group"
    id_prefix = "sg-"
    replaced_first = ("group_name", "vpc_id")

    def create(self, ctx: Context, args: SecurityGroupArgs) -> str:
        group = ctx.client("ec2").create_security_group(
            VpcId=args.vpc_id,
            GroupName=args.group_name,
            Description=args.description,
            TagSpecifications=self.tag_specifications(ctx, args),
        )
        return str(group["GroupId"])

    def complete(self, ctx: Context, id: str, args: SecurityGroupArgs) -> None:
        if args.revoke_default_egress:
            self._revoke_egress(ctx, id)

    def read(self, ctx: Context, id: str, prior: SecurityGroupState | None) -> SecurityGroupState | None:
        group = ctx.client("ec2").describe_security_groups(GroupIds=[id])["SecurityGroups"][0]
        return self.state(
            region=ctx.region,
            tags=tag_map(group.get("Tags")),
            vpc_id=group.get("VpcId"),
            group_name=group["GroupName"],
            description=group["Description"],
            # Whether it was done shows in the rules, but a rule for everything may be a resource of its own.
            revoke_default_egress=True if prior is None else prior.revoke_default_egress,
            security_group_id=id,
            arn=group.get("SecurityGroupArn") or ctx.arn("ec2", f"security-group/{id}"),
            owner_id=group.get("OwnerId"),
        )

    def update(
        self, ctx: Context, id: str, old: SecurityGroupState, new: SecurityGroupArgs, changed: frozenset[str]
    ) -> None:
        if "revoke_default_egress" in changed:
            if new.revoke_default_egress:
                self._revoke_egress(ctx, id)
            else:
                self._allow_egress(ctx, id)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: SecurityGroupState) -> None:
        delete_once_free(ctx, "group-id", id, lambda: ctx.client("ec2").delete_security_group(GroupId=id))

    def _revoke_egress(self, ctx: Context, id: str) -> None:
        for permission in EVERYTHING:
            try:
                self._revoke(ctx, id, permission)
            except Exception as error:
                # An earlier try took it away, or the VPC has no IPv6.
                if not matches(error, NOT_THERE):
                    raise

    def _revoke(self, ctx: Context, id: str, permission: dict[str, Any]) -> None:
        revoke = ctx.client("ec2").revoke_security_group_egress
        ctx.retry("ec2", "eventual", lambda: revoke(GroupId=id, IpPermissions=[permission]), 60.0)

    def _allow_egress(self, ctx: Context, id: str) -> None:
        try:
            ctx.client("ec2").authorize_security_group_egress(GroupId=id, IpPermissions=[EVERYTHING[0]])
        except Exception as error:
            if not matches(error, frozenset({"InvalidPermission.Duplicate"})):
                raise
