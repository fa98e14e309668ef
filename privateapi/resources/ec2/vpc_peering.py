"""Requests to peer two VPCs (EC2 API: CreateVpcPeeringConnection)."""

from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.kinds import AccountId, Region
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2 import _vpc_peering as peerings
from privateapi.resources.ec2._resource import Ec2Resource


class VpcPeeringArgs(RegionalArgs, TaggedArgs):
    """Inputs of the requesting side of a peering."""

    vpc_id: Annotated[str, Replaces()]
    """The requesting VPC, in this resource's Region."""
    peer_vpc_id: Annotated[str, Replaces()]
    """The VPC to peer with; the blocks of the two must not overlap."""
    peer_region: Annotated[Region | None, Replaces(), Chosen()] = None
    """AWS Region of the VPC to peer with; left out, the own one."""
    peer_account_id: Annotated[AccountId | None, Replaces(), Chosen()] = None
    """Account of the VPC to peer with; left out, the own one."""


class VpcPeeringState(VpcPeeringArgs, State):
    """The requesting side of a peering. Its state in AWS is no output: it changes when the other side accepts."""

    vpc_peering_connection_id: str
    """The peering's id, the same on both sides."""
    arn: str
    """ARN."""


class VpcPeering(Ec2Resource[VpcPeeringArgs, VpcPeeringState]):
    """A request to peer two VPCs, made when it waits for acceptance (VpcPeeringAccepter).

    Peerings do not pass traffic on: of three VPCs each pair needs a peering of its own and routes both ways.
    """

    noun = "EC2 VPC peering"
    resource_type = "vpc-peering-connection"
    id_prefix = "pcx-"

    def create(self, ctx: Context, args: VpcPeeringArgs) -> str:
        given = {"PeerRegion": args.peer_region, "PeerOwnerId": args.peer_account_id}
        # VPCs may have been made a moment ago.
        made = ctx.retry(
            "ec2",
            "eventual",
            lambda: ctx.client("ec2").create_vpc_peering_connection(
                VpcId=args.vpc_id,
                PeerVpcId=args.peer_vpc_id,
                **{name: value for name, value in given.items() if value is not None},
                TagSpecifications=self.tag_specifications(ctx, args),
            ),
            60.0,
        )
        return str(made["VpcPeeringConnection"]["VpcPeeringConnectionId"])

    def complete(self, ctx: Context, id: str, args: VpcPeeringArgs) -> None:
        ctx.wait("ec2", "VpcPeeringRequested", peerings.TIMEOUT, VpcPeeringConnectionIds=[id])

    def read(self, ctx: Context, id: str, prior: VpcPeeringState | None) -> VpcPeeringState | None:
        peering = peerings.find(ctx, id)
        if peering["Status"]["Code"] in peerings.ENDED:
            return None
        own, peer = peering["RequesterVpcInfo"], peering["AccepterVpcInfo"]
        return self.state(
            region=ctx.region,
            tags=tag_map(peering.get("Tags")),
            vpc_id=own["VpcId"],
            peer_vpc_id=peer["VpcId"],
            peer_region=peer["Region"],
            peer_account_id=peer["OwnerId"],
            vpc_peering_connection_id=id,
            arn=ctx.arn("ec2", f"vpc-peering-connection/{id}"),
        )

    def update(self, ctx: Context, id: str, old: VpcPeeringState, new: VpcPeeringArgs, changed: frozenset[str]) -> None:
        self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: VpcPeeringState) -> None:
        peerings.delete(ctx, id)
