"""AWS-HC-04."""

from privateapi.rules.aws_health.healthy_hosts import HealthyHosts
from privateapi.topology.model import Alarm
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.api_nodes import alarm, balancer, check, group
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

WATCH = check(alarm=ref(Alarm, "hosts"), alarm_name=UNKNOWN)
NAME = "alarm hosts, which health check health watches,"


class TestHealthyHosts(RuleSuite):
    rule = HealthyHosts
    passing = [
        ("healthy hosts of the Region", [WATCH, alarm(dimension_targets=("LoadBalancer:door",)), balancer()]),
        ("an alarm that nothing watches", [alarm(dimensions=MISSING)]),
        ("another metric", [WATCH, alarm(metric_name=Known("ProcessedBytes"), dimensions=MISSING)]),
        ("healthy hosts of an ALB", [WATCH, alarm(namespace=Known("AWS/ApplicationELB"), dimensions=MISSING)]),
        ("metric math, which is another rule's", [WATCH, alarm(metric_math=Known(True), namespace=MISSING)]),
    ]
    failing = [
        (
            "without the target group",
            [WATCH, alarm(dimensions=Known((("LoadBalancer", UNKNOWN),)))],
            [f"{NAME} has no dimension TargetGroup: there is no such metric"],
        ),
        (
            "the wrong way round",
            [WATCH, alarm(comparison_operator=Known("GreaterThanThreshold"))],
            [f"{NAME} has GreaterThanThreshold: it fires while the hosts are healthy"],
        ),
        ("without a threshold", [WATCH, alarm(threshold=MISSING)], [f"{NAME} has no static threshold"]),
        (
            "a balancer of another Region",
            [
                WATCH,
                alarm(dimension_targets=("LoadBalancer:door", "TargetGroup:api")),
                balancer(region="us-west-2"),
                group(),
            ],
            [f"{NAME} is in us-east-1 and on load balancer door in us-west-2"],
        ),
    ]
    unknown = [
        (
            "a metric that is not known",
            [WATCH, alarm(metric_name=UNKNOWN)],
            ["alarm hosts: the metricName is not known yet"],
        ),
        (
            "dimensions that are not known",
            [WATCH, alarm(dimensions=UNKNOWN)],
            ["alarm hosts: the dimensions is not known yet"],
        ),
    ]
