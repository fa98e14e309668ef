"""AWS-FO-06: the time until clients get another answer."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rehearsed import who
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.moving import Delay
from privateapi.topology.rehearsal import Row


class TimeToMove(Rule):
    """Whatever fails, clients get another answer within maximumTimeToMove."""

    id = "AWS-FO-06"
    fix = "shorten the alarm's periods, the health check's interval or the ttl, or set another maximumTimeToMove"
    remarks = (
        "Judged when maximumTimeToMove is configured: of every failure that moves an answer, alarms, health checks of "
        "endpoints and targets, and the ttl. AWS-HC-12 compares alarm and ttl alone with rtoSeconds."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        bound = design.settings.maximum_time_to_move
        if bound is None:
            return
        slowest: dict[str, tuple[Delay, str, Row]] = {}
        unknown: dict[tuple[str, str], Row] = {}
        for row in design.rehearsed.rows:
            for place, cell in row.changed.items():
                if cell.delay is None:
                    continue
                failure = row.outages[place].failures[0].text
                if cell.delay.unknown:
                    unknown.setdefault((row.name, cell.delay.unknown), row)
                elif row.name not in slowest or cell.delay.seconds > slowest[row.name][0].seconds:
                    slowest[row.name] = (cell.delay, failure, row)
        for name, (delay, failure, row) in slowest.items():
            record = design.rehearsed.planned(name)
            if delay.seconds > bound and record is not None:
                waits = ", ".join(f"{wait.text} ({wait.seconds} s)" for wait in delay.waits)
                yield self.violation(
                    f"when {failure}, {who(row.client)} gets another answer for {name} after up to "
                    f"{delay.seconds} s ({waits}), more than the {bound} s of maximumTimeToMove",
                    record,
                )
        for (name, why), _ in unknown.items():
            record = design.rehearsed.planned(name)
            if record is not None:
                yield self.unjudged(f"the time until the answer for {name} moves: {why}", record)
