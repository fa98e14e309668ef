"""AWS-HC-10."""

from privateapi.rules.aws_health.unused_check import UnusedCheck
from privateapi.topology.model import HealthCheck
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import check, record
from tests.rules.nodes import ref, refs
from tests.rules.suite import RuleSuite


class TestUnusedCheck(RuleSuite):
    rule = UnusedCheck
    passing = [
        ("used by a record", [check(), record("a", health_check=ref(HealthCheck, "health"))]),
        (
            "used by a calculated one",
            [
                check("child"),
                check(type=Known("CALCULATED"), children=refs(HealthCheck, "child")),
                record("a", health_check=ref(HealthCheck, "health")),
            ],
        ),
    ]
    failing = [
        ("unused", [check()], ["health check health is used by no record and no other health check"]),
    ]
    unknown = [
        (
            "a record whose health check is not known",
            [check(), record("a", health_check=Ref(UNKNOWN))],
            ["health check health: record a may use it: its health check is not known yet"],
        ),
    ]
