"""CloudWatch alarms."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import Alarm, CompositeAlarm, Node
from privateapi.topology.values import Known


@reads("privateapi:cloudwatch:MetricAlarm", "aws:cloudwatch/metricAlarm:MetricAlarm", id=("alarmName", "name"))
def metric_alarm(read: Reading) -> Iterator[Node]:
    queries = read.objects("metricQueries")
    yield Alarm(
        **read.node,
        alarm_name=read.text("alarmName", "name"),
        namespace=read.text("namespace"),
        metric_name=read.text("metricName"),
        statistic=read.text("statistic"),
        extended_statistic=read.text("extendedStatistic"),
        dimensions=read.pairs("dimensions"),
        dimension_targets=read.sources("dimensions"),
        comparison_operator=read.text("comparisonOperator"),
        threshold=read.number("threshold"),
        threshold_metric_id=read.text("thresholdMetricId"),
        period_seconds=read.integer("period"),
        evaluation_periods=read.integer("evaluationPeriods"),
        datapoints_to_alarm=read.integer("datapointsToAlarm"),
        treat_missing_data=read.text("treatMissingData"),
        metric_math=Known(False) if queries.missing else queries.map(bool),
    )


@reads("privateapi:cloudwatch:CompositeAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm", id="alarmName")
def composite_alarm(read: Reading) -> Iterator[Node]:
    yield CompositeAlarm(**read.node, alarm_name=read.text("alarmName"), alarm_rule=read.text("alarmRule"))
