"""AWS-HC-05."""

from privateapi.rules.aws_health.supported_alarm import SupportedAlarm
from privateapi.topology.model import Alarm, CompositeAlarm
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.api_nodes import alarm, check
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

WATCH = check(alarm=ref(Alarm, "hosts"), alarm_name=UNKNOWN)
NAME = "health check health watches alarm hosts, which has"


class TestSupportedAlarm(RuleSuite):
    rule = SupportedAlarm
    passing = [
        ("a plain alarm", [WATCH, alarm()]),
        ("an alarm that nothing watches", [alarm(metric_math=Known(True))]),
    ]
    failing = [
        (
            "metric math",
            [WATCH, alarm(metric_math=Known(True))],
            [f"{NAME} metric math; Route 53 does not take it"],
        ),
        (
            "anomaly detection",
            [WATCH, alarm(threshold_metric_id=Known("band"))],
            [f"{NAME} anomaly detection; Route 53 does not take it"],
        ),
        (
            "a percentile",
            [WATCH, alarm(statistic=MISSING, extended_statistic=Known("p99"))],
            [f"{NAME} an extended statistic; Route 53 does not take it"],
        ),
        (
            "another statistic",
            [WATCH, alarm(statistic=Known("IQM"))],
            [f"{NAME} the statistic IQM; Route 53 takes Average, Minimum, Maximum, Sum, SampleCount"],
        ),
        (
            "high resolution",
            [WATCH, alarm(period_seconds=Known(10))],
            [f"{NAME} the period 10, where 60 to 86400 are allowed (high resolution is not)"],
        ),
        (
            "a composite alarm",
            [
                check(alarm=ref(CompositeAlarm, "both"), alarm_name=UNKNOWN),
                node(CompositeAlarm, "both", alarm_name=Known("both")),
            ],
            ["health check health watches composite alarm both, a composite alarm, which Route 53 does not take"],
        ),
    ]
    unknown = [
        (
            "a period that is not known",
            [WATCH, alarm(period_seconds=UNKNOWN)],
            ["alarm hosts: the period is not known yet"],
        ),
        (
            "an alarm that is not known",
            [check(alarm_name=UNKNOWN)],
            ["health check health: the alarm's name is not known yet"],
        ),
    ]
