"""ALI-ACC-04: added blocks that add nothing, or everything."""

from collections.abc import Iterator

from privateapi.rules.ali_access._blocks import Added, AddedBlocksRule
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome
from privateapi.topology.cidr import CidrIndex


class AddedBlocksDistinct(AddedBlocksRule):
    """Added accessible CIDR blocks do not repeat or contain each other, add something, and are not everything."""

    id = "ALI-ACC-04"
    fix = "keep the widest block that is needed, and leave out those inside it"
    remarks = "A block around a vSwitch of the instance, such as the whole VPC, is fine."

    def judge(self, added: Added, design: Design) -> Iterator[Outcome]:
        for block, holder in added.blocks:
            if not block.prefix:
                yield self.violation(
                    f"{added.by(holder, block)}, which is every address",
                    holder,
                    fix="add the blocks of the VPC and of connected networks that backends are in",
                )
            around = [own for own in added.own if own.contains(block)]
            if around:
                yield self.violation(
                    f"{added.by(holder, block)}, which its vSwitch block {around[0]} holds already",
                    holder,
                )
        for pair in CidrIndex(entry for entry in added.blocks if entry[0].prefix).overlaps():
            how = "repeats" if pair.inner == pair.outer else "is inside"
            yield self.violation(
                f"{added.by(pair.inner_item, pair.inner)}, which {how} {pair.outer} of {pair.outer_item.label}",
                pair.inner_item,
                pair.outer_item,
            )
