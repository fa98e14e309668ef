"""AWS-FO-04."""

from dataclasses import replace

from privateapi.rules.aws_failover.never_chosen import NeverChosen
from privateapi.topology.model import Geolocation, Node, RecordSet
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.failover_designs import EAST, WEST, blind, changed, check_of, design, records_of, values
from tests.rules.suite import RuleSuite

DB = "db.internal.example.com"


def _areas(east: Geolocation, west: Geolocation) -> list[Node]:
    return records_of(
        design(),
        lambda record: replace(
            record, latency_region=MISSING, geolocation=Known(east if record.name == EAST else west)
        ),
    )


def _weighted(record: RecordSet) -> RecordSet:
    return replace(record, latency_region=MISSING, weight=Known(0 if record.name == WEST else 1))


def _failover(*checks: Node, primary: str = "") -> list[Node]:
    return [
        *design(),
        *checks,
        values("p", DB, "10.0.0.9", check=primary, failover=Known("PRIMARY")),
        values("s", DB, "10.1.0.9", failover=Known("SECONDARY")),
    ]


class TestNeverChosen(RuleSuite):
    rule = NeverChosen
    passing = [
        ("each Region has clients, and each may fail", design()),
        (
            "a default record, when the area's is unhealthy",
            _areas(Geolocation(country=Known("US")), Geolocation(country=Known("*"))),
        ),
        ("a weight of 0 that takes over", records_of(design(), _weighted)),
        ("a secondary", _failover(check_of("x"), primary="x")),
        ("a primary without any health is AWS-R53-04", _failover()),
        ("one record", design([EAST])),
    ]
    failing = [
        (
            "an area without clients",
            _areas(Geolocation(country=Known("US")), Geolocation(continent=Known("EU"))),
            [f"record {WEST} answers no client: none is in its area, all are in {EAST}, {WEST}"],
        ),
        (
            "a weight of 0 beside a record without any health",
            records_of(design(), lambda record: replace(blind(_weighted(record)), health_check=Ref())),
            [f"record {WEST} never answers: record {EAST} always does, because record {EAST} has no health check"],
        ),
        (
            "a secondary of a primary whose check is disabled",
            _failover(check_of("x", disabled=Known(True)), primary="x"),
            ["record s never answers: record p always does, because health check x is disabled"],
        ),
        (
            "a record whose check never passes",
            _failover(check_of("x", fqdn=MISSING, ip_address=Known("10.0.0.9")), primary="x"),
            ["record p is never healthy: health check x asks a private address, which Route 53 never reaches"],
        ),
    ]
    unknown = [
        (
            "a health check that is not known",
            changed(design(), f"record:{WEST}", health_check=Ref(UNKNOWN)),
            [f"record {EAST}: its health check is not known yet"],
        ),
        (
            "an evaluation that is not known",
            records_of(
                design(),
                lambda record: replace(
                    record, alias=Known(replace(record.alias.get(), evaluate_target_health=UNKNOWN))
                ),
            ),
            [f"record {EAST}: evaluateTargetHealth of record {EAST} is not known yet"],
        ),
    ]
