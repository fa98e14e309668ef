"""Which route table an attachment of a transit gateway uses (EC2 API: AssociateTransitGatewayRouteTable)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces, WriteOnly
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.resources.ec2 import _transit_gateway as transit


class TransitGatewayRouteTableAssociationArgs(RegionalArgs):
    """Inputs of an association."""

    transit_gateway_attachment_id: Annotated[str, Replaces()]
    """The attachment, which has one association at most."""
    transit_gateway_route_table_id: Annotated[str, Replaces()]
    """The route table that answers for traffic from the attachment."""
    replace_existing_association: Annotated[bool, WriteOnly()] = False
    """Whether an association with another table, such as the gateway's default one, is taken away first; otherwise it
    is an error."""


class TransitGatewayRouteTableAssociationState(TransitGatewayRouteTableAssociationArgs, State):
    """An association."""

    resource_id: str
    """What is attached: a VPC, or the gateway on the other side of a peering."""
    resource_type: str
    """Kind of the attachment: `vpc`, `peering` and others."""


class TransitGatewayRouteTableAssociation(
    Resource[TransitGatewayRouteTableAssociationArgs, TransitGatewayRouteTableAssociationState]
):
    """The association of an attachment with a route table of its gateway; id ``tgw-rtb-…/tgw-attach-…``."""

    noun = "EC2 transit gateway route table association"
    service = "ec2"
    replaced_first = ("transit_gateway_attachment_id",)

    def create(self, ctx: Context, args: TransitGatewayRouteTableAssociationArgs) -> str:
        table, attachment = args.transit_gateway_route_table_id, args.transit_gateway_attachment_id
        if args.replace_existing_association:
            before = _table_of(ctx, attachment)
            if before not in (None, table):
                transit.disassociate(ctx, str(before), attachment)
        transit.associate(ctx, table, attachment)
        return f"{table}/{attachment}"

    def settle(self, ctx: Context, id: str, args: TransitGatewayRouteTableAssociationArgs) -> None:
        transit.wait_associated(ctx, *_split(id))

    def read(
        self, ctx: Context, id: str, prior: TransitGatewayRouteTableAssociationState | None
    ) -> TransitGatewayRouteTableAssociationState | None:
        table, attachment = _split(id)
        association = transit.find_association(ctx, table, attachment)
        if association is None:
            return None
        return self.state(
            region=ctx.region,
            transit_gateway_attachment_id=attachment,
            transit_gateway_route_table_id=table,
            replace_existing_association=prior.replace_existing_association if prior else False,
            resource_id=association["ResourceId"],
            resource_type=association["ResourceType"],
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: TransitGatewayRouteTableAssociationState,
        new: TransitGatewayRouteTableAssociationArgs,
        changed: frozenset[str],
    ) -> None:
        # replaceExistingAssociation says what a creation may do; changed later, there is nothing to do.
        return

    def delete(self, ctx: Context, id: str, state: TransitGatewayRouteTableAssociationState) -> None:
        transit.disassociate(ctx, *_split(id))


def _split(id: str) -> tuple[str, str]:
    return transit.split_id(id, "an association", "tgw-rtb-0123456789abcdef0/tgw-attach-0123456789abcdef0")


def _table_of(ctx: Context, attachment: str) -> str | None:
    """The table that an attachment is associated with (DescribeTransitGatewayAttachments)."""
    found = ctx.client("ec2").describe_transit_gateway_attachments(TransitGatewayAttachmentIds=[attachment])
    association = next((each.get("Association") for each in found["TransitGatewayAttachments"]), None)
    return association.get("TransitGatewayRouteTableId") if association else None
