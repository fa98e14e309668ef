"""What judging a design gives: violations, what could not be judged and why, and faults of the rules themselves."""

from dataclasses import dataclass, field
from enum import StrEnum

from privateapi.topology.model import Node


class Severity(StrEnum):
    """How much a violation weighs."""

    MANDATORY = "mandatory"
    """The deployment is refused."""
    ADVISORY = "advisory"
    """It is said."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something in the design that will fail, or will not do what it is for.

    ``nodes`` are the resources that it is about, the one to change first; ``message`` has the values of both sides and
    the limit with its source; ``fix`` says what would be right.
    """

    rule: str
    severity: Severity
    nodes: tuple[Node, ...]
    message: str
    fix: str
    sources: tuple[str, ...]

    @property
    def text(self) -> str:
        """The violation in one sentence, as it is shown: id, message, fix."""
        return f"{self.rule}: {self.message}. Fix: {self.fix}"


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A resource that a rule could not judge, and the reason."""

    rule: str
    node: Node | None
    why: str

    @property
    def text(self) -> str:
        """`AWS-CIDR-01: VPC hub: the cidrBlock is not known yet`."""
        subject = f"{self.node.label}: " if self.node is not None else ""
        return f"{self.rule}: {subject}{self.why}"


@dataclass(frozen=True, slots=True)
class RuleFault:
    """An exception inside a rule: a fault of the rule, not of the design. It hides no other rule."""

    rule: str
    cause: str

    @property
    def text(self) -> str:
        """What is shown, with the wish to hear of it."""
        return f"{self.rule}: fault in the rule itself: {self.cause}; please report it"


@dataclass(slots=True)
class Report:
    """Everything that judging a design gave, in the order of rules and resources."""

    violations: list[Violation] = field(default_factory=list)
    unjudged: list[Unjudged] = field(default_factory=list)
    faults: list[RuleFault] = field(default_factory=list)
    rules: int = 0
    """How many rules were run."""

    @property
    def mandatory(self) -> list[Violation]:
        """The violations that refuse the deployment."""
        return [each for each in self.violations if each.severity is Severity.MANDATORY]
