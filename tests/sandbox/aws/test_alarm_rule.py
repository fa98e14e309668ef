"""States of alarms, against the tables of the CloudWatch User Guide on data that are missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privateapi.sandbox.aws.alarm_rule import AlarmRule

RULE = AlarmRule(
    namespace="AWS/NetworkELB",
    metric_name="HealthyHostCount",
    dimensions=(),
    statistic="Minimum",
    period_minutes=1,
    evaluation_periods=3,
    datapoints_to_alarm=3,
    comparison_operator="GreaterThanThreshold",
    threshold=0.5,
    treat_missing_data="missing",
)
POINTS = {"0": 0.0, "X": 1.0, "-": None}
TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")
KEPT = "as before"

# Data points of an evaluation range of five, oldest first, and the state with each treatment of missing ones.
THREE_OF_THREE = {
    "0 - X - X": ("OK", "OK", "OK", "OK"),
    "0 - - - -": ("OK", "OK", "OK", "OK"),
    "- - - - -": ("INSUFFICIENT_DATA", KEPT, "ALARM", "OK"),
    "0 X X - X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "- - X - -": ("ALARM", KEPT, "ALARM", "OK"),
}
TWO_OF_THREE = {
    "0 - X - X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "0 0 X 0 X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "0 - X - -": ("OK", "OK", "ALARM", "OK"),
    "- - - - 0": ("OK", "OK", "ALARM", "OK"),
    "- - - X -": ("ALARM", KEPT, "ALARM", "OK"),
}
CASES = [
    (datapoints, text, treatment, state)
    for datapoints, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for text, states in table.items()
    for treatment, state in zip(TREATMENTS, states, strict=True)
]


@pytest.mark.parametrize(("datapoints", "text", "treatment", "state"), CASES)
def test_guide(datapoints: int, text: str, treatment: str, state: str) -> None:
    rule = replace(RULE, datapoints_to_alarm=datapoints, treat_missing_data=treatment)
    assert rule.state([POINTS[each] for each in text.split()], KEPT) == state


@pytest.mark.parametrize("text", ["- - - - X", "- - - X -"])
def test_recent_breach_alone_is_premature(text: str) -> None:
    assert RULE.state([POINTS[each] for each in text.split()], KEPT) == KEPT


@pytest.mark.parametrize(
    ("operator", "breaching"),
    [
        ("GreaterThanThreshold", [2.0]),
        ("GreaterThanOrEqualToThreshold", [1.0, 2.0]),
        ("LessThanThreshold", [0.0]),
        ("LessThanOrEqualToThreshold", [0.0, 1.0]),
    ],
)
def test_comparisons(operator: str, breaching: list[float]) -> None:
    rule = replace(RULE, comparison_operator=operator, threshold=1.0)
    assert [point for point in (0.0, 1.0, 2.0) if rule.breaches(point)] == breaching
