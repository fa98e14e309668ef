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
        news = {"type": "TCP", "ipAddress": "52.95.110.1", "port": 443}
        difference = plugin.diff(kept, plugin.check(kept.urn, news, kept.inputs))
        assert sorted(difference.replaces) == ["ipAddress", "type"] and not difference.delete_first
        successor = plugin.create(self.token, news)
        assert successor["type"] == "TCP" and successor["port"] == 443

    def test_alarm_changed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        check = plugin.create(self.token, inputs)
        other = {"name": alarm(plugin, "other"), "region": "us-east-1"}
        plugin.update(check, {**inputs, "alarmIdentifier": other})
        assert check["alarmIdentifier"] == other

    def test_alarm_settings_changed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        check = plugin.create(self.token, {**inputs, "triggers": {"threshold": "1"}})
        assert self.threshold(aws, check) == 1
        settings = aws("cloudwatch").describe_alarms(AlarmNames=["healthy-hosts"])["MetricAlarms"][0]
        kept = (
            "AlarmName",
            "Namespace",
            "MetricName",
            "Statistic",
            "Period",
            "EvaluationPeriods",
            "ComparisonOperator",
        )
        aws("cloudwatch").put_metric_alarm(**{name: settings[name] for name in kept}, Threshold=2)
        assert self.threshold(aws, check) == 1, "Route 53 does not see the change"
        plugin.update(check, {**inputs, "triggers": {"threshold": "2"}})
        assert self.threshold(aws, check) == 2
        refreshed = plugin.refresh(check)
        assert refreshed is not None and refreshed["triggers"] == {"threshold": "2"}

    def threshold(self, aws: Clients, check: Kept) -> float:
        """The alarm's threshold as Route 53 knows it."""
        found = aws("route53").get_health_check(HealthCheckId=check.id)["HealthCheck"]
        return float(found["CloudWatchAlarmConfiguration"]["Threshold"])

    @pytest.mark.parametrize(
        ("case", "old", "new", "replaces"),
        [
            ("another address", {"ipAddress": "52.95.110.1"}, {"ipAddress": "52.95.110.2"}, []),
            ("the first address", {}, {"ipAddress": "52.95.110.1"}, ["ipAddress"]),
            ("no address any more", {"ipAddress": "52.95.110.1"}, {}, ["ipAddress"]),
            ("interval", {}, {"requestInterval": 10}, ["requestInterval"]),
            ("latency", {"measureLatency": False}, {"measureLatency": True}, ["measureLatency"]),
        ],
    )
    def test_replaced(
        self, plugin: Plugin, case: str, old: dict[str, Any], new: dict[str, Any], replaces: list[str]
    ) -> None:
        base = {"type": "HTTPS", "fullyQualifiedDomainName": "api.example.com"}
        urn = urn_of(self.token, "main")
        inputs = plugin.check(urn, {**base, **old})
        difference = plugin.diff(Kept(urn, "id", inputs, inputs), plugin.check(urn, {**base, **new}, inputs))
        assert difference.replaces == replaces and not difference.delete_first

    def test_elements_reset(self, plugin: Plugin, aws: Clients) -> None:
        base = {"type": "HTTP", "ipAddress": "52.95.110.1"}
        check = plugin.create(
            self.token, {**base, "fullyQualifiedDomainName": "api.example.com", "resourcePath": "/health"}
        )
        plugin.update(check, base)
        assert "fullyQualifiedDomainName" not in check.state and "resourcePath" not in check.state

    def test_switches(self, plugin: Plugin, aws: Clients) -> None:
        base = {"type": "TCP", "ipAddress": "52.95.110.1", "port": 443}
        check = plugin.create(self.token, {**base, "inverted": True, "disabled": True})
        assert check["inverted"] is True and check["disabled"] is True
        plugin.update(check, base)
        found = aws("route53").get_health_check(HealthCheckId=check.id)["HealthCheck"]["HealthCheckConfig"]
        assert (found["Inverted"], found["Disabled"]) == (False, False)

    def test_calculated(self, plugin: Plugin, aws: Clients) -> None:
        children = [
            plugin.create(self.token, {"type": "TCP", "ipAddress": f"52.95.110.{number}", "port": 443}).id
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
        inputs = {"type": "TCP", "ipAddress": "52.95.110.1", "port": 443}
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
                {"type": "TCP", "ipAddress": "52.95.110.1", "port": 443, "searchString": "ok"},
                {"searchString": "does not go with type 'TCP'; it is for HTTPS_STR_MATCH, HTTP_STR_MATCH"},
            ),
            (
                "threshold that cannot be reached",
                {"type": "CALCULATED", "childHealthChecks": ["a"], "healthThreshold": 2},
                {"healthThreshold": "2 of 1 children can never be healthy; 0 to 1 would be right"},
            ),
            (
                "private address",
                {"type": "TCP", "ipAddress": "10.0.1.10", "port": 443},
                {
                    "ipAddress": "'10.0.1.10' is not a public address, and health checkers reach no other; follow a "
                    "CloudWatch alarm instead (type CLOUDWATCH_METRIC)"
                },
            ),
            (
                "no address",
                {"type": "TCP", "ipAddress": "52.95.110", "port": 443},
                {"ipAddress": "'52.95.110' is not an address; write it as 52.95.110.1"},
            ),
            (
                "no port",
                {"type": "TCP", "ipAddress": "52.95.110.1"},
                {"port": "is required with type 'TCP'"},
            ),
            (
                "interval",
                {"type": "HTTP", "fullyQualifiedDomainName": "api.example.com", "requestInterval": 20},
                {"requestInterval": "20 should be 10 or 30"},
            ),
            (
                "failures",
                {"type": "HTTP", "fullyQualifiedDomainName": "api.example.com", "failureThreshold": 11},
                {"failureThreshold": "11 should be less than or equal to 10"},
            ),
            (
                "triggers without an alarm",
                {"type": "HTTP", "fullyQualifiedDomainName": "api.example.com", "triggers": {"a": "b"}},
                {"triggers": "does not go with type 'HTTP'; it is for CLOUDWATCH_METRIC"},
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
