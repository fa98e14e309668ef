"""Route 53 health check."""

from typing import Any

import pytest

from privateapi.provider import registry
from privateapi.provider.interrupted import Interrupted
from privateapi.sandbox.aws.testing import Clients, error_code
from tests.plugin import Kept, Plugin, urn_of
from tests.resources.lifecycle import Lifecycle

ALARM = "privateapi:cloudwatch:MetricAlarm"


def alarm(plugin: Plugin, name: str) -> str:
    """An alarm, by name."""
    return plugin.create(
        ALARM,
        {
            "alarmName": name,
            "namespace": "AWS/NetworkELB",
            "metricName": "HealthyHostCount",
            "statistic": "Minimum",
            "period": 60,
            "evaluationPeriods": 2,
            "comparisonOperator": "LessThanThreshold",
            "threshold": 1,
        },
    ).id


class TestHealthCheck(Lifecycle):
    token = "privateapi:route53:HealthCheck"
    update = {"inverted": True, "insufficientDataHealthStatus": "Unhealthy", "tags": {"team": "payments"}}
    replace = {"type": "TCP"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "type": "CLOUDWATCH_METRIC",
            "alarmIdentifier": {"name": alarm(plugin, "healthy-hosts"), "region": "us-east-1"},
            "insufficientDataHealthStatus": "LastKnownStatus",
            "tags": {"team": "orders"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return error_code(aws("route53").get_health_check, HealthCheckId=kept.id) == "NoSuchHealthCheck"

    def test_replace(self, plugin: Plugin, aws: Clients) -> None:
        kept = plugin.create(self.token, self.inputs(plugin, aws))
        news = {"type": "TCP", "ipAddress": "192.0.2.1", "port": 443}
        difference = plugin.diff(kept, plugin.check(kept.urn, news, kept.inputs))
        assert difference.replaces == ["type"] and not difference.delete_first
        successor = plugin.create(self.token, news)
        assert successor["type"] == "TCP" and successor["port"] == 443

    def test_alarm_changed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        check = plugin.create(self.token, inputs)
        other = {"name": alarm(plugin, "other"), "region": "us-east-1"}
        plugin.update(check, {**inputs, "alarmIdentifier": other})
        assert check["alarmIdentifier"] == other

    def test_calculated(self, plugin: Plugin, aws: Clients) -> None:
        children = [
            plugin.create(self.token, {"type": "TCP", "ipAddress": f"192.0.2.{number}", "port": 443}).id
            for number in (1, 2)
        ]
        inputs = {"type": "CALCULATED", "childHealthChecks": children, "healthThreshold": 2}
        check = plugin.create(self.token, inputs)
        assert check["childHealthChecks"] == sorted(children)
        plugin.update(check, {**inputs, "healthThreshold": 1, "childHealthChecks": children[:1]})
        found = aws("route53").get_health_check(HealthCheckId=check.id)["HealthCheck"]["HealthCheckConfig"]
        assert (found["HealthThreshold"], found["ChildHealthChecks"]) == (1, children[:1])

    def test_endpoint(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {
            "type": "HTTPS_STR_MATCH",
            "fullyQualifiedDomainName": "api.example.com",
            "resourcePath": "/health",
            "searchString": "ok",
            "requestInterval": 10,
            "failureThreshold": 2,
            "regions": ["us-west-1", "us-east-1", "eu-west-1"],
        }
        check = plugin.create(self.token, inputs)
        assert check["port"] == 443
        assert check["regions"] == ["eu-west-1", "us-east-1", "us-west-1"]
        refreshed = plugin.refresh(check)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(check.urn, inputs, check.inputs))

    def test_interrupted_creation(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = {"type": "TCP", "ipAddress": "192.0.2.1", "port": 443}
        resource = type(registry.find(self.token))
        with monkeypatch.context() as killed:
            killed.setattr(resource, "settle", _die)
            killed.setattr(resource, "abandon", _die)
            with pytest.raises(Exception, match="killed"):
                plugin.create(self.token, inputs, name="cut-short")
        left = plugin.made.pop().id
        monkeypatch.setattr(Interrupted, "take", lambda self, source, region, key, load: load().get(key, []))
        assert plugin.create(self.token, inputs, name="cut-short").id == left

    @pytest.mark.parametrize(
        ("case", "inputs", "faults"),
        [
            (
                "alarm without a region's name",
                {"type": "CLOUDWATCH_METRIC", "alarmIdentifier": {"name": "a", "region": "us-east-1a"}},
                {
                    "alarmIdentifier.region": "'us-east-1a' is an Availability Zone, not a Region; 'us-east-1' would "
                    "be right"
                },
            ),
            (
                "no alarm",
                {"type": "CLOUDWATCH_METRIC"},
                {"alarmIdentifier": "is required with type 'CLOUDWATCH_METRIC'"},
            ),
            (
                "input of another type",
                {"type": "TCP", "ipAddress": "192.0.2.1", "port": 443, "searchString": "ok"},
                {"searchString": "does not go with type 'TCP'; it is for HTTPS_STR_MATCH, HTTP_STR_MATCH"},
            ),
            (
                "threshold that cannot be reached",
                {"type": "CALCULATED", "childHealthChecks": ["a"], "healthThreshold": 2},
                {"healthThreshold": "2 of 1 children can never be healthy; 0 to 1 would be right"},
            ),
            (
                "no endpoint",
                {"type": "HTTPS"},
                {"fullyQualifiedDomainName": "give it or ipAddress with type 'HTTPS'"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], faults: dict[str, str]) -> None:
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults


def _die(*_: Any) -> None:
    raise RuntimeError("killed")
