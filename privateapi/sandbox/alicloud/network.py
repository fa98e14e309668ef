"""What VPC and ECS keep: VPCs, vSwitches, security groups, servers, network interfaces, and how they are looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from privateapi.facts.networks import network_facts
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import Progress, Region
from privateapi.topology.cidr import Cidr, CidrIndex, parse_cidr

RESOURCE_GROUP = "rg-acfm0000000000000"


@dataclass(slots=True)
class Vpc:
    """A VPC with its router and system route table; `secondary` are the blocks that were associated later."""

    id: str
    name: str
    description: str
    cidr: Cidr
    user_cidrs: list[str]
    created: str
    progress: Progress
    router: str
    route_table: str
    ipv6: bool
    tags: dict[str, str]
    secondary: list[Cidr] = field(default_factory=list)

    @property
    def blocks(self) -> list[Cidr]:
        """All its blocks, the primary one first."""
        return [self.cidr, *self.secondary]


@dataclass(slots=True)
class VSwitch:
    """A vSwitch: a block of a VPC in one zone."""

    id: str
    name: str
    description: str
    vpc: str
    zone: str
    cidr: Cidr
    created: str
    progress: Progress
    tags: dict[str, str]


@dataclass(slots=True)
class Permission:
    """A rule of a security group, by the names of its fields on the wire."""

    id: str
    direction: str
    fields: dict[str, str]
    created: str


@dataclass(slots=True)
class SecurityGroup:
    """A security group; `kind` is `normal` or `enterprise`."""

    id: str
    name: str
    description: str
    vpc: str
    kind: str
    inner_access: str
    created: str
    tags: dict[str, str]
    permissions: list[Permission] = field(default_factory=list)


@dataclass(slots=True)
class Server:
    """An ECS instance: a network interface that something may be served at."""

    id: str
    name: str
    kind: str
    image: str
    created: str
    progress: Progress
    tags: dict[str, str]


@dataclass(slots=True)
class NetworkInterface:
    """A network interface; `owner` is the id of what it belongs to, and `service` says that a service made it."""

    id: str
    owner: str
    vpc: str
    vswitch: str
    zone: str
    address: str
    security_groups: list[str]
    created: str
    description: str
    service: bool


def vpc_of(region: Region, vpc_id: str, code: str = "InvalidVpcID.NotFound") -> Vpc:
    """A VPC of the region. Raises Refused with `code`."""
    if vpc_id not in region.of(Vpc):
        raise refused(code)
    return region.of(Vpc)[vpc_id]


def vswitch_of(region: Region, vswitch_id: str) -> VSwitch:
    """A vSwitch of the region. Raises Refused."""
    if vswitch_id not in region.of(VSwitch):
        raise refused("InvalidVSwitchId.NotFound")
    return region.of(VSwitch)[vswitch_id]


def security_group_of(region: Region, group_id: str) -> SecurityGroup:
    """A security group of the region. Raises Refused."""
    if group_id not in region.of(SecurityGroup):
        raise refused("InvalidSecurityGroupId.NotFound")
    return region.of(SecurityGroup)[group_id]


def vswitches_in(region: Region, vpc_id: str) -> list[VSwitch]:
    """The vSwitches of a VPC."""
    return [vswitch for vswitch in region.of(VSwitch).values() if vswitch.vpc == vpc_id]


def taken_in(region: Region, vswitch_id: str) -> list[str]:
    """The addresses of a vSwitch that network interfaces have."""
    return [each.address for each in region.of(NetworkInterface).values() if each.vswitch == vswitch_id]


def free_address(region: Region, vswitch: VSwitch) -> str:
    """The lowest address of a vSwitch that nothing has, after those that Alibaba Cloud keeps. Raises Refused."""
    reserved = network_facts().reserved_addresses["alibaba.vswitch"]
    taken = set(taken_in(region, vswitch.id))
    for number in range(reserved.first, vswitch.cidr.size - reserved.last):
        address = vswitch.cidr.address(number)
        if address not in taken:
            return address
    raise refused("InvalidVSwitchId.IpNotEnough", vswitch.id)


def free_count(region: Region, vswitch: VSwitch) -> int:
    """How many addresses of a vSwitch are free."""
    reserved = network_facts().reserved_addresses["alibaba.vswitch"]
    return vswitch.cidr.size - reserved.first - reserved.last - len(taken_in(region, vswitch.id))


def check_block(cidr: Cidr, sizes_of: str) -> None:
    """Refuse a block of a size, or in a range, that a VPC or vSwitch cannot have.

    `sizes_of` is the row of `facts.networks` with the sizes. Raises Refused.
    """
    sizes = network_facts().prefix_ranges[sizes_of]
    if cidr.version != 4 or not sizes.shortest <= cidr.prefix <= sizes.longest:
        raise refused("InvalidCidrBlock", f"{cidr} is no IPv4 block of /{sizes.shortest} to /{sizes.longest}.")
    for match in _forbidden().overlapping(cidr):
        raise refused("InvalidCidrBlock", f"{cidr} overlaps {match.cidr}, which no VPC can use.")


@cache
def _forbidden() -> CidrIndex[None]:
    return CidrIndex((parse_cidr(text), None) for text in network_facts().cidr_lists["alibaba.forbidden"].cidrs)
