"""AWS-FO-02: answers that lead to something that is down."""

from collections.abc import Iterator

from privateapi.rules.aws_failover._stuck import StuckRule
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome


class DeadAnswer(StuckRule):
    """No single failure sends a client to something that is down while another record would serve it."""

    id = "AWS-FO-02"
    fix = "give the record a health check that sees the failure, or set evaluateTargetHealth true on its alias"
    remarks = (
        "Every Region, zone, endpoint, target, API and backend is let fail by itself. Records without any health are "
        "AWS-R53-04 and AWS-R53-06. An API that fails counts where another record of the name sees its own fail, else "
        "AWS-FO-03 speaks. Links between Regions are left alone: no health check of Route 53 sees them."
    )

    def concerns(self, of_api: bool, noticed: bool) -> bool:
        return noticed or not of_api

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from super().check(design)
        for row, why in design.rehearsed.stuck[1]:
            record = design.rehearsed.planned(row.name)
            if record is not None:
                yield self.unjudged(f"what clients get for {row.name}: {why}", record)
