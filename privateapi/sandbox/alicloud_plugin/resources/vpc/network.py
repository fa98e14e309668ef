"""VPCs (VPC 2016-04-28: CreateVpc, DescribeVpcAttribute, ModifyVpcAttribute)."""

from collections.abc import Iterator
from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, WriteOnly
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


class NetworkArgs(Args):
    """Inputs of a VPC."""

    cidr_block: Annotated[str | None, Chosen()] = None
    """The primary IPv4 block; left out, the cloud chooses 172.16.0.0/12."""
    vpc_name: Annotated[str | None, Chosen()] = None
    """Name."""
    name: Annotated[str | None, Chosen(), ChangesWith("vpc_name")] = None
    """The deprecated name of ``vpc_name``."""
    description: str | None = None
    """Description."""
    enable_ipv6: bool | None = None
    """Whether the VPC has IPv6."""
    user_cidrs: Annotated[list[str] | None, Chosen(), Replaces()] = None
    """At most three blocks of the user."""
    tags: dict[str, str] | None = None
    """Tags."""
    dry_run: Annotated[bool | None, WriteOnly()] = None
    """Only look whether the VPC could be made."""
    force_delete: Annotated[bool | None, WriteOnly()] = None
    """Whether a deletion takes what hangs on the VPC with it."""
    classic_link_enabled: NotInSandbox = None
    dns_hostname_status: NotInSandbox = None
    ipv4_cidr_mask: NotInSandbox = None
    ipv4_ipam_pool_id: NotInSandbox = None
    ipv6_cidr_block: NotInSandbox = None
    ipv6_isp: NotInSandbox = None
    is_default: NotInSandbox = None
    resource_group_id: Annotated[NotInSandbox, Chosen()] = None
    secondary_cidr_blocks: Annotated[NotInSandbox, Chosen()] = None
    secondary_cidr_mask: NotInSandbox = None
    system_route_table_description: NotInSandbox = None
    system_route_table_name: NotInSandbox = None
    system_route_table_route_propagation_enable: NotInSandbox = None

    def faults(self) -> Iterator[Fault]:
        yield from conflict(self, "name", "vpcName")


class NetworkState(NetworkArgs, State):
    """A VPC."""

    status: str
    create_time: str | None = None
    region_id: str | None = None
    router_id: str | None = None
    route_table_id: str | None = None
    router_table_id: str | None = None
    ipv6_cidr_blocks: list[dict[str, Any]] | None = None


class Network(StandIn[NetworkArgs, NetworkState]):
    """A VPC."""

    noun = "VPC"
    gone = frozenset({"InvalidVpcID.NotFound", "InvalidVpcId.NotFound"})

    def create(self, ctx: Context, args: NetworkArgs) -> str:
        made = ctx.call(
            "vpc",
            "CreateVpc",
            {
                "RegionId": ctx.region,
                "ClientToken": client_token("CreateVpc"),
                "CidrBlock": args.cidr_block,
                "VpcName": args.vpc_name or args.name,
                "Description": args.description,
                "EnableIpv6": args.enable_ipv6,
                "UserCidr": ",".join(args.user_cidrs) if args.user_cidrs else None,
                "DryRun": args.dry_run,
                "Tag": tag_params(args.tags),
            },
        )
        return str(made["VpcId"])

    def settle(self, ctx: Context, id: str, args: NetworkArgs) -> None:
        ctx.until(lambda: self._describe(ctx, id)["Status"] == "Available", 300)

    def read(self, ctx: Context, id: str, prior: NetworkState | None) -> NetworkState | None:
        vpc = self._describe(ctx, id)
        tables = ctx.call("vpc", "DescribeRouteTableList", {"RegionId": ctx.region, "VpcId": id})
        table: dict[str, Any] = next(iter(tables["RouterTableList"]["RouterTableListType"]), {})
        return self.state(
            cidr_block=vpc["CidrBlock"],
            vpc_name=vpc.get("VpcName") or None,
            name=vpc.get("VpcName") or None,
            description=vpc.get("Description") or None,
            enable_ipv6=vpc.get("EnabledIpv6") or (prior.enable_ipv6 if prior else None),
            user_cidrs=(vpc.get("UserCidrs") or {}).get("UserCidr") or None,
            tags=tags_of(vpc),
            dry_run=prior.dry_run if prior else None,
            force_delete=prior.force_delete if prior else None,
            resource_group_id=vpc.get("ResourceGroupId"),
            secondary_cidr_blocks=(vpc.get("SecondaryCidrBlocks") or {}).get("SecondaryCidrBlock") or None,
            status=vpc["Status"],
            create_time=vpc.get("CreationTime"),
            region_id=vpc.get("RegionId"),
            router_id=vpc.get("VRouterId"),
            route_table_id=table.get("RouteTableId"),
            router_table_id=table.get("RouteTableId"),
        )

    def update(self, ctx: Context, id: str, old: NetworkState, new: NetworkArgs, changed: frozenset[str]) -> None:
        if not changed.isdisjoint({"cidr_block", "vpc_name", "name", "description", "enable_ipv6"}):
            ctx.call(
                "vpc",
                "ModifyVpcAttribute",
                {
                    "RegionId": ctx.region,
                    "VpcId": id,
                    "CidrBlock": new.cidr_block if "cidr_block" in changed else None,
                    "VpcName": new.vpc_name or new.name,
                    "Description": new.description or "",
                    "EnableIPv6": new.enable_ipv6,
                },
                idempotent=True,
            )
        if "tags" in changed:
            update_tags(ctx, "vpc", "VPC", id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: NetworkState) -> None:
        self.delete_unused(ctx, "vpc", "DeleteVpc", {"RegionId": ctx.region, "VpcId": id})

    def _describe(self, ctx: Context, id: str) -> dict[str, Any]:
        return ctx.call("vpc", "DescribeVpcAttribute", {"RegionId": ctx.region, "VpcId": id})
