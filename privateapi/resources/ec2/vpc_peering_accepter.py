"""The accepting side of a peering of two VPCs (EC2 API: AcceptVpcPeeringConnection)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_list, tag_map
from privateapi.resources.ec2 import _vpc_peering as peerings
from privateapi.resources.ec2._resource import Ec2Resource


class VpcPeeringAccepterArgs(RegionalArgs, TaggedArgs):
    """Inputs of the accepting side of a peering; ``region`` is the Region of the VPC that accepts."""

    vpc_peering_connection_id: Annotated[str, Replaces()]
    """The peering, as the requesting side (VpcPeering) gives it."""


class VpcPeeringAccepterState(VpcPeeringAccepterArgs, State):
    """The accepting side of a peering."""

    state: str
    """The peering's state: `active`."""
    vpc_id: str
    """The VPC that accepts, in this resource's Region."""
    peer_vpc_id: str
    """The VPC that asks."""
    peer_region: str
    """AWS Region of the VPC that asks."""
    peer_account_id: str
    """Account of the VPC that asks."""


class VpcPeeringAccepter(Ec2Resource[VpcPeeringAccepterArgs, VpcPeeringAccepterState]):
    """An accepted peering of two VPCs; deleting it ends the peering on both sides."""

    noun = "EC2 VPC peering accepter"
    resource_type = "vpc-peering-connection"
    id_prefix = "pcx-"
    # The request exists already, and accepting it again changes nothing.
    marked = False

    def create(self, ctx: Context, args: VpcPeeringAccepterArgs) -> str:
        id = args.vpc_peering_connection_id
        # The other Region shows a request some seconds after it was made.
        peering = ctx.retry("ec2", "eventual", lambda: peerings.find(ctx, id), 300)
        asks, accepts = peering["RequesterVpcInfo"]["Region"], peering["AccepterVpcInfo"]["Region"]
        if ctx.region == asks != accepts:
            raise PluginError(
                f"region: {asks!r} is the Region that asks for {id}; {accepts!r}, which accepts, is right"
            )
        if peering["Status"]["Code"] != "active":
            ctx.wait("ec2", "VpcPeeringRequested", peerings.TIMEOUT, VpcPeeringConnectionIds=[id])
        if peerings.find(ctx, id)["Status"]["Code"] == "pending-acceptance":
            ctx.client("ec2").accept_vpc_peering_connection(VpcPeeringConnectionId=id)
        return id

    def complete(self, ctx: Context, id: str, args: VpcPeeringAccepterArgs) -> None:
        ctx.wait("ec2", "VpcPeeringActive", peerings.TIMEOUT, VpcPeeringConnectionIds=[id])
        if args.tags:
            # Each side has tags of its own.
            ctx.client("ec2").create_tags(Resources=[id], Tags=tag_list(args.tags))

    def read(self, ctx: Context, id: str, prior: VpcPeeringAccepterState | None) -> VpcPeeringAccepterState | None:
        peering = peerings.find(ctx, id)
        if peering["Status"]["Code"] in peerings.ENDED | {"pending-acceptance"}:
            return None
        peer = peering["RequesterVpcInfo"]
        return self.state(
            region=ctx.region,
            tags=tag_map(peering.get("Tags")),
            vpc_peering_connection_id=id,
            state=peering["Status"]["Code"],
            vpc_id=peering["AccepterVpcInfo"]["VpcId"],
            peer_vpc_id=peer["VpcId"],
            peer_region=peer["Region"],
            peer_account_id=peer["OwnerId"],
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: VpcPeeringAccepterState,
        new: VpcPeeringAccepterArgs,
        changed: frozenset[str],
    ) -> None:
        self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: VpcPeeringAccepterState) -> None:
        peerings.delete(ctx, id)
