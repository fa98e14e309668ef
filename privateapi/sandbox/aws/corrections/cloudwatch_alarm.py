"""Alarms: their state and tags survive an update, all fields are kept, and missing ones are refused.

moto starts an alarm in OK, resets its state and history with every PutMetricAlarm, keeps the tags of deleted alarms,
loses a query's account, combines no filters in DescribeAlarms and pages nothing.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html,
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
"""

from __future__ import annotations

from typing import Any

from moto.cloudwatch.exceptions import ResourceNotFound, ResourceNotFoundException, ValidationError
from moto.cloudwatch.models import CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from privateapi.sandbox.aws.patches import Patches

_KEPT = (
    "history",
    "state_reason",
    "state_reason_data",
    "state_value",
    "state_updated_timestamp",
    "state_transitioned_timestamp",
)
_TREATMENTS = ("breaching", "notBreaching", "ignore", "missing")


def apply(patches: Patches) -> None:
    """Correct creation, update, listing and deletion of alarms."""

    @patches.wrap(CloudWatchBackend, "put_metric_alarm")
    def put_metric_alarm(original: Any, backend: Any, **kwargs: Any) -> Any:
        _check(kwargs)
        before = backend.alarms.get(kwargs["name"])
        tags = kwargs.pop("tags", None)
        alarm = original(backend, **kwargs)
        alarm.period = kwargs.get("period") or None
        if before is None:
            alarm.state_value = "INSUFFICIENT_DATA"
            alarm.state_transitioned_timestamp = alarm.state_updated_timestamp
            if tags:
                backend.tagger.tag_resource(alarm.alarm_arn, tags)
        else:
            # Tags of a PutMetricAlarm on an existing alarm are ignored.
            for name in _KEPT:
                setattr(alarm, name, getattr(before, name))
        return alarm

    @patches.wrap(CloudWatchResponse, "put_metric_alarm")
    def put_metric_alarm_response(original: Any, response: Any) -> ActionResult:
        result: ActionResult = original(response)
        alarm = response.cloudwatch_backend.alarms[response.params["AlarmName"]]
        for query, given in zip(alarm.metric_data_queries, response.params.get("Metrics") or [], strict=True):
            query.account_id = given.get("AccountId")
        return result

    @patches.wrap(CloudWatchBackend, "set_alarm_state")
    def set_alarm_state(original: Any, backend: Any, alarm_name: str, *args: Any) -> Any:
        result = original(backend, alarm_name, *args)
        alarm = backend.alarms[alarm_name]
        alarm.state_transitioned_timestamp = alarm.state_updated_timestamp
        return result

    @patches.wrap(CloudWatchBackend, "delete_alarms")
    def delete_alarms(original: Any, backend: Any, alarm_names: list[str]) -> Any:
        if any(name not in backend.alarms for name in alarm_names):
            raise ResourceNotFound("The named resource does not exist.")
        for name in alarm_names:
            backend.tagger.delete_all_tags_for_resource(backend.alarms[name].alarm_arn)
        return original(backend, alarm_names)

    @patches.wrap(CloudWatchBackend, "list_tags_for_resource")
    def list_tags_for_resource(original: Any, backend: Any, arn: str) -> Any:
        if ":alarm:" in arn and arn.split(":alarm:", 1)[1] not in backend.alarms:
            raise ResourceNotFoundException(f"The alarm {arn} does not exist.")
        return original(backend, arn)

    patches.replace(CloudWatchResponse, "describe_alarms", _describe)


def _check(given: dict[str, Any]) -> None:
    if given.get("rule"):
        return
    treatment = given.get("treat_missing_data")
    if treatment and treatment not in _TREATMENTS:
        raise ValidationError(
            f"Option {treatment} is not supported. Supported options for parameter TreatMissingData are"
            f" {', '.join(_TREATMENTS)}."
        )
    datapoints, periods = given.get("datapoints_to_alarm"), given.get("evaluation_periods") or 0
    if datapoints and datapoints > periods:
        raise ValidationError("DatapointsToAlarm must be less than or equal to EvaluationPeriods")
    if not given.get("metric_data_queries") and not (given.get("statistic") or given.get("extended_statistic")):
        raise ValidationError("One of Statistic, ExtendedStatistic or Metrics must be specified")
    period = given.get("period")
    if period and period not in (10, 20, 30) and period % 60:
        raise ValidationError("Period must be 10, 20, 30 or a multiple of 60")


def _describe(response: Any) -> ActionResult:
    params, backend = response.params, response.cloudwatch_backend
    alarms = sorted(backend.alarms.values(), key=lambda alarm: str(alarm.name))
    if params.get("AlarmNames"):
        alarms = [alarm for alarm in alarms if alarm.name in params["AlarmNames"]]
    if params.get("AlarmNamePrefix"):
        alarms = [alarm for alarm in alarms if alarm.name.startswith(params["AlarmNamePrefix"])]
    if params.get("StateValue"):
        alarms = [alarm for alarm in alarms if alarm.state_value == params["StateValue"]]
    if params.get("ActionPrefix"):
        prefix = params["ActionPrefix"]
        alarms = [alarm for alarm in alarms if any(action.startswith(prefix) for action in alarm.alarm_actions)]
    kinds = params.get("AlarmTypes") or ["MetricAlarm"]
    alarms = [alarm for alarm in alarms if ("MetricAlarm" if alarm.rule is None else "CompositeAlarm") in kinds]
    start, size = int(params.get("NextToken") or 0), params.get("MaxRecords") or 50
    page = alarms[start : start + size]
    result = {
        "MetricAlarms": [alarm for alarm in page if alarm.rule is None],
        "CompositeAlarms": [alarm for alarm in page if alarm.rule is not None],
        "NextToken": str(start + size) if start + size < len(alarms) else None,
    }
    return ActionResult(result)
