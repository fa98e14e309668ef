"""RegionHealth: two alarms, a health check for each, and the calculated one that records follow."""

from typing import Any

import pytest

from components.aws import ComponentError, RegionHealth
from tests.components.declaring import declare, text

BALANCER, TARGETS = "net/api/0123456789abcdef", "targetgroup/api/fedcba9876543210"


def _health(**arguments: Any) -> RegionHealth:
    given: dict[str, Any] = {"api_name": "api", "stage_name": "live", **arguments}
    return RegionHealth("api", region="us-east-1", load_balancer=BALANCER, target_group=TARGETS, **given)


@pytest.mark.parametrize("inverted", [False, True])
def test_calculated(inverted: bool) -> None:
    made = declare(lambda: _health(inverted=inverted), resolve=lambda health: {"id": health.health_check_id})
    checks = made.inputs("route53:HealthCheck")
    assert set(checks) == {"api", "api-healthy-hosts", "api-api-errors"}
    assert checks["api"] == {
        "type": "CALCULATED",
        "childHealthChecks": [
            text("HealthCheck", "api-healthy-hosts", "healthCheckId"),
            text("HealthCheck", "api-api-errors", "healthCheckId"),
        ],
        "healthThreshold": 2,
        "inverted": inverted,
        "tags": {"Name": "api"},
    }
    assert made.values["id"] == text("HealthCheck", "api", "healthCheckId")
    for label in ("api-healthy-hosts", "api-api-errors"):
        # Route 53 keeps a copy of the alarm's settings, and copies them again when the triggers change.
        assert set(checks[label].pop("triggers")) == {"comparison", "missing", "periods", "statistic", "threshold"}
        assert checks[label] == {
            "type": "CLOUDWATCH_METRIC",
            "alarmIdentifier": {"name": label, "region": "us-east-1"},
            "insufficientDataHealthStatus": "LastKnownStatus",
            "tags": {"Name": label},
        }
        alarm = made.all("cloudwatch:MetricAlarm")[label].urn
        assert alarm in made.all("route53:HealthCheck")[label].depends_on


def test_alarms() -> None:
    made = declare(lambda: _health(minimum_healthy=2, error_rate=0.05, evaluation_periods=3, alarm_actions=["arn:t"]))
    common = {
        "region": "us-east-1",
        "period": 60,
        "evaluationPeriods": 3,
        "alarmActions": ["arn:t"],
        "okActions": ["arn:t"],
        "tags": {},
    }
    assert made.inputs("cloudwatch:MetricAlarm") == {
        "api-healthy-hosts": {
            **common,
            "alarmName": "api-healthy-hosts",
            "alarmDescription": "api: fewer than 2 healthy targets",
            "namespace": "AWS/NetworkELB",
            "metricName": "HealthyHostCount",
            "dimensions": {"LoadBalancer": BALANCER, "TargetGroup": TARGETS},
            "statistic": "Minimum",
            "comparisonOperator": "LessThanThreshold",
            "threshold": 2,
            "treatMissingData": "breaching",
        },
        "api-api-errors": {
            **common,
            "alarmName": "api-api-errors",
            "alarmDescription": "api: 5% or more of the answers are 5xx",
            "namespace": "AWS/ApiGateway",
            "metricName": "5XXError",
            "dimensions": {"ApiName": "api", "Stage": "live"},
            "statistic": "Average",
            "comparisonOperator": "GreaterThanOrEqualToThreshold",
            "threshold": 0.05,
            "treatMissingData": "notBreaching",
        },
    }


def test_triggers() -> None:
    def triggers(**changes: Any) -> dict[str, Any]:
        checks = declare(lambda: _health(**changes)).inputs("route53:HealthCheck")
        return {name: each["triggers"] for name, each in checks.items() if "triggers" in each}

    usual = triggers()
    assert triggers(alarm_actions=["arn:t"]) == usual, "Route 53 does not copy whom an alarm tells"
    changed = triggers(error_rate=0.1)
    assert changed["api-healthy-hosts"] == usual["api-healthy-hosts"]
    assert changed["api-api-errors"] == {**usual["api-api-errors"], "threshold": "0.1"}
    assert triggers(evaluation_periods=5)["api-healthy-hosts"]["periods"] == "5"


def test_without_api() -> None:
    made = declare(lambda: _health(api_name=None, stage_name=None))
    assert set(made.inputs("cloudwatch:MetricAlarm")) == {"api-healthy-hosts"}
    calculated = made.inputs("route53:HealthCheck")["api"]
    assert (len(calculated["childHealthChecks"]), calculated["healthThreshold"]) == (1, 1)


def test_all_stages() -> None:
    made = declare(lambda: _health(stage_name=None))
    assert made.inputs("cloudwatch:MetricAlarm")["api-api-errors"]["dimensions"] == {"ApiName": "api"}


@pytest.mark.parametrize(
    ("case", "changes", "text"),
    [
        ("rate of nothing", {"error_rate": 0}, "errorRate: 0 is not a share of the answers; above 0 up to 1 is"),
        ("percent", {"error_rate": 50}, "errorRate: 50 is not a share of the answers; above 0 up to 1 is"),
        ("no target", {"minimum_healthy": 0}, "minimumHealthy: 0 is never undercut; 1 or more would be"),
        ("no minutes", {"evaluation_periods": 0}, "evaluationPeriods: 0 minutes decide nothing; 1 or more do"),
    ],
)
def test_refused(case: str, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _health(**changes))
    assert str(caught.value) == f"RegionHealth (api):\n  {text}"
