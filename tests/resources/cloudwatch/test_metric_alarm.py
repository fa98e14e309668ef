"""CloudWatch metric alarm."""

from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle

HEALTHY_HOSTS = {
    "alarmName": "healthy-hosts",
    "namespace": "AWS/NetworkELB",
    "metricName": "HealthyHostCount",
    "dimensions": {"LoadBalancer": "net/main/0123456789abcdef", "TargetGroup": "targetgroup/main/0123456789abcdef"},
    "statistic": "Minimum",
    "period": 60,
    "evaluationPeriods": 2,
    "comparisonOperator": "LessThanThreshold",
    "threshold": 1,
    "treatMissingData": "breaching",
}
ERROR_RATE = {
    "alarmName": "error-rate",
    "evaluationPeriods": 3,
    "datapointsToAlarm": 2,
    "comparisonOperator": "GreaterThanThreshold",
    "threshold": 0.5,
    "metricQueries": [
        {"id": "rate", "expression": "errors / requests", "label": "Error rate", "returnData": True},
        {
            "id": "errors",
            "metric": {
                "namespace": "AWS/ApiGateway",
                "metricName": "5XXError",
                "dimensions": {"ApiName": "orders"},
                "period": 60,
                "stat": "Sum",
            },
        },
        {
            "id": "requests",
            "metric": {"namespace": "AWS/ApiGateway", "metricName": "Count", "period": 60, "stat": "Sum"},
        },
    ],
}


class TestMetricAlarm(Lifecycle):
    token = "privateapi:cloudwatch:MetricAlarm"
    update = {"threshold": 2, "evaluationPeriods": 3, "alarmDescription": "fewer", "tags": {"team": "payments"}}
    replace = {"alarmName": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {**HEALTHY_HOSTS, "tags": {"team": "orders"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not aws("cloudwatch").describe_alarms(AlarmNames=[kept.id])["MetricAlarms"]

    def test_metric_math(self, plugin: Plugin) -> None:
        alarm = plugin.create(self.token, ERROR_RATE)
        refreshed = plugin.refresh(alarm)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(alarm.urn, ERROR_RATE, alarm.inputs))
        assert [query["id"] for query in alarm["metricQueries"]] == ["rate", "errors", "requests"]

    def test_actions(self, plugin: Plugin, aws: Clients) -> None:
        topic = "arn:aws:sns:us-east-1:123456789012:pager"
        alarm = plugin.create(self.token, {**HEALTHY_HOSTS, "alarmActions": [topic], "okActions": [topic]})
        found = aws("cloudwatch").describe_alarms(AlarmNames=[alarm.id])["MetricAlarms"][0]
        assert (found["AlarmActions"], found["OKActions"], found["InsufficientDataActions"]) == ([topic], [topic], [])
        plugin.update(alarm, HEALTHY_HOSTS)
        assert aws("cloudwatch").describe_alarms(AlarmNames=[alarm.id])["MetricAlarms"][0]["AlarmActions"] == []

    def test_drift_threshold(self, plugin: Plugin, aws: Clients) -> None:
        alarm = plugin.create(self.token, HEALTHY_HOSTS)
        found = aws("cloudwatch").describe_alarms(AlarmNames=[alarm.id])["MetricAlarms"][0]
        keys = (
            "AlarmName",
            "Namespace",
            "MetricName",
            "Statistic",
            "Period",
            "EvaluationPeriods",
            "ComparisonOperator",
        )
        aws("cloudwatch").put_metric_alarm(**{key: found[key] for key in keys}, Threshold=5.0)
        refreshed = plugin.refresh(alarm)
        assert refreshed is not None
        assert refreshed.inputs["threshold"] == 5
        assert "threshold" in plugin.diff(refreshed, alarm.inputs).kinds

    def test_foreign_alarm_kept(self, plugin: Plugin, aws: Clients) -> None:
        aws("cloudwatch").put_metric_alarm(
            AlarmName="healthy-hosts",
            Namespace="Mine",
            MetricName="Other",
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            ComparisonOperator="GreaterThanThreshold",
            Threshold=1.0,
        )
        try:
            with pytest.raises(Refused) as refused:
                plugin.create(self.token, HEALTHY_HOSTS, name="main")
            assert refused.value.text == (
                "creating CloudWatch Alarm (main): an alarm 'healthy-hosts' exists already in us-east-1; choose "
                "another alarmName, or take it over with `pulumi import privateapi:cloudwatch:MetricAlarm NAME "
                "'healthy-hosts@us-east-1'`"
            )
            found = aws("cloudwatch").describe_alarms(AlarmNames=["healthy-hosts"])["MetricAlarms"][0]
            assert found["Namespace"] == "Mine"
        finally:
            aws("cloudwatch").delete_alarms(AlarmNames=["healthy-hosts"])

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "period",
                {"period": 45},
                {"period": "45 s is not a period of an alarm; 10, 20, 30 or a multiple of 60 would be"},
            ),
            (
                "no metric",
                {"metricName": None},
                {"metricName": "give either metricName (one metric) or metricQueries (metric math)"},
            ),
            (
                "two statistics",
                {"extendedStatistic": "p99"},
                {"statistic": "give either statistic or extendedStatistic with metricName"},
            ),
            (
                "more data points than periods",
                {"datapointsToAlarm": 3},
                {"datapointsToAlarm": "3 is more than evaluationPeriods (2); 1 to 2 would be right"},
            ),
            (
                "band operator without band",
                {"comparisonOperator": "LessThanLowerThreshold"},
                {"comparisonOperator": "'LessThanLowerThreshold' needs thresholdMetricId"},
            ),
            (
                "no threshold",
                {"threshold": None},
                {"threshold": "give either threshold or thresholdMetricId (anomaly detection)"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        assert plugin.faults(urn_of(self.token, "main"), {**HEALTHY_HOSTS, **changes})[1] == faults

    def test_faults_queries(self, plugin: Plugin) -> None:
        queries = [{"id": "a"}, {"id": "b", "expression": "1"}]
        _, faults = plugin.faults(urn_of(self.token, "main"), {**ERROR_RATE, "metricQueries": queries})
        assert faults == {
            "metricQueries[0]": "give either expression or metric",
            "metricQueries": "no query has returnData; exactly one, which the alarm watches, must",
        }
