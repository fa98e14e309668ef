"""What the rules about answers that lead to something dead share."""

import abc
from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.record_sets import evaluates
from privateapi.rules.rehearsed import Stuck, who
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.failures import Kind
from privateapi.topology.model import RecordSet, Topology
from privateapi.topology.rehearsal import Verdict
from privateapi.topology.values import NotJudged

_API = (Kind.API, Kind.BACKEND)
# How many failures and clients a message names.
_NAMED = 3


class StuckRule(Rule):
    """A rule that nobody is sent to something dead while something else would serve."""

    @abc.abstractmethod
    def concerns(self, of_api: bool, noticed: bool) -> bool:
        """Whether the rule is about such a failure.

        Args:
            of_api: what fails is an API or what it calls, and not the network before it.
            noticed: another record of the name becomes unhealthy with its own API.
        """

    def check(self, design: Design) -> Iterator[Outcome]:
        noticed = _noticed(design)
        groups: defaultdict[tuple[str, str], list[Stuck]] = defaultdict(list)
        for stuck in design.rehearsed.stuck[0]:
            record = stuck.part.record
            of_api = stuck.outage.failures[0].kind in _API
            if record is None or record.live or _said_elsewhere(design.topology, record):
                continue
            if self.concerns(of_api, stuck.row.name in noticed):
                groups[stuck.row.name, record.key].append(stuck)
        for (name, _), found in sorted(groups.items()):
            yield self._violation(design, name, found)

    def _violation(self, design: Design, name: str, found: list[Stuck]) -> Outcome:
        first = found[0]
        record = first.part.record
        assert record is not None
        verdict = design.rehearsed.rehearsal.resolver.under(first.outage.conditions).health(record)
        failures = list(dict.fromkeys(stuck.outage.failures[0].text for stuck in found))
        clients = list(dict.fromkeys(who(stuck.row.client) for stuck in found))
        get = "gets" if len(clients) == 1 else "get"
        source = first.part.target.label if first.part.target is not None else record.label
        return self.violation(
            f"while {_listed(failures, 'or')}, {_listed(clients, 'and')} still {get} {name} from {source}, "
            f"{'because' if verdict.healthy else 'although'} {verdict.why}; {first.other} would serve",
            record,
        )


def _noticed(design: Design) -> frozenset[str]:
    """The names of which a record becomes unhealthy when its API fails."""
    return frozenset(
        row.name
        for row in design.rehearsed.rows
        for place, cell in row.changed.items()
        if row.outages[place].failures[0].kind in _API and cell.verdict is Verdict.SERVED and cell.delay is not None
    )


def _said_elsewhere(topology: Topology, record: RecordSet) -> bool:
    """Whether AWS-R53-04 or AWS-R53-06 says that the record has no health at all."""
    if record.latency_region.missing and record.weight.missing and record.failover.missing:
        return False
    try:
        return not evaluates(topology, record)
    except NotJudged:
        return False


def _listed(texts: list[str], word: str) -> str:
    shown = texts[:_NAMED]
    if len(texts) > _NAMED:
        return f"{', '.join(shown)} {word} {len(texts) - _NAMED} more"
    return f" {word} ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
