"""The base of rules over the records of one name and type."""

import abc
from collections.abc import Iterator
from dataclasses import replace

from privateapi.rules.design import Design
from privateapi.rules.record_sets import RecordGroup
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import RecordSet
from privateapi.topology.values import NotJudged


class RecordGroupRule(Rule):
    """A rule that judges the records of one name and type together; groups that exist already are left alone."""

    @abc.abstractmethod
    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        """Violations of one group. `NotJudged` may be raised: it becomes "not judged"."""

    def concerns(self, record: RecordSet) -> bool:
        """Whether the rule has something to say about a record; the others are left out of the groups."""
        return True

    def check(self, design: Design) -> Iterator[Outcome]:
        for record, why in design.record_sets.unread:
            if not record.live and self.concerns(record):
                yield self.unjudged(why, record)
        for whole in design.record_sets.groups:
            group = replace(
                whole,
                records=tuple(filter(self.concerns, whole.records)),
                maybe=tuple(filter(self.concerns, whole.maybe)),
            )
            if group.planned:
                try:
                    yield from self.judge(group, design)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), group.planned[0])

    @staticmethod
    def require_complete(group: RecordGroup, design: Design) -> None:
        """End the judgement of a group that may have more records than were read.

        Raises:
            NotJudged: another record may belong to it, or its zone is elsewhere.
        """
        if group.maybe:
            raise NotJudged(f"{group.maybe[0].label} may be a record of {group.label} too")
        if group.zone_node is None or (group.zone_node.live and not design.live):
            zone = group.zone_node.label if group.zone_node is not None else f"hosted zone {group.zone}"
            raise NotJudged(f"{zone} may have other records of {group.label}, which were not read")
