"""AWS-HC-12."""

from privateapi.rules.aws_health.recovery_time import RecoveryTime
from privateapi.rules.design import Settings
from privateapi.topology.model import Alarm, HealthCheck, LoadBalancer
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import alarm, alias, check, record, values
from tests.rules.nodes import ref, refs
from tests.rules.suite import RuleSuite, run

WATCH = check(alarm=ref(Alarm, "hosts"), alarm_name=UNKNOWN)
CHECKED = {"health_check": ref(HealthCheck, "health")}
SLOW = [alarm(period_seconds=Known(300)), WATCH, record("a", **CHECKED, **values("10.0.0.1", ttl=300))]


class TestRecoveryTime(RuleSuite):
    rule = RecoveryTime
    settings = Settings(rto_seconds=180)
    passing = [
        ("in time", [alarm(), WATCH, record("a", **CHECKED, **values("10.0.0.1", ttl=60))]),
        ("an alias", [alarm(), WATCH, record("a", **CHECKED, alias=alias(ref(LoadBalancer, "door")))]),
        ("no health check", [record("a", **values("10.0.0.1", ttl=300))]),
    ]
    failing = [
        (
            "too late",
            SLOW,
            [
                "record a leads to a failed Region for up to 900 s (2 periods of 300 s of alarm hosts, and a ttl of "
                "300 s), more than the 180 s of rtoSeconds"
            ],
        ),
        (
            "through a calculated health check",
            [
                alarm(evaluation_periods=Known(3)),
                WATCH,
                check("both", type=Known("CALCULATED"), children=refs(HealthCheck, "health")),
                record("a", health_check=ref(HealthCheck, "both"), alias=alias(ref(LoadBalancer, "door"))),
            ],
            [
                "record a leads to a failed Region for up to 240 s (3 periods of 60 s of alarm hosts, and a ttl of "
                "60 s), more than the 180 s of rtoSeconds"
            ],
        ),
    ]
    unknown = [
        (
            "a period that is not known",
            [alarm(period_seconds=UNKNOWN), WATCH, record("a", **CHECKED, **values("10.0.0.1"))],
            ["record a: the period of alarm hosts is not known yet"],
        ),
        (
            "a health check that was not read",
            [record("a", health_check=Ref.to("hc-1"), **values("10.0.0.1"))],
            ["record a: its health check names 'hc-1', which is not among the resources that were read"],
        ),
    ]

    def test_silent_without_a_goal(self) -> None:
        report = run(RecoveryTime, SLOW)
        assert (report.violations, report.unjudged) == ([], [])
