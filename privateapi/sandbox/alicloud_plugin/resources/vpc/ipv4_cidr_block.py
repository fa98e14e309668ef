"""Secondary IPv4 blocks of VPCs (VPC 2016-04-28: AssociateVpcCidrBlock)."""

from collections.abc import Iterator
from typing import Annotated

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import Args, State
from privateapi.sandbox.alicloud_plugin.resource import NotInSandbox, StandIn, required


class Ipv4CidrBlockArgs(Args):
    """Inputs of a secondary IPv4 block."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC."""
    secondary_cidr_block: Annotated[str | None, Chosen(), Replaces()] = None
    """The block."""
    ipv4_ipam_pool_id: NotInSandbox = None
    secondary_cidr_mask: NotInSandbox = None

    def faults(self) -> Iterator[Fault]:
        yield from required(self, "secondaryCidrBlock")


class Ipv4CidrBlockState(Ipv4CidrBlockArgs, State):
    """A secondary IPv4 block."""

    region_id: str


class Ipv4CidrBlock(StandIn[Ipv4CidrBlockArgs, Ipv4CidrBlockState]):
    """A secondary IPv4 block; its id is `<VPC>:<block>`."""

    noun = "VPC IPv4 CIDR block"
    gone = frozenset({"InvalidVpcID.NotFound", "InvalidVpcId.NotFound", "InvalidCidrBlock.NotFound"})

    def create(self, ctx: Context, args: Ipv4CidrBlockArgs) -> str:
        block = str(args.secondary_cidr_block)
        ctx.call(
            "vpc",
            "AssociateVpcCidrBlock",
            {"RegionId": ctx.region, "VpcId": args.vpc_id, "IpVersion": "IPV4", "SecondaryCidrBlock": block},
            is_done=lambda: block in self._blocks(ctx, args.vpc_id),
        )
        return f"{args.vpc_id}:{block}"

    def read(self, ctx: Context, id: str, prior: Ipv4CidrBlockState | None) -> Ipv4CidrBlockState | None:
        vpc_id, block = _parts(id)
        if block not in self._blocks(ctx, vpc_id):
            return None
        return self.state(vpc_id=vpc_id, secondary_cidr_block=block, region_id=ctx.region)

    def delete(self, ctx: Context, id: str, state: Ipv4CidrBlockState) -> None:
        vpc_id, block = _parts(id)
        self.delete_unused(
            ctx,
            "vpc",
            "UnassociateVpcCidrBlock",
            {"RegionId": ctx.region, "VpcId": vpc_id, "SecondaryCidrBlock": block},
        )

    def _blocks(self, ctx: Context, vpc_id: str) -> list[str]:
        vpc = ctx.call("vpc", "DescribeVpcAttribute", {"RegionId": ctx.region, "VpcId": vpc_id})
        blocks: list[str] = (vpc.get("SecondaryCidrBlocks") or {}).get("SecondaryCidrBlock") or []
        return blocks


def _parts(id: str) -> tuple[str, str]:
    vpc_id, separator, block = id.partition(":")
    if not separator:
        raise PluginError(f"{id!r} is not <VPC>:<block>, as in vpc-bp1abc:10.2.0.0/16")
    return vpc_id, block
