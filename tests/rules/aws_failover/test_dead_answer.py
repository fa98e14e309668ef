"""AWS-FO-02."""

from dataclasses import replace

from privateapi.rules.aws_failover.dead_answer import DeadAnswer
from privateapi.topology.model import Geolocation, RecordSet
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.failover_designs import EAST, NAME, WEST, blind, changed, design, records_of, values
from tests.rules.suite import RuleSuite, run

CHECKLESS = records_of(design(), lambda record: replace(record, health_check=Ref()))
# Each Region's check is only on the errors of its API: what is before the API is seen by the alias alone.
ERRORS_ONLY = records_of(
    design(), lambda record: replace(record, health_check=Ref.by(f"check:{record.name}-api-errors"))
)


class TestDeadAnswer(RuleSuite):
    rule = DeadAnswer
    passing = [
        ("two Regions with health checks and aliases that evaluate", design()),
        ("health checks alone", records_of(design(), blind)),
        ("the API's errors by a health check, the rest by the alias", ERRORS_ONLY),
        ("no record that sees its API is AWS-FO-03", CHECKLESS),
        (
            "no record with any health is AWS-R53-06",
            records_of(CHECKLESS, blind),
        ),
        ("one Region, with nowhere else to go", design([EAST])),
        (
            "failover, with the clients of the passive Region cut off by a link",
            records_of(
                design(),
                lambda record: replace(
                    record, latency_region=MISSING, failover=Known("PRIMARY" if record.name == EAST else "SECONDARY")
                ),
            ),
        ),
        (
            "another Region's record that is not for the clients",
            records_of(
                records_of(CHECKLESS, blind),
                lambda record: replace(
                    record,
                    latency_region=MISSING,
                    geolocation=Known(
                        Geolocation(country=Known("US")) if record.name == EAST else Geolocation(continent=Known("EU"))
                    ),
                ),
            ),
        ),
    ]
    failing = [
        (
            "the health check of one Region is gone",
            changed(design(), f"record:{WEST}", health_check=Ref()),
            [
                f"while REST API {WEST} answers 5xx or function {WEST} is down, VPC {WEST} still gets {NAME} from load "
                f"balancer {WEST}, because target group {WEST} has 2 healthy of 2 targets; load balancer {EAST} would "
                "serve"
            ],
        ),
        (
            "the alias of one Region does not evaluate what its health check does not see",
            records_of(ERRORS_ONLY, lambda record: blind(record) if record.name == WEST else record),
            [
                f"while Region {WEST} is down or VPC endpoint {WEST} is down, VPC {WEST} still gets {NAME} from load "
                f"balancer {WEST}, because health check {WEST}-api-errors follows alarm {WEST}-api-errors, which is "
                f"OK; load balancer {EAST} would serve"
            ],
        ),
        (
            "a health check that is disabled",
            records_of(changed(design(), f"check:{EAST}", disabled=Known(True)), blind),
            [
                f"while Region {EAST} is down, VPC endpoint {EAST} is down, REST API {EAST} answers 5xx or 1 more, VPC "
                f"{EAST} still gets {NAME} from load balancer {EAST}, because health check {EAST} is disabled, which "
                f"counts as healthy; load balancer {WEST} would serve"
            ],
        ),
        (
            "geolocation with a default record and no health",
            records_of(
                records_of(CHECKLESS, blind),
                lambda record: replace(
                    record,
                    latency_region=MISSING,
                    geolocation=Known(Geolocation(country=Known("US" if record.name == EAST else "*"))),
                ),
            ),
            [
                f"while Region {EAST} is down or VPC endpoint {EAST} is down, VPC {EAST} and VPC {WEST} still get "
                f"{NAME} from load balancer {EAST}, because record {EAST} has no health check; load balancer {WEST} "
                "would serve"
            ],
        ),
    ]
    unknown = [
        (
            "a health check that is not known",
            changed(design(), f"record:{WEST}", health_check=Ref(UNKNOWN)),
            [f"record {EAST}: what clients get for {NAME}: the health check of record {WEST} is not known yet"],
        ),
        (
            "an address of something that was not read",
            [
                *(node for node in design() if not isinstance(node, RecordSet)),
                values("a", "db.internal.example.com", "192.168.0.1", weight=Known(1)),
                values("b", "db.internal.example.com", "192.168.0.2", weight=Known(1)),
            ],
            [],
        ),
    ]

    def test_live_records_of_a_planned_name_are_left_alone(self) -> None:
        nodes = changed(design(), f"record:{WEST}", health_check=Ref(), live=True)
        assert run(DeadAnswer, nodes).violations == []
