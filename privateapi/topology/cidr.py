"""CIDR blocks as integers, and an index that finds overlaps, holders and free space without comparing pairs.

Two CIDR blocks are either disjoint or one contains the other, so a sort by (first address, prefix length) puts every
block directly after the blocks that contain it, and one sweep with a stack finds all overlaps. Comparing 5,000 networks
pairwise takes seconds; the sweep takes milliseconds.
"""

from __future__ import annotations

import ipaddress
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")
U = TypeVar("U")

Version = Literal[4, 6]
BITS: dict[Version, int] = {4: 32, 6: 128}

# A value that is shown back is cut here, so that a document passed by mistake does not fill the screen.
_SHOWN = 60


class CidrError(ValueError):
    """A text that is not the CIDR block or address it should be.

    `value` is what was given, `fault` what is wrong with it and `right` what would be accepted; the message joins the
    three: `'10.0.0.1/16' has host bits set; the block is '10.0.0.0/16'`.
    """

    def __init__(self, value: object, fault: str, right: str) -> None:
        self.value = value
        self.fault = fault
        self.right = right
        super().__init__(f"{shown(value)} {fault}; {right}")

    def __reduce__(self) -> tuple[type[CidrError], tuple[object, str, str]]:
        return (type(self), (self.value, self.fault, self.right))


def shown(value: object) -> str:
    """`value` as an error message quotes it, cut to a length that fits on a line."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@dataclass(frozen=True, slots=True, order=True)
class Cidr:
    """One block of addresses, or one address when `prefix` is 32 (IPv4) or 128 (IPv6).

    Sorting puts IPv4 first and every block directly after those that contain it.
    """

    version: Version
    first: int
    prefix: int

    @property
    def bits(self) -> int:
        """Length of an address of this family: 32 or 128."""
        return BITS[self.version]

    @property
    def size(self) -> int:
        """Number of addresses."""
        return 1 << (self.bits - self.prefix)

    @property
    def last(self) -> int:
        """The last address, as an integer."""
        return self.first + self.size - 1

    @property
    def host(self) -> str:
        """The first address without the prefix length: what to show for a block of one address."""
        return _address_text(self.version, self.first)

    def __str__(self) -> str:
        return f"{self.host}/{self.prefix}"

    def contains(self, other: Cidr) -> bool:
        """Whether every address of `other` is in this block; a block contains itself, families never mix."""
        return self.version == other.version and self.prefix <= other.prefix and self.first <= other.first <= self.last

    def overlaps(self, other: Cidr) -> bool:
        """Whether the two blocks share an address."""
        return self.contains(other) or other.contains(self)

    def count(self, prefix: int) -> int:
        """How many blocks of that prefix length fit: 0 when the prefix is shorter than the own one."""
        return 1 << (prefix - self.prefix) if self.prefix <= prefix <= self.bits else 0

    def block(self, prefix: int, number: int) -> Cidr:
        """The block of that prefix length with that number, from 0.

        Raises:
            CidrError: the block is not inside this one.
        """
        room = self.count(prefix)
        if not 0 <= number < room:
            right = f"it has the numbers 0 to {room - 1}" if room else f"it takes /{self.prefix} to /{self.bits}"
            raise CidrError(str(self), f"has no /{prefix} block with the number {number}", right)
        return Cidr(self.version, self.first + (number << (self.bits - prefix)), prefix)

    def address(self, offset: int) -> str:
        """The address `offset` places after the first one; a negative offset counts from the end, as in a list.

        Raises:
            CidrError: the address is not inside the block.
        """
        if not -self.size <= offset < self.size:
            raise CidrError(str(self), f"has no address number {offset}", f"it has the numbers 0 to {self.size - 1}")
        return _address_text(self.version, self.first + (offset if offset >= 0 else self.size + offset))


def parse_cidr(value: object) -> Cidr:
    """Read a CIDR block in the form the clouds take: address, slash, prefix length, no host bits.

    Raises:
        CidrError: the value is no text, has no prefix length, a netmask, spaces, host bits, or is no network at all.
    """
    if not isinstance(value, str):
        raise CidrError(value, "is not text", "write a CIDR block such as '10.0.0.0/16'")
    address, slash, length = value.partition("/")
    if not slash:
        raise _without_prefix(value)
    if not (length.isascii() and length.isdigit()):
        raise _wrong_length(value, address, length)
    if "%" in address:
        raise CidrError(value, "has a scope id", f"write {address.partition('%')[0]}/{length}")
    try:
        network = ipaddress.ip_network(value)
    except ValueError:
        raise _not_a_network(value, address, length) from None
    return Cidr(network.version, int(network.network_address), network.prefixlen)


def parse_address(value: object) -> Cidr:
    """Read one address; the result is a block of one address, so that an index can be asked for its holders.

    Raises:
        CidrError: the value is no text or no address.
    """
    if not isinstance(value, str):
        raise CidrError(value, "is not text", "write an address such as '10.0.0.10'")
    if "/" in value:
        raise CidrError(value, "has a prefix length", "write the address alone, such as '10.0.0.10'")
    if "%" in value:
        raise CidrError(value, "has a scope id", f"write {value.partition('%')[0]!r}")
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        raise CidrError(
            value, "is no IPv4 or IPv6 address", "write an address such as '10.0.0.10' or 'fd00::10'"
        ) from None
    return Cidr(address.version, int(address), address.max_prefixlen)


def require_prefix(cidr: Cidr, shortest: int, longest: int, taker: str) -> Cidr:
    """Return `cidr` when its prefix length is in the range that `taker` ("a VPC") accepts.

    Raises:
        CidrError: the block is too large or too small: `'10.0.0.0/8' is a /8; a VPC takes /16 to /28`.
    """
    if not shortest <= cidr.prefix <= longest:
        raise CidrError(str(cidr), f"is a /{cidr.prefix}", f"{taker} takes /{shortest} to /{longest}")
    return cidr


def covering(version: Version, first: int, last: int) -> Iterator[Cidr]:
    """The fewest CIDR blocks that hold exactly the addresses from `first` to `last`, lowest first."""
    bits = BITS[version]
    while first <= last:
        aligned = (first & -first).bit_length() - 1 if first else bits
        room = (last - first + 1).bit_length() - 1
        step = min(aligned, room)
        yield Cidr(version, first, bits - step)
        first += 1 << step


class Overlap(NamedTuple, Generic[T, U]):
    """Two blocks that share addresses; `outer` contains `inner`, or they are equal."""

    outer: Cidr
    outer_item: T
    inner: Cidr
    inner_item: U


class Match(NamedTuple, Generic[T]):
    """A block of an index and what it belongs to."""

    cidr: Cidr
    item: T


class CidrIndex(Generic[T]):
    """CIDR blocks of both families with what they belong to, sorted once.

    >>> index = CidrIndex([(parse_cidr("10.0.0.0/16"), "hub"), (parse_cidr("10.0.128.0/20"), "spoke")])
    >>> [(pair.outer_item, pair.inner_item) for pair in index.overlaps()]
    [('hub', 'spoke')]

    Building is O(n log n). A query is O(log n + d + k), with d the depth of nesting and k the size of the answer.
    Equal blocks keep the order in which they were given, so that messages do not change between runs.
    """

    __slots__ = ("_entries", "_keys", "_parents")

    def __init__(self, entries: Iterable[tuple[Cidr, T]] = ()) -> None:
        self._entries: list[Match[T]] = sorted(
            (Match(cidr, item) for cidr, item in entries),
            key=lambda entry: (entry.cidr.version, entry.cidr.first, entry.cidr.prefix),
        )
        self._keys: list[tuple[int, int, int]] = [
            (entry.cidr.version, entry.cidr.first, entry.cidr.prefix) for entry in self._entries
        ]
        self._parents: list[int] = list(_parents([entry.cidr for entry in self._entries]))

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Match[T]]:
        """All blocks, lowest first, every block after those that contain it."""
        return iter(self._entries)

    def overlaps(self) -> Iterator[Overlap[T, T]]:
        """Every pair of blocks that share addresses, each pair once.

        The pairs are made one at a time: a thousand equal blocks have half a million, and a caller may stop early.
        """
        for number, inner in enumerate(self._entries):
            for outer in reversed(list(self._chain(self._parents[number]))):
                yield Overlap(outer.cidr, outer.item, inner.cidr, inner.item)

    def overlaps_with(self, other: CidrIndex[U]) -> Iterator[tuple[Match[T], Match[U]]]:
        """Every pair of a block of this index and a block of the other that share addresses.

        One merge over the two sorted lists, with one stack of open blocks for each side.
        """
        mine: list[Match[T]] = []
        theirs: list[Match[U]] = []
        left = right = 0
        while left < len(self._entries) or right < len(other._entries):
            if right == len(other._entries) or (left < len(self._entries) and self._keys[left] <= other._keys[right]):
                own = self._entries[left]
                left += 1
                _close(mine, own.cidr)
                _close(theirs, own.cidr)
                for open_other in theirs:
                    yield own, open_other
                mine.append(own)
            else:
                foreign = other._entries[right]
                right += 1
                _close(mine, foreign.cidr)
                _close(theirs, foreign.cidr)
                for open_own in mine:
                    yield open_own, foreign
                theirs.append(foreign)

    def containing(self, cidr: Cidr) -> list[Match[T]]:
        """The blocks that hold all of `cidr`, widest first; the last one is the most specific holder."""
        position = bisect_right(self._keys, (cidr.version, cidr.first, cidr.prefix)) - 1
        while position >= 0 and not self._entries[position].cidr.contains(cidr):
            position = self._parents[position]
        return list(self._chain(position))[::-1]

    def inside(self, cidr: Cidr) -> list[Match[T]]:
        """The blocks that lie in `cidr` or are equal to it, lowest first."""
        begin = bisect_left(self._keys, (cidr.version, cidr.first, cidr.prefix))
        end = bisect_right(self._keys, (cidr.version, cidr.last, cidr.bits))
        return self._entries[begin:end]

    def overlapping(self, cidr: Cidr) -> list[Match[T]]:
        """The blocks that share an address with `cidr`: those that contain it, then those inside it."""
        wider = [match for match in self.containing(cidr) if match.cidr != cidr]
        return wider + self.inside(cidr)

    def free(self, within: Cidr) -> Iterator[Cidr]:
        """The parts of `within` that no block touches, as the fewest possible CIDR blocks, lowest first."""
        start = within.first
        for taken in self.overlapping(within):
            if taken.cidr.first > start:
                yield from covering(within.version, start, taken.cidr.first - 1)
            start = max(start, taken.cidr.last + 1)
        if start <= within.last:
            yield from covering(within.version, start, within.last)

    def first_free(self, within: Cidr, prefix: int) -> Cidr | None:
        """The lowest block of that prefix length in `within` that no block touches, or None when there is no room."""
        for gap in self.free(within):
            if gap.prefix <= prefix <= gap.bits:
                return gap.block(prefix, 0)
        return None

    def _chain(self, position: int) -> Iterator[Match[T]]:
        """The entry at `position` and those that contain it, innermost first; none for -1."""
        while position >= 0:
            yield self._entries[position]
            position = self._parents[position]


def _parents(cidrs: Sequence[Cidr]) -> Iterator[int]:
    """For each block of a sorted list the position of the nearest one before it that contains it, or -1."""
    stack: list[tuple[int, int, int]] = []
    for number, cidr in enumerate(cidrs):
        while stack and (stack[-1][0] != cidr.version or stack[-1][1] < cidr.first):
            stack.pop()
        yield stack[-1][2] if stack else -1
        stack.append((cidr.version, cidr.last, number))


def _close(stack: list[Match[T]], cidr: Cidr) -> None:
    """Take the blocks off the stack that end before `cidr` begins."""
    while stack and not stack[-1].cidr.contains(cidr):
        stack.pop()


def _address_text(version: Version, value: int) -> str:
    return str(ipaddress.IPv4Address(value) if version == 4 else ipaddress.IPv6Address(value))


def _without_prefix(value: str) -> CidrError:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return CidrError(value, "is no CIDR block", "write an address and a prefix length, such as '10.0.0.0/16'")
    return CidrError(
        value, "has no prefix length", f"write '{address}/{address.max_prefixlen}' for this one address, or a block"
    )


def _wrong_length(value: str, address: str, length: str) -> CidrError:
    try:
        network = ipaddress.ip_network(f"{address}/{length}", strict=False)
    except ValueError:
        return CidrError(value, "is no CIDR block", "write an address and a prefix length, such as '10.0.0.0/16'")
    return CidrError(value, "has a netmask instead of a prefix length", f"write '{network}'")


def _not_a_network(value: str, address: str, length: str) -> CidrError:
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        pass
    else:
        return CidrError(value, "has host bits set", f"the block is '{network}'")
    try:
        family = ipaddress.ip_address(address)
    except ValueError:
        return CidrError(value, "is no CIDR block", "write an address and a prefix length, such as '10.0.0.0/16'")
    return CidrError(
        value, f"has the prefix length {length}", f"IPv{family.version} takes /0 to /{family.max_prefixlen}"
    )
