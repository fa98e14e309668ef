"""Metrics: those that load balancers report, and the sandbox's clock.

moto knows only what PutMetricData brought, and finds a metric with two dimensions only in the order in which they were
put. Here a load balancer reports HealthyHostCount and UnHealthyHostCount each
minute while its target group has registered targets.
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html

A service's own metrics that nothing in the sandbox makes, such as 5XXError and Latency of API Gateway, can be put with
PutMetricData, which on AWS refuses namespaces that begin with `AWS/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.cloudwatch import models
from moto.cloudwatch.models import CloudWatchBackend, Dimension

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.clock import CLOCK
from privateapi.sandbox.aws.measurements import MINUTES_KEPT, Measurement
from privateapi.sandbox.aws.patches import Patches

_NAMESPACES = {"network": "AWS/NetworkELB", "application": "AWS/ApplicationELB"}


def apply(patches: Patches) -> None:
    """Let CloudWatch go by the sandbox's clock and know what load balancers report."""
    patches.replace(models, "utcnow", CLOCK.now)
    patches.replace(Dimension, "__lt__", lambda one, other: _pair(one) < _pair(other))
    patches.replace(models, "are_dimensions_same", lambda some, others: _pairs(some) == _pairs(others))
    patches.set_item(measurements.METERS, "load balancers", _hosts)

    @patches.wrap(CloudWatchBackend, "get_all_metrics")
    def get_all_metrics(original: Any, backend: Any) -> list[Any]:
        now = CLOCK.minute
        return [*original(backend), *measurements.data(backend, now - MINUTES_KEPT, now)]


def _pairs(dimensions: list[Any]) -> set[tuple[str, str]]:
    return set(map(_pair, dimensions))


def _pair(dimension: Any) -> tuple[str, str]:
    return dimension.name, dimension.value or ""


def _hosts() -> Iterator[Measurement]:
    from moto.elbv2.models import elbv2_backends

    for account, regions in list(elbv2_backends.items()):
        for region, backend in list(regions.items()):
            for group in backend.target_groups.values():
                states = [group.health_for(target, backend.ec2_backend).status for target in group.targets.values()]
                balancers = [backend.load_balancers[arn] for arn in group.load_balancer_arns]
                for balancer in balancers if states else ():
                    if balancer.type not in _NAMESPACES:
                        continue
                    dimensions = (
                        ("LoadBalancer", balancer.arn.partition(":loadbalancer/")[2]),
                        ("TargetGroup", group.arn.rpartition(":")[2]),
                    )
                    for name, state in (("HealthyHostCount", "healthy"), ("UnHealthyHostCount", "unhealthy")):
                        namespace = _NAMESPACES[balancer.type]
                        yield Measurement(account, region, namespace, name, dimensions, float(states.count(state)))
