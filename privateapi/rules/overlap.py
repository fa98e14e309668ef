"""What the rules about overlapping VPCs share: blocks of many VPCs against one another, in one sweep."""

from collections.abc import Callable, Iterable, Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import located
from privateapi.topology.blocks import AnyVpc, vpc_blocks
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.model import Node


class VpcOverlapRule(Rule):
    """A rule that refuses overlaps between the blocks of VPCs that belong together."""

    def overlaps(
        self, design: Design, vpcs: Iterable[AnyVpc], together: Callable[[AnyVpc, AnyVpc], str | None]
    ) -> Iterator[Outcome]:
        """Overlaps of different VPCs for which ``together`` says how they are connected.

        ``None`` means that they are not. Blocks that cannot be read are not judged. Two VPCs that exist already are
        none of the design's doing.
        """
        entries: list[tuple[Cidr, tuple[AnyVpc, Node]]] = []
        for vpc in vpcs:
            blocks = vpc_blocks(design.topology, vpc)
            entries += [(cidr, (vpc, node)) for cidr, node in blocks.known]
            if not vpc.live:
                for node, why in blocks.unknown:
                    yield self.unjudged(f"its CIDR block {why}", node)
        for pair in CidrIndex(entries).overlaps():
            inner, outer = pair.inner_item[0], pair.outer_item[0]
            if inner.key == outer.key or (inner.live and outer.live):
                continue
            # What is planned can still be changed, so it is named first.
            first, second = sorted(
                ((inner, pair.inner), (outer, pair.outer)), key=lambda each: (each[0].live, each[0].key)
            )
            how = together(first[0], second[0])
            if how is not None:
                yield self.violation(
                    f"{located(first[0])} has {first[1]}, which overlaps {second[1]} of {located(second[0])}; {how}",
                    first[0],
                    second[0],
                )
