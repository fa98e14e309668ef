"""Requests to peer two transit gateways (EC2 API: CreateTransitGatewayPeeringAttachment)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.kinds import AccountId, Region
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2 import _transit_gateway as transit
from privateapi.resources.ec2._resource import Ec2Resource
from privateapi.resources.ec2._transit_gateway import Switch


class TransitGatewayPeeringArgs(RegionalArgs, TaggedArgs):
    """Inputs of the requesting side of a peering."""

    transit_gateway_id: Annotated[str, Replaces()]
    """The requesting gateway, in this resource's Region."""
    peer_transit_gateway_id: Annotated[str, Replaces()]
    """The gateway to peer with."""
    peer_region: Annotated[Region, Replaces()]
    """AWS Region of the gateway to peer with."""
    peer_account_id: Annotated[AccountId | None, Replaces(), Chosen()] = None
    """Account of the gateway to peer with; left out, the own one."""
    dynamic_routing: Annotated[Switch | None, Replaces(), Chosen()] = None
    """Whether both gateways, as parts of one Cloud WAN core network, exchange routes by BGP; left out, no."""


class TransitGatewayPeeringState(TransitGatewayPeeringArgs, State):
    """The requesting side of a peering. Its state in AWS is no output: it changes when the other side accepts."""

    transit_gateway_attachment_id: str
    """The attachment's id, the same on both sides."""
    arn: str
    """ARN."""


class TransitGatewayPeering(Ec2Resource[TransitGatewayPeeringArgs, TransitGatewayPeeringState]):
    """A request to peer two transit gateways, made when it waits for acceptance (TransitGatewayPeeringAccepter)."""

    noun = "EC2 transit gateway peering"
    resource_type = "transit-gateway-attachment"
    id_prefix = "tgw-attach-"

    def create(self, ctx: Context, args: TransitGatewayPeeringArgs) -> str:
        attachment = ctx.client("ec2").create_transit_gateway_peering_attachment(
            TransitGatewayId=args.transit_gateway_id,
            PeerTransitGatewayId=args.peer_transit_gateway_id,
            PeerRegion=args.peer_region,
            PeerAccountId=args.peer_account_id or ctx.account,
            **({"Options": {"DynamicRouting": args.dynamic_routing}} if args.dynamic_routing else {}),
            TagSpecifications=self.tag_specifications(ctx, args),
        )["TransitGatewayPeeringAttachment"]
        return str(attachment["TransitGatewayAttachmentId"])

    def complete(self, ctx: Context, id: str, args: TransitGatewayPeeringArgs) -> None:
        ctx.wait("ec2", "TransitGatewayPeeringRequested", 900, TransitGatewayAttachmentIds=[id])

    def read(
        self, ctx: Context, id: str, prior: TransitGatewayPeeringState | None
    ) -> TransitGatewayPeeringState | None:
        attachment = transit.living(transit.find_peering(ctx, id), transit.ENDED)
        if attachment is None:
            return None
        own, peer = attachment["RequesterTgwInfo"], attachment["AccepterTgwInfo"]
        return self.state(
            region=ctx.region,
            tags=tag_map(attachment.get("Tags")),
            transit_gateway_id=own["TransitGatewayId"],
            peer_transit_gateway_id=peer["TransitGatewayId"],
            peer_region=peer["Region"],
            peer_account_id=peer["OwnerId"],
            dynamic_routing=attachment.get("Options", {}).get("DynamicRouting"),
            transit_gateway_attachment_id=id,
            arn=transit.attachment_arn(ctx, id),
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: TransitGatewayPeeringState,
        new: TransitGatewayPeeringArgs,
        changed: frozenset[str],
    ) -> None:
        self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: TransitGatewayPeeringState) -> None:
        transit.delete_peering(ctx, id)
