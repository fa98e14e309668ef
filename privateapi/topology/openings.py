"""What security groups let in: ports and peers of their rules, as far as they can be read."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.model import (
    Direction,
    ManagedPrefixList,
    SecurityGroup,
    SecurityGroupRule,
    Topology,
)
from privateapi.topology.values import Known, Unknown, Value, because, flat

ALL_PROTOCOLS = "-1"
# The protocol numbers that EC2 takes in place of the names (IANA).
PROTOCOL_NUMBERS = {"1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}


def rules_of(topology: Topology, group: SecurityGroup, direction: Direction) -> Iterator[SecurityGroupRule]:
    """The rules of a group in one direction."""
    for rule in topology.referrers(SecurityGroupRule, "security_group", group):
        if rule.direction is direction:
            yield rule


def opens(rule: SecurityGroupRule, port: int, protocol: str = "tcp") -> Value[bool]:
    """Whether a rule is for that port, whoever the peer is."""
    if not isinstance(rule.ip_protocol, Known):
        return Unknown(f"the ipProtocol of {rule.label} {because(rule.ip_protocol)}")
    given = rule.ip_protocol.value.lower()
    if given == ALL_PROTOCOLS:
        return Known(True)
    if PROTOCOL_NUMBERS.get(given, given) != protocol:
        return Known(False)
    if rule.from_port.unknown or rule.to_port.unknown:
        return Unknown(f"a port of {rule.label} is not known")
    first, last = rule.from_port.get(0), rule.to_port.get(rule.from_port.get(65535))
    return Known(first <= port <= last)


def peer_blocks(topology: Topology, rule: SecurityGroupRule) -> Value[tuple[Cidr, ...]]:
    """The blocks that a rule is for, those of its prefix lists included; peers by group are none.

    Unknown as soon as one of them is.
    """
    found: list[Cidr] = []
    for values in (rule.cidr_blocks, rule.ipv6_cidr_blocks):
        texts = flat(values)
        if isinstance(texts, Unknown):
            return Unknown(f"a CIDR block of {rule.label} {texts.why}")
        for text in texts.get(()):
            block = block_of(Known(text))
            if not isinstance(block, Known):
                return Unknown(f"a CIDR block of {rule.label} {because(block)}")
            found.append(block.value)
    lists = topology.follow_all(rule.prefix_lists, ManagedPrefixList, rule)
    if isinstance(lists, Unknown):
        return Unknown(f"a prefix list of {rule.label} {lists.why}")
    for each in lists.get(()):
        entries = flat(each.entries)
        if not isinstance(entries, Known):
            return Unknown(f"the entries of {each.label} {because(entries)}")
        blocks = [block_of(Known(text)) for text in entries.value]
        found += [block.value for block in blocks if isinstance(block, Known)]
    return Known(tuple(found))


def lets_in(
    topology: Topology, groups: tuple[SecurityGroup, ...], port: int, peer: Cidr | None = None, protocol: str = "tcp"
) -> Value[bool]:
    """Whether the groups together let in a port from all addresses of `peer`; without one, from anybody.

    A rule whose peers are groups is for interfaces and not for addresses, so it lets in no block.
    """
    return _open(topology, groups, Direction.INGRESS, port, peer, protocol)


def lets_out(
    topology: Topology, groups: tuple[SecurityGroup, ...], port: int, peer: Cidr, protocol: str = "tcp"
) -> Value[bool]:
    """Whether the groups together let a port out to all addresses of `peer`.

    A group without any egress rule in the design lets out everything, as EC2 makes it.
    """
    if any(next(rules_of(topology, group, Direction.EGRESS), None) is None for group in groups):
        return Known(True)
    return _open(topology, groups, Direction.EGRESS, port, peer, protocol)


def _open(
    topology: Topology,
    groups: tuple[SecurityGroup, ...],
    direction: Direction,
    port: int,
    peer: Cidr | None,
    protocol: str,
) -> Value[bool]:
    unsure: Unknown | None = None
    blocks: list[tuple[Cidr, None]] = []
    for group in groups:
        for rule in rules_of(topology, group, direction):
            fits = opens(rule, port, protocol)
            if fits == Known(False):
                continue
            if peer is None and fits.known:
                return Known(True)
            peers = peer_blocks(topology, rule)
            if isinstance(fits, Unknown) or isinstance(peers, Unknown):
                unsure = fits if isinstance(fits, Unknown) else peers if isinstance(peers, Unknown) else unsure
            else:
                blocks += [(block, None) for block in peers.get()]
    if peer is not None and next(CidrIndex(blocks).free(peer), None) is None:
        return Known(True)
    if unsure is None:
        open_ended = topology.grouped(SecurityGroupRule, "security_group", SecurityGroup).unresolved
        for rule, why in open_ended:
            if rule.direction is direction:
                return Unknown(f"the security group of {rule.label} {why}")
    return unsure if unsure is not None else Known(False)
