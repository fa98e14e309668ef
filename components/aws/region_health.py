"""Region health: alarms on the load balancer and the API, and the Route 53 health check that records follow."""

from collections.abc import Mapping, Sequence
from typing import Literal

import pulumi

from privateapi.sdk import cloudwatch, route53

from ..errors import ComponentError
from .component import Component

PERIOD = 60
"""Seconds: Route 53 takes alarms on standard-resolution metrics (Route 53 developer guide, "CloudWatch alarm")."""


class RegionHealth(Component):
    """Whether a region can serve: the NLB has healthy targets, and the API does not fail.

    The NLB's health checks see only the endpoint's interfaces; an API that fails behind them is seen by its 5xx rate. A
    calculated health check joins both. The alarms use one metric with a simple statistic, since Route 53 refuses alarms
    on metric math and high resolution.

    Args:
        region: AWS Region of the load balancer and the API.
        load_balancer: `arn_suffix` of the NLB, such as `net/name/0123456789abcdef`.
        target_group: `arn_suffix` of its target group.
        api_name: name of the REST API; left out, the API's errors are not watched.
        stage_name: its stage.
        minimum_healthy: fewer healthy targets than this mean the region is down.
        error_rate: share of 5xx answers, 0 to 1, from which on the region is down.
        evaluation_periods: minutes in a row that decide.
        inverted: pretend the opposite, for a drill (seed 002, "invert the health status").
        alarm_actions: ARNs (SNS topics) to tell when an alarm changes.
        tags: tags of everything created.

    Raises:
        ComponentError: a threshold can never be reached, or is always.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: str,
        load_balancer: pulumi.Input[str],
        target_group: pulumi.Input[str],
        api_name: str | None = None,
        stage_name: pulumi.Input[str] | None = None,
        minimum_healthy: int = 1,
        error_rate: float = 0.5,
        evaluation_periods: int = 2,
        inverted: bool = False,
        alarm_actions: Sequence[pulumi.Input[str]] = (),
        tags: Mapping[str, str] | None = None,
    ) -> None:
        faults = []
        if not 0 < error_rate <= 1:
            faults.append(f"errorRate: {error_rate} is not a share of the answers; above 0 up to 1 is")
        if minimum_healthy < 1:
            faults.append(f"minimumHealthy: {minimum_healthy} is never undercut; 1 or more would be")
        if evaluation_periods < 1:
            faults.append(f"evaluationPeriods: {evaluation_periods} minutes decide nothing; 1 or more do")
        if faults:
            raise ComponentError("RegionHealth", name, *faults)
        super().__init__(
            name,
            {"region": region, "minimumHealthy": minimum_healthy, "errorRate": error_rate, "inverted": inverted},
            opts,
            tags,
        )
        self._region = region
        self._periods, self._actions = evaluation_periods, list(alarm_actions)
        checks = [
            self._check(
                "healthy-hosts",
                description=f"{name}: fewer than {minimum_healthy} healthy targets",
                namespace="AWS/NetworkELB",
                metric_name="HealthyHostCount",
                dimensions={"LoadBalancer": load_balancer, "TargetGroup": target_group},
                statistic="Minimum",
                comparison_operator="LessThanThreshold",
                threshold=float(minimum_healthy),
                # No data means that the load balancer is gone or does not report.
                missing="breaching",
            )
        ]
        if api_name is not None:
            dimensions: dict[str, pulumi.Input[str]] = {"ApiName": api_name}
            if stage_name is not None:
                dimensions["Stage"] = stage_name
            checks.append(
                self._check(
                    "api-errors",
                    description=f"{name}: {error_rate:.0%} or more of the answers are 5xx",
                    namespace="AWS/ApiGateway",
                    metric_name="5XXError",
                    dimensions=dimensions,
                    # The average of 5XXError is the share of failed requests (API Gateway metrics and dimensions).
                    statistic="Average",
                    comparison_operator="GreaterThanOrEqualToThreshold",
                    threshold=error_rate,
                    # Without requests there is no error.
                    missing="notBreaching",
                )
            )
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

    def _check(
        self,
        label: str,
        *,
        description: str,
        namespace: str,
        metric_name: str,
        dimensions: Mapping[str, pulumi.Input[str]],
        statistic: Literal["Minimum", "Average"],
        comparison_operator: Literal["LessThanThreshold", "GreaterThanOrEqualToThreshold"],
        threshold: float,
        missing: Literal["breaching", "notBreaching"],
    ) -> route53.HealthCheck:
        name = f"{self._name}-{label}"
        alarm = cloudwatch.MetricAlarm(
            name,
            self._child(),
            region=self._region,
            alarm_name=name,
            alarm_description=description,
            namespace=namespace,
            metric_name=metric_name,
            dimensions=dimensions,
            statistic=statistic,
            period=PERIOD,
            evaluation_periods=self._periods,
            comparison_operator=comparison_operator,
            threshold=threshold,
            treat_missing_data=missing,
            alarm_actions=self._actions,
            ok_actions=self._actions,
            tags=self._tags,
        )
        return route53.HealthCheck(
            name,
            self._child(),
            type="CLOUDWATCH_METRIC",
            alarm_identifier={"name": alarm.alarm_name, "region": self._region},
            insufficient_data_health_status="LastKnownStatus",
            # Route 53 copies the alarm's settings and does not see when they change.
            triggers={
                "statistic": statistic,
                "comparison": comparison_operator,
                "threshold": str(threshold),
                "periods": str(self._periods),
                "missing": missing,
            },
            tags=self._named(name),
        )
