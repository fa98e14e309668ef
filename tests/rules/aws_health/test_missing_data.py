"""AWS-HC-07."""

from privateapi.rules.aws_health.missing_data import MissingData
from privateapi.topology.model import Alarm
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.api_nodes import alarm, check
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

WATCH = check(alarm=ref(Alarm, "hosts"), alarm_name=UNKNOWN)


class TestMissingData(RuleSuite):
    rule = MissingData
    passing = [
        ("breaching", [WATCH, alarm()]),
        (
            "errors, of which there are none without requests",
            [
                WATCH,
                alarm(
                    namespace=Known("AWS/ApiGateway"),
                    metric_name=Known("5XXError"),
                    treat_missing_data=Known("notBreaching"),
                ),
            ],
        ),
        ("an alarm that nothing watches", [alarm(treat_missing_data=MISSING)]),
    ]
    failing = [
        (
            "left out",
            [WATCH, alarm(treat_missing_data=MISSING)],
            [
                "alarm hosts, which health check health watches, treats missing data as missing: without data it does "
                "not fire"
            ],
        ),
        (
            "not breaching",
            [WATCH, alarm(treat_missing_data=Known("notBreaching"))],
            [
                "alarm hosts, which health check health watches, treats missing data as notBreaching: without data it "
                "does not fire"
            ],
        ),
    ]
    unknown = [
        (
            "a treatment that is not known",
            [WATCH, alarm(treat_missing_data=UNKNOWN)],
            ["alarm hosts: treatMissingData is not known yet"],
        ),
    ]
