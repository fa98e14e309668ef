"""What the rules about overlapping parts of one VPC share."""

import abc
from collections.abc import Iterable, Iterator
from typing import ClassVar, Generic, TypeVar

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import exists
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.model import Node
from privateapi.topology.values import Known, Unknown, Value

P = TypeVar("P", bound=Node)


class SiblingOverlapRule(Rule, Generic[P]):
    """A rule that refuses overlaps between the parts of one network, such as the subnets of a VPC."""

    part: ClassVar[type[Node]]
    """The parts; their reference `vpc` names the network."""
    whole: ClassVar[type[Node]]
    """The network."""

    @abc.abstractmethod
    def blocks(self, part: P) -> Iterable[Value[str]]:
        """The blocks of a part as written."""

    def check(self, design: Design) -> Iterator[Outcome]:
        groups = design.topology.grouped(self.part, "vpc", self.whole)
        for parts in groups.by_target.values():
            yield from self._overlaps(parts)  # type: ignore[arg-type]
        yield from self.all_unjudged((part, f"its {self.whole.noun} {why}") for part, why in groups.unresolved)

    def _overlaps(self, parts: tuple[P, ...]) -> Iterator[Outcome]:
        entries: list[tuple[Cidr, P]] = []
        unread: list[tuple[Node, str]] = []
        for part in parts:
            for block in map(block_of, self.blocks(part)):
                if isinstance(block, Known):
                    entries.append((block.value, part))
                elif isinstance(block, Unknown) and len(parts) > 1:
                    unread.append((part, f"its CIDR block {block.why}"))
        yield from self.all_unjudged(unread)
        for pair in CidrIndex(entries).overlaps():
            ends = ((pair.inner_item, pair.inner), (pair.outer_item, pair.outer))
            # What is planned can still be changed, so it is named first.
            (first, own), (second, other) = sorted(ends, key=lambda each: (each[0].live, each[0].key))
            if not first.live and first.key != second.key:
                yield self.violation(
                    f"{first.label} has {own}, which overlaps {other} of {second.label}{exists(second)} in the same "
                    f"{self.whole.noun}",
                    first,
                    second,
                )
