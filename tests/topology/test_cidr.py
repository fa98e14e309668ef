"""CIDR parsing, and the index against pairwise comparison with `ipaddress`."""

from __future__ import annotations

import ipaddress
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.topology.cidr import Cidr, CidrError, CidrIndex, covering, parse_address, parse_cidr, require_prefix

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(version: int, value: int, prefix: int) -> Network:
    bits = 32 if version == 4 else 128
    first = value >> (bits - prefix) << (bits - prefix) if prefix else 0
    return ipaddress.ip_network((first, prefix))


# Values and prefixes from small pools, so that blocks nest, repeat and touch instead of being all disjoint.
_v4 = st.builds(
    _network, st.just(4), st.integers(0x0A000000, 0x0A0003FF) | st.integers(0, 2**32 - 1), st.integers(0, 32)
)
_v6 = st.builds(
    _network,
    st.just(6),
    st.integers(0xFD << 120, (0xFD << 120) + 1023) | st.integers(0, 2**128 - 1),
    st.integers(0, 128),
)
networks = st.lists(_v4 | _v6, max_size=40)


def _index(values: list[Network]) -> CidrIndex[int]:
    return CidrIndex((parse_cidr(str(value)), number) for number, value in enumerate(values))


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _holds(outer: Network, inner: Network) -> bool:
    return outer.version == inner.version and inner.subnet_of(outer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "value", "text"),
    [
        ("host bits", "10.0.0.1/16", "'10.0.0.1/16' has host bits set; the block is '10.0.0.0/16'"),
        ("host bits, IPv6", "fd00::1/64", "'fd00::1/64' has host bits set; the block is 'fd00::/64'"),
        (
            "no prefix length",
            "10.0.0.0",
            "'10.0.0.0' has no prefix length; write '10.0.0.0/32' for this one address, or a block",
        ),
        (
            "netmask",
            "10.0.0.0/255.255.0.0",
            "'10.0.0.0/255.255.0.0' has a netmask instead of a prefix length; write '10.0.0.0/16'",
        ),
        ("prefix too long", "10.0.0.0/33", "'10.0.0.0/33' has the prefix length 33; IPv4 takes /0 to /32"),
        ("prefix too long, IPv6", "fd00::/129", "'fd00::/129' has the prefix length 129; IPv6 takes /0 to /128"),
        (
            "three numbers",
            "10.0.0/16",
            "'10.0.0/16' is no CIDR block; write an address and a prefix length, such as '10.0.0.0/16'",
        ),
        (
            "leading zero",
            "010.0.0.0/16",
            "'010.0.0.0/16' is no CIDR block; write an address and a prefix length, such as '10.0.0.0/16'",
        ),
        (
            "space around",
            " 10.0.0.0/16",
            "' 10.0.0.0/16' is no CIDR block; write an address and a prefix length, such as '10.0.0.0/16'",
        ),
        (
            "empty",
            "",
            "'' is no CIDR block; write an address and a prefix length, such as '10.0.0.0/16'",
        ),
        (
            "empty prefix length",
            "10.0.0.0/",
            "'10.0.0.0/' is no CIDR block; write an address and a prefix length, such as '10.0.0.0/16'",
        ),
        (
            "digits of another script",
            "10.0.0.0/١٦",
            "'10.0.0.0/١٦' is no CIDR block; write an address and a prefix length, such as '10.0.0.0/16'",
        ),
        ("scope id", "fe80::%1/64", "'fe80::%1/64' has a scope id; write fe80::/64"),
        ("a number", 10, "10 is not text; write a CIDR block such as '10.0.0.0/16'"),
        ("nothing", None, "None is not text; write a CIDR block such as '10.0.0.0/16'"),
        (
            "a document",
            "x" * 5000,
            f"'{'x' * 59}… is no CIDR block; write an address and a prefix length, such as '10.0.0.0/16'",
        ),
    ],
)
def test_parse_cidr_refused(case: str, value: object, text: str) -> None:
    with pytest.raises(CidrError) as caught:
        parse_cidr(value)
    assert str(caught.value) == text
    assert caught.value.value is value


@pytest.mark.parametrize(
    ("case", "value", "text"),
    [
        ("a block", "10.0.0.0/24", "'10.0.0.0/24' has a prefix length; write the address alone, such as '10.0.0.10'"),
        ("a scope id", "fe80::1%eth0", "'fe80::1%eth0' has a scope id; write 'fe80::1'"),
        (
            "a name",
            "db.internal",
            "'db.internal' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'",
        ),
        ("a list", ["10.0.0.1"], "['10.0.0.1'] is not text; write an address such as '10.0.0.10'"),
    ],
)
def test_parse_address_refused(case: str, value: object, text: str) -> None:
    with pytest.raises(CidrError) as caught:
        parse_address(value)
    assert str(caught.value) == text


def test_parse_address_host() -> None:
    assert parse_address("10.0.0.10") == Cidr(4, 0x0A00000A, 32)
    assert parse_address("fd00::10").host == "fd00::10"


def test_cidr_error_pickles() -> None:
    error = CidrError("10.0.0.0", "has no prefix length", "add one")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_require_prefix_names_the_taker() -> None:
    vpc = parse_cidr("10.0.0.0/16")
    assert require_prefix(vpc, 16, 28, "a VPC") is vpc
    with pytest.raises(CidrError, match=r"^'10.0.0.0/8' is a /8; a VPC takes /16 to /28$"):
        require_prefix(parse_cidr("10.0.0.0/8"), 16, 28, "a VPC")


@given(_v4 | _v6)
def test_parse_cidr_agrees_with_ipaddress(network: Network) -> None:
    cidr = parse_cidr(str(network))
    assert str(cidr) == str(network)
    assert (cidr.first, cidr.last, cidr.size) == (
        int(network.network_address),
        int(network.broadcast_address),
        network.num_addresses,
    )
    assert cidr.address(0) == str(network.network_address) == cidr.host
    assert cidr.address(-1) == str(network.broadcast_address)


@pytest.mark.parametrize(
    ("case", "prefix", "number", "text"),
    [
        ("past the end", 24, 256, "'10.0.0.0/16' has no /24 block with the number 256; it has the numbers 0 to 255"),
        ("negative", 24, -1, "'10.0.0.0/16' has no /24 block with the number -1; it has the numbers 0 to 255"),
        ("wider", 8, 0, "'10.0.0.0/16' has no /8 block with the number 0; it takes /16 to /32"),
        ("too narrow", 33, 0, "'10.0.0.0/16' has no /33 block with the number 0; it takes /16 to /32"),
    ],
)
def test_block_refused(case: str, prefix: int, number: int, text: str) -> None:
    with pytest.raises(CidrError) as caught:
        parse_cidr("10.0.0.0/16").block(prefix, number)
    assert str(caught.value) == text


def test_block_number() -> None:
    assert str(parse_cidr("10.0.0.0/16").block(24, 255)) == "10.0.255.0/24"
    assert parse_cidr("10.0.0.0/16").count(24) == 256


@pytest.mark.parametrize("offset", [16, -17])
def test_address_refused(offset: int) -> None:
    with pytest.raises(CidrError) as caught:
        parse_cidr("10.0.0.0/28").address(offset)
    assert str(caught.value) == f"'10.0.0.0/28' has no address number {offset}; it has the numbers 0 to 15"


@given(networks)
def test_overlaps_agree_with_pairs(values: list[Network]) -> None:
    found = [sorted((pair.outer_item, pair.inner_item)) for pair in _index(values).overlaps()]
    expected = [
        [low, high] for high in range(len(values)) for low in range(high) if _overlap(values[low], values[high])
    ]
    assert sorted(found) == sorted(expected)


@given(networks)
def test_overlaps_name_the_outer_block(values: list[Network]) -> None:
    for pair in _index(values).overlaps():
        assert pair.outer.contains(pair.inner)
        assert pair.outer.overlaps(pair.inner) and pair.inner.overlaps(pair.outer)
        assert str(pair.outer) == str(values[pair.outer_item])
        assert str(pair.inner) == str(values[pair.inner_item])


@given(networks, networks)
def test_overlaps_with_agree_with_pairs(mine: list[Network], theirs: list[Network]) -> None:
    found = [(own.item, other.item) for own, other in _index(mine).overlaps_with(_index(theirs))]
    expected = [
        (left, right) for left, own in enumerate(mine) for right, other in enumerate(theirs) if _overlap(own, other)
    ]
    assert sorted(found) == sorted(expected)


@given(networks, _v4 | _v6)
def test_queries_agree_with_ipaddress(values: list[Network], asked: Network) -> None:
    index = _index(values)
    cidr = parse_cidr(str(asked))
    held = {number for number, value in enumerate(values) if _holds(value, asked)}
    inside = {number for number, value in enumerate(values) if _holds(asked, value)}
    containing = index.containing(cidr)
    assert {match.item for match in containing} == held
    assert [match.cidr.prefix for match in containing] == sorted(match.cidr.prefix for match in containing)
    assert {match.item for match in index.inside(cidr)} == inside
    overlapping = [match.item for match in index.overlapping(cidr)]
    assert len(overlapping) == len(set(overlapping))
    assert set(overlapping) == held | inside


@given(
    st.lists(
        st.integers(0, 255).map(lambda low: f"10.0.0.{low}/32")
        | st.sampled_from(["10.0.0.0/25", "10.0.0.128/26", "10.0.0.64/28", "10.0.0.0/8", "10.1.0.0/16", "fd00::/64"]),
        max_size=30,
    )
)
def test_free_is_what_no_block_touches(values: list[str]) -> None:
    index = CidrIndex((parse_cidr(value), None) for value in values)
    within = parse_cidr("10.0.0.0/24")
    taken = {
        address
        for address in range(within.first, within.last + 1)
        if any(ipaddress.ip_address(address) in ipaddress.ip_network(value) for value in values)
    }
    gaps = list(index.free(within))
    free = [address for gap in gaps for address in range(gap.first, gap.last + 1)]
    assert free == sorted(set(range(within.first, within.last + 1)) - taken)
    for prefix in range(24, 33):
        block = index.first_free(within, prefix)
        possible = [within.block(prefix, number) for number in range(within.count(prefix))]
        fitting = [part for part in possible if not taken & set(range(part.first, part.last + 1))]
        assert block == (fitting[0] if fitting else None)


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_covering_agrees_with_summarize(one: int, other: int) -> None:
    first, last = sorted((one, other))
    expected = ipaddress.summarize_address_range(ipaddress.IPv4Address(first), ipaddress.IPv4Address(last))
    assert [str(block) for block in covering(4, first, last)] == [str(block) for block in expected]


def test_equal_blocks_keep_their_order() -> None:
    cidr = parse_cidr("10.0.0.0/16")
    index = CidrIndex([(cidr, "b"), (cidr, "a"), (cidr, "c")])
    assert [(pair.outer_item, pair.inner_item) for pair in index.overlaps()] == [("b", "a"), ("b", "c"), ("a", "c")]
    assert [match.item for match in index] == ["b", "a", "c"]
    assert len(index) == 3


def test_empty_index() -> None:
    index: CidrIndex[str] = CidrIndex()
    within = parse_cidr("10.0.0.0/24")
    assert list(index.overlaps()) == []
    assert index.containing(within) == index.inside(within) == index.overlapping(within) == []
    assert list(index.free(within)) == [within]
    assert str(index.first_free(within, 28)) == "10.0.0.0/28"
    assert index.first_free(within, 16) is None
