"""AWS-FO-01: clients that get no answer."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.dns import Result
from privateapi.topology.model import RecordSet
from privateapi.topology.rehearsal import Row, Verdict

# A name that goes to the public DNS is a zone that the client does not see, of which AWS-R53-02 speaks.
_NOTHING = (Result.NO_ANSWER, Result.NO_DATA, Result.NO_NAME)


class NoAnswer(Rule):
    """Every client that sees a name gets an answer for it, also while any one thing has failed."""

    id = "AWS-FO-01"
    fix = "add a record for those clients, such as the default record of geolocation records"

    def check(self, design: Design) -> Iterator[Outcome]:
        for row in design.rehearsed.rows:
            record = self._record(row, design)
            if record is None:
                continue
            usual = design.rehearsed.rehearsal.resolver.answer(row.client.vpc, row.name, row.type, explain=False)
            if usual.result in _NOTHING:
                text = f"{row.client.vpc.label} gets no answer for {row.name}, although nothing has failed"
                yield self.violation(f"{text}: {usual.reason}", record)
                continue
            for place, cell in row.changed.items():
                if cell.verdict is Verdict.HOLE and row.usual.verdict is not Verdict.HOLE:
                    failure = row.outages[place].failures[0].text
                    yield self.violation(
                        f"while {failure}, {row.client.vpc.label} gets no answer for {row.name}: {cell.why}", record
                    )

    @staticmethod
    def _record(row: Row, design: Design) -> RecordSet | None:
        """The first planned record of the name."""
        return next((record for record in design.rehearsed.named(row.name) if not record.live), None)
