"""AWS-HC-06."""

from privateapi.rules.aws_health.insufficient_data import InsufficientData
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import check
from tests.rules.suite import RuleSuite


class TestInsufficientData(RuleSuite):
    rule = InsufficientData
    passing = [
        ("said", [check(insufficient_data_health_status=Known("Unhealthy"))]),
        ("kept on purpose", [check(insufficient_data_health_status=Known("LastKnownStatus"))]),
        ("another type", [check(type=Known("TCP"))]),
    ]
    failing = [
        (
            "left out",
            [check()],
            [
                "health check health has no insufficientDataHealthStatus, so that it keeps its last status while its "
                "alarm has no data"
            ],
        ),
        (
            "no such status",
            [check(insufficient_data_health_status=Known("healthy"))],
            [
                "health check health has the insufficientDataHealthStatus 'healthy'; Healthy, Unhealthy, "
                "LastKnownStatus are allowed"
            ],
        ),
    ]
    unknown = [
        (
            "a status that is not known",
            [check(insufficient_data_health_status=UNKNOWN)],
            ["health check health: insufficientDataHealthStatus is not known yet"],
        ),
    ]
