"""Attachments whose routes a transit gateway route table takes (EC2: EnableTransitGatewayRouteTablePropagation)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.resources.ec2 import _transit_gateway as transit


class TransitGatewayRouteTablePropagationArgs(RegionalArgs):
    """Inputs of a propagation."""

    transit_gateway_attachment_id: Annotated[str, Replaces()]
    """The attachment whose routes are taken; that of a peering takes static routes only."""
    transit_gateway_route_table_id: Annotated[str, Replaces()]
    """The route table that takes them."""


class TransitGatewayRouteTablePropagationState(TransitGatewayRouteTablePropagationArgs, State):
    """A propagation."""

    resource_id: str
    """What is attached, such as a VPC."""
    resource_type: str
    """Kind of the attachment: `vpc` and others."""


class TransitGatewayRouteTablePropagation(
    Resource[TransitGatewayRouteTablePropagationArgs, TransitGatewayRouteTablePropagationState]
):
    """The propagation of an attachment's routes to a route table; id ``tgw-rtb-…/tgw-attach-…``."""

    noun = "EC2 transit gateway route table propagation"
    service = "ec2"

    def create(self, ctx: Context, args: TransitGatewayRouteTablePropagationArgs) -> str:
        table, attachment = args.transit_gateway_route_table_id, args.transit_gateway_attachment_id
        transit.propagate(ctx, table, attachment)
        return f"{table}/{attachment}"

    def settle(self, ctx: Context, id: str, args: TransitGatewayRouteTablePropagationArgs) -> None:
        transit.wait_propagated(ctx, *_split(id))

    def read(
        self, ctx: Context, id: str, prior: TransitGatewayRouteTablePropagationState | None
    ) -> TransitGatewayRouteTablePropagationState | None:
        table, attachment = _split(id)
        propagation = transit.find_propagation(ctx, table, attachment)
        if propagation is None:
            return None
        return self.state(
            region=ctx.region,
            transit_gateway_attachment_id=attachment,
            transit_gateway_route_table_id=table,
            resource_id=propagation["ResourceId"],
            resource_type=propagation["ResourceType"],
        )

    def delete(self, ctx: Context, id: str, state: TransitGatewayRouteTablePropagationState) -> None:
        transit.stop_propagation(ctx, *_split(id))


def _split(id: str) -> tuple[str, str]:
    return transit.split_id(id, "a propagation", "tgw-rtb-0123456789abcdef0/tgw-attach-0123456789abcdef0")
