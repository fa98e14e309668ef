"""Metric alarms (CloudWatch API: PutMetricAlarm)."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic.alias_generators import to_camel

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.interrupted import MARK
from privateapi.provider.kinds import AccountId, Ids
from privateapi.provider.markers import AutoName, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource, own_tags, tag_changes
from privateapi.provider.values import UNKNOWN

Statistic = Literal["SampleCount", "Average", "Sum", "Minimum", "Maximum"]
Comparison = Literal[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
]
Unit = Literal[
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
_BANDS = {"LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"}


_NUMBER = r"\d+(\.\d+)?"
_STATISTICS = re.compile(
    rf"(p|tm|tc|ts|wm){_NUMBER}|IQM|PR\(({_NUMBER})?:({_NUMBER})?\)|(TM|TC|TS|WM)\(({_NUMBER}%?)?:({_NUMBER}%?)?\)"
)
"""Extended statistics (CloudWatch User Guide, "CloudWatch statistics definitions")."""
_IN_QUERIES = {
    "namespace": "metric.namespace",
    "dimensions": "metric.dimensions",
    "period": "metric.period",
    "unit": "metric.unit",
    "statistic": "metric.stat",
    "extended_statistic": "metric.stat",
}
_HOUR, _DAY, _WEEK = 3600, 86400, 604800


def _extended_statistic(value: str) -> str:
    if not _STATISTICS.fullmatch(value):
        raise ValueError(f"{value!r} is not a percentile or trimmed statistic; p99, tm90 or TM(10%:90%) would be right")
    return value


def _period(seconds: int) -> int:
    if seconds not in (10, 20, 30) and (seconds <= 0 or seconds % 60):
        raise ValueError(f"{seconds} s is not a period of an alarm; 10, 20, 30 or a multiple of 60 would be")
    return seconds


def _at_most_five(actions: list[str]) -> list[str]:
    if len(actions) > 5:
        raise ValueError(f"{len(actions)} actions; an alarm takes at most 5 for each state")
    return actions


def _query_id(value: str) -> str:
    if not re.fullmatch("[a-z][A-Za-z0-9_]{0,254}", value):
        raise ValueError(
            f"{value!r} is no id of a metric query; it begins with a small letter and has letters, digits and _ only"
        )
    return value


Actions = Annotated[Ids, AfterValidator(_at_most_five)]
Period = Annotated[int, AfterValidator(_period)]
Dimensions = Annotated[dict[str, str], Field(max_length=30)]


class MetricAlarmMetric(Model):
    """A metric that a metric query reads."""

    namespace: str
    """Namespace, such as ``AWS/NetworkELB``."""
    metric_name: str
    """Name of the metric."""
    dimensions: Dimensions | None = None
    """Dimensions by name."""
    period: Period
    """Seconds of one data point."""
    stat: str
    """Statistic, such as ``Average`` or ``p99``."""
    unit: Unit | None = None
    """Unit; left out, every unit counts."""


class MetricAlarmQuery(Model):
    """A metric or a metric math expression."""

    id: Annotated[str, AfterValidator(_query_id)]
    """Short name by which expressions use it."""
    expression: str | None = None
    """Metric math; either this or ``metric``."""
    metric: MetricAlarmMetric | None = None
    """The metric; either this or ``expression``."""
    label: str | None = None
    """Label in graphs."""
    period: Period | None = None
    """Seconds of one data point of an expression."""
    return_data: bool = False
    """Whether the alarm watches this one; exactly one does."""
    account_id: AccountId | None = None
    """Account in which the metric is."""


class MetricAlarmArgs(RegionalArgs, TaggedArgs):
    """Inputs of an alarm on a metric or on metric math."""

    alarm_name: Annotated[str | None, Field(min_length=1, max_length=255), Replaces(), AutoName(max_length=255)] = None
    """Name; left out, the resource's name and a random suffix."""
    alarm_description: Annotated[str | None, Field(max_length=1024)] = None
    """Description."""
    comparison_operator: Comparison
    """How the statistic is compared with the threshold."""
    evaluation_periods: Annotated[int, Field(ge=1)]
    """How many of the latest data points are looked at."""
    datapoints_to_alarm: Annotated[int | None, Field(ge=1)] = None
    """How many of them must breach ("M out of N"); left out, all."""
    threshold: float | None = None
    """What the statistic is compared with."""
    threshold_metric_id: str | None = None
    """Id of the anomaly detection band among ``metric_queries``, instead of a threshold."""
    metric_name: str | None = None
    """Name of the metric; either this or ``metric_queries``."""
    namespace: Annotated[str | None, Field(max_length=255)] = None
    """Namespace of the metric, such as ``AWS/NetworkELB``."""
    dimensions: Dimensions | None = None
    """Dimensions of the metric by name."""
    statistic: Statistic | None = None
    """Statistic; either this or ``extended_statistic``."""
    extended_statistic: Annotated[str, AfterValidator(_extended_statistic)] | None = None
    """Percentile or trimmed statistic, such as ``p99``. Route 53 health checks do not take it."""
    period: Period | None = None
    """Seconds of one data point; 10, 20, 30 (high resolution) or a multiple of 60."""
    unit: Unit | None = None
    """Unit of the metric; left out, every unit counts."""
    metric_queries: list[MetricAlarmQuery] | None = None
    """Metrics and metric math, instead of one metric."""
    treat_missing_data: Literal["breaching", "notBreaching", "ignore", "missing"] = "missing"
    """What a missing data point means."""
    evaluate_low_sample_count_percentile: Literal["evaluate", "ignore"] | None = None
    """Whether percentiles of few samples are looked at."""
    actions_enabled: bool = True
    """Whether actions are carried out."""
    alarm_actions: Actions | None = None
    """ARNs told when the alarm goes off, at most 5."""
    ok_actions: Actions | None = None
    """ARNs told when it ends, at most 5."""
    insufficient_data_actions: Actions | None = None
    """ARNs told when there are not enough data, at most 5."""

    def faults(self) -> Iterator[Fault]:
        single = self.metric_name is not None
        if single == (self.metric_queries is not None):
            yield Fault("metricName", "give either metricName (one metric) or metricQueries (metric math)")
        if single:
            for path, value in (("namespace", self.namespace), ("period", self.period)):
                if value is None:
                    yield Fault(path, "is required with metricName")
            if (self.statistic is None) == (self.extended_statistic is None):
                yield Fault("statistic", "give either statistic or extendedStatistic with metricName")
        if (self.threshold is None) == (self.threshold_metric_id is None):
            yield Fault("threshold", "give either threshold or thresholdMetricId (anomaly detection)")
        operator: object = self.comparison_operator
        band = None if operator is UNKNOWN else operator in _BANDS
        if band is not None and band != (self.threshold_metric_id is not None):
            right = "needs thresholdMetricId" if band else "does not go with thresholdMetricId; a band operator does"
            yield Fault("comparisonOperator", f"{self.comparison_operator!r} {right}")
        few, many = self.evaluation_periods, self.datapoints_to_alarm
        if isinstance(few, int) and isinstance(many, int) and many > few:
            yield Fault(
                "datapointsToAlarm", f"{many} is more than evaluationPeriods ({few}); 1 to {few} would be right"
            )
        yield from self._span_faults(self.period)
        yield from self._query_faults()

    def _span_faults(self, period: int | None) -> Iterator[Fault]:
        count = self.evaluation_periods
        if not (isinstance(count, int) and isinstance(period, int)):
            return
        most, name = (_DAY, "a day") if period < _HOUR else (_WEEK, "seven days")
        if count * period > most:
            yield Fault(
                "evaluationPeriods",
                f"{count} periods of {period} s are more than {name}; at most {most // period} would be right",
            )

    def _query_faults(self) -> Iterator[Fault]:
        if not isinstance(self.metric_queries, list):
            return
        for name, place in _IN_QUERIES.items():
            if getattr(self, name) is not None:
                yield Fault(to_camel(name), f"does not go with metricQueries; it belongs into a query, as {place}")
        ids = [
            each.id for each in self.metric_queries if isinstance(each, MetricAlarmQuery) and isinstance(each.id, str)
        ]
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield Fault("metricQueries", f"two queries have the id {twice!r}; each needs one of its own")
        for index, query in enumerate(self.metric_queries):
            if not isinstance(query, MetricAlarmQuery):
                continue
            if (query.expression is None) == (query.metric is None):
                yield Fault(f"metricQueries[{index}]", "give either expression or metric")
            if isinstance(query.metric, MetricAlarmMetric):
                yield from self._span_faults(query.metric.period)
        returned = [
            str(query.id)
            for query in self.metric_queries
            if isinstance(query, MetricAlarmQuery) and query.return_data is True
        ]
        if len(returned) > 1:
            yield Fault("metricQueries", f"{', '.join(returned)} all have returnData; exactly one query may")
        if not returned and all(isinstance(query, MetricAlarmQuery) for query in self.metric_queries):
            yield Fault("metricQueries", "no query has returnData; exactly one, which the alarm watches, must")


class MetricAlarmState(MetricAlarmArgs, State):
    """An alarm; its id is its name. Its present state is not kept: it changes by itself."""

    arn: str
    """ARN."""


class MetricAlarm(Resource[MetricAlarmArgs, MetricAlarmState]):
    """An alarm of CloudWatch on one metric or on metric math."""

    noun = "CloudWatch Alarm"
    service = "cloudwatch"
    replaced_first = ("alarm_name", "region")

    def create(self, ctx: Context, args: MetricAlarmArgs) -> str:
        # PutMetricAlarm overwrites: an alarm of this name that is not ours must not be lost.
        found = self._describe(ctx, str(args.alarm_name))
        if found is not None and self._tags(ctx, found["AlarmArn"]).get(MARK) != ctx.token:
            raise PluginError(
                f"an alarm {args.alarm_name!r} exists already in {ctx.region}; choose another alarmName, or take it "
                f"over with `pulumi import {self.token} NAME '{args.alarm_name}@{ctx.region}'`"
            )
        tags = {**(args.tags or {}), **ctx.mark}
        ctx.client("cloudwatch").put_metric_alarm(**_request(args), Tags=_tag_list(tags))
        return str(args.alarm_name)

    def settle(self, ctx: Context, id: str, args: MetricAlarmArgs) -> None:
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.client("cloudwatch").untag_resource(ResourceARN=self._arn(ctx, id), TagKeys=[MARK])

    def find_interrupted(self, ctx: Context, args: MetricAlarmArgs) -> str | None:
        arns = [arn for arn in ctx.take_interrupted("arn:") if ":alarm:" in arn]
        return arns[0].split(":alarm:", 1)[1] if arns else None

    def read(self, ctx: Context, id: str, prior: MetricAlarmState | None) -> MetricAlarmState | None:
        alarm = self._describe(ctx, id)
        if alarm is None:
            return None
        if alarm.get("EvaluationCriteria"):
            raise PluginError(f"alarm {id!r} is on a PromQL query; this resource takes one metric or metric queries")
        lost = _lost(alarm)
        if lost:
            ctx.warn(
                f"alarm {id!r} has {' and '.join(lost)}, which this resource does not take: its next change ends it"
            )
        return self.state(
            region=ctx.region,
            tags=own_tags(self._tags(ctx, alarm["AlarmArn"])),
            alarm_name=id,
            alarm_description=alarm.get("AlarmDescription") or None,
            comparison_operator=alarm["ComparisonOperator"],
            evaluation_periods=alarm["EvaluationPeriods"],
            datapoints_to_alarm=alarm.get("DatapointsToAlarm"),
            threshold=alarm.get("Threshold"),
            threshold_metric_id=alarm.get("ThresholdMetricId"),
            metric_name=alarm.get("MetricName"),
            namespace=alarm.get("Namespace"),
            dimensions=_dimension_map(alarm.get("Dimensions")),
            statistic=alarm.get("Statistic"),
            extended_statistic=alarm.get("ExtendedStatistic"),
            period=alarm.get("Period"),
            unit=alarm.get("Unit"),
            metric_queries=[_query_state(each) for each in alarm.get("Metrics", [])] or None,
            treat_missing_data=alarm.get("TreatMissingData", "missing"),
            evaluate_low_sample_count_percentile=alarm.get("EvaluateLowSampleCountPercentile"),
            actions_enabled=alarm["ActionsEnabled"],
            alarm_actions=alarm.get("AlarmActions") or None,
            ok_actions=alarm.get("OKActions") or None,
            insufficient_data_actions=alarm.get("InsufficientDataActions") or None,
            arn=alarm["AlarmArn"],
        )

    def update(
        self, ctx: Context, id: str, old: MetricAlarmState, new: MetricAlarmArgs, changed: frozenset[str]
    ) -> None:
        cloudwatch = ctx.client("cloudwatch")
        if changed - {"tags"}:
            # Tags in a put on an existing alarm are ignored (CloudWatch API, PutMetricAlarm, Tags).
            cloudwatch.put_metric_alarm(**_request(new))
        if "tags" in changed:
            to_set, to_remove = tag_changes(old.tags, new.tags)
            if to_remove:
                cloudwatch.untag_resource(ResourceARN=old.arn, TagKeys=to_remove)
            if to_set:
                cloudwatch.tag_resource(ResourceARN=old.arn, Tags=_tag_list(to_set))

    def delete(self, ctx: Context, id: str, state: MetricAlarmState) -> None:
        ctx.client("cloudwatch").delete_alarms(AlarmNames=[id])

    def _describe(self, ctx: Context, name: str) -> dict[str, Any] | None:
        alarms = ctx.client("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=["MetricAlarm"])
        return next(iter(alarms["MetricAlarms"]), None)

    def _tags(self, ctx: Context, arn: str) -> dict[str, str]:
        tags = ctx.client("cloudwatch").list_tags_for_resource(ResourceARN=arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in tags}

    def _arn(self, ctx: Context, name: str) -> str:
        return ctx.arn("cloudwatch", f"alarm:{name}")


def _lost(alarm: dict[str, Any]) -> list[str]:
    """Settings made by others that an update would end: it overwrites the whole alarm (CloudWatch API, "
    "PutMetricAlarm)."""
    settings = {
        "a warm-up period": alarm.get("WarmUpConfiguration"),
        "a wall clock window": (alarm.get("EvaluationWindow") or {}).get("WallClockWindow"),
        "tags in its notifications": alarm.get("ActionConfiguration"),
    }
    return [what for what, setting in settings.items() if setting is not None]


def _request(args: MetricAlarmArgs) -> dict[str, Any]:
    request = {
        "AlarmName": args.alarm_name,
        "AlarmDescription": args.alarm_description,
        "ActionsEnabled": args.actions_enabled,
        "OKActions": args.ok_actions or [],
        "AlarmActions": args.alarm_actions or [],
        "InsufficientDataActions": args.insufficient_data_actions or [],
        "MetricName": args.metric_name,
        "Namespace": args.namespace,
        "Statistic": args.statistic,
        "ExtendedStatistic": args.extended_statistic,
        "Dimensions": _dimension_list(args.dimensions) if args.metric_name is not None else None,
        "Period": args.period,
        "Unit": args.unit,
        "EvaluationPeriods": args.evaluation_periods,
        "DatapointsToAlarm": args.datapoints_to_alarm,
        "Threshold": args.threshold,
        "ThresholdMetricId": args.threshold_metric_id,
        "ComparisonOperator": args.comparison_operator,
        "TreatMissingData": args.treat_missing_data,
        "EvaluateLowSampleCountPercentile": args.evaluate_low_sample_count_percentile,
        "Metrics": [_query(each) for each in args.metric_queries] if args.metric_queries else None,
    }
    return _given(request)


def _query(query: MetricAlarmQuery) -> dict[str, Any]:
    stat = query.metric and {
        "Metric": {
            "Namespace": query.metric.namespace,
            "MetricName": query.metric.metric_name,
            "Dimensions": _dimension_list(query.metric.dimensions),
        },
        "Period": query.metric.period,
        "Stat": query.metric.stat,
        "Unit": query.metric.unit,
    }
    return _given(
        {
            "Id": query.id,
            "Expression": query.expression,
            "MetricStat": _given(stat) if stat else None,
            "Label": query.label,
            "Period": query.period,
            "ReturnData": query.return_data,
            "AccountId": query.account_id,
        }
    )


def _query_state(query: dict[str, Any]) -> dict[str, Any]:
    stat = query.get("MetricStat")
    metric = stat and _given(
        {
            "namespace": stat["Metric"].get("Namespace"),
            "metricName": stat["Metric"].get("MetricName"),
            "dimensions": _dimension_map(stat["Metric"].get("Dimensions")),
            "period": stat["Period"],
            "stat": stat["Stat"],
            "unit": stat.get("Unit"),
        }
    )
    return _given(
        {
            "id": query["Id"],
            "expression": query.get("Expression"),
            "metric": metric,
            "label": query.get("Label") or None,
            "period": query.get("Period"),
            "returnData": query.get("ReturnData", True),
            "accountId": query.get("AccountId"),
        }
    )


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _dimension_list(dimensions: dict[str, str] | None) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in sorted((dimensions or {}).items())]


def _dimension_map(dimensions: list[dict[str, str]] | None) -> dict[str, str] | None:
    return {each["Name"]: each["Value"] for each in dimensions or []} or None


def _tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
