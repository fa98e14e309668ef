"""What the rules about the records of one name and type share."""

import abc
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.possible_health import PossibleHealth
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import RecordSet, Topology, Vpc
from privateapi.topology.values import NotJudged


class SetRule(Rule):
    """A rule that judges each set of several records that a name is answered from, for all clients that ask."""

    @abc.abstractmethod
    def judge(
        self, records: tuple[RecordSet, ...], clients: tuple[Vpc, ...], health: PossibleHealth, topology: Topology
    ) -> Iterator[Outcome]:
        """Violations of one set. `NotJudged` may be raised: it becomes "not judged"."""

    def check(self, design: Design) -> Iterator[Outcome]:
        health = PossibleHealth(design.topology, design.rehearsed.index)
        for name, clients in design.rehearsed.asked.items():
            try:
                records = design.rehearsed.records(name)
                if len(records) > 1:
                    yield from list(self.judge(records, clients, health, design.topology))
            except NotJudged as reason:
                first = design.rehearsed.planned(name.name)
                if first is not None:
                    yield self.unjudged(str(reason), first)
