"""The CIDR blocks of networks: texts of the model read as blocks, and all blocks of a VPC together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from privateapi.topology.cidr import Cidr, CidrError, parse_address, parse_cidr
from privateapi.topology.model import (
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    Node,
    Topology,
    Vpc,
    VpcCidrBlock,
)
from privateapi.topology.values import Known, Unknown, Value

AnyVpc = Vpc | AlibabaVpc


@lru_cache(maxsize=65536)
def _block(text: str) -> Value[Cidr]:
    try:
        return Known(parse_cidr(text))
    except CidrError as error:
        return Unknown(str(error))


@lru_cache(maxsize=65536)
def _address(text: str) -> Value[Cidr]:
    try:
        return Known(parse_address(text))
    except CidrError as error:
        return Unknown(str(error))


def block_of(value: Value[str]) -> Value[Cidr]:
    """A CIDR block as written, read; a text that is none is unknown, with the fault as the reason."""
    return value.then(_block)


def address_of(value: Value[str]) -> Value[Cidr]:
    """An address as written, read as a block of one address; a text that is none is unknown."""
    return value.then(_address)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a network with the resource that states each, and the resources whose block cannot be read."""

    known: tuple[tuple[Cidr, Node], ...]
    unknown: tuple[tuple[Node, str], ...]

    @property
    def complete(self) -> bool:
        """Whether every block could be read."""
        return not self.unknown


def vpc_blocks(topology: Topology, vpc: AnyVpc) -> Blocks:
    """All blocks of a VPC: primary, IPv6, and those of association resources."""
    stated: list[tuple[Node, Value[str]]] = [(vpc, vpc.cidr_block)]
    if isinstance(vpc, Vpc):
        stated.append((vpc, vpc.ipv6_cidr_block))
        stated.extend((block, block.cidr_block) for block in topology.referrers(VpcCidrBlock, "vpc", vpc))
    else:
        stated.extend((block, block.cidr_block) for block in topology.referrers(AlibabaVpcCidrBlock, "vpc", vpc))
    known: list[tuple[Cidr, Node]] = []
    unknown: list[tuple[Node, str]] = []
    for node, text in stated:
        block = block_of(text)
        if isinstance(block, Known):
            known.append((block.value, node))
        elif isinstance(block, Unknown):
            unknown.append((node, block.why))
    if vpc.cidr_block.missing:
        unknown.append((vpc, "is chosen at the deployment"))
    return Blocks(tuple(known), tuple(unknown))
