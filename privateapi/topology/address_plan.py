"""Addresses for a private API in several Regions, computed from one supernet by arithmetic alone.

>>> plan = AddressPlan(supernet="10.0.0.0/8", regions=["us-east-1", "us-west-2"])
>>> plan.regions["us-west-2"].vpc_cidr
'10.1.0.0/16'
>>> [subnet.cidr for subnet in plan.regions["us-west-2"].subnets]
['10.1.0.0/24', '10.1.1.0/24']
>>> plan.regions["us-west-2"].endpoint_addresses
('10.1.0.4', '10.1.1.4')

What is stable, and why:

- A Region's block depends on its slot alone: slot 3 is the fourth `vpc_prefix` block of the supernet. A list gives the
  slots 0, 1, 2, …, so appending a Region moves no other. A mapping from Region to slot pins them, so that a Region can
  be added or removed anywhere.
- Inside a VPC each tier has a fixed place: private subnets begin at the start, client subnets at one half, transit
  subnets at three quarters. A tier or a zone that is added later moves no other subnet.
- Inside a private subnet, endpoint addresses count up from the first usable address and balancer addresses count down
  from the last, so that one kind never moves the other.

AWS keeps the first four addresses and the last one of every subnet (VPC User Guide, "Subnet CIDR blocks"), and takes
/16 to /28 for VPCs and subnets ("VPC CIDR blocks"). Addresses that AWS assigns by itself may fall on any free address:
create what has chosen addresses before what has not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeGuard

from privateapi.topology.cidr import Cidr, CidrError, CidrIndex, parse_cidr, require_prefix, shown

# VPC and subnet sizes, and what AWS keeps in each subnet; `facts/networks.yaml` has the same numbers with their source.
SHORTEST_PREFIX = 16
LONGEST_PREFIX = 28
RESERVED_FIRST = 4
RESERVED_LAST = 1


class Fault(NamedTuple):
    """One wrong argument: the property's path as programs write it, its value, what is wrong, what would be right."""

    path: str
    value: object
    fault: str
    right: str

    def __str__(self) -> str:
        return f"{self.path}: {shown(self.value)} {self.fault}; {self.right}"


class AddressPlanError(ValueError):
    """The plan cannot be made; `faults` has every reason, the message one line for each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[AddressPlanError], tuple[tuple[Fault, ...]]]:
        return (type(self), (self.faults,))


@dataclass(frozen=True, slots=True)
class SubnetPlan:
    """One subnet: its CIDR block and the number of its zone in the Region, from 0."""

    cidr: str
    zone_index: int

    @property
    def usable(self) -> int:
        """How many addresses the subnet has for network interfaces, after those that AWS keeps."""
        return parse_cidr(self.cidr).size - RESERVED_FIRST - RESERVED_LAST

    def endpoint_address(self, number: int = 0) -> str:
        """The address of the endpoint with that number, from 0, counted up from the first usable one.

        Raises:
            AddressPlanError: the lower half of the subnet has no such address.
        """
        return parse_cidr(self.cidr).address(RESERVED_FIRST + self._checked(number, "endpoints"))

    def balancer_address(self, number: int = 0) -> str:
        """The address of the Network Load Balancer with that number, from 0, counted down from the last usable one.

        Raises:
            AddressPlanError: the upper half of the subnet has no such address.
        """
        return parse_cidr(self.cidr).address(-1 - RESERVED_LAST - self._checked(number, "load balancers"))

    def _checked(self, number: int, kind: str) -> int:
        room = self.usable // 2
        if not 0 <= number < room:
            raise AddressPlanError(
                [Fault("subnetPrefix", self.cidr, f"has no address for number {number} of its {kind}", _room(room))]
            )
        return number


@dataclass(frozen=True, slots=True)
class RegionPlan:
    """The addresses of one Region. `subnets` are the private ones, one for each zone; the other tiers may be empty.

    `slot` is the number of the Region's block in the supernet; it stays taken when `vpc_cidr` was overridden.
    """

    region: str
    slot: int
    vpc_cidr: str
    subnets: tuple[SubnetPlan, ...]
    client_subnets: tuple[SubnetPlan, ...] = ()
    transit_subnets: tuple[SubnetPlan, ...] = ()

    @property
    def endpoint_addresses(self) -> tuple[str, ...]:
        """The addresses of the Region's first endpoint, one for each private subnet, in zone order."""
        return self.endpoint_addresses_of(0)

    @property
    def balancer_addresses(self) -> tuple[str, ...]:
        """The addresses of the Region's first Network Load Balancer, one for each private subnet, in zone order."""
        return self.balancer_addresses_of(0)

    def endpoint_addresses_of(self, number: int) -> tuple[str, ...]:
        """The addresses of the endpoint with that number, from 0.

        Raises:
            AddressPlanError: a private subnet is too small for so many.
        """
        return tuple(subnet.endpoint_address(number) for subnet in self.subnets)

    def balancer_addresses_of(self, number: int) -> tuple[str, ...]:
        """The addresses of the Network Load Balancer with that number, from 0.

        Raises:
            AddressPlanError: a private subnet is too small for so many.
        """
        return tuple(subnet.balancer_address(number) for subnet in self.subnets)


@dataclass(frozen=True, slots=True, init=False)
class AddressPlan:
    """The plan of all Regions; making it checks everything, so a plan that exists never overlaps.

    Args:
        supernet: the block that all Regions are cut from.
        regions: a list (slots by position) or a mapping from Region to slot, from 0.
        vpc_prefix: prefix length of each VPC, /16 to /28.
        zones: how many zones get subnets: one number, or one for each Region.
        subnet_prefix: prefix length of the private subnets (endpoint, balancer, backends).
        client_subnet_prefix: prefix length of the client subnets; None for no client subnets.
        transit_subnet_prefix: prefix length of the transit gateway subnets; None for none.
        overrides: the VPC's CIDR block of a Region, where it is not the one of its slot.
        overrides_inside: whether each override must lie inside the supernet.
        reserved: CIDR blocks that are taken elsewhere (on-premises, existing VPCs); nothing may overlap them.

    Raises:
        AddressPlanError: an argument is wrong or blocks overlap; it lists every fault.
    """

    supernet: str
    regions: Mapping[str, RegionPlan]

    def __init__(
        self,
        supernet: str = "10.0.0.0/8",
        regions: Sequence[str] | Mapping[str, int] = (),
        *,
        vpc_prefix: int = 16,
        zones: int | Mapping[str, int] = 2,
        subnet_prefix: int = 24,
        client_subnet_prefix: int | None = None,
        transit_subnet_prefix: int | None = None,
        overrides: Mapping[str, str] | None = None,
        overrides_inside: bool = False,
        reserved: Sequence[str] = (),
    ) -> None:
        drawing = _Drawing()
        parent = drawing.cidr("supernet", supernet)
        slots = drawing.slots(regions)
        prefixes = {
            path: drawing.prefix(path, value)
            for path, value in (
                ("vpcPrefix", vpc_prefix),
                ("subnetPrefix", subnet_prefix),
                ("clientSubnetPrefix", client_subnet_prefix),
                ("transitSubnetPrefix", transit_subnet_prefix),
            )
            if value is not None
        }
        counts = drawing.zones(zones, slots)
        given = drawing.overrides(overrides or {}, slots, parent if overrides_inside else None)
        taken = [
            (cidr, f"reserved[{number}]")
            for number, text in enumerate(reserved)
            if (cidr := drawing.cidr(f"reserved[{number}]", text, any_family=True)) is not None
        ]
        drawing.finish()

        assert parent is not None
        vpcs = drawing.vpcs(parent, slots, prefixes.pop("vpcPrefix"), given)
        drawing.apart(vpcs, slots, given, taken, parent, vpc_prefix)
        plans = {
            region: RegionPlan(region, slots[region], str(vpc), *drawing.tiers(region, vpc, counts[region], prefixes))
            for region, vpc in vpcs.items()
        }
        drawing.finish()
        object.__setattr__(self, "supernet", str(parent))
        object.__setattr__(self, "regions", plans)


# Where each tier begins, in quarters of the VPC; the order is that of RegionPlan's fields.
_TIERS = (("subnetPrefix", 0), ("clientSubnetPrefix", 2), ("transitSubnetPrefix", 3))


class _Drawing:
    """Checks and places one plan, gathering faults so that all of them are told at once."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def finish(self) -> None:
        if self._faults:
            raise AddressPlanError(self._faults)

    def fault(self, path: str, value: object, fault: str, right: str) -> None:
        self._faults.append(Fault(path, value, fault, right))

    def cidr(self, path: str, value: object, *, any_family: bool = False) -> Cidr | None:
        try:
            cidr = parse_cidr(value)
        except CidrError as error:
            self.fault(path, error.value, error.fault, error.right)
            return None
        if cidr.version != 4 and not any_family:
            self.fault(path, value, "is an IPv6 block", "the plan takes IPv4, such as '10.0.0.0/8'")
            return None
        return cidr

    def slots(self, regions: Sequence[str] | Mapping[str, int]) -> dict[str, int]:
        if isinstance(regions, str) or not isinstance(regions, Mapping | Sequence):
            self.fault("regions", regions, "is neither a list nor a mapping", "write ['us-east-1', 'us-west-2']")
            return {}
        if not regions:
            self.fault("regions", regions, "names no Region", "name at least one, such as ['us-east-1', 'us-west-2']")
        slots: dict[str, int] = {}
        owners: dict[int, str] = {}
        pairs: list[tuple[str, str, int]]
        if isinstance(regions, Mapping):
            pairs = [(f"regions.{region}", region, slot) for region, slot in regions.items()]
        else:
            pairs = [(f"regions[{number}]", region, number) for number, region in enumerate(regions)]
        for path, region, slot in pairs:
            if not isinstance(region, str) or not region.strip():
                self.fault(path, region, "is no Region", "write a Region's id, such as 'us-east-1'")
            elif region in slots:
                self.fault(path, region, f"is there twice, first as regions[{slots[region]}]", "name each Region once")
            elif not _is_whole(slot) or slot < 0:
                self.fault(path, slot, "is no slot", "a slot is a whole number from 0")
            elif slot in owners:
                free = min(set(range(len(pairs) + 1)) - {taken for _, _, taken in pairs})
                self.fault(path, slot, f"is the slot of {owners[slot]} too", f"slot {free} is free")
            else:
                slots[region] = slot
                owners[slot] = region
        return slots

    def prefix(self, path: str, value: object) -> int:
        if not _is_whole(value) or not SHORTEST_PREFIX <= value <= LONGEST_PREFIX:
            taker = "a VPC" if path == "vpcPrefix" else "a subnet"
            self.fault(path, value, "is no prefix length", f"{taker} takes {SHORTEST_PREFIX} to {LONGEST_PREFIX}")
            return LONGEST_PREFIX
        return value

    def zones(self, zones: int | Mapping[str, int], slots: Mapping[str, int]) -> dict[str, int]:
        if not isinstance(zones, Mapping):
            self._zone_count("zones", zones)
            return dict.fromkeys(slots, zones)
        for region, count in zones.items():
            if region in slots:
                self._zone_count(f"zones.{region}", count)
            else:
                self._stranger(f"zones.{region}", region, slots)
        for region in slots:
            if region not in zones:
                self.fault("zones", dict(zones), f"has no number for {region}", "give one for every Region")
        return dict(zones)

    def _zone_count(self, path: str, count: object) -> None:
        if not _is_whole(count) or count < 1:
            self.fault(path, count, "is no number of zones", "write a whole number from 1; 2 survive the loss of one")

    def _stranger(self, path: str, region: str, slots: Mapping[str, int]) -> None:
        self.fault(path, region, "is not one of the Regions", f"regions has {', '.join(slots) or 'none'}")

    def overrides(self, overrides: Mapping[str, str], slots: Mapping[str, int], inside: Cidr | None) -> dict[str, Cidr]:
        given: dict[str, Cidr] = {}
        for region, text in overrides.items():
            path = f"overrides.{region}"
            if region not in slots:
                self._stranger(path, region, slots)
            elif (cidr := self.cidr(path, text)) is not None:
                try:
                    require_prefix(cidr, SHORTEST_PREFIX, LONGEST_PREFIX, "a VPC")
                except CidrError as error:
                    self.fault(path, error.value, error.fault, error.right)
                    continue
                if inside is not None and not inside.contains(cidr):
                    self.fault(path, text, "is outside the supernet", f"choose a block inside {inside}")
                given[region] = cidr
        return given

    def vpcs(self, parent: Cidr, slots: Mapping[str, int], prefix: int, given: Mapping[str, Cidr]) -> dict[str, Cidr]:
        room = parent.count(prefix)
        if not room:
            self.fault("vpcPrefix", prefix, f"is wider than the supernet {parent}", f"write {parent.prefix} or more")
            self.finish()
        vpcs: dict[str, Cidr] = {}
        for region, slot in slots.items():
            if region in given:
                vpcs[region] = given[region]
            elif slot < room:
                vpcs[region] = parent.block(prefix, slot)
            else:
                self.fault(
                    f"regions.{region}",
                    slot,
                    f"is past the last slot of {parent} cut into /{prefix}",
                    f"it has the slots 0 to {room - 1}: widen the supernet or lengthen vpcPrefix",
                )
        return vpcs

    def apart(
        self,
        vpcs: Mapping[str, Cidr],
        slots: Mapping[str, int],
        given: Mapping[str, Cidr],
        taken: Sequence[tuple[Cidr, str]],
        parent: Cidr,
        prefix: int,
    ) -> None:
        planned = CidrIndex((cidr, region) for region, cidr in vpcs.items())
        # The slot of an overridden Region is not used, but it is not free either.
        held = [parent.block(prefix, slot) for slot in slots.values() if slot < parent.count(prefix)]
        occupied = CidrIndex((cidr, None) for cidr in [*held, *vpcs.values(), *(cidr for cidr, _ in taken)])
        block = occupied.first_free(parent, prefix)
        right = (
            f"{block} is free, slot {(block.first - parent.first) // block.size}"
            if block
            else f"no /{prefix} of {parent} is free: widen the supernet"
        )
        for pair in planned.overlaps():
            wrong, other = (pair.inner_item, pair.outer_item)
            if wrong not in given:
                wrong, other = other, wrong
            self.fault(f"overrides.{wrong}", str(vpcs[wrong]), f"overlaps {vpcs[other]} of {other}", right)
        for vpc, match in planned.overlaps_with(CidrIndex(taken)):
            path = f"overrides.{vpc.item}" if vpc.item in given else f"regions.{vpc.item}"
            self.fault(path, str(vpc.cidr), f"overlaps {match.cidr} of {match.item}", right)

    def tiers(self, region: str, vpc: Cidr, zones: int, prefixes: Mapping[str, int]) -> list[tuple[SubnetPlan, ...]]:
        tiers: list[tuple[SubnetPlan, ...]] = []
        begins: list[tuple[int, str]] = [(vpc.last + 1, "the end of the VPC")]
        for path, quarter in reversed(_TIERS):
            tiers.append(())
            if path not in prefixes:
                continue
            prefix = prefixes[path]
            start = vpc.first + vpc.size // 4 * quarter
            size = 1 << (vpc.bits - prefix)
            limit, what = begins[-1]
            fitting = (limit - start) // size if start % size == 0 else 0
            begins.append((start, f"the {_tier(path)} subnets"))
            if fitting < zones:
                self.fault(
                    path,
                    prefix,
                    f"leaves room for {fitting} of {zones} {_tier(path)} subnets in {vpc} of {region} before {what}",
                    "lengthen the subnets' prefix or widen the VPC",
                )
                continue
            tiers[-1] = tuple(
                SubnetPlan(str(Cidr(vpc.version, start + zone * size, prefix)), zone) for zone in range(zones)
            )
        return tiers[::-1]


def _tier(path: str) -> str:
    return {"subnetPrefix": "private", "clientSubnetPrefix": "client", "transitSubnetPrefix": "transit"}[path]


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _room(room: int) -> str:
    return f"it has the numbers 0 to {room - 1}" if room else "it has none"
