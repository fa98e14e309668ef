"""CloudWatch metric alarm."""

from typing import Any

import pytest

from privateapi.provider import registry
from privateapi.provider.errors import PluginError
from privateapi.provider.interrupted import MARK
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
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
DESCRIBED = {
    "AlarmName": "healthy-hosts",
    "AlarmArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:healthy-hosts",
    "ActionsEnabled": True,
    "Namespace": "AWS/NetworkELB",
    "MetricName": "HealthyHostCount",
    "Statistic": "Minimum",
    "Period": 60,
    "EvaluationPeriods": 2,
    "ComparisonOperator": "LessThanThreshold",
    "Threshold": 1.0,
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

    def test_every_argument(self, plugin: Plugin, aws: Clients) -> None:
        """Each optional argument is set, changed and cleared in place."""
        alarm = plugin.create(self.token, HEALTHY_HOSTS)
        topics = [f"arn:aws:sns:us-east-1:123456789012:{name}" for name in ("other", "pager")]
        pairs: list[tuple[dict[str, Any], dict[str, Any]]] = [
            ({"alarmDescription": "one"}, {"alarmDescription": "two"}),
            ({"datapointsToAlarm": 1}, {"datapointsToAlarm": 2}),
            ({"unit": "Count"}, {"unit": "None"}),
            ({"treatMissingData": "ignore"}, {"treatMissingData": "notBreaching"}),
            ({"actionsEnabled": False}, {"actionsEnabled": True}),
            ({"dimensions": {"LoadBalancer": "net/a"}}, {"dimensions": {"LoadBalancer": "net/b"}}),
            ({"period": 300}, {"period": 10}),
            ({"comparisonOperator": "GreaterThanThreshold"}, {"comparisonOperator": "LessThanThreshold"}),
            ({"statistic": "Average"}, {"statistic": None, "extendedStatistic": "p99"}),
            (
                {"statistic": None, "extendedStatistic": "p90", "evaluateLowSampleCountPercentile": "ignore"},
                {"statistic": None, "extendedStatistic": "p90", "evaluateLowSampleCountPercentile": "evaluate"},
            ),
            *(
                ({name: topics}, {name: topics[:1]})
                for name in ("alarmActions", "okActions", "insufficientDataActions")
            ),
        ]
        for first, second in pairs:
            for changes in (first, second, {}):
                news = {**HEALTHY_HOSTS, **changes}
                assert plugin.diff(alarm, plugin.check(alarm.urn, news, alarm.inputs)).replaces == []
                plugin.update(alarm, news)
                refreshed = plugin.refresh(alarm)
                assert refreshed is not None
                left = plugin.diff(refreshed, plugin.check(alarm.urn, news, alarm.inputs))
                assert not left, f"{changes}: {left}"

    def test_anomaly_detection(self, plugin: Plugin) -> None:
        latency = {"namespace": "AWS/ApiGateway", "metricName": "Latency", "period": 60, "stat": "Average"}
        alarm = plugin.create(
            self.token,
            {
                "evaluationPeriods": 2,
                "comparisonOperator": "GreaterThanUpperThreshold",
                "thresholdMetricId": "band",
                "metricQueries": [
                    {"id": "latency", "metric": latency, "returnData": True},
                    {"id": "band", "expression": "ANOMALY_DETECTION_BAND(latency, 2)"},
                ],
            },
            name="latency",
        )
        assert alarm.id.startswith("latency-")
        assert alarm["thresholdMetricId"] == "band" and "threshold" not in alarm.state

    def test_killed_creation(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        """An alarm that carries the mark of this creation is gone on with."""
        resource = type(registry.find(self.token))

        def die(*_: Any) -> None:
            raise RuntimeError

        with monkeypatch.context() as patched:
            patched.setattr(resource, "settle", die)
            patched.setattr(resource, "abandon", lambda *_: None)
            with pytest.raises(Refused):
                plugin.create(self.token, HEALTHY_HOSTS, name="main")
        plugin.made.clear()
        arn = aws("cloudwatch").describe_alarms(AlarmNames=["healthy-hosts"])["MetricAlarms"][0]["AlarmArn"]
        assert [each["Key"] for each in aws("cloudwatch").list_tags_for_resource(ResourceARN=arn)["Tags"]] == [MARK]
        alarm = plugin.create(self.token, HEALTHY_HOSTS, name="main")
        assert alarm["arn"] == arn
        assert aws("cloudwatch").list_tags_for_resource(ResourceARN=arn)["Tags"] == []

    def test_settings_of_others(self) -> None:
        """What the cloud has and this resource does not take is told, before a change ends it."""
        resource = registry.find(self.token)
        tags: dict[str, Any] = {"Tags": []}
        with stubbed(self.token, service="cloudwatch") as (ctx, stubber, warnings):
            found = {
                **DESCRIBED,
                "EvaluationWindow": {"SlidingWindow": {}},
                "WarmUpConfiguration": {"WarmUpPeriodDurationInMinutes": 10},
                "ActionConfiguration": {"AlarmTagsPropagation": {"Enabled": True}},
            }
            stubber.add_response("describe_alarms", {"MetricAlarms": [found]})
            stubber.add_response("list_tags_for_resource", tags)
            state = resource.read(ctx, "healthy-hosts", None)
            assert state is not None and state.alarm_name == "healthy-hosts"
            assert warnings == [
                "alarm 'healthy-hosts' has a warm-up period and tags in its notifications, which this resource does "
                "not take: its next change ends it"
            ]

    def test_promql(self) -> None:
        resource = registry.find(self.token)
        with stubbed(self.token, service="cloudwatch") as (ctx, stubber, _):
            found = {
                "AlarmName": "healthy-hosts",
                "AlarmArn": DESCRIBED["AlarmArn"],
                "EvaluationCriteria": {"PromQLCriteria": {"Query": "up == 0"}},
                "EvaluationInterval": 60,
            }
            stubber.add_response("describe_alarms", {"MetricAlarms": [found]})
            with pytest.raises(PluginError) as refused:
                resource.read(ctx, "healthy-hosts", None)
        assert str(refused.value) == (
            "alarm 'healthy-hosts' is on a PromQL query; this resource takes one metric or metric queries"
        )

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
                "unit",
                {"unit": "Hosts"},
                {
                    "unit": "'Hosts' should be 'Seconds', 'Microseconds', 'Milliseconds', 'Bytes', 'Kilobytes', "
                    "'Megabytes', 'Gigabytes', 'Terabytes', 'Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits', "
                    "'Percent', 'Count', 'Bytes/Second', 'Kilobytes/Second', 'Megabytes/Second', 'Gigabytes/Second', "
                    "'Terabytes/Second', 'Bits/Second', 'Kilobits/Second', 'Megabits/Second', 'Gigabits/Second', "
                    "'Terabits/Second', 'Count/Second' or 'None'"
                },
            ),
            (
                "more than a day",
                {"period": 300, "evaluationPeriods": 289},
                {"evaluationPeriods": "289 periods of 300 s are more than a day; at most 288 would be right"},
            ),
            (
                "more than a week",
                {"period": 3600, "evaluationPeriods": 169},
                {"evaluationPeriods": "169 periods of 3600 s are more than seven days; at most 168 would be right"},
            ),
            (
                "unknown statistic",
                {"statistic": None, "extendedStatistic": "p"},
                {
                    "extendedStatistic": "'p' is not a percentile or trimmed statistic; p99, tm90 or TM(10%:90%) "
                    "would be right"
                },
            ),
            (
                "no namespace and no period",
                {"namespace": None, "period": None},
                {"namespace": "is required with metricName", "period": "is required with metricName"},
            ),
            (
                "six actions",
                {"alarmActions": [f"arn:aws:sns:us-east-1:123456789012:{number}" for number in range(6)]},
                {"alarmActions": "6 actions; an alarm takes at most 5 for each state"},
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

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "one metric and queries",
                {"statistic": "Sum", "period": 60},
                {
                    "statistic": "does not go with metricQueries; it belongs into a query, as metric.stat",
                    "period": "does not go with metricQueries; it belongs into a query, as metric.period",
                },
            ),
            (
                "an id twice",
                {"metricQueries": [{"id": "a", "expression": "1", "returnData": True}, {"id": "a", "expression": "2"}]},
                {"metricQueries": "two queries have the id 'a'; each needs one of its own"},
            ),
            (
                "a wrong id and account",
                {"metricQueries": [{"id": "Rate", "expression": "1", "returnData": True, "accountId": "1"}]},
                {
                    "metricQueries[0].id": "'Rate' is no id of a metric query; it begins with a small letter and has "
                    "letters, digits and _ only",
                    "metricQueries[0].accountId": "'1' is not an AWS account id; it has 12 digits, as in 123456789012",
                },
            ),
            (
                "two watched",
                {"metricQueries": [{"id": name, "expression": "1", "returnData": True} for name in "ab"]},
                {"metricQueries": "a, b all have returnData; exactly one query may"},
            ),
            (
                "more than a day",
                {"evaluationPeriods": 1441},
                {"evaluationPeriods": "1441 periods of 60 s are more than a day; at most 1440 would be right"},
            ),
            ("an unknown query", {"metricQueries": [UNKNOWN, {"id": UNKNOWN, "expression": "1"}]}, {}),
        ],
    )
    def test_faults_of_queries(
        self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]
    ) -> None:
        assert plugin.faults(urn_of(self.token, "main"), {**ERROR_RATE, **changes})[1] == faults
