"""AWS-NLB-09."""

from privateapi.rules.aws_nlb.group_health import GroupHealth
from privateapi.topology.model import HealthProbe
from privateapi.topology.values import UNKNOWN, Known, Value
from tests.rules.api_nodes import addresses, endpoint, group, hub, target
from tests.rules.suite import RuleSuite

FACADE = [*hub(), endpoint(addresses=addresses(("a", "10.0.0.10"))), target("10.0.0.10")]


def probe(**fields: Value[object]) -> HealthProbe:
    return HealthProbe(**fields)  # type: ignore[arg-type]


class TestGroupHealth(RuleSuite):
    rule = GroupHealth
    passing = [
        ("the defaults", [group()]),
        (
            "the most",
            [
                group(
                    health_check=probe(
                        interval_seconds=Known(300),
                        healthy_threshold=Known(10),
                        port=Known("8080"),
                        protocol=Known("HTTP"),
                    )
                )
            ],
        ),
        ("443 of an endpoint", [*FACADE, group(health_check=probe(port=Known("443"), protocol=Known("HTTPS")))]),
        ("turned off", [group(health_check=probe(enabled=Known(False), interval_seconds=Known(1)))]),
        ("an HTTP group", [group(protocol=Known("HTTP"), health_check=probe(interval_seconds=Known(1)))]),
    ]
    failing = [
        (
            "an interval",
            [group(health_check=probe(interval_seconds=Known(3)))],
            ["target group api has healthCheck.interval 3, where 5 to 300 are allowed"],
        ),
        (
            "thresholds",
            [group(health_check=probe(healthy_threshold=Known(1), unhealthy_threshold=Known(11)))],
            [
                "target group api has healthCheck.healthyThreshold 1, where 2 to 10 are allowed",
                "target group api has healthCheck.unhealthyThreshold 11, where 2 to 10 are allowed",
            ],
        ),
        (
            "a protocol that cannot be asked",
            [group(health_check=probe(protocol=Known("TLS")))],
            ["target group api has healthCheck.protocol TLS; TCP, HTTP, HTTPS can be asked"],
        ),
        (
            "no port",
            [group(health_check=probe(port=Known("https")))],
            ["target group api has healthCheck.port 'https'; traffic-port or 1 to 65535 is allowed"],
        ),
        (
            "a port that an endpoint does not answer",
            [*FACADE, group(health_check=probe(port=Known("80"), protocol=Known("HTTP")))],
            ["target group api asks HTTP on 80, which VPC endpoint api does not answer"],
        ),
    ]
    unknown = [
        (
            "an interval that is not known",
            [group(health_check=probe(interval_seconds=UNKNOWN))],
            ["target group api: healthCheck.interval is not known yet"],
        ),
    ]
