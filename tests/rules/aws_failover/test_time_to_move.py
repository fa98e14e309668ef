"""AWS-FO-06."""

from privateapi.rules.aws_failover.time_to_move import TimeToMove
from privateapi.rules.design import Settings
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.failover_designs import EAST, NAME, WEST, changed, design
from tests.rules.suite import RuleSuite, run

SLOW = changed(design(), f"alarm:{WEST}-api-errors", period_seconds=Known(300))


class TestTimeToMove(RuleSuite):
    rule = TimeToMove
    settings = Settings(maximum_time_to_move=180)
    passing = [
        ("two periods of a minute and the ttl of an alias", design()),
        ("one Region, where nothing moves", design([EAST])),
    ]
    failing = [
        (
            "long periods",
            SLOW,
            [
                f"when REST API {WEST} answers 5xx, VPC {WEST} gets another answer for {NAME} after up to 660 s (alarm "
                f"{WEST}-api-errors: 2 periods of 300 s (600 s), TTL of the answer (60 s)), more "
                "than the 180 s of maximumTimeToMove"
            ],
        ),
    ]
    unknown = [
        (
            "a period that is not known",
            changed(design(), f"alarm:{WEST}-api-errors", period_seconds=UNKNOWN),
            [f"record {EAST}: the time until the answer for {NAME} moves: is not known yet"],
        ),
    ]

    def test_silent_without_a_bound(self) -> None:
        report = run(TimeToMove, SLOW)
        assert (report.violations, report.unjudged) == ([], [])
