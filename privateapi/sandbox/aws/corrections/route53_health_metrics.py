"""Metrics of health checks, which moto lacks: HealthCheckStatus, of every type, and what belongs to some.

They are in us-east-1. HealthCheckStatus is 1 or 0 after inversion, as records see it. ChildHealthCheckHealthyCount is
of calculated checks, HealthCheckPercentageHealthy of enabled ones that ask an endpoint.
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.route53.models import route53_backends

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.measurements import Measurement
from privateapi.sandbox.aws.own_state import health_checks
from privateapi.sandbox.aws.patches import Patches
from privateapi.topology.health import HealthModel
from privateapi.topology.model import HealthCheck, Topology

_REGION = "us-east-1"


def apply(patches: Patches) -> None:
    """Measure health checks when a minute ends, after what they follow has been looked at."""
    patches.set_item(measurements.EVALUATORS, "health checks", _report)


def _report(begin: int, end: int) -> None:
    for account, regions in list(route53_backends.items()):
        for backend in list(regions.values()):
            for each in _measure(account, backend) if backend.health_checks else ():
                measurements.record(each, begin, end)


def _measure(account: str, backend: Any) -> Iterator[Measurement]:
    nodes, found = health_checks(backend)
    topology = Topology(nodes)
    model = HealthModel(topology, found)
    for node in topology.of(HealthCheck):
        id = node.id.get()
        settings = backend.health_checks[id].settings
        values = {"HealthCheckStatus": float(model.check(node).healthy)}
        if settings["Type"] == "CALCULATED":
            children = topology.follow_all(node.children, HealthCheck).get(())
            values["ChildHealthCheckHealthyCount"] = float(sum(model.check(child).healthy for child in children))
        elif "FailureThreshold" in settings and not settings["Disabled"]:
            values["HealthCheckPercentageHealthy"] = 100.0
        for name, value in values.items():
            yield Measurement(account, _REGION, "AWS/Route53", name, (("HealthCheckId", id),), value)
