"""AddressPlan: the layout, its stability, and every refusal with its text."""

from __future__ import annotations

import copy
import ipaddress
import itertools
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from privateapi.facts.networks import network_facts
from privateapi.topology import address_plan
from privateapi.topology.address_plan import AddressPlan, AddressPlanError, RegionPlan, SubnetPlan

REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2", "sa-east-1", "ca-central-1"]


def _subnets(region: RegionPlan) -> Iterator[SubnetPlan]:
    yield from region.subnets
    yield from region.client_subnets
    yield from region.transit_subnets


def test_plan_layout() -> None:
    plan = AddressPlan(
        supernet="10.0.0.0/8",
        regions=["us-east-1", "us-west-2"],
        client_subnet_prefix=24,
        transit_subnet_prefix=28,
    )
    west = plan.regions["us-west-2"]
    assert west == RegionPlan(
        region="us-west-2",
        slot=1,
        vpc_cidr="10.1.0.0/16",
        subnets=(SubnetPlan("10.1.0.0/24", 0), SubnetPlan("10.1.1.0/24", 1)),
        client_subnets=(SubnetPlan("10.1.128.0/24", 0), SubnetPlan("10.1.129.0/24", 1)),
        transit_subnets=(SubnetPlan("10.1.192.0/28", 0), SubnetPlan("10.1.192.16/28", 1)),
    )
    assert west.endpoint_addresses == ("10.1.0.4", "10.1.1.4")
    assert west.endpoint_addresses_of(1) == ("10.1.0.5", "10.1.1.5")
    assert west.balancer_addresses == ("10.1.0.254", "10.1.1.254")
    assert west.balancer_addresses_of(1) == ("10.1.0.253", "10.1.1.253")
    assert west.subnets[0].usable == 251


def test_plan_numbers_are_those_of_the_facts() -> None:
    facts = network_facts()
    for kind in ("aws.vpc", "aws.subnet"):
        sizes = facts.prefix_ranges[kind]
        assert (address_plan.SHORTEST_PREFIX, address_plan.LONGEST_PREFIX) == (sizes.shortest, sizes.longest)
    kept = facts.reserved_addresses["aws.subnet"]
    assert (address_plan.RESERVED_FIRST, address_plan.RESERVED_LAST) == (kept.first, kept.last)


def test_plan_zones_of_each_region() -> None:
    plan = AddressPlan(regions=["us-east-1", "us-west-1"], zones={"us-east-1": 3, "us-west-1": 2})
    assert {name: len(region.subnets) for name, region in plan.regions.items()} == {"us-east-1": 3, "us-west-1": 2}


def test_plan_smallest_vpc() -> None:
    region = AddressPlan("10.0.0.0/28", ["us-east-1"], vpc_prefix=28, subnet_prefix=28, zones=1).regions["us-east-1"]
    assert region.subnets == (SubnetPlan("10.0.0.0/28", 0),)
    assert [region.endpoint_addresses_of(number)[0] for number in range(5)] == [f"10.0.0.{low}" for low in range(4, 9)]
    assert [region.balancer_addresses_of(number)[0] for number in range(5)] == [
        f"10.0.0.{low}" for low in range(14, 9, -1)
    ]


def test_plan_override_keeps_the_slot() -> None:
    plan = AddressPlan(regions=["us-east-1", "us-west-2", "eu-west-1"], overrides={"us-west-2": "172.16.0.0/20"})
    assert [(region.slot, region.vpc_cidr) for region in plan.regions.values()] == [
        (0, "10.0.0.0/16"),
        (1, "172.16.0.0/20"),
        (2, "10.2.0.0/16"),
    ]
    assert plan.regions["us-west-2"].subnets[1].cidr == "172.16.1.0/24"


def test_plan_reserved_elsewhere() -> None:
    plan = AddressPlan(regions={"us-east-1": 4}, reserved=["10.0.0.0/14", "fd00::/8"])
    assert plan.regions["us-east-1"].vpc_cidr == "10.4.0.0/16"


def test_plan_survives_copies() -> None:
    plan = AddressPlan(regions=["us-east-1"])
    assert copy.deepcopy(plan) == pickle.loads(pickle.dumps(plan)) == plan


@pytest.mark.parametrize(
    ("case", "arguments", "lines"),
    [
        (
            "supernet with host bits",
            {"supernet": "10.0.0.1/8", "regions": ["us-east-1"]},
            ["supernet: '10.0.0.1/8' has host bits set; the block is '10.0.0.0/8'"],
        ),
        (
            "supernet of IPv6",
            {"supernet": "fd00::/16", "regions": ["us-east-1"]},
            ["supernet: 'fd00::/16' is an IPv6 block; the plan takes IPv4, such as '10.0.0.0/8'"],
        ),
        (
            "no Region",
            {"regions": []},
            ["regions: [] names no Region; name at least one, such as ['us-east-1', 'us-west-2']"],
        ),
        (
            "one text instead of a list",
            {"regions": "us-east-1"},
            ["regions: 'us-east-1' is neither a list nor a mapping; write ['us-east-1', 'us-west-2']"],
        ),
        (
            "a Region twice",
            {"regions": ["us-east-1", "us-west-2", "us-east-1"]},
            ["regions[2]: 'us-east-1' is there twice, first as regions[0]; name each Region once"],
        ),
        (
            "an empty Region",
            {"regions": [""]},
            ["regions[0]: '' is no Region; write a Region's id, such as 'us-east-1'"],
        ),
        (
            "a slot twice",
            {"regions": {"us-east-1": 0, "us-west-2": 0}},
            ["regions.us-west-2: 0 is the slot of us-east-1 too; slot 1 is free"],
        ),
        (
            "no slot",
            {"regions": {"us-east-1": -1, "us-west-2": True, "eu-west-1": "2"}},
            [
                "regions.us-east-1: -1 is no slot; a slot is a whole number from 0",
                "regions.us-west-2: True is no slot; a slot is a whole number from 0",
                "regions.eu-west-1: '2' is no slot; a slot is a whole number from 0",
            ],
        ),
        (
            "more Regions than slots",
            {"supernet": "10.0.0.0/15", "regions": ["us-east-1", "us-west-2", "eu-west-1"]},
            [
                "regions.eu-west-1: 2 is past the last slot of 10.0.0.0/15 cut into /16; "
                "it has the slots 0 to 1: widen the supernet or lengthen vpcPrefix"
            ],
        ),
        (
            "every prefix wrong at once",
            {
                "regions": ["us-east-1"],
                "vpc_prefix": 8,
                "subnet_prefix": 29,
                "client_subnet_prefix": 0,
                "transit_subnet_prefix": True,
            },
            [
                "vpcPrefix: 8 is no prefix length; a VPC takes 16 to 28",
                "subnetPrefix: 29 is no prefix length; a subnet takes 16 to 28",
                "clientSubnetPrefix: 0 is no prefix length; a subnet takes 16 to 28",
                "transitSubnetPrefix: True is no prefix length; a subnet takes 16 to 28",
            ],
        ),
        (
            "VPC wider than the supernet",
            {"supernet": "10.0.0.0/20", "regions": ["us-east-1"]},
            ["vpcPrefix: 16 is wider than the supernet 10.0.0.0/20; write 20 or more"],
        ),
        (
            "no zones",
            {"regions": ["us-east-1"], "zones": 0},
            ["zones: 0 is no number of zones; write a whole number from 1; 2 survive the loss of one"],
        ),
        (
            "zones of some Regions, and of a stranger",
            {"regions": ["us-east-1", "us-west-2"], "zones": {"us-east-1": 0, "eu-west-1": 2}},
            [
                "zones.us-east-1: 0 is no number of zones; write a whole number from 1; 2 survive the loss of one",
                "zones.eu-west-1: 'eu-west-1' is not one of the Regions; regions has us-east-1, us-west-2",
                "zones: {'us-east-1': 0, 'eu-west-1': 2} has no number for us-west-2; give one for every Region",
            ],
        ),
        (
            "private subnets that do not fit the VPC",
            {"regions": ["us-east-1"], "vpc_prefix": 24, "subnet_prefix": 24},
            [
                "subnetPrefix: 24 leaves room for 1 of 2 private subnets in 10.0.0.0/24 of us-east-1 "
                "before the end of the VPC; lengthen the subnets' prefix or widen the VPC"
            ],
        ),
        (
            "private subnets that reach the client subnets",
            {"regions": ["us-east-1"], "vpc_prefix": 24, "subnet_prefix": 26, "zones": 3, "client_subnet_prefix": 28},
            [
                "subnetPrefix: 26 leaves room for 2 of 3 private subnets in 10.0.0.0/24 of us-east-1 "
                "before the client subnets; lengthen the subnets' prefix or widen the VPC"
            ],
        ),
        (
            "transit subnets wider than their quarter",
            {"regions": ["us-east-1"], "transit_subnet_prefix": 17},
            [
                "transitSubnetPrefix: 17 leaves room for 0 of 2 transit subnets in 10.0.0.0/16 of us-east-1 "
                "before the end of the VPC; lengthen the subnets' prefix or widen the VPC"
            ],
        ),
        (
            "override on another Region's block",
            {"regions": ["us-east-1", "us-west-2"], "overrides": {"us-west-2": "10.0.128.0/17"}},
            [
                "overrides.us-west-2: '10.0.128.0/17' overlaps 10.0.0.0/16 of us-east-1; 10.2.0.0/16 is free, slot 2",
            ],
        ),
        (
            "a Region's block on an override that is wider",
            {
                "supernet": "10.0.0.0/15",
                "regions": ["us-east-1", "us-west-2"],
                "vpc_prefix": 20,
                "overrides": {"us-east-1": "10.0.0.0/16"},
            },
            ["overrides.us-east-1: '10.0.0.0/16' overlaps 10.0.16.0/20 of us-west-2; 10.1.0.0/20 is free, slot 16"],
        ),
        (
            "override of a stranger, a wrong one and a wide one",
            {
                "regions": ["us-east-1", "us-west-2"],
                "overrides": {"eu-west-1": "10.9.0.0/16", "us-east-1": "10.9.0.0", "us-west-2": "11.0.0.0/8"},
            },
            [
                "overrides.eu-west-1: 'eu-west-1' is not one of the Regions; regions has us-east-1, us-west-2",
                "overrides.us-east-1: '10.9.0.0' has no prefix length; "
                "write '10.9.0.0/32' for this one address, or a block",
                "overrides.us-west-2: '11.0.0.0/8' is a /8; a VPC takes /16 to /28",
            ],
        ),
        (
            "override outside the supernet",
            {"regions": ["us-east-1"], "overrides": {"us-east-1": "172.16.0.0/16"}, "overrides_inside": True},
            ["overrides.us-east-1: '172.16.0.0/16' is outside the supernet; choose a block inside 10.0.0.0/8"],
        ),
        (
            "reserved block",
            {"regions": ["us-east-1", "us-west-2"], "reserved": ["10.1.2.0/24"]},
            ["regions.us-west-2: '10.1.0.0/16' overlaps 10.1.2.0/24 of reserved[0]; 10.2.0.0/16 is free, slot 2"],
        ),
        (
            "reserved everywhere, and an override in it",
            {
                "regions": ["us-east-1"],
                "overrides": {"us-east-1": "10.3.0.0/16"},
                "reserved": ["10.0.0.0/8"],
            },
            [
                "overrides.us-east-1: '10.3.0.0/16' overlaps 10.0.0.0/8 of reserved[0]; "
                "no /16 of 10.0.0.0/8 is free: widen the supernet"
            ],
        ),
        (
            "wrong reserved block",
            {"regions": ["us-east-1"], "reserved": ["10.1.2.0/23", "10.1.2.1/24"]},
            ["reserved[1]: '10.1.2.1/24' has host bits set; the block is '10.1.2.0/24'"],
        ),
    ],
)
def test_plan_refused(case: str, arguments: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(AddressPlanError) as caught:
        AddressPlan(**arguments)
    assert str(caught.value).splitlines() == lines
    assert [fault.path for fault in caught.value.faults] == [line.partition(": ")[0] for line in lines]


def test_plan_error_pickles() -> None:
    with pytest.raises(AddressPlanError) as caught:
        AddressPlan(regions=[])
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults


@pytest.mark.parametrize(
    ("case", "ask", "text"),
    [
        (
            "endpoint",
            lambda region: region.endpoint_addresses_of(5),
            "subnetPrefix: '10.0.0.0/28' has no address for number 5 of its endpoints; it has the numbers 0 to 4",
        ),
        (
            "balancer",
            lambda region: region.balancer_addresses_of(-1),
            "subnetPrefix: '10.0.0.0/28' has no address for number -1 of its load balancers; it has the numbers 0 to 4",
        ),
    ],
)
def test_plan_address_refused(case: str, ask: Any, text: str) -> None:
    region = AddressPlan(regions=["us-east-1"], subnet_prefix=28).regions["us-east-1"]
    with pytest.raises(AddressPlanError) as caught:
        ask(region)
    assert str(caught.value) == text


@st.composite
def plan_arguments(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of which most fit: the supernet has 64 slots or more, the VPC eight subnets or more."""
    supernet, prefix = draw(
        st.sampled_from([("10.0.0.0/8", 8), ("172.16.0.0/12", 12), ("192.168.0.0/16", 16), ("100.64.0.0/10", 10)])
    )
    vpc_prefix = draw(st.integers(max(16, prefix + 6), 25))
    subnet_prefixes = st.integers(vpc_prefix + 3, 28)
    return {
        "supernet": supernet,
        "vpc_prefix": vpc_prefix,
        "zones": draw(st.integers(1, 3)),
        "subnet_prefix": draw(subnet_prefixes),
        "client_subnet_prefix": draw(st.none() | subnet_prefixes),
        "transit_subnet_prefix": draw(st.none() | subnet_prefixes),
    }


arguments = plan_arguments()
slots = st.dictionaries(st.sampled_from(REGIONS), st.integers(0, 40), min_size=1).filter(
    lambda regions: len(set(regions.values())) == len(regions)
)


def _plan(regions: Any, arguments: dict[str, Any]) -> AddressPlan:
    try:
        return AddressPlan(regions=regions, **arguments)
    except AddressPlanError:
        assume(False)
        raise


@given(slots, arguments)
def test_plan_blocks_never_overlap_and_lie_in_their_parent(regions: dict[str, int], arguments: dict[str, Any]) -> None:
    plan = _plan(regions, arguments)
    supernet = ipaddress.IPv4Network(arguments["supernet"])
    vpcs = {region.region: ipaddress.IPv4Network(region.vpc_cidr) for region in plan.regions.values()}
    assert all(vpc.subnet_of(supernet) for vpc in vpcs.values())
    assert not any(one.overlaps(other) for one, other in itertools.combinations(vpcs.values(), 2))
    for region in plan.regions.values():
        subnets = [ipaddress.IPv4Network(subnet.cidr) for subnet in _subnets(region)]
        assert all(subnet.subnet_of(vpcs[region.region]) for subnet in subnets)
        assert not any(one.overlaps(other) for one, other in itertools.combinations(subnets, 2))


@given(slots, arguments, st.data())
def test_plan_addresses_are_usable_and_distinct(
    regions: dict[str, int], arguments: dict[str, Any], data: st.DataObject
) -> None:
    plan = _plan(regions, arguments)
    room = min(subnet.usable // 2 for region in plan.regions.values() for subnet in region.subnets)
    numbers = data.draw(st.lists(st.integers(0, room - 1), min_size=1, max_size=4, unique=True))
    for region in plan.regions.values():
        for zone, subnet in enumerate(region.subnets):
            network = ipaddress.IPv4Network(subnet.cidr)
            chosen = [
                ipaddress.IPv4Address(addresses[zone])
                for number in numbers
                for addresses in (region.endpoint_addresses_of(number), region.balancer_addresses_of(number))
            ]
            assert len(set(chosen)) == 2 * len(numbers)
            kept = {network[0], network[1], network[2], network[3], network[-1]}
            assert all(address in network and address not in kept for address in chosen)


@given(slots, arguments, st.sampled_from([*REGIONS, "me-central-1"]), st.integers(0, 40))
def test_plan_pinned_regions_never_move(
    regions: dict[str, int], arguments: dict[str, Any], added: str, slot: int
) -> None:
    assume(added not in regions and slot not in regions.values())
    before = _plan(regions, arguments).regions
    after = _plan({added: slot, **regions}, arguments).regions
    assert {name: after[name] for name in before} == before


@given(st.permutations(REGIONS), arguments)
def test_plan_appended_region_moves_no_other(regions: list[str], arguments: dict[str, Any]) -> None:
    before = _plan(regions[:-1], arguments).regions
    after = _plan(regions, arguments).regions
    assert {name: after[name] for name in before} == before


@given(slots, arguments)
def test_plan_added_zones_and_tiers_move_no_subnet(regions: dict[str, int], arguments: dict[str, Any]) -> None:
    wide = _plan(regions, arguments)
    zones = max(1, arguments["zones"] - 1)
    narrow = AddressPlan(
        supernet=arguments["supernet"],
        regions=regions,
        vpc_prefix=arguments["vpc_prefix"],
        subnet_prefix=arguments["subnet_prefix"],
        zones=zones,
    )
    for name, region in narrow.regions.items():
        assert wide.regions[name].subnets[:zones] == region.subnets
        assert wide.regions[name].endpoint_addresses[:zones] == region.endpoint_addresses
