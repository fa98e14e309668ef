"""AWS-CIDR-03: overlapping subnets of one VPC."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import exists
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.model import Subnet, Vpc
from privateapi.topology.values import Known, Unknown


class SubnetOverlap(Rule):
    """The subnets of one VPC do not overlap."""

    id = "AWS-CIDR-03"
    fix = "give one of the two subnets a free block of the VPC"

    def check(self, design: Design) -> Iterator[Outcome]:
        groups = design.topology.grouped(Subnet, "vpc", Vpc)
        for subnets in groups.by_target.values():
            yield from self._overlaps(subnets)
        for subnet, why in groups.unresolved:
            if not subnet.live:
                yield self.unjudged(f"its VPC {why}", subnet)

    def _overlaps(self, subnets: tuple[Subnet, ...]) -> Iterator[Outcome]:
        entries: list[tuple[Cidr, Subnet]] = []
        for subnet in subnets:
            for value in (subnet.cidr_block, subnet.ipv6_cidr_block):
                cidr = block_of(value)
                if isinstance(cidr, Known):
                    entries.append((cidr.value, subnet))
                elif isinstance(cidr, Unknown) and len(subnets) > 1 and not subnet.live:
                    yield self.unjudged(f"its CIDR block {cidr.why}", subnet)
        for pair in CidrIndex(entries).overlaps():
            # What is planned can still be changed, so it is named first.
            (first, own), (second, other) = sorted(
                ((pair.inner_item, pair.inner), (pair.outer_item, pair.outer)),
                key=lambda each: (each[0].live, each[0].key),
            )
            if first.live or first.key == second.key:
                continue
            yield self.violation(
                f"{first.label} has {own}, which overlaps {other} of {second.label}{exists(second)} in the same VPC",
                first,
                second,
            )
