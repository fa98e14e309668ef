"""AWS-FO-01: clients that get no answer."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rehearsed import who
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.dns import Result
from privateapi.topology.rehearsal import Verdict

# A name that goes to the public DNS is a zone that the client does not see, of which AWS-R53-02 speaks.
_NOTHING = (Result.NO_ANSWER, Result.NO_DATA, Result.NO_NAME)


class NoAnswer(Rule):
    """Every client that sees a name gets an answer for it, also while any one thing has failed."""

    id = "AWS-FO-01"
    fix = "add a record for those clients, such as the default record of geolocation records"

    def check(self, design: Design) -> Iterator[Outcome]:
        for row in design.rehearsed.rows:
            record = design.rehearsed.planned(row.name)
            if record is None:
                continue
            usual = design.rehearsed.rehearsal.resolver.answer(row.client.vpc, row.name, row.type, explain=False)
            if usual.result in _NOTHING:
                text = f"{who(row.client)} gets no answer for {row.name}, although nothing has failed"
                yield self.violation(f"{text}: {usual.reason}", record)
                continue
            for place, cell in row.changed.items():
                if cell.verdict is not Verdict.HOLE or cell.unseen or row.usual.verdict is Verdict.HOLE:
                    continue
                # Where the failure takes everything, nobody can be given an answer that works.
                if any(
                    other.name == row.name and other.changed.get(place, other.usual).verdict is Verdict.SERVED
                    for other in design.rehearsed.rows
                ):
                    failure = row.outages[place].failures[0].text
                    yield self.violation(
                        f"while {failure}, {who(row.client)} gets no answer for {row.name}: {cell.why}",
                        record,
                        fix="add an inbound Resolver endpoint elsewhere" if row.client.resolvers else None,
                    )
