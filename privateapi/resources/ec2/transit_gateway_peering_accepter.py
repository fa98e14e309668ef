"""The accepting side of a peering of transit gateways (EC2 API: AcceptTransitGatewayPeeringAttachment)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_list, tag_map
from privateapi.resources.ec2 import _transit_gateway as transit
from privateapi.resources.ec2._resource import Ec2Resource


class TransitGatewayPeeringAccepterArgs(RegionalArgs, TaggedArgs):
    """Inputs of the accepting side of a peering; ``region`` is the Region of the gateway that accepts."""

    transit_gateway_attachment_id: Annotated[str, Replaces()]
    """The peering, as the requesting side (TransitGatewayPeering) gives it."""


class TransitGatewayPeeringAccepterState(TransitGatewayPeeringAccepterArgs, State):
    """The accepting side of a peering."""

    state: str
    """The peering's state here: `available`."""
    transit_gateway_id: str
    """The gateway that accepts, in this resource's Region."""
    peer_transit_gateway_id: str
    """The gateway that asks."""
    peer_region: str
    """AWS Region of the gateway that asks."""
    peer_account_id: str
    """Account of the gateway that asks."""


class TransitGatewayPeeringAccepter(Ec2Resource[TransitGatewayPeeringAccepterArgs, TransitGatewayPeeringAccepterState]):
    """An accepted peering of two transit gateways; deleting it ends the peering on both sides."""

    noun = "EC2 transit gateway peering accepter"
    resource_type = "transit-gateway-attachment"
    id_prefix = "tgw-attach-"
    # The request exists already, and accepting it again changes nothing.
    marked = False

    def create(self, ctx: Context, args: TransitGatewayPeeringAccepterArgs) -> str:
        id = args.transit_gateway_attachment_id
        # The other Region shows a request some seconds after it was made.
        peering = ctx.retry("ec2", "eventual", lambda: transit.find_peering(ctx, id), 300)[0]
        if peering["State"] not in ("pendingAcceptance", "available"):
            ctx.wait("ec2", "TransitGatewayPeeringRequested", 900, TransitGatewayAttachmentIds=[id])
            peering = transit.find_peering(ctx, id)[0]
        asks, accepts = peering["RequesterTgwInfo"]["Region"], peering["AccepterTgwInfo"]["Region"]
        if ctx.region == asks != accepts:
            raise PluginError(
                f"region: {asks!r} is the Region that asks for {id}; {accepts!r}, which accepts, is right"
            )
        if peering["State"] == "pendingAcceptance":
            ctx.client("ec2").accept_transit_gateway_peering_attachment(TransitGatewayAttachmentId=id)
        return id

    def complete(self, ctx: Context, id: str, args: TransitGatewayPeeringAccepterArgs) -> None:
        ctx.wait("ec2", "TransitGatewayPeeringAvailable", 900, TransitGatewayAttachmentIds=[id])
        if args.tags:
            # Each side has tags of its own.
            ctx.client("ec2").create_tags(Resources=[id], Tags=tag_list(args.tags))

    def read(
        self, ctx: Context, id: str, prior: TransitGatewayPeeringAccepterState | None
    ) -> TransitGatewayPeeringAccepterState | None:
        peering = transit.living(transit.find_peering(ctx, id), transit.ENDED | {"pendingAcceptance"})
        if peering is None:
            return None
        peer = peering["RequesterTgwInfo"]
        return self.state(
            region=ctx.region,
            tags=tag_map(peering.get("Tags")),
            transit_gateway_attachment_id=id,
            state=peering["State"],
            transit_gateway_id=peering["AccepterTgwInfo"]["TransitGatewayId"],
            peer_transit_gateway_id=peer["TransitGatewayId"],
            peer_region=peer["Region"],
            peer_account_id=peer["OwnerId"],
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: TransitGatewayPeeringAccepterState,
        new: TransitGatewayPeeringAccepterArgs,
        changed: frozenset[str],
    ) -> None:
        self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: TransitGatewayPeeringAccepterState) -> None:
        transit.delete_peering(ctx, id)
