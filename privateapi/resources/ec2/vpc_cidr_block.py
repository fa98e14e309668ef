"""Further blocks of VPCs (EC2 API: AssociateVpcCidrBlock)."""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, WaitError
from privateapi.provider.kinds import Ipv6Cidr, VpcCidr
from privateapi.provider.markers import Chosen, Replaces, WriteOnly
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.resources.ec2._blocks import overlap

IN_FORCE = ("associated", "associating")
"""States of a block that the VPC has; blocks that were taken back stay listed for a while."""


def _ipv6_vpc(value: str) -> str:
    prefix = ipaddress.IPv6Network(value).prefixlen
    if prefix not in (44, 48, 52, 56, 60):
        raise ValueError(f"{value!r} is a /{prefix}; a VPC's IPv6 block is a /44, /48, /52, /56 or /60")
    return value


class VpcCidrBlockArgs(RegionalArgs):
    """Inputs of a further block of a VPC: an IPv4 or an IPv6 one, from one source."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC's id."""
    cidr_block: Annotated[VpcCidr | None, Replaces(), Chosen()] = None
    """An IPv4 block, /16 to /28, that overlaps no other one of the VPC."""
    ipv4_ipam_pool_id: Annotated[str | None, Replaces(), WriteOnly()] = None
    """An IPAM pool that gives the IPv4 block. AWS never gives it back."""
    ipv4_netmask_length: Annotated[Annotated[int, Field(ge=16, le=28)] | None, Replaces(), WriteOnly()] = None
    """Prefix length of the IPv4 block that the pool gives, 16 to 28."""
    amazon_provided_ipv6_cidr_block: Annotated[bool, Replaces()] = False
    """Whether Amazon gives an IPv6 /56 block. EC2 makes another one each time it is asked: a creation that was killed
    before it answered leaves a block behind that this resource cannot recognize."""
    ipv6_cidr_block: Annotated[Annotated[Ipv6Cidr, AfterValidator(_ipv6_vpc)] | None, Replaces(), Chosen()] = None
    """An IPv6 block out of ``ipv6Pool`` or ``ipv6IpamPoolId``, /44 to /60 in steps of 4."""
    ipv6_pool: Annotated[str | None, Replaces()] = None
    """Your own IPv6 address pool (BYOIP) that has ``ipv6CidrBlock``."""
    ipv6_ipam_pool_id: Annotated[str | None, Replaces(), WriteOnly()] = None
    """An IPAM pool that gives the IPv6 block. AWS never gives it back."""
    ipv6_netmask_length: Annotated[Literal[44, 48, 52, 56, 60] | None, Replaces(), WriteOnly()] = None
    """Prefix length of the IPv6 block that the pool gives."""
    ipv6_cidr_block_network_border_group: Annotated[str | None, Replaces(), Chosen()] = None
    """The place from where Amazon advertises its IPv6 block, such as ``us-east-1``; a Local Zone has its own."""

    def faults(self) -> Iterator[Fault]:
        sources = {
            "cidrBlock": self.cidr_block is not None and self.ipv4_ipam_pool_id is None,
            "ipv4IpamPoolId": self.ipv4_ipam_pool_id is not None,
            "amazonProvidedIpv6CidrBlock": self.amazon_provided_ipv6_cidr_block is True,
            "ipv6Pool": self.ipv6_pool is not None,
            "ipv6IpamPoolId": self.ipv6_ipam_pool_id is not None,
        }
        given = [wire for wire, is_given in sources.items() if is_given]
        if not given and self.amazon_provided_ipv6_cidr_block is False:
            yield Fault("cidrBlock", f"a block has one source; give one of {', '.join(sources)}")
        for wire in given[1:]:
            yield Fault(wire, f"is given together with {given[0]}; a block has one source")
        yield from self._length_faults("ipv4", "cidrBlock", self.cidr_block)
        yield from self._length_faults("ipv6", "ipv6CidrBlock", self.ipv6_cidr_block)
        if self.ipv6_cidr_block is not None and self.ipv6_pool is None and self.ipv6_ipam_pool_id is None:
            yield Fault("ipv6CidrBlock", "is a block of a pool; give ipv6Pool or ipv6IpamPoolId as well")
        if self.ipv6_pool is not None and self.ipv6_cidr_block is None:
            yield Fault("ipv6CidrBlock", "is required with ipv6Pool")
        if self.ipv6_cidr_block_network_border_group is not None and self.amazon_provided_ipv6_cidr_block is False:
            yield Fault(
                "ipv6CidrBlockNetworkBorderGroup", "is for Amazon's blocks; set amazonProvidedIpv6CidrBlock as well"
            )

    def _length_faults(self, family: str, block_wire: str, block: Any) -> Iterator[Fault]:
        if getattr(self, f"{family}_netmask_length") is None:
            return
        if getattr(self, f"{family}_ipam_pool_id") is None:
            yield Fault(f"{family}NetmaskLength", f"is for a block of a pool; give {family}IpamPoolId as well")
        elif block is not None:
            reason = f"is given together with {block_wire}, which has a length; give one of them"
            yield Fault(f"{family}NetmaskLength", reason)


class VpcCidrBlockState(VpcCidrBlockArgs, State):
    """A further block of a VPC."""

    association_id: str
    """Id of the block's association."""


class VpcCidrBlock(Resource[VpcCidrBlockArgs, VpcCidrBlockState]):
    """A further IPv4 or IPv6 block of a VPC. Its id is its association's, ``vpc-cidr-assoc-0abc``."""

    noun = "EC2 VPC CIDR Block"
    service = "ec2"

    def create(self, ctx: Context, args: VpcCidrBlockArgs) -> str:
        given = {api: getattr(args, name) for name, api in _CREATED.items()}
        request = {api: value for api, value in given.items() if value not in (None, False)}
        try:
            answer = ctx.client("ec2").associate_vpc_cidr_block(VpcId=args.vpc_id, **request)
        except ClientError:
            # An association carries no tags, but EC2 refuses a second one of the same block.
            vpcs = ctx.client("ec2").describe_vpcs(Filters=[{"Name": "vpc-id", "Values": [args.vpc_id]}])["Vpcs"]
            block = args.cidr_block or args.ipv6_cidr_block
            found = next((each for vpc in vpcs for each in _further(vpc) if _block(each) == block), None)
            if found is None:
                raise
            ctx.warn(f"{args.vpc_id} had the block {block} already; it belongs to this stack now")
            return str(found["AssociationId"])
        association = answer.get("CidrBlockAssociation") or answer["Ipv6CidrBlockAssociation"]
        return str(association["AssociationId"])

    def settle(self, ctx: Context, id: str, args: VpcCidrBlockArgs) -> None:
        ctx.wait("ec2", "VpcCidrBlocksSettled", 600, VpcIds=[args.vpc_id])
        _, association = self._find(ctx, id, ipv6=args.cidr_block is None and args.ipv4_ipam_pool_id is None)
        if association is not None and _state(association)["State"] == "failed":
            words = _state(association).get("StatusMessage") or "EC2 gives no reason"
            raise WaitError(f"the block could not be associated: {words}")

    def read(self, ctx: Context, id: str, prior: VpcCidrBlockState | None) -> VpcCidrBlockState | None:
        ipv6 = prior is not None and prior.cidr_block is None and prior.ipv4_ipam_pool_id is None
        vpc, association = self._find(ctx, id, ipv6)
        if vpc is None and prior is None:
            vpc, association = self._find(ctx, id, True)
        if vpc is None or association is None or _state(association)["State"] not in IN_FORCE:
            return None
        pool = association.get("Ipv6Pool")
        return self.state(
            region=ctx.region,
            vpc_id=vpc["VpcId"],
            cidr_block=association.get("CidrBlock"),
            ipv4_ipam_pool_id=prior and prior.ipv4_ipam_pool_id,
            ipv4_netmask_length=prior and prior.ipv4_netmask_length,
            amazon_provided_ipv6_cidr_block=pool == "Amazon",
            ipv6_cidr_block=association.get("Ipv6CidrBlock"),
            ipv6_pool=pool if pool and pool.startswith("ipv6pool-") else None,
            ipv6_ipam_pool_id=prior and prior.ipv6_ipam_pool_id,
            ipv6_netmask_length=prior and prior.ipv6_netmask_length,
            ipv6_cidr_block_network_border_group=association.get("NetworkBorderGroup") if pool == "Amazon" else None,
            association_id=id,
        )

    def delete(self, ctx: Context, id: str, state: VpcCidrBlockState) -> None:
        ctx.retry("ec2", "dependency", lambda: ctx.client("ec2").disassociate_vpc_cidr_block(AssociationId=id))
        ctx.wait("ec2", "VpcCidrBlocksSettled", 600, VpcIds=[state.vpc_id])

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        same_vpc = "vpc_id" not in changed
        return same_vpc and any(overlap(old.get(wire), new.get(wire)) for wire in ("cidrBlock", "ipv6CidrBlock"))

    def _find(self, ctx: Context, id: str, ipv6: bool) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The VPC and its association."""
        name = f"{'ipv6-' if ipv6 else ''}cidr-block-association.association-id"
        vpcs = ctx.client("ec2").describe_vpcs(Filters=[{"Name": name, "Values": [id]}])["Vpcs"]
        found = ((vpc, each) for vpc in vpcs for each in _associations(vpc) if each["AssociationId"] == id)
        return next(found, (None, None))


def _associations(vpc: dict[str, Any]) -> list[dict[str, Any]]:
    return [*vpc.get("CidrBlockAssociationSet", []), *vpc.get("Ipv6CidrBlockAssociationSet", [])]


def _further(vpc: dict[str, Any]) -> list[dict[str, Any]]:
    """The associations in force but the first block's, which belongs to the VPC itself."""
    found = [each for each in _associations(vpc) if _state(each)["State"] in IN_FORCE]
    return [each for each in found if _block(each) != vpc["CidrBlock"]]


def _block(association: dict[str, Any]) -> str:
    return str(association.get("CidrBlock") or association["Ipv6CidrBlock"])


def _state(association: dict[str, Any]) -> dict[str, Any]:
    state: dict[str, Any] = association.get("CidrBlockState") or association["Ipv6CidrBlockState"]
    return state


_CREATED = {
    "cidr_block": "CidrBlock",
    "ipv4_ipam_pool_id": "Ipv4IpamPoolId",
    "ipv4_netmask_length": "Ipv4NetmaskLength",
    "amazon_provided_ipv6_cidr_block": "AmazonProvidedIpv6CidrBlock",
    "ipv6_cidr_block": "Ipv6CidrBlock",
    "ipv6_pool": "Ipv6Pool",
    "ipv6_ipam_pool_id": "Ipv6IpamPoolId",
    "ipv6_netmask_length": "Ipv6NetmaskLength",
    "ipv6_cidr_block_network_border_group": "Ipv6CidrBlockNetworkBorderGroup",
}
