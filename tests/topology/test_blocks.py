"""Reading the blocks of VPCs, right and wrong ones."""

from __future__ import annotations

from privateapi.topology.blocks import address_of, block_of, vpc_blocks
from privateapi.topology.cidr import parse_address, parse_cidr
from privateapi.topology.model import AlibabaVpc, AlibabaVpcCidrBlock, Origin, Topology, Vpc, VpcCidrBlock
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Unknown


def test_block_of_text() -> None:
    assert block_of(Known("10.0.0.0/16")) == Known(parse_cidr("10.0.0.0/16"))
    assert block_of(Known("10.0.0.1/16")) == Unknown("'10.0.0.1/16' has host bits set; the block is '10.0.0.0/16'")
    assert (block_of(UNKNOWN), block_of(MISSING)) == (UNKNOWN, MISSING)


def test_address_of_text() -> None:
    assert address_of(Known("10.0.0.1")) == Known(parse_address("10.0.0.1"))
    assert address_of(Known("i-1")).unknown
    assert address_of(MISSING) is MISSING


def test_vpc_blocks_all() -> None:
    vpc = Vpc(
        origin=Origin("urn:vpc"), cidr_block=Known("10.0.0.0/16"), ipv6_cidr_block=Known("fd00::/56"), id=Known("vpc-1")
    )
    second = VpcCidrBlock(origin=Origin("urn:second"), vpc=Ref.to("vpc-1"), cidr_block=Known("100.64.0.0/16"))
    broken = VpcCidrBlock(origin=Origin("urn:third"), vpc=Ref.by("urn:vpc"), cidr_block=UNKNOWN)
    blocks = vpc_blocks(Topology([vpc, second, broken]), vpc)
    assert [(str(cidr), node.key) for cidr, node in blocks.known] == [
        ("10.0.0.0/16", "urn:vpc"),
        ("fd00::/56", "urn:vpc"),
        ("100.64.0.0/16", "urn:second"),
    ]
    assert blocks.unknown == ((broken, "is not known yet"),)
    assert not blocks.complete


def test_vpc_blocks_chosen_by_an_address_manager() -> None:
    vpc = Vpc(origin=Origin("urn:vpc"))
    assert vpc_blocks(Topology([vpc]), vpc).unknown == ((vpc, "is chosen at the deployment"),)


def test_vpc_blocks_alibaba() -> None:
    vpc = AlibabaVpc(origin=Origin("urn:vpc"), cidr_block=Known("172.16.0.0/12"))
    second = AlibabaVpcCidrBlock(origin=Origin("urn:2"), vpc=Ref.by("urn:vpc"), cidr_block=Known("10.0.0.0/8"))
    blocks = vpc_blocks(Topology([vpc, second]), vpc)
    assert [str(cidr) for cidr, _ in blocks.known] == ["172.16.0.0/12", "10.0.0.0/8"]
    assert blocks.complete
