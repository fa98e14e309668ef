"""Route tables of transit gateways (EC2 API: CreateTransitGatewayRouteTable)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2._resource import Ec2Resource
from privateapi.resources.ec2._transit_gateway import LEAVING, SETTLING, living


class TransitGatewayRouteTableArgs(RegionalArgs, TaggedArgs):
    """Inputs of a route table of a transit gateway."""

    transit_gateway_id: Annotated[str, Replaces()]
    """The gateway."""


class TransitGatewayRouteTableState(TransitGatewayRouteTableArgs, State):
    """A route table of a transit gateway."""

    transit_gateway_route_table_id: str
    """The table's id."""
    arn: str
    """ARN."""
    default_association_route_table: bool
    """Whether new attachments are associated with it."""
    default_propagation_route_table: bool
    """Whether new attachments propagate to it."""


class TransitGatewayRouteTable(Ec2Resource[TransitGatewayRouteTableArgs, TransitGatewayRouteTableState]):
    """A route table of a transit gateway; attachments join it by associations and propagations."""

    noun = "EC2 transit gateway route table"
    resource_type = "transit-gateway-route-table"
    id_prefix = "tgw-rtb-"

    def create(self, ctx: Context, args: TransitGatewayRouteTableArgs) -> str:
        table = ctx.client("ec2").create_transit_gateway_route_table(
            TransitGatewayId=args.transit_gateway_id, TagSpecifications=self.tag_specifications(ctx, args)
        )["TransitGatewayRouteTable"]
        return str(table["TransitGatewayRouteTableId"])

    def complete(self, ctx: Context, id: str, args: TransitGatewayRouteTableArgs) -> None:
        ctx.wait("ec2", "TransitGatewayRouteTableAvailable", 600, TransitGatewayRouteTableIds=[id])

    def read(
        self, ctx: Context, id: str, prior: TransitGatewayRouteTableState | None
    ) -> TransitGatewayRouteTableState | None:
        found = ctx.client("ec2").describe_transit_gateway_route_tables(TransitGatewayRouteTableIds=[id])
        table = living(found["TransitGatewayRouteTables"], LEAVING)
        if table is None:
            return None
        return self.state(
            region=ctx.region,
            tags=tag_map(table.get("Tags")),
            transit_gateway_id=table["TransitGatewayId"],
            transit_gateway_route_table_id=id,
            arn=ctx.arn("ec2", f"transit-gateway-route-table/{id}"),
            default_association_route_table=table["DefaultAssociationRouteTable"],
            default_propagation_route_table=table["DefaultPropagationRouteTable"],
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: TransitGatewayRouteTableState,
        new: TransitGatewayRouteTableArgs,
        changed: frozenset[str],
    ) -> None:
        self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: TransitGatewayRouteTableState) -> None:
        # Associations and propagations that are being taken away hold it for some seconds.
        ctx.retry(
            "ec2",
            "dependency",
            lambda: ctx.client("ec2").delete_transit_gateway_route_table(TransitGatewayRouteTableId=id),
            SETTLING,
        )
        ctx.wait("ec2", "TransitGatewayRouteTableDeleted", 600, TransitGatewayRouteTableIds=[id])
