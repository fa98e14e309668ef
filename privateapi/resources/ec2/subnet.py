"""Subnets (EC2 API: CreateSubnet, ModifySubnetAttribute, AssociateSubnetCidrBlock)."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import AvailabilityZone, Ipv6Cidr, SubnetCidr, zone_faults
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, WriteOnly
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.provider.values import UNKNOWN
from privateapi.resources.ec2._blocks import overlap
from privateapi.resources.ec2._interfaces import delete_once_free
from privateapi.resources.ec2._resource import Ec2Resource

IPV6_PREFIXES = (44, 48, 52, 56, 60, 64)
"""Prefix lengths of a subnet's IPv6 block: /44 to /64 in steps of 4 (VPC User Guide, "Subnet CIDR blocks")."""


def _ipv6_subnet(value: str) -> str:
    prefix = ipaddress.IPv6Network(value).prefixlen
    if prefix not in IPV6_PREFIXES:
        raise ValueError(f"{value!r} is a /{prefix}; a subnet's IPv6 block is a /44, /48, /52, /56, /60 or /64")
    return value


def _zone_id(value: str) -> str:
    if not re.fullmatch(r"[a-z]+\d(-[a-z0-9]+)*-(az|wlz)\d+", value):
        raise ValueError(f"{value!r} is not the id of an Availability Zone; write it as use1-az1")
    return value


class SubnetArgs(RegionalArgs, TaggedArgs):
    """Inputs of a subnet."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC's id."""
    cidr_block: Annotated[SubnetCidr | None, Replaces(), Chosen()] = None
    """The IPv4 block, /16 to /28, inside one of the VPC's blocks; an IPv6-only subnet has none, a pool gives one."""
    availability_zone: Annotated[AvailabilityZone | None, Replaces(), Chosen()] = None
    """The Availability Zone by name, such as ``us-east-1a``; left out, AWS chooses one."""
    availability_zone_id: Annotated[Annotated[str, AfterValidator(_zone_id)] | None, Replaces(), Chosen()] = None
    """The Availability Zone by its id, which means the same place in every account, such as ``use1-az1``."""
    ipv6_cidr_block: Annotated[Ipv6Cidr, AfterValidator(_ipv6_subnet)] | None = None
    """An IPv6 block inside the VPC's one, /44 to /64 in steps of 4. It can be added and changed in place."""
    ipv6_native: Annotated[bool, Replaces()] = False
    """Whether the subnet has IPv6 only."""
    ipv4_ipam_pool_id: Annotated[str | None, Replaces(), WriteOnly()] = None
    """An IPAM pool that gives the IPv4 block. AWS never gives it back."""
    ipv4_netmask_length: Annotated[Annotated[int, Field(ge=16, le=28)] | None, Replaces(), WriteOnly()] = None
    """Prefix length of the IPv4 block that the pool gives, 16 to 28."""
    map_public_ip_on_launch: bool = False
    """Whether instances get a public IPv4 address; subnets of a private API keep it off."""
    assign_ipv6_address_on_creation: bool = False
    """Whether new network interfaces get an IPv6 address; needs an IPv6 block."""
    enable_dns64: bool = False
    """Whether the Amazon DNS server answers with synthetic IPv6 addresses for IPv4-only names; needs an IPv6 block."""
    private_dns_hostname_type_on_launch: Annotated[Literal["ip-name", "resource-name"] | None, Chosen()] = None
    """Whether instances' host names come from their IPv4 address or their id; AWS's choice is ``ip-name`` where the
    subnet has IPv4."""
    enable_resource_name_dns_a_record_on_launch: bool = False
    """Whether instances' resource names are answered with A records."""
    enable_resource_name_dns_aaaa_record_on_launch: bool = False
    """Whether instances' resource names are answered with AAAA records."""

    def faults(self) -> Iterator[Fault]:
        yield from self._zone_faults()
        yield from self._ipv4_faults()
        yield from self._ipv6_faults()

    def _zone_faults(self) -> Iterator[Fault]:
        if self.availability_zone is not None and self.availability_zone_id is not None:
            yield Fault("availabilityZoneId", "is given together with availabilityZone; give one of the two")
        wrong = zone_faults(self.region, self.availability_zone)
        if wrong is not None:
            yield Fault("availabilityZone", wrong)
        # Zone ids of the isolated partitions are not public.
        if isinstance(self.region, str) and isinstance(self.availability_zone_id, str) and "-iso" not in self.region:
            stem = _region_stem(self.region)
            if not self.availability_zone_id.startswith(f"{stem}-"):
                reason = f"{self.availability_zone_id!r} is not in Region {self.region!r}; {stem}-az1 would be"
                yield Fault("availabilityZoneId", reason)

    def _ipv4_faults(self) -> Iterator[Fault]:
        wants_ipv4 = self.cidr_block is not None or self.ipv4_ipam_pool_id is not None
        if self.ipv6_native is True:
            for wire, given in (
                ("cidrBlock", self.cidr_block is not None),
                ("ipv4IpamPoolId", self.ipv4_ipam_pool_id is not None),
                ("mapPublicIpOnLaunch", self.map_public_ip_on_launch is True),
                ("enableResourceNameDnsARecordOnLaunch", self.enable_resource_name_dns_a_record_on_launch is True),
            ):
                if given:
                    yield Fault(wire, "is for IPv4, but ipv6Native is true; leave one of the two out")
        elif self.ipv6_native is False and not wants_ipv4:
            yield Fault("cidrBlock", "is required, unless ipv4IpamPoolId gives the block or ipv6Native is true")
        if self.ipv4_netmask_length is not None:
            if self.ipv4_ipam_pool_id is None:
                yield Fault("ipv4NetmaskLength", "is for a block out of a pool; give ipv4IpamPoolId as well")
            if self.cidr_block is not None:
                yield Fault(
                    "ipv4NetmaskLength", "is given together with cidrBlock, which has a length; give one of them"
                )

    def _ipv6_faults(self) -> Iterator[Fault]:
        if self.ipv6_cidr_block is None:
            for wire, given in (
                ("ipv6Native", self.ipv6_native),
                ("assignIpv6AddressOnCreation", self.assign_ipv6_address_on_creation),
                ("enableDns64", self.enable_dns64),
            ):
                if given is True:
                    yield Fault(wire, "true needs an IPv6 block; give ipv6CidrBlock as well")
        elif self.ipv6_native is True and self.assign_ipv6_address_on_creation is False:
            reason = "interfaces of an IPv6-only subnet have nothing but IPv6 addresses; set it true"
            yield Fault("assignIpv6AddressOnCreation", reason)


def _region_stem(region: str) -> str:
    """What zone ids of a Region begin with: ``use1`` for us-east-1, ``apse2`` for ap-southeast-2."""
    country, *where, number = region.split("-")
    # Two points of the compass are two letters, everything else (gov, iso, central, east) is one.
    letters = (
        word[0] + word[5] if word.startswith(("north", "south")) and len(word) > 5 else word[0] for word in where
    )
    return country + "".join(letters) + number


class SubnetState(SubnetArgs, State):
    """A subnet."""

    subnet_id: str
    """The subnet's id."""
    arn: str
    """ARN."""
    ipv6_cidr_block_association_id: Annotated[str | None, ChangesWith("ipv6_cidr_block")] = None
    """Id of the IPv6 block's association."""
    owner_id: str | None = None
    """Account that owns the subnet."""


class Subnet(Ec2Resource[SubnetArgs, SubnetState]):
    """A subnet of a VPC in one Availability Zone."""

    noun = "EC2 Subnet"
    resource_type = "subnet"
    id_prefix = "subnet-"

    def create(self, ctx: Context, args: SubnetArgs) -> str:
        given = {api: getattr(args, name) for name, api in _CREATED.items()}
        subnet = ctx.client("ec2").create_subnet(
            VpcId=args.vpc_id,
            Ipv6Native=args.ipv6_native,
            TagSpecifications=self.tag_specifications(ctx, args),
            **{api: value for api, value in given.items() if value is not None},
        )["Subnet"]
        return str(subnet["SubnetId"])

    def complete(self, ctx: Context, id: str, args: SubnetArgs) -> None:
        ctx.wait("ec2", "SubnetReady", 600, SubnetIds=[id])
        # A new subnet has every switch off.
        for name in _ATTRIBUTES:
            if getattr(args, name):
                self._set(ctx, id, name, getattr(args, name))

    def read(self, ctx: Context, id: str, prior: SubnetState | None) -> SubnetState | None:
        subnet = ctx.client("ec2").describe_subnets(SubnetIds=[id])["Subnets"][0]
        ipv6 = _ipv6_association(subnet)
        names = subnet.get("PrivateDnsNameOptionsOnLaunch", {})
        return self.state(
            region=ctx.region,
            tags=tag_map(subnet.get("Tags")),
            vpc_id=subnet["VpcId"],
            cidr_block=subnet.get("CidrBlock"),
            availability_zone=subnet["AvailabilityZone"],
            availability_zone_id=subnet.get("AvailabilityZoneId"),
            ipv6_cidr_block=ipv6 and ipv6["Ipv6CidrBlock"],
            ipv6_native=subnet.get("Ipv6Native", False),
            ipv4_ipam_pool_id=prior and prior.ipv4_ipam_pool_id,
            ipv4_netmask_length=prior and prior.ipv4_netmask_length,
            map_public_ip_on_launch=subnet["MapPublicIpOnLaunch"],
            assign_ipv6_address_on_creation=subnet.get("AssignIpv6AddressOnCreation", False),
            enable_dns64=subnet.get("EnableDns64", False),
            private_dns_hostname_type_on_launch=names.get("HostnameType"),
            enable_resource_name_dns_a_record_on_launch=names.get("EnableResourceNameDnsARecord", False),
            enable_resource_name_dns_aaaa_record_on_launch=names.get("EnableResourceNameDnsAAAARecord", False),
            subnet_id=id,
            arn=subnet.get("SubnetArn") or ctx.arn("ec2", f"subnet/{id}"),
            ipv6_cidr_block_association_id=ipv6 and ipv6["AssociationId"],
            owner_id=subnet.get("OwnerId"),
        )

    def update(self, ctx: Context, id: str, old: SubnetState, new: SubnetArgs, changed: frozenset[str]) -> None:
        switches = {name for name in _ATTRIBUTES if name in changed}
        if "ipv6_cidr_block" in changed:
            # A block that new interfaces draw addresses from cannot be taken away: off first, and on again below.
            for name in _NEED_IPV6:
                if getattr(old, name):
                    self._set(ctx, id, name, False)
                    switches = switches | {name} if getattr(new, name) else switches - {name}
            self._change_ipv6(ctx, id, new.ipv6_cidr_block)
        for name in _ATTRIBUTES:
            if name in switches:
                self._set(ctx, id, name, getattr(new, name))
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: SubnetState) -> None:
        # AWS services give interfaces back minutes after what used them is gone.
        delete_once_free(ctx, "subnet-id", id, lambda: ctx.client("ec2").delete_subnet(SubnetId=id))

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        if "vpc_id" in changed or new.get("vpcId") is UNKNOWN:
            return False
        return any(overlap(old.get(wire), new.get(wire)) for wire in ("cidrBlock", "ipv6CidrBlock"))

    def _change_ipv6(self, ctx: Context, id: str, block: str | None) -> None:
        ec2 = ctx.client("ec2")
        # An update that failed half-way may have taken the old block away already.
        found = _ipv6_association(ec2.describe_subnets(SubnetIds=[id])["Subnets"][0])
        if found is not None and found["Ipv6CidrBlock"] != block:
            ec2.disassociate_subnet_cidr_block(AssociationId=found["AssociationId"])
            ctx.wait("ec2", "SubnetReady", 600, SubnetIds=[id])
            found = None
        if found is None and block is not None:
            ec2.associate_subnet_cidr_block(SubnetId=id, Ipv6CidrBlock=block)
            ctx.wait("ec2", "SubnetReady", 600, SubnetIds=[id])

    def _set(self, ctx: Context, id: str, name: str, value: bool | str) -> None:
        # AWS takes one attribute in a call.
        setting = value if isinstance(value, str) else {"Value": value}
        ctx.client("ec2").modify_subnet_attribute(SubnetId=id, **{_ATTRIBUTES[name]: setting})


def _ipv6_association(subnet: Mapping[str, Any]) -> dict[str, Any] | None:
    """The IPv6 block in force; former ones stay listed for a while."""
    for each in subnet.get("Ipv6CidrBlockAssociationSet", []):
        if each["Ipv6CidrBlockState"]["State"] in ("associated", "associating"):
            found: dict[str, Any] = each
            return found
    return None


_CREATED = {
    "cidr_block": "CidrBlock",
    "availability_zone": "AvailabilityZone",
    "availability_zone_id": "AvailabilityZoneId",
    "ipv6_cidr_block": "Ipv6CidrBlock",
    "ipv4_ipam_pool_id": "Ipv4IpamPoolId",
    "ipv4_netmask_length": "Ipv4NetmaskLength",
}
_NEED_IPV6 = ("assign_ipv6_address_on_creation", "enable_dns64")
_ATTRIBUTES = {
    "map_public_ip_on_launch": "MapPublicIpOnLaunch",
    "assign_ipv6_address_on_creation": "AssignIpv6AddressOnCreation",
    "enable_dns64": "EnableDns64",
    "private_dns_hostname_type_on_launch": "PrivateDnsHostnameTypeOnLaunch",
    "enable_resource_name_dns_a_record_on_launch": "EnableResourceNameDnsARecordOnLaunch",
    "enable_resource_name_dns_aaaa_record_on_launch": "EnableResourceNameDnsAAAARecordOnLaunch",
}
