"""AWS-HC-02."""

from privateapi.rules.aws_health.alarm_exists import AlarmExists
from privateapi.topology.model import Alarm
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.api_nodes import alarm, check
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite, run


class TestAlarmExists(RuleSuite):
    rule = AlarmExists
    passing = [
        ("by reference", [alarm(), check(alarm_name=UNKNOWN, alarm=ref(Alarm, "hosts"))]),
        ("by name", [alarm(), check(alarm_name=Known("hosts"), alarm_region=Known("us-east-1"))]),
        ("in another Region, which is another rule's", [alarm(), check(alarm_name=Known("hosts"))]),
        ("another type", [check(type=Known("HTTPS"))]),
    ]
    failing = [
        ("none", [check()], ["health check health is of type CLOUDWATCH_METRIC and names no alarm"]),
    ]
    unknown = [
        (
            "a name that is not in the program",
            [check(alarm_name=Known("hosts"))],
            ["health check health: alarm hosts is not among the resources that were read"],
        ),
        (
            "a name that is not known",
            [check(alarm_name=UNKNOWN)],
            ["health check health: the alarm's name is not known yet"],
        ),
        (
            "an alarm whose name is chosen later",
            [alarm(alarm_name=MISSING), check(alarm_name=Known("other"))],
            ["health check health: whether alarm hosts is other is not known"],
        ),
        ("a type that is not known", [check(type=UNKNOWN)], ["health check health: the type is not known yet"]),
    ]

    def test_missing_from_the_account(self) -> None:
        report = run(AlarmExists, [check(alarm_name=Known("hosts"), alarm_region=Known("us-west-2"))], live=True)
        assert [each.message for each in report.violations] == [
            "health check health watches alarm hosts in us-west-2, which does not exist"
        ]
