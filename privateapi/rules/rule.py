"""The base of a rule: its id, what it says, and one function that judges.

    class VpcBlockSize(NodeRule[Vpc]):
        \"\"\"A VPC's block is a /16 to /28.\"\"\"

        id = "AWS-CIDR-01"
        fix = "choose a block of /16 to /28, such as 10.0.0.0/16"

        def judge(self, node, design):
            prefix = parse_cidr(node.cidr_block.get()).prefix
            if not 16 <= prefix <= 28:
                yield self.violation(f"{node.label} has {node.cidr_block.get()}, a /{prefix}", node)

`value.get()` on a value that is unknown or left out ends the judgement of that resource; it is counted as not judged.
Severity, title, consequence and sources come from the row of the id in `privateapi/facts/rules.yaml`.
"""

import abc
import functools
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, get_args, get_origin

from privateapi.facts.rules import RuleFact, rule_table
from privateapi.rules.design import Design
from privateapi.rules.finding import Severity, Unjudged, Violation
from privateapi.topology.cidr import CidrError
from privateapi.topology.model import Node
from privateapi.topology.values import NotJudged

N = TypeVar("N", bound=Node)
Outcome: TypeAlias = Violation | Unjudged


class Rule(abc.ABC):
    """A rule over a whole design."""

    id: ClassVar[str]
    """Id in `privateapi/facts/rules.yaml`."""
    fix: ClassVar[str]
    """What would be right, when the violation does not say it itself."""
    remarks: ClassVar[str] = ""
    """For the generated table: how the rule reads its row, where that is not plain."""

    @functools.cached_property
    def fact(self) -> RuleFact:
        """The row of the rule."""
        return rule_table().rules[self.id]

    @property
    def severity(self) -> Severity:
        """How much a violation weighs, unless a configuration says otherwise."""
        return Severity(self.fact.severity)

    @abc.abstractmethod
    def check(self, design: Design) -> Iterator[Outcome]:
        """Violations and what could not be judged, over the whole design."""

    def violation(self, message: str, *nodes: Node, fix: str | None = None) -> Violation:
        """A violation; ``message`` names both resources and both values, without the rule's id and the fix."""
        return Violation(self.id, self.severity, nodes, message, fix or self.fix, self.fact.source)

    def unjudged(self, why: str, node: Node | None = None) -> Unjudged:
        """Something that could not be judged."""
        return Unjudged(self.id, node, why)

    def all_unjudged(self, unread: Iterable[tuple[Node, str]]) -> Iterator[Unjudged]:
        """Resources that could not be judged; what exists already is not judged for itself."""
        for node, why in unread:
            if not node.live:
                yield self.unjudged(why, node)


class NodeRule(Rule, Generic[N]):
    """A rule that judges resources of one kind one by one; it may look at others through the design.

    A union as the type argument is for resources of any of its kinds.
    """

    kind: ClassVar[type[Node]]
    """The kind, taken from the type argument."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for base in getattr(cls, "__orig_bases__", ()):
            arguments = get_args(base)
            origin = get_origin(base)
            if isinstance(origin, type) and issubclass(origin, NodeRule) and arguments:
                kinds = get_args(arguments[0]) or (arguments[0],)
                if all(isinstance(kind, type) and issubclass(kind, Node) for kind in kinds):
                    cls.kind = arguments[0]

    @abc.abstractmethod
    def judge(self, node: N, design: Design) -> Iterator[Outcome]:
        """Violations of one resource. `NotJudged` and `CidrError` may be raised: they become "not judged"."""

    def check(self, design: Design) -> Iterator[Outcome]:
        for node in design.topology.of(self.kind):
            # What exists already is not judged for itself, only against what is planned.
            if node.live:
                continue
            try:
                yield from self.judge(node, design)  # type: ignore[arg-type]
            except (NotJudged, CidrError) as reason:
                yield self.unjudged(str(reason), node)
