"""AWS-HC-11."""

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_health.check_numbers import CheckNumbers
from privateapi.topology.model import HealthCheck
from privateapi.topology.values import UNKNOWN, Known, Refs
from tests.rules.api_nodes import check
from tests.rules.nodes import refs
from tests.rules.suite import RuleSuite

SOURCE = quota_table().source_of(quota_table().quotas["aws.r53.hc_children"])


class TestCheckNumbers(RuleSuite):
    rule = CheckNumbers
    passing = [
        (
            "the least",
            [check(type=Known("HTTPS"), failure_threshold=Known(1), request_interval=Known(10))],
        ),
        ("the most", [check(type=Known("TCP"), failure_threshold=Known(10), request_interval=Known(30))]),
        (
            "a calculated one",
            [
                check("child"),
                check(type=Known("CALCULATED"), children=refs(HealthCheck, "child"), health_threshold=Known(1)),
            ],
        ),
    ]
    failing = [
        (
            "failures",
            [check(failure_threshold=Known(11))],
            ["health check health has the failureThreshold 11, where 1 to 10 are allowed"],
        ),
        (
            "an interval",
            [check(request_interval=Known(20))],
            ["health check health has the requestInterval 20, where 10 or 30 is allowed"],
        ),
        (
            "a threshold",
            [check(health_threshold=Known(257))],
            ["health check health has the healthThreshold 257, where 0 to 256 are allowed"],
        ),
        (
            "no children",
            [check(type=Known("CALCULATED"))],
            ["health check health is calculated from no health check"],
        ),
        (
            "too many children",
            [check(type=Known("CALCULATED"), children=Refs.to(*(f"hc-{index}" for index in range(256))))],
            [f"health check health has 256 children, more than 255 (default quota, {SOURCE})"],
        ),
    ]
    unknown = [
        (
            "a threshold that is not known",
            [check(failure_threshold=UNKNOWN)],
            ["health check health: the failureThreshold is not known yet"],
        ),
        (
            "children that are not known",
            [check(type=Known("CALCULATED"), children=Refs(UNKNOWN))],
            ["health check health: the list of its children is not known yet"],
        ),
    ]
