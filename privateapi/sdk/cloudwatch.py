"""Typed classes of the `cloudwatch` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class MetricAlarmMetricArgs(TypedDict):
    """A metric that a metric query reads."""

    namespace: pulumi.Input[str]
    """Namespace, such as ``AWS/NetworkELB``."""
    metric_name: pulumi.Input[str]
    """Name of the metric."""
    dimensions: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]] | None]
    """Dimensions by name."""
    period: pulumi.Input[int]
    """Seconds of one data point."""
    stat: pulumi.Input[str]
    """Statistic, such as ``Average`` or ``p99``."""
    unit: NotRequired[
        pulumi.Input[
            Literal[
                "Seconds",
                "Microseconds",
                "Milliseconds",
                "Bytes",
                "Kilobytes",
                "Megabytes",
                "Gigabytes",
                "Terabytes",
                "Bits",
                "Kilobits",
                "Megabits",
                "Gigabits",
                "Terabits",
                "Percent",
                "Count",
                "Bytes/Second",
                "Kilobytes/Second",
                "Megabytes/Second",
                "Gigabytes/Second",
                "Terabytes/Second",
                "Bits/Second",
                "Kilobits/Second",
                "Megabits/Second",
                "Gigabits/Second",
                "Terabits/Second",
                "Count/Second",
                "None",
            ]
        ]
        | None
    ]
    """Unit; left out, every unit counts."""


@pulumi.input_type
class _MetricAlarmMetricKeys:
    namespace: pulumi.Input[str] = pulumi.property("namespace")
    metric_name: pulumi.Input[str] = pulumi.property("metricName")
    period: pulumi.Input[int] = pulumi.property("period")
    stat: pulumi.Input[str] = pulumi.property("stat")
    dimensions: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("dimensions", default=None)
    unit: Optional[
        pulumi.Input[
            Literal[
                "Seconds",
                "Microseconds",
                "Milliseconds",
                "Bytes",
                "Kilobytes",
                "Megabytes",
                "Gigabytes",
                "Terabytes",
                "Bits",
                "Kilobits",
                "Megabits",
                "Gigabits",
                "Terabits",
                "Percent",
                "Count",
                "Bytes/Second",
                "Kilobytes/Second",
                "Megabytes/Second",
                "Gigabytes/Second",
                "Terabytes/Second",
                "Bits/Second",
                "Kilobits/Second",
                "Megabits/Second",
                "Gigabits/Second",
                "Terabits/Second",
                "Count/Second",
                "None",
            ]
        ]
    ] = pulumi.property("unit", default=None)


class MetricAlarmQueryArgs(TypedDict):
    """A metric or a metric math expression."""

    id: pulumi.Input[str]
    """Short name by which expressions use it."""
    expression: NotRequired[pulumi.Input[str] | None]
    """Metric math; either this or ``metric``."""
    metric: NotRequired[pulumi.Input[MetricAlarmMetricArgs] | None]
    """The metric; either this or ``expression``."""
    label: NotRequired[pulumi.Input[str] | None]
    """Label in graphs."""
    period: NotRequired[pulumi.Input[int] | None]
    """Seconds of one data point of an expression."""
    return_data: NotRequired[pulumi.Input[bool] | None]
    """Whether the alarm watches this one; exactly one does."""
    account_id: NotRequired[pulumi.Input[str] | None]
    """Account in which the metric is."""


@pulumi.input_type
class _MetricAlarmQueryKeys:
    id: pulumi.Input[str] = pulumi.property("id")
    expression: Optional[pulumi.Input[str]] = pulumi.property("expression", default=None)
    metric: Optional[pulumi.Input[_MetricAlarmMetricKeys]] = pulumi.property("metric", default=None)
    label: Optional[pulumi.Input[str]] = pulumi.property("label", default=None)
    period: Optional[pulumi.Input[int]] = pulumi.property("period", default=None)
    return_data: Optional[pulumi.Input[bool]] = pulumi.property("returnData", default=None)
    account_id: Optional[pulumi.Input[str]] = pulumi.property("accountId", default=None)


@pulumi.output_type
class MetricAlarmMetric(dict):  # type: ignore[type-arg]
    """A metric that a metric query reads."""

    namespace: str = pulumi.property("namespace")
    """Namespace, such as ``AWS/NetworkELB``."""
    metric_name: str = pulumi.property("metricName")
    """Name of the metric."""
    period: int = pulumi.property("period")
    """Seconds of one data point."""
    stat: str = pulumi.property("stat")
    """Statistic, such as ``Average`` or ``p99``."""
    dimensions: Optional[Mapping[str, str]] = pulumi.property("dimensions", default=None)
    """Dimensions by name."""
    unit: Optional[str] = pulumi.property("unit", default=None)
    """Unit; left out, every unit counts."""


@pulumi.output_type
class MetricAlarmQuery(dict):  # type: ignore[type-arg]
    """A metric or a metric math expression."""

    id: str = pulumi.property("id")
    """Short name by which expressions use it."""
    expression: Optional[str] = pulumi.property("expression", default=None)
    """Metric math; either this or ``metric``."""
    metric: Optional["MetricAlarmMetric"] = pulumi.property("metric", default=None)
    """The metric; either this or ``expression``."""
    label: Optional[str] = pulumi.property("label", default=None)
    """Label in graphs."""
    period: Optional[int] = pulumi.property("period", default=None)
    """Seconds of one data point of an expression."""
    return_data: Optional[bool] = pulumi.property("returnData", default=None)
    """Whether the alarm watches this one; exactly one does."""
    account_id: Optional[str] = pulumi.property("accountId", default=None)
    """Account in which the metric is."""


@pulumi.input_type
class _MetricAlarmArgs:
    comparison_operator: pulumi.Input[
        Literal[
            "GreaterThanOrEqualToThreshold",
            "GreaterThanThreshold",
            "LessThanThreshold",
            "LessThanOrEqualToThreshold",
            "LessThanLowerOrGreaterThanUpperThreshold",
            "LessThanLowerThreshold",
            "GreaterThanUpperThreshold",
        ]
    ] = pulumi.property("comparisonOperator")
    evaluation_periods: pulumi.Input[int] = pulumi.property("evaluationPeriods")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    alarm_name: Optional[pulumi.Input[str]] = pulumi.property("alarmName", default=None)
    alarm_description: Optional[pulumi.Input[str]] = pulumi.property("alarmDescription", default=None)
    datapoints_to_alarm: Optional[pulumi.Input[int]] = pulumi.property("datapointsToAlarm", default=None)
    threshold: Optional[pulumi.Input[float]] = pulumi.property("threshold", default=None)
    threshold_metric_id: Optional[pulumi.Input[str]] = pulumi.property("thresholdMetricId", default=None)
    metric_name: Optional[pulumi.Input[str]] = pulumi.property("metricName", default=None)
    namespace: Optional[pulumi.Input[str]] = pulumi.property("namespace", default=None)
    dimensions: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("dimensions", default=None)
    statistic: Optional[pulumi.Input[Literal["SampleCount", "Average", "Sum", "Minimum", "Maximum"]]] = pulumi.property(
        "statistic", default=None
    )
    extended_statistic: Optional[pulumi.Input[str]] = pulumi.property("extendedStatistic", default=None)
    period: Optional[pulumi.Input[int]] = pulumi.property("period", default=None)
    unit: Optional[
        pulumi.Input[
            Literal[
                "Seconds",
                "Microseconds",
                "Milliseconds",
                "Bytes",
                "Kilobytes",
                "Megabytes",
                "Gigabytes",
                "Terabytes",
                "Bits",
                "Kilobits",
                "Megabits",
                "Gigabits",
                "Terabits",
                "Percent",
                "Count",
                "Bytes/Second",
                "Kilobytes/Second",
                "Megabytes/Second",
                "Gigabytes/Second",
                "Terabytes/Second",
                "Bits/Second",
                "Kilobits/Second",
                "Megabits/Second",
                "Gigabits/Second",
                "Terabits/Second",
                "Count/Second",
                "None",
            ]
        ]
    ] = pulumi.property("unit", default=None)
    metric_queries: Optional[pulumi.Input[Sequence[pulumi.Input[_MetricAlarmQueryKeys]]]] = pulumi.property(
        "metricQueries", default=None
    )
    treat_missing_data: Optional[pulumi.Input[Literal["breaching", "notBreaching", "ignore", "missing"]]] = (
        pulumi.property("treatMissingData", default=None)
    )
    evaluate_low_sample_count_percentile: Optional[pulumi.Input[Literal["evaluate", "ignore"]]] = pulumi.property(
        "evaluateLowSampleCountPercentile", default=None
    )
    actions_enabled: Optional[pulumi.Input[bool]] = pulumi.property("actionsEnabled", default=None)
    alarm_actions: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("alarmActions", default=None)
    ok_actions: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("okActions", default=None)
    insufficient_data_actions: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "insufficientDataActions", default=None
    )


class MetricAlarm(Resource):
    """An alarm of CloudWatch on one metric or on metric math."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    alarm_name: pulumi.Output[str] = pulumi.property("alarmName")
    """Name; left out, the resource's name and a random suffix."""
    alarm_description: pulumi.Output[Optional[str]] = pulumi.property("alarmDescription")
    """Description."""
    comparison_operator: pulumi.Output[str] = pulumi.property("comparisonOperator")
    """How the statistic is compared with the threshold."""
    evaluation_periods: pulumi.Output[int] = pulumi.property("evaluationPeriods")
    """How many of the latest data points are looked at."""
    datapoints_to_alarm: pulumi.Output[Optional[int]] = pulumi.property("datapointsToAlarm")
    """How many of them must breach ("M out of N"); left out, all."""
    threshold: pulumi.Output[Optional[float]] = pulumi.property("threshold")
    """What the statistic is compared with."""
    threshold_metric_id: pulumi.Output[Optional[str]] = pulumi.property("thresholdMetricId")
    """Id of the anomaly detection band among ``metric_queries``, instead of a threshold."""
    metric_name: pulumi.Output[Optional[str]] = pulumi.property("metricName")
    """Name of the metric; either this or ``metric_queries``."""
    namespace: pulumi.Output[Optional[str]] = pulumi.property("namespace")
    """Namespace of the metric, such as ``AWS/NetworkELB``."""
    dimensions: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("dimensions")
    """Dimensions of the metric by name."""
    statistic: pulumi.Output[Optional[str]] = pulumi.property("statistic")
    """Statistic; either this or ``extended_statistic``."""
    extended_statistic: pulumi.Output[Optional[str]] = pulumi.property("extendedStatistic")
    """Percentile or trimmed statistic, such as ``p99``. Route 53 health checks do not take it."""
    period: pulumi.Output[Optional[int]] = pulumi.property("period")
    """Seconds of one data point; 10, 20, 30 (high resolution) or a multiple of 60."""
    unit: pulumi.Output[Optional[str]] = pulumi.property("unit")
    """Unit of the metric; left out, every unit counts."""
    metric_queries: pulumi.Output[Optional[Sequence[MetricAlarmQuery]]] = pulumi.property("metricQueries")
    """Metrics and metric math, instead of one metric."""
    treat_missing_data: pulumi.Output[str] = pulumi.property("treatMissingData")
    """What a missing data point means."""
    evaluate_low_sample_count_percentile: pulumi.Output[Optional[str]] = pulumi.property(
        "evaluateLowSampleCountPercentile"
    )
    """Whether percentiles of few samples are looked at."""
    actions_enabled: pulumi.Output[bool] = pulumi.property("actionsEnabled")
    """Whether actions are carried out."""
    alarm_actions: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("alarmActions")
    """ARNs told when the alarm goes off, at most 5."""
    ok_actions: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("okActions")
    """ARNs told when it ends, at most 5."""
    insufficient_data_actions: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("insufficientDataActions")
    """ARNs told when there are not enough data, at most 5."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:cloudwatch:MetricAlarm"
    _args_type = _MetricAlarmArgs
    _outputs = ("arn",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        comparison_operator: pulumi.Input[
            Literal[
                "GreaterThanOrEqualToThreshold",
                "GreaterThanThreshold",
                "LessThanThreshold",
                "LessThanOrEqualToThreshold",
                "LessThanLowerOrGreaterThanUpperThreshold",
                "LessThanLowerThreshold",
                "GreaterThanUpperThreshold",
            ]
        ],
        evaluation_periods: pulumi.Input[int],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        alarm_name: pulumi.Input[str] | None = None,
        alarm_description: pulumi.Input[str] | None = None,
        datapoints_to_alarm: pulumi.Input[int] | None = None,
        threshold: pulumi.Input[float] | None = None,
        threshold_metric_id: pulumi.Input[str] | None = None,
        metric_name: pulumi.Input[str] | None = None,
        namespace: pulumi.Input[str] | None = None,
        dimensions: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        statistic: pulumi.Input[Literal["SampleCount", "Average", "Sum", "Minimum", "Maximum"]] | None = None,
        extended_statistic: pulumi.Input[str] | None = None,
        period: pulumi.Input[int] | None = None,
        unit: pulumi.Input[
            Literal[
                "Seconds",
                "Microseconds",
                "Milliseconds",
                "Bytes",
                "Kilobytes",
                "Megabytes",
                "Gigabytes",
                "Terabytes",
                "Bits",
                "Kilobits",
                "Megabits",
                "Gigabits",
                "Terabits",
                "Percent",
                "Count",
                "Bytes/Second",
                "Kilobytes/Second",
                "Megabytes/Second",
                "Gigabytes/Second",
                "Terabytes/Second",
                "Bits/Second",
                "Kilobits/Second",
                "Megabits/Second",
                "Gigabits/Second",
                "Terabits/Second",
                "Count/Second",
                "None",
            ]
        ]
        | None = None,
        metric_queries: pulumi.Input[Sequence[pulumi.Input[MetricAlarmQueryArgs]]] | None = None,
        treat_missing_data: pulumi.Input[Literal["breaching", "notBreaching", "ignore", "missing"]] | None = None,
        evaluate_low_sample_count_percentile: pulumi.Input[Literal["evaluate", "ignore"]] | None = None,
        actions_enabled: pulumi.Input[bool] | None = None,
        alarm_actions: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        ok_actions: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        insufficient_data_actions: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "alarm_name": alarm_name,
                "alarm_description": alarm_description,
                "comparison_operator": comparison_operator,
                "evaluation_periods": evaluation_periods,
                "datapoints_to_alarm": datapoints_to_alarm,
                "threshold": threshold,
                "threshold_metric_id": threshold_metric_id,
                "metric_name": metric_name,
                "namespace": namespace,
                "dimensions": dimensions,
                "statistic": statistic,
                "extended_statistic": extended_statistic,
                "period": period,
                "unit": unit,
                "metric_queries": metric_queries,
                "treat_missing_data": treat_missing_data,
                "evaluate_low_sample_count_percentile": evaluate_low_sample_count_percentile,
                "actions_enabled": actions_enabled,
                "alarm_actions": alarm_actions,
                "ok_actions": ok_actions,
                "insufficient_data_actions": insufficient_data_actions,
            },
        )
