"""AWS-HC-03."""

import dataclasses
from typing import Any

from privateapi.rules.aws_health.alarm_region import AlarmRegion
from privateapi.topology.model import Alarm
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import alarm, check
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

BY_NAME: dict[str, Any] = {"alarm_name": Known("hosts")}


class TestAlarmRegion(RuleSuite):
    rule = AlarmRegion
    passing = [
        ("its Region", [alarm(), check(**BY_NAME, alarm_region=Known("us-east-1"))]),
        (
            "one of two of the name",
            [
                alarm(),
                alarm("west", "us-west-2", alarm_name=Known("hosts")),
                check(**BY_NAME, alarm_region=Known("us-west-2")),
            ],
        ),
        ("no such alarm, which is another rule's", [check(**BY_NAME, alarm_region=Known("us-east-1"))]),
    ]
    failing = [
        (
            "another Region",
            [alarm(), check(**BY_NAME, alarm_region=Known("us-west-2"))],
            ["health check health looks for alarm hosts in us-west-2, but it is in us-east-1"],
        ),
        (
            "another Region, by reference",
            [alarm(alarm_name=UNKNOWN), check(alarm=ref(Alarm, "hosts"), alarm_region=Known("us-west-2"))],
            ["health check health looks for alarm hosts in us-west-2, but it is in us-east-1"],
        ),
    ]
    unknown = [
        (
            "a Region that is not known",
            [alarm(), check(**BY_NAME, alarm_region=UNKNOWN)],
            ["health check health: the alarm's Region is not known yet"],
        ),
        (
            "an alarm whose Region is not known",
            [dataclasses.replace(alarm(), region=UNKNOWN), check(**BY_NAME, alarm_region=Known("us-west-2"))],
            ["health check health: the Region of alarm hosts is not known yet"],
        ),
    ]
