"""A policy pack: which rules it judges by, and what it can mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privateapi.packs.remedies import Remedy

if TYPE_CHECKING:
    from privateapi.packs.server import PackServicer
    from privateapi.rules.rule import Rule


@dataclass(frozen=True)
class Pack:
    """A policy pack: its name, what it is about, and the groups of rules that it runs.

    The configuration belongs to the policy that has the pack's name:

        {"aws-network": {"strict": true, "onPremisesCidrs": ["172.16.0.0/12"]}}
    """

    name: str
    description: str
    groups: Sequence[str]
    remedies: Sequence[Remedy] = ()

    def rules(self) -> list[Rule]:
        """The rules of the pack's groups, in the order of their ids."""
        from privateapi.rules.engine import rules_of

        return rules_of(self.groups)

    def servicer(self) -> PackServicer:
        """What answers the engine for the pack."""
        from privateapi.packs.server import PackServicer

        return PackServicer(self)

    def run(self) -> None:
        """Serve the pack to the engine; it ends with the engine."""
        from privateapi.packs.server import main

        main(self)
