"""AWS-FO-05."""

from dataclasses import replace

from privateapi.rules.aws_failover.idle_check import IdleCheck
from privateapi.topology.model import Alias, Geolocation, Node
from privateapi.topology.values import MISSING, NO_REF, UNKNOWN, Known, Ref, Refs
from tests.rules.failover_designs import EAST, WEST, changed, check_of, design, records_of, values
from tests.rules.suite import RuleSuite

DB = "db.internal.example.com"
INNER = values("inner", "inner.internal.example.com", "10.0.0.9", check="x")


def _outer(evaluate: bool) -> list[Node]:
    """A failover name whose primary is an alias of the inner record."""
    primary = replace(
        values("p", DB, failover=Known("PRIMARY")),
        records=MISSING,
        alias=Known(Alias(dns_name=Known("inner.internal.example.com"), evaluate_target_health=Known(evaluate))),
    )
    return [*design(), check_of("x"), INNER, primary, values("s", DB, "10.1.0.9", failover=Known("SECONDARY"))]


class TestIdleCheck(RuleSuite):
    rule = IdleCheck
    passing = [
        ("checks that move clients", design()),
        ("a check behind an alias that evaluates", _outer(True)),
        (
            "a primary without a secondary is AWS-R53-03",
            [*design(), check_of("x"), values("p", DB, "10.0.0.9", check="x", failover=Known("PRIMARY"))],
        ),
        ("a check that nothing uses is AWS-HC-10", [*design(), check_of("x")]),
        (
            "a secondary's check, which decides who answers when the primary is down, too",
            [
                *design(),
                check_of("x"),
                check_of("y"),
                values("p", DB, "10.0.0.9", check="x", failover=Known("PRIMARY")),
                values("s", DB, "10.1.0.9", check="y", failover=Known("SECONDARY")),
            ],
        ),
    ]
    failing = [
        (
            "one record",
            [*design(), check_of("x"), values("db", DB, "10.0.0.9", check="x")],
            ["health check x changes no answer of record db: it is the only record of its name and type"],
        ),
        (
            "one record behind an alias that does not evaluate",
            _outer(False),
            ["health check x changes no answer of record inner: it is the only record of its name and type"],
        ),
        (
            "no other record for the clients",
            records_of(
                changed(design(), f"record:{WEST}", health_check=NO_REF),
                lambda record: replace(
                    record,
                    latency_region=MISSING,
                    geolocation=Known(
                        Geolocation(country=Known("US")) if record.name == EAST else Geolocation(continent=Known("EU"))
                    ),
                ),
            ),
            [f"health check {EAST} changes no answer of record {EAST}: no other record answers its clients"],
        ),
        (
            "a secondary behind a primary that never fails",
            [
                *design(),
                check_of("y"),
                values("p", DB, "10.0.0.9", failover=Known("PRIMARY")),
                values("s", DB, "10.1.0.9", check="y", failover=Known("SECONDARY")),
            ],
            ["health check y changes no answer of record s: others always answer before it"],
        ),
        (
            "disabled",
            changed(design(), f"check:{EAST}", disabled=Known(True)),
            [f"health check {EAST} of record {EAST} is always healthy: health check {EAST} is disabled"],
        ),
        (
            "a threshold of 0",
            changed(design(), f"check:{EAST}", health_threshold=Known(0)),
            [
                f"health check {EAST} of record {EAST} is always healthy: health check {EAST} needs 0 healthy of 2 "
                "checks"
            ],
        ),
        (
            "a threshold that is never reached",
            changed(design(), f"check:{EAST}", health_threshold=Known(3)),
            [
                f"health check {EAST} of record {EAST} is always unhealthy: health check {EAST} needs 3 healthy of 2 "
                "checks"
            ],
        ),
        (
            "disabled and inverted, as if it were a switch",
            changed(design(), f"check:{EAST}", disabled=Known(True), inverted=Known(True)),
            [f"health check {EAST} of record {EAST} is always unhealthy: health check {EAST} is disabled"],
        ),
    ]
    unknown = [
        (
            "children that are not known",
            changed(design(), f"check:{EAST}", children=Refs(UNKNOWN)),
            [f"health check {EAST}: is not known yet", f"health check {WEST}: is not known yet"],
        ),
        (
            "another record's health that is not known",
            changed(design(), f"record:{WEST}", health_check=Ref(UNKNOWN)),
            [f"health check {EAST}: its health check is not known yet"],
        ),
    ]
