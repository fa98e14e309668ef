"""Route tables (EC2 API: CreateRouteTable, EnableVgwRoutePropagation). Their routes are resources of their own."""

import functools
from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.kinds import Ids
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2._resource import Ec2Resource


class RouteTableArgs(RegionalArgs, TaggedArgs):
    """Inputs of a route table."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC's id."""
    propagating_vgws: Ids | None = None
    """Ids of virtual private gateways, attached to the VPC, whose routes appear in the table by themselves."""


class RouteTableState(RouteTableArgs, State):
    """A route table."""

    route_table_id: str
    """The route table's id."""
    arn: str
    """ARN."""
    owner_id: str | None = None
    """Account that owns the route table."""


class RouteTable(Ec2Resource[RouteTableArgs, RouteTableState]):
    """A route table of a VPC; `Route` and `RouteTableAssociation` fill and use it."""

    noun = "EC2 Route Table"
    resource_type = "route-table"
    id_prefix = "rtb-"

    def create(self, ctx: Context, args: RouteTableArgs) -> str:
        table = ctx.client("ec2").create_route_table(
            VpcId=args.vpc_id, TagSpecifications=self.tag_specifications(ctx, args)
        )["RouteTable"]
        return str(table["RouteTableId"])

    def complete(self, ctx: Context, id: str, args: RouteTableArgs) -> None:
        self._propagate(ctx, id, [], args.propagating_vgws or [])

    def read(self, ctx: Context, id: str, prior: RouteTableState | None) -> RouteTableState | None:
        table = ctx.client("ec2").describe_route_tables(RouteTableIds=[id])["RouteTables"][0]
        return self.state(
            region=ctx.region,
            tags=tag_map(table.get("Tags")),
            vpc_id=table["VpcId"],
            propagating_vgws=[each["GatewayId"] for each in table.get("PropagatingVgws", [])] or None,
            route_table_id=id,
            arn=ctx.arn("ec2", f"route-table/{id}"),
            owner_id=table.get("OwnerId"),
        )

    def update(self, ctx: Context, id: str, old: RouteTableState, new: RouteTableArgs, changed: frozenset[str]) -> None:
        if "propagating_vgws" in changed:
            self._propagate(ctx, id, old.propagating_vgws or [], new.propagating_vgws or [])
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: RouteTableState) -> None:
        ctx.retry("ec2", "dependency", lambda: ctx.client("ec2").delete_route_table(RouteTableId=id))

    def _propagate(self, ctx: Context, id: str, old: list[str], new: list[str]) -> None:
        ec2 = ctx.client("ec2")
        for gateway in set(old) - set(new):
            ec2.disable_vgw_route_propagation(RouteTableId=id, GatewayId=gateway)
        for gateway in sorted(set(new) - set(old)):
            # A gateway is attached some seconds before route tables know it.
            enable = functools.partial(ec2.enable_vgw_route_propagation, RouteTableId=id, GatewayId=gateway)
            ctx.retry("ec2", "eventual", enable)
