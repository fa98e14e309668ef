"""CloudWatch alarms."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import Alarm, CompositeAlarm
from tests.readers.reading import Case, check

CASES: list[Case] = [
    (
        "an alarm of ours",
        "privateapi:cloudwatch:MetricAlarm",
        {
            "alarmName": "healthy",
            "namespace": "AWS/NetworkELB",
            "metricName": "HealthyHostCount",
            "dimensions": {"LoadBalancer": UNKNOWN},
            "statistic": "Minimum",
            "comparisonOperator": "LessThanThreshold",
            "threshold": 1,
            "period": 60,
            "evaluationPeriods": 2,
            "datapointsToAlarm": 2,
            "treatMissingData": "breaching",
        },
        {"dimensions": ["urn:lb"]},
        Alarm,
        {
            "alarm_name": "healthy",
            "namespace": "AWS/NetworkELB",
            "metric_name": "HealthyHostCount",
            "dimensions": [["LoadBalancer", "?is not known yet (dimensions.LoadBalancer)"]],
            "dimension_targets": ["urn:lb"],
            "statistic": "Minimum",
            "threshold": 1.0,
            "period_seconds": 60,
            "evaluation_periods": 2,
            "datapoints_to_alarm": 2,
            "treat_missing_data": "breaching",
            "metric_math": False,
        },
    ),
    (
        "an alarm of pulumi_aws",
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        {"name": "a", "extendedStatistic": "p99", "metricQueries": [{}], "thresholdMetricId": "m"},
        {},
        Alarm,
        {"alarm_name": "a", "extended_statistic": "p99", "metric_math": True, "threshold_metric_id": "m"},
    ),
    (
        "a composite alarm",
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        {"alarmName": "c", "alarmRule": "ALARM(a)"},
        {},
        CompositeAlarm,
        {"alarm_name": "c", "alarm_rule": "ALARM(a)"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)
