"""vSwitches (VPC 2016-04-28: CreateVSwitch, DescribeVSwitchAttributes, ModifyVSwitchAttribute)."""

from collections.abc import Iterator
from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.markers import ChangesWith, Chosen, Replaces
from privateapi.provider.model import Args, State
from privateapi.sandbox.alicloud_plugin.resource import (
    NotInSandbox,
    StandIn,
    client_token,
    conflict,
    required,
    tag_params,
    tags_of,
    update_tags,
)


class SwitchArgs(Args):
    """Inputs of a vSwitch."""

    vpc_id: Annotated[str | None, Chosen(), Replaces()] = None
    """The VPC."""
    cidr_block: Annotated[str | None, Chosen(), Replaces()] = None
    """An IPv4 block, /16 to /29, inside one of the VPC's."""
    zone_id: Annotated[str | None, Chosen(), Replaces()] = None
    """The zone."""
    availability_zone: Annotated[str | None, Chosen(), Replaces()] = None
    """The deprecated name of ``zone_id``."""
    vswitch_name: Annotated[str | None, Chosen()] = None
    """Name."""
    name: Annotated[str | None, Chosen(), ChangesWith("vswitch_name")] = None
    """The deprecated name of ``vswitch_name``."""
    description: str | None = None
    """Description."""
    tags: dict[str, str] | None = None
    """Tags."""
    enable_ipv6: NotInSandbox = None
    ipv6_cidr_block_mask: NotInSandbox = None
    is_default: NotInSandbox = None
    vpc_ipv6_cidr_block: NotInSandbox = None

    def faults(self) -> Iterator[Fault]:
        yield from conflict(self, "name", "vswitchName")
        yield from conflict(self, "availabilityZone", "zoneId")
        yield from required(self, "vpcId", "cidrBlock")
        if self.zone_id is None and self.availability_zone is None:
            yield Fault("zoneId", "is required")


class SwitchState(SwitchArgs, State):
    """A vSwitch."""

    status: str
    create_time: str | None = None
    ipv6_cidr_block: str | None = None


class Switch(StandIn[SwitchArgs, SwitchState]):
    """A vSwitch."""

    noun = "vSwitch"
    gone = frozenset({"InvalidVSwitchId.NotFound", "InvalidVswitchID.NotFound"})

    def create(self, ctx: Context, args: SwitchArgs) -> str:
        made = ctx.call(
            "vpc",
            "CreateVSwitch",
            {
                "RegionId": ctx.region,
                "ClientToken": client_token("CreateVSwitch"),
                "VpcId": args.vpc_id,
                "CidrBlock": args.cidr_block,
                "ZoneId": args.zone_id or args.availability_zone,
                "VSwitchName": args.vswitch_name or args.name,
                "Description": args.description,
                "Tag": tag_params(args.tags),
            },
        )
        return str(made["VSwitchId"])

    def settle(self, ctx: Context, id: str, args: SwitchArgs) -> None:
        ctx.until(lambda: self._describe(ctx, id)["Status"] == "Available", 300)

    def read(self, ctx: Context, id: str, prior: SwitchState | None) -> SwitchState | None:
        vswitch = self._describe(ctx, id)
        if not vswitch.get("VSwitchId"):
            return None
        return self.state(
            vpc_id=vswitch["VpcId"],
            cidr_block=vswitch["CidrBlock"],
            zone_id=vswitch["ZoneId"],
            availability_zone=vswitch["ZoneId"],
            vswitch_name=vswitch.get("VSwitchName") or None,
            name=vswitch.get("VSwitchName") or None,
            description=vswitch.get("Description") or None,
            tags=tags_of(vswitch),
            status=vswitch["Status"],
            create_time=vswitch.get("CreationTime"),
            ipv6_cidr_block=vswitch.get("Ipv6CidrBlock") or None,
        )

    def update(self, ctx: Context, id: str, old: SwitchState, new: SwitchArgs, changed: frozenset[str]) -> None:
        if not changed.isdisjoint({"vswitch_name", "name", "description"}):
            ctx.call(
                "vpc",
                "ModifyVSwitchAttribute",
                {
                    "RegionId": ctx.region,
                    "VSwitchId": id,
                    "VSwitchName": new.vswitch_name or new.name,
                    "Description": new.description or "",
                },
                idempotent=True,
            )
        if "tags" in changed:
            update_tags(ctx, "vpc", "VSWITCH", id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: SwitchState) -> None:
        self.delete_unused(ctx, "vpc", "DeleteVSwitch", {"RegionId": ctx.region, "VSwitchId": id})
        ctx.until(lambda: not self._describe(ctx, id).get("VSwitchId"), 600)

    def _describe(self, ctx: Context, id: str) -> dict[str, Any]:
        return ctx.call("vpc", "DescribeVSwitchAttributes", {"RegionId": ctx.region, "VSwitchId": id})
