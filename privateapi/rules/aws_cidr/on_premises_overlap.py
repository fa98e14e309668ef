"""AWS-CIDR-17: VPCs and blocks on premises."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import located
from privateapi.topology.blocks import block_of, vpc_blocks
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.model import Vpc
from privateapi.topology.values import Known, Unknown


class OnPremisesOverlap(Rule):
    """VPCs do not overlap the blocks that the configuration says are in use on premises."""

    id = "AWS-CIDR-17"
    fix = "give the VPC a block that is not in use on premises"

    def check(self, design: Design) -> Iterator[Outcome]:
        outside: list[tuple[Cidr, str]] = []
        for text in design.settings.on_premises_cidrs:
            cidr = block_of(Known(text))
            if isinstance(cidr, Known):
                outside.append((cidr.value, text))
            elif isinstance(cidr, Unknown):
                yield self.unjudged(f"on-premises block {cidr.why}")
        if not outside:
            return
        entries: list[tuple[Cidr, Vpc]] = []
        for vpc in design.topology.of(Vpc):
            if not vpc.live:
                blocks = vpc_blocks(design.topology, vpc)
                entries += [(cidr, vpc) for cidr, _ in blocks.known]
                yield from self.all_unjudged((node, f"its CIDR block {why}") for node, why in blocks.unknown)
        for own, other in CidrIndex(entries).overlaps_with(CidrIndex(outside)):
            yield self.violation(
                f"{located(own.item)} has {own.cidr}, which overlaps {other.item}, in use on premises", own.item
            )
