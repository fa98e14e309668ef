"""API Gateway instances of Alibaba Cloud: their kind, their network in each zone, what they reach and reserve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from privateapi.facts.alibaba import alibaba_facts
from privateapi.facts.reserved_cidrs import reserved_table
from privateapi.rules.needed import needed
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr, CidrIndex, parse_cidr
from privateapi.topology.model import (
    AccessibleCidrs,
    AlibabaVpc,
    GatewayInstance,
    InstanceZone,
    Node,
    Topology,
    VSwitch,
)
from privateapi.topology.values import Known, NotJudged, Unknown, Value, Values


class InstanceKind(StrEnum):
    """The two kinds of dedicated instances, as the API calls them."""

    VPC_INTEGRATION = "vpc_connect"
    CONVENTIONAL = "normal"

    @property
    def text(self) -> str:
        """How the documentation calls it."""
        return "VPC integration" if self is InstanceKind.VPC_INTEGRATION else "conventional dedicated"


def kind_of(instance: GatewayInstance) -> InstanceKind | None:
    """The kind of an instance; None when it is shared (serverless).

    Raises:
        NotJudged: the type is not known, or left out where there is a network of a VPC integration instance.
    """
    stated = instance.instance_type
    if stated.missing and instance.zones.missing:
        return InstanceKind.CONVENTIONAL
    text = needed(stated, "its instanceType")
    return InstanceKind(text) if text in alibaba_facts().choices["apigw.instance_types"] else None


def integrates(instance: GatewayInstance) -> bool:
    """Whether it is a VPC integration instance.

    Raises:
        NotJudged: the type is not known.
    """
    return kind_of(instance) is InstanceKind.VPC_INTEGRATION


@dataclass(frozen=True, slots=True)
class ZoneNetwork:
    """The network of an instance in one zone; `path` is where the instance states it."""

    path: str
    stated: InstanceZone
    vswitch: Value[VSwitch]

    @property
    def zone(self) -> Value[str]:
        """The zone, as stated, else that of the vSwitch."""
        return self.stated.zone if not self.stated.zone.missing else self.vswitch.then(lambda vswitch: vswitch.zone)

    @property
    def block(self) -> Value[Cidr]:
        """The block of the vSwitch; where that cannot be read, the one that the instance states for it."""
        own = self.vswitch.then(lambda vswitch: block_of(vswitch.cidr_block))
        return own if own.known or self.stated.cidr_block.missing else block_of(self.stated.cidr_block)

    @property
    def label(self) -> str:
        """How a message names the vSwitch."""
        if isinstance(self.vswitch, Known):
            return self.vswitch.value.label
        if isinstance(self.stated.vswitch.id, Known):
            return f"{VSwitch.noun} {self.stated.vswitch.id.value}"
        return f"the {VSwitch.noun} of {self.path}"

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The vSwitch, when it was read."""
        return (self.vswitch.value,) if isinstance(self.vswitch, Known) else ()


def zone_networks(topology: Topology, instance: GatewayInstance) -> tuple[ZoneNetwork, ...]:
    """The networks of an instance, one for each zone.

    Raises:
        NotJudged: the list is not known or not set.
    """
    return tuple(
        ZoneNetwork(f"zoneVswitchSecurityGroups[{index}]", zone, topology.follow(zone.vswitch, VSwitch, instance))
        for index, zone in enumerate(needed(instance.zones, "its zoneVswitchSecurityGroups"))
    )


def vpc_key(topology: Topology, instance: GatewayInstance) -> str:
    """The key of the VPC that an instance connects to, or its id when that VPC was not read.

    Raises:
        NotJudged: it is not known or not set.
    """
    return needed(topology.identity(instance.user_vpc, AlibabaVpc, instance), "its userVpcId")


@dataclass(frozen=True, slots=True)
class Accessible:
    """The blocks that an instance reaches.

    `own` are those of its vSwitches, `added` those that were added, with the resource that adds each. `unsent` were
    added too, but the provider may not have sent them. `own_unread` and `added_unread` say what cannot be read.
    """

    own: tuple[Cidr, ...]
    added: tuple[tuple[Cidr, Node], ...]
    unsent: tuple[tuple[Cidr, Node], ...]
    own_unread: tuple[str, ...]
    added_unread: tuple[str, ...]

    def hold(self, block: Cidr) -> bool:
        """Whether the instance reaches all of a block.

        Raises:
            NotJudged: no known block holds it, and there are others.
        """
        if covered(block, self.blocks):
            return True
        for why in (*self.own_unread, *self.added_unread):
            raise NotJudged(why)
        if covered(block, (*self.blocks, *(cidr for cidr, _ in self.unsent))):
            raise NotJudged(
                f"{shown_block(block)} is in one of the later blocks of "
                "toConnectVpcIpBlocks, of which pulumi_alicloud sends the first one only"
            )
        return False

    @property
    def blocks(self) -> tuple[Cidr, ...]:
        """All blocks that are certain."""
        return (*self.own, *(cidr for cidr, _ in self.added))

    @property
    def text(self) -> str:
        """The blocks, listed."""
        return ", ".join(str(block) for block in dict.fromkeys(self.blocks)) or "none"


def accessible(topology: Topology, instance: GatewayInstance) -> Accessible:
    """What a VPC integration instance reaches: by default its vSwitches, and the blocks that were added.

    pulumi_alicloud 4.0.0 (terraform-provider-alicloud v2) sends the first of `toConnectVpcIpBlocks` and drops the rest,
    so that a later block is accessible only if an earlier update brought it there.
    """
    own: list[Cidr] = []
    added: list[tuple[Cidr, Node]] = []
    unsent: list[tuple[Cidr, Node]] = []
    own_unread: list[str] = []
    unread: list[str] = []
    try:
        networks = zone_networks(topology, instance)
    except NotJudged as reason:
        networks = ()
        own_unread.append(str(reason))
    for network in networks:
        block = network.block
        if isinstance(block, Known):
            own.append(block.value)
        else:
            own_unread.append(f"the CIDR block of {network.label} {because(block)}")
    for holder, path, position, text in _added(topology, instance, unread):
        block = block_of(text)
        if not isinstance(block, Known):
            unread.append(f"{path}[{position}] of {holder.label} {because(block)}")
        elif position and holder is instance and instance.origin.type.startswith("alicloud:"):
            unsent.append((block.value, holder))
        else:
            added.append((block.value, holder))
    taken = block_of(instance.delete_vpc_ip_block)
    if isinstance(taken, Unknown):
        unread.append(f"its deleteVpcIpBlock {taken.why}")
    gone = taken.value if isinstance(taken, Known) else None
    return Accessible(
        tuple(block for block in own if block != gone),
        tuple((block, holder) for block, holder in added if block != gone),
        tuple(unsent),
        tuple(own_unread),
        tuple(unread),
    )


def _added(
    topology: Topology, instance: GatewayInstance, unread: list[str]
) -> Iterator[tuple[Node, str, int, Value[str]]]:
    groups = topology.grouped(AccessibleCidrs, "instance", GatewayInstance)
    lists: list[tuple[Node, str, Values[str]]] = [(instance, "toConnectVpcIpBlocks", instance.to_connect_vpc_ip_blocks)]
    lists += [(each, "cidrBlocks", each.cidr_blocks) for each in groups.by_target.get(instance.key, ())]
    for holder, path, blocks in lists:
        if isinstance(blocks, Unknown):
            unread.append(f"the {path} of {holder.label} {blocks.why}")
        elif isinstance(blocks, Known):
            for position, text in enumerate(blocks.value):
                yield holder, path, position, text
    unread += [f"the instance of {each.label} {why}" for each, why in groups.unresolved]


def covered(block: Cidr, by: Iterable[Cidr]) -> bool:
    """Whether the blocks together hold all of a block."""
    index = CidrIndex((cidr, None) for cidr in by)
    return bool(index.containing(block)) or next(index.free(block), None) is None


@cache
def reserved_blocks(zone: str) -> tuple[Cidr, ...] | None:
    """The blocks that VPC integration instances use themselves in a zone; None when the table has no such zone."""
    row = reserved_table().zones.get(zone)
    return tuple(parse_cidr(cidr) for cidr in row.cidrs) if row is not None else None


def reserved_source() -> str:
    """The table with its date, for messages."""
    table = reserved_table()
    return f"'{table.document}', {table.updated}"


def reserved_in(zone: str) -> tuple[Cidr, ...]:
    """As `reserved_blocks`.

    Raises:
        NotJudged: the table has no such zone.
    """
    blocks = reserved_blocks(zone)
    if blocks is None:
        raise NotJudged(f"the CIDR blocks reserved in {zone} are not listed in {reserved_source()}")
    return blocks


def shown_block(block: Cidr) -> str:
    """A block as messages show it: one address without its prefix length."""
    return block.host if block.prefix == block.bits else str(block)
