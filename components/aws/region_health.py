"""Region health: alarms on the load balancer, the endpoint and the API, and the health check that records follow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pulumi

from privateapi.rules.aws_health.check_numbers import CheckNumbers
from privateapi.rules.aws_health.insufficient_data import InsufficientData
from privateapi.sdk import cloudwatch, route53
from privateapi.topology.model import HealthCheck
from privateapi.topology.values import Known, Refs

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component

PERIOD = 60
"""Seconds: Route 53 takes alarms on standard-resolution metrics (Route 53 developer guide, "CloudWatch alarm")."""

InsufficientDataStatus = Literal["Healthy", "Unhealthy", "LastKnownStatus"]
Missing = Literal["breaching", "notBreaching", "ignore"]

# The API and the endpoint report only while something calls them (API Gateway and AWS PrivateLink, "CloudWatch
# metrics"). Alarm and health check make the same of silence; usually that a region on standby is not down.
_SILENCE: Mapping[InsufficientDataStatus, Missing] = {
    "Healthy": "notBreaching",
    "Unhealthy": "breaching",
    "LastKnownStatus": "ignore",
}


@dataclass(frozen=True)
class HealthCriteria:
    """From when on a region counts as down. A threshold of None is not watched.

    Route 53 takes simple statistics of one metric only, no percentiles and no metric math (API reference,
    AlarmIdentifier). Hence the latency is an average, and what an endpoint loses is a number, which grows with the
    traffic, and no share: a busy API wants higher ones.

    Args:
        minimum_healthy: fewer healthy targets than this mean that the load balancer cannot serve.
        error_rate: share of 5xx answers, 0 to 1, from which on the API fails.
        latency: average milliseconds, from the request to the answer, from which on the API is too slow; 10,000 is a
            third of what a backend may take by default (API Gateway quotas, integration timeout).
        integration_latency: the same of the backend alone, which ``latency`` has in it.
        packets_dropped: packets that the endpoint drops in a minute from which on it fails.
        resets_received: TCP resets that the endpoint receives in a minute from which on the service behind it fails.
        evaluation_periods: minutes in a row that decide.
        insufficient_data: what the load balancer's health check is while CloudWatch has no data of it. They come as
            long as it stands, so that a gap is short.
        idle: what the health checks of the API and the endpoint are while CloudWatch has no data of them, which is
            whenever nobody calls. ``Unhealthy`` is for a region that something calls all the time, such as a canary in
            the VPC: its silence is a failure, and where no load balancer stands before the endpoint, the only sign of
            one that is gone. Of metrics that are often away Route 53 advises against ``LastKnownStatus``: a region that
            is left for its errors gets no calls, so no data, and would never come back.
    """

    minimum_healthy: int = 1
    error_rate: float | None = 0.5
    latency: float | None = 10_000.0
    integration_latency: float | None = None
    packets_dropped: int | None = 600
    resets_received: int | None = 600
    evaluation_periods: int = 2
    insufficient_data: InsufficientDataStatus = "LastKnownStatus"
    idle: InsufficientDataStatus = "Healthy"

    def faults(self, path: str) -> list[str]:
        """What is wrong with it; ``path`` is where it is given."""
        faults = []
        if self.minimum_healthy < 1:
            faults.append(f"{path}.minimumHealthy: {self.minimum_healthy} is never undercut; 1 or more would be")
        if self.error_rate is not None and not 0 < self.error_rate <= 1:
            faults.append(f"{path}.errorRate: {self.error_rate} is not a share of the answers; above 0 up to 1 is")
        for name, value in (
            ("latency", self.latency),
            ("integrationLatency", self.integration_latency),
            ("packetsDropped", self.packets_dropped),
            ("resetsReceived", self.resets_received),
        ):
            if value is not None and value <= 0:
                faults.append(f"{path}.{name}: {value} is reached by a healthy region too; a number above 0 is not")
        if self.evaluation_periods < 1:
            faults.append(
                f"{path}.evaluationPeriods: {self.evaluation_periods} minutes decide nothing; 1 or more would"
            )
        return faults


@dataclass(frozen=True)
class _Metric:
    """A metric of the region, and when its alarm goes off."""

    label: str
    description: str
    namespace: str
    metric_name: str
    dimensions: Mapping[str, pulumi.Input[str]]
    statistic: Literal["Minimum", "Average", "Sum"]
    comparison_operator: Literal["LessThanThreshold", "GreaterThanOrEqualToThreshold"]
    threshold: float
    missing: Missing
    insufficient_data: InsufficientDataStatus


class RegionHealth(Component):
    """Whether a region can serve: it has healthy targets, its endpoint loses nothing, its API answers, and in time.

    The NLB's health checks see only the endpoint's interfaces. An endpoint that drops packets, and an API that fails or
    takes too long behind it, are seen by metrics of their own. A calculated health check joins all of them. Without a
    load balancer, where the name is an alias to the endpoint itself, those metrics alone decide.

    Args:
        region: AWS Region of what is watched; the alarms are in it.
        load_balancer: `arn_suffix` of the NLB, such as `net/name/0123456789abcdef`; left out, there is none.
        target_group: `arn_suffix` of its target group.
        vpc_endpoint_id: the API's interface endpoint; left out, it is not watched.
        vpc_id: VPC of the endpoint.
        api_name: name of the REST API; left out, its errors and its latency are not watched.
        stage_name: its stage.
        canary: name of a Lambda function that calls the API each minute and fails when it gets no answer, as that of
            `Canary`; left out, there is none.
        criteria: from when on the region counts as down.
        inverted: pretend the opposite, for a drill (seed 002, "invert the health status").
        alarm_actions: ARNs (SNS topics) to tell when an alarm changes.
        tags: tags of everything created.

    Raises:
        ComponentError: a threshold can never be reached, or is always; nothing is watched.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: str,
        load_balancer: pulumi.Input[str] | None = None,
        target_group: pulumi.Input[str] | None = None,
        vpc_endpoint_id: pulumi.Input[str] | None = None,
        vpc_id: pulumi.Input[str] | None = None,
        api_name: str | None = None,
        stage_name: pulumi.Input[str] | None = None,
        canary: pulumi.Input[str] | None = None,
        criteria: HealthCriteria | None = None,
        inverted: bool = False,
        alarm_actions: Sequence[pulumi.Input[str]] = (),
        tags: Mapping[str, str] | None = None,
    ) -> None:
        criteria = criteria or HealthCriteria()
        faults = criteria.faults("criteria")
        if (load_balancer is None) != (target_group is None):
            faults.append("targetGroup: goes with loadBalancer; give both or none")
        if (vpc_endpoint_id is None) != (vpc_id is None):
            faults.append("vpcId: goes with vpcEndpointId; give both or none")
        metrics: list[_Metric] = []
        if load_balancer is not None and target_group is not None:
            metrics.append(_hosts(name, load_balancer, target_group, criteria))
        if vpc_endpoint_id is not None and vpc_id is not None:
            metrics += _endpoint(name, region, vpc_endpoint_id, vpc_id, criteria)
        if api_name is not None:
            metrics += _api(name, api_name, stage_name, criteria)
        if canary is not None:
            metrics.append(_canary(name, canary, criteria))
        faults += _judged(name, metrics, criteria)
        if faults:
            raise ComponentError("RegionHealth", name, *faults)
        super().__init__(
            name,
            {
                "region": region,
                "minimumHealthy": criteria.minimum_healthy,
                "errorRate": criteria.error_rate,
                "latency": criteria.latency,
                "integrationLatency": criteria.integration_latency,
                "packetsDropped": criteria.packets_dropped,
                "resetsReceived": criteria.resets_received,
                "evaluationPeriods": criteria.evaluation_periods,
                "insufficientData": criteria.insufficient_data,
                "idle": criteria.idle,
                "inverted": inverted,
            },
            opts,
            tags,
        )
        self._region = region
        self._periods, self._actions = criteria.evaluation_periods, list(alarm_actions)
        checks = [self._check(metric) for metric in metrics]
        self.health_check = route53.HealthCheck(
            name,
            self._child(),
            type="CALCULATED",
            child_health_checks=[check.health_check_id for check in checks],
            health_threshold=len(checks),
            inverted=inverted,
            tags=self._named(name),
        )
        self.health_check_id = self.health_check.health_check_id
        self.register_outputs({"healthCheckId": self.health_check_id})

    def _check(self, metric: _Metric) -> route53.HealthCheck:
        name = f"{self._name}-{metric.label}"
        alarm = cloudwatch.MetricAlarm(
            name,
            self._child(),
            region=self._region,
            alarm_name=name,
            alarm_description=metric.description,
            namespace=metric.namespace,
            metric_name=metric.metric_name,
            dimensions=metric.dimensions,
            statistic=metric.statistic,
            period=PERIOD,
            evaluation_periods=self._periods,
            comparison_operator=metric.comparison_operator,
            threshold=metric.threshold,
            treat_missing_data=metric.missing,
            alarm_actions=self._actions,
            ok_actions=self._actions,
            tags=self._tags,
        )
        return route53.HealthCheck(
            name,
            self._child(),
            type="CLOUDWATCH_METRIC",
            alarm_identifier={"name": alarm.alarm_name, "region": self._region},
            insufficient_data_health_status=metric.insufficient_data,
            # Route 53 copies the alarm's settings and does not see when they change: it would go on to watch a load
            # balancer that was replaced.
            triggers={
                "statistic": metric.statistic,
                "comparison": metric.comparison_operator,
                "threshold": str(metric.threshold),
                "periods": str(self._periods),
                "missing": metric.missing,
                "dimensions": pulumi.Output.json_dumps(dict(metric.dimensions), sort_keys=True),
            },
            tags=self._named(name),
        )


def _judged(name: str, metrics: Sequence[_Metric], criteria: HealthCriteria) -> list[str]:
    """What the rules of the policy packs say of the health checks."""
    design = ComponentDesign("RegionHealth", name)
    for path, status in (("insufficientData", criteria.insufficient_data), ("idle", criteria.idle)):
        design.add(
            HealthCheck(
                origin=design.origin(f"criteria.{path}"),
                name=name,
                type=Known("CLOUDWATCH_METRIC"),
                insufficient_data_health_status=Known(status),
            )
        )
    if not metrics:
        # Otherwise the numbers of the calculated check are the component's own.
        design.add(
            HealthCheck(
                origin=design.origin(),
                name=name,
                type=Known("CALCULATED"),
                children=Refs.to(),
                health_threshold=Known(0),
            )
        )
    return design.faults((CheckNumbers(), InsufficientData()), advisory=True)


def _hosts(
    name: str, load_balancer: pulumi.Input[str], target_group: pulumi.Input[str], criteria: HealthCriteria
) -> _Metric:
    return _Metric(
        "healthy-hosts",
        f"{name}: fewer than {criteria.minimum_healthy} healthy targets",
        "AWS/NetworkELB",
        "HealthyHostCount",
        {"LoadBalancer": load_balancer, "TargetGroup": target_group},
        "Minimum",
        "LessThanThreshold",
        float(criteria.minimum_healthy),
        # No data means that the load balancer is gone or does not report.
        "breaching",
        criteria.insufficient_data,
    )


def _endpoint(
    name: str,
    region: str,
    vpc_endpoint_id: pulumi.Input[str],
    vpc_id: pulumi.Input[str],
    criteria: HealthCriteria,
) -> Iterator[_Metric]:
    """Both tell that the endpoint or the service behind it is unhealthy (AWS PrivateLink, "CloudWatch metrics")."""
    # An alarm is on the metric that has exactly these dimensions; there is none with the endpoint's id alone.
    dimensions: dict[str, pulumi.Input[str]] = {
        "Endpoint Type": "Interface",
        "Service Name": f"com.amazonaws.{region}.execute-api",
        "VPC Endpoint Id": vpc_endpoint_id,
        "VPC Id": vpc_id,
    }
    dropped, resets = criteria.packets_dropped, criteria.resets_received
    for label, metric_name, what, threshold in (
        ("endpoint-drops", "PacketsDropped", f"the endpoint drops {dropped} or more packets a minute", dropped),
        ("endpoint-resets", "RstPacketsReceived", f"the endpoint gets {resets} or more TCP resets a minute", resets),
    ):
        if threshold is not None:
            yield _Metric(
                label,
                f"{name}: {what}",
                "AWS/PrivateLinkEndpoints",
                metric_name,
                dimensions,
                "Sum",
                "GreaterThanOrEqualToThreshold",
                float(threshold),
                _SILENCE.get(criteria.idle, "notBreaching"),
                criteria.idle,
            )


def _canary(name: str, function_name: pulumi.Input[str], criteria: HealthCriteria) -> _Metric:
    return _Metric(
        "canary",
        f"{name}: the canary gets no answer",
        "AWS/Lambda",
        "Errors",
        {"FunctionName": function_name},
        "Sum",
        "GreaterThanOrEqualToThreshold",
        1.0,
        # It is called each minute, so that silence means that the region is gone.
        "breaching",
        criteria.insufficient_data,
    )


def _api(name: str, api_name: str, stage_name: pulumi.Input[str] | None, criteria: HealthCriteria) -> Iterator[_Metric]:
    dimensions: dict[str, pulumi.Input[str]] = {"ApiName": api_name}
    if stage_name is not None:
        dimensions["Stage"] = stage_name
    errors, latency, backend = criteria.error_rate, criteria.latency, criteria.integration_latency
    for label, metric_name, what, threshold in (
        # The average of 5XXError is the share of failed requests (API Gateway metrics and dimensions).
        ("api-errors", "5XXError", f"{100 * (errors or 0):g}% or more of the answers are 5xx", errors),
        ("api-latency", "Latency", f"answers take {latency or 0:g} ms or more", latency),
        ("backend-latency", "IntegrationLatency", f"the backend takes {backend or 0:g} ms or more", backend),
    ):
        if threshold is not None:
            yield _Metric(
                label,
                f"{name}: {what}",
                "AWS/ApiGateway",
                metric_name,
                dimensions,
                "Average",
                "GreaterThanOrEqualToThreshold",
                float(threshold),
                _SILENCE.get(criteria.idle, "notBreaching"),
                criteria.idle,
            )
