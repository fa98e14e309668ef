"""RegionHealth: alarms in the region, a health check for each, and the calculated one that records follow."""

import json
from typing import Any, cast

import pytest

from components.aws import ComponentError, HealthCriteria, RegionHealth
from tests.components.declaring import declare, text

BALANCER, TARGETS = "net/api/0123456789abcdef", "targetgroup/api/fedcba9876543210"
ENDPOINT = {"vpc_endpoint_id": "vpce-0a", "vpc_id": "vpc-0a"}
LABELS = ("healthy-hosts", "endpoint-drops", "endpoint-resets", "api-errors", "api-latency")
NO_BALANCER: dict[str, Any] = {"load_balancer": None, "target_group": None}
NO_ENDPOINT: dict[str, Any] = {"vpc_endpoint_id": None, "vpc_id": None}
NO_API: dict[str, Any] = {"api_name": None, "stage_name": None}


def _health(criteria: HealthCriteria | None = None, **arguments: Any) -> RegionHealth:
    given: dict[str, Any] = {
        "load_balancer": BALANCER,
        "target_group": TARGETS,
        **ENDPOINT,
        "api_name": "api",
        "stage_name": "live",
        **arguments,
    }
    return RegionHealth("api", region="us-east-1", criteria=criteria, **given)


@pytest.mark.parametrize("inverted", [False, True])
def test_calculated(inverted: bool) -> None:
    made = declare(lambda: _health(inverted=inverted), resolve=lambda health: {"id": health.health_check_id})
    checks = made.inputs("route53:HealthCheck")
    assert set(checks) == {"api", *(f"api-{label}" for label in LABELS)}
    assert checks["api"] == {
        "type": "CALCULATED",
        "childHealthChecks": [text("HealthCheck", f"api-{label}", "healthCheckId") for label in LABELS],
        "healthThreshold": 5,
        "inverted": inverted,
        "tags": {"Name": "api"},
    }
    assert made.values["id"] == text("HealthCheck", "api", "healthCheckId")
    for label in LABELS:
        name = f"api-{label}"
        checks[name].pop("triggers")
        assert checks[name] == {
            "type": "CLOUDWATCH_METRIC",
            "alarmIdentifier": {"name": name, "region": "us-east-1"},
            # The load balancer always reports, what depends on calls does not.
            "insufficientDataHealthStatus": "LastKnownStatus" if label == "healthy-hosts" else "Healthy",
            "tags": {"Name": name},
        }
        alarm = made.all("cloudwatch:MetricAlarm")[name].urn
        assert alarm in made.all("route53:HealthCheck")[name].depends_on


def test_alarms() -> None:
    criteria = HealthCriteria(
        minimum_healthy=2,
        error_rate=0.005,
        latency=2500,
        integration_latency=1500.5,
        packets_dropped=100,
        resets_received=200,
        evaluation_periods=3,
    )
    made = declare(lambda: _health(criteria, alarm_actions=["arn:t"]))
    common = {
        "region": "us-east-1",
        "period": 60,
        "evaluationPeriods": 3,
        "alarmActions": ["arn:t"],
        "okActions": ["arn:t"],
        "tags": {},
    }
    endpoint = {
        **common,
        "namespace": "AWS/PrivateLinkEndpoints",
        "dimensions": {
            "Endpoint Type": "Interface",
            "Service Name": "com.amazonaws.us-east-1.execute-api",
            "VPC Endpoint Id": "vpce-0a",
            "VPC Id": "vpc-0a",
        },
        "statistic": "Sum",
        "comparisonOperator": "GreaterThanOrEqualToThreshold",
        "treatMissingData": "notBreaching",
    }
    api = {
        **common,
        "namespace": "AWS/ApiGateway",
        "dimensions": {"ApiName": "api", "Stage": "live"},
        "statistic": "Average",
        "comparisonOperator": "GreaterThanOrEqualToThreshold",
        "treatMissingData": "notBreaching",
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
        "api-endpoint-drops": {
            **endpoint,
            "alarmName": "api-endpoint-drops",
            "alarmDescription": "api: the endpoint drops 100 or more packets a minute",
            "metricName": "PacketsDropped",
            "threshold": 100,
        },
        "api-endpoint-resets": {
            **endpoint,
            "alarmName": "api-endpoint-resets",
            "alarmDescription": "api: the endpoint gets 200 or more TCP resets a minute",
            "metricName": "RstPacketsReceived",
            "threshold": 200,
        },
        "api-api-errors": {
            **api,
            "alarmName": "api-api-errors",
            "alarmDescription": "api: 0.5% or more of the answers are 5xx",
            "metricName": "5XXError",
            "threshold": 0.005,
        },
        "api-api-latency": {
            **api,
            "alarmName": "api-api-latency",
            "alarmDescription": "api: answers take 2500 ms or more",
            "metricName": "Latency",
            "threshold": 2500,
        },
        "api-backend-latency": {
            **api,
            "alarmName": "api-backend-latency",
            "alarmDescription": "api: the backend takes 1500.5 ms or more",
            "metricName": "IntegrationLatency",
            "threshold": 1500.5,
        },
    }


def test_triggers() -> None:
    def triggers(criteria: HealthCriteria | None = None, **changes: Any) -> dict[str, Any]:
        checks = declare(lambda: _health(criteria, **changes)).inputs("route53:HealthCheck")
        return {name: each["triggers"] for name, each in checks.items() if "triggers" in each}

    usual = triggers()
    assert triggers(alarm_actions=["arn:t"]) == usual, "Route 53 does not copy whom an alarm tells"
    changed = triggers(HealthCriteria(error_rate=0.1))
    assert changed["api-healthy-hosts"] == usual["api-healthy-hosts"]
    assert changed["api-api-errors"] == {**usual["api-api-errors"], "threshold": "0.1"}
    assert triggers(HealthCriteria(evaluation_periods=5))["api-healthy-hosts"]["periods"] == "5"
    replaced = triggers(load_balancer="net/api/1111111111111111")["api-healthy-hosts"]
    assert json.loads(replaced["dimensions"])["LoadBalancer"] == "net/api/1111111111111111"
    assert {**replaced, "dimensions": usual["api-healthy-hosts"]["dimensions"]} == usual["api-healthy-hosts"]


@pytest.mark.parametrize(
    ("case", "changes", "labels"),
    [
        ("no API", NO_API, LABELS[:3]),
        ("an alias to the endpoint", NO_BALANCER, LABELS[1:]),
        ("no endpoint", NO_ENDPOINT, (LABELS[0], *LABELS[3:])),
        ("the endpoint alone", {**NO_BALANCER, **NO_API}, LABELS[1:3]),
        ("no latency", {"criteria": HealthCriteria(latency=None)}, LABELS[:4]),
        ("no resets", {"criteria": HealthCriteria(resets_received=None)}, (*LABELS[:2], *LABELS[3:])),
        (
            "the load balancer alone",
            {"criteria": HealthCriteria(error_rate=None, latency=None, packets_dropped=None, resets_received=None)},
            LABELS[:1],
        ),
    ],
)
def test_watched(case: str, changes: dict[str, Any], labels: tuple[str, ...]) -> None:
    made = declare(lambda: _health(**changes))
    assert set(made.inputs("cloudwatch:MetricAlarm")) == {f"api-{label}" for label in labels}
    calculated = made.inputs("route53:HealthCheck")["api"]
    assert calculated["healthThreshold"] == len(calculated["childHealthChecks"]) == len(labels)


def test_canary() -> None:
    """What the canary reports counts whether or not anybody else calls: its silence is a failure."""
    made = declare(lambda: _health(HealthCriteria(idle="Healthy"), **NO_BALANCER, canary="api-canary"))
    alarm = made.inputs("cloudwatch:MetricAlarm")["api-canary"]
    assert (alarm["namespace"], alarm["metricName"], alarm["statistic"]) == ("AWS/Lambda", "Errors", "Sum")
    assert alarm["dimensions"] == {"FunctionName": "api-canary"}
    assert (alarm["threshold"], alarm["treatMissingData"]) == (1, "breaching")
    check = made.inputs("route53:HealthCheck")["api-canary"]
    assert check["insufficientDataHealthStatus"] == "LastKnownStatus"


def test_all_stages() -> None:
    made = declare(lambda: _health(stage_name=None))
    assert made.inputs("cloudwatch:MetricAlarm")["api-api-errors"]["dimensions"] == {"ApiName": "api"}


@pytest.mark.parametrize(
    ("idle", "missing"), [("Healthy", "notBreaching"), ("Unhealthy", "breaching"), ("LastKnownStatus", "ignore")]
)
def test_insufficient_data(idle: Any, missing: str) -> None:
    made = declare(lambda: _health(HealthCriteria(insufficient_data="Unhealthy", idle=idle)))
    statuses = {
        name: each.get("insufficientDataHealthStatus") for name, each in made.inputs("route53:HealthCheck").items()
    }
    assert statuses == {
        "api": None,
        "api-healthy-hosts": "Unhealthy",
        **{f"api-{label}": idle for label in LABELS[1:]},
    }
    alarms = {name: each["treatMissingData"] for name, each in made.inputs("cloudwatch:MetricAlarm").items()}
    assert alarms == {"api-healthy-hosts": "breaching", **{f"api-{label}": missing for label in LABELS[1:]}}


@pytest.mark.parametrize(
    ("case", "changes", "text"),
    [
        (
            "rate of nothing",
            {"criteria": HealthCriteria(error_rate=0)},
            "criteria.errorRate: 0 is not a share of the answers; above 0 up to 1 is",
        ),
        (
            "percent",
            {"criteria": HealthCriteria(error_rate=50)},
            "criteria.errorRate: 50 is not a share of the answers; above 0 up to 1 is",
        ),
        (
            "no target",
            {"criteria": HealthCriteria(minimum_healthy=0)},
            "criteria.minimumHealthy: 0 is never undercut; 1 or more would be",
        ),
        (
            "no minutes",
            {"criteria": HealthCriteria(evaluation_periods=0)},
            "criteria.evaluationPeriods: 0 minutes decide nothing; 1 or more would",
        ),
        (
            "no time",
            {"criteria": HealthCriteria(latency=0)},
            "criteria.latency: 0 is reached by a healthy region too; a number above 0 is not",
        ),
        (
            "negative",
            {"criteria": HealthCriteria(packets_dropped=-1)},
            "criteria.packetsDropped: -1 is reached by a healthy region too; a number above 0 is not",
        ),
        ("half a balancer", {"target_group": None}, "targetGroup: goes with loadBalancer; give both or none"),
        ("half an endpoint", {"vpc_endpoint_id": None}, "vpcId: goes with vpcEndpointId; give both or none"),
        (
            "nothing",
            {**NO_BALANCER, **NO_ENDPOINT, **NO_API},
            "AWS-HC-11: health check api is calculated from no health check. Fix: choose a number in the "
            "range; a calculated health check counts one or more others",
        ),
        (
            "no status",
            {"criteria": HealthCriteria(idle=cast(Any, "OK"))},
            "criteria.idle: AWS-HC-06: health check api has the insufficientDataHealthStatus 'OK'; Healthy, Unhealthy, "
            "LastKnownStatus are allowed. Fix: set insufficientDataHealthStatus: Unhealthy takes the Region out, "
            "LastKnownStatus keeps what was",
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _health(**changes))
    assert str(caught.value) == f"RegionHealth (api):\n  {text}"
