"""Stages answer as in AWS: settings, logs, variables, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]

FORMAT = '{"requestId": "$context.requestId"}'


class Setup:
    """A deployed API with a stage `live`, and an account with a role for logs."""

    def __init__(self, aws: Clients, role: bool = True) -> None:
        self.gateway = aws("apigateway")
        made = self.gateway.create_rest_api(name="api", endpointConfiguration={"types": ["REGIONAL"]})
        self.api = made["id"]
        place = {"restApiId": self.api, "resourceId": made["rootResourceId"], "httpMethod": "GET"}
        self.gateway.put_method(authorizationType="NONE", **place)
        self.gateway.put_integration(type="MOCK", **place)
        self.deployment = self.gateway.create_deployment(restApiId=self.api)["id"]
        self.gateway.create_stage(restApiId=self.api, stageName="live", deploymentId=self.deployment)
        aws("logs").create_log_group(logGroupName="access")
        self.destination = "arn:aws:logs:us-east-1:123456789012:log-group:access"
        if role:
            arn = "arn:aws:iam::123456789012:role/logs"
            operations = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": arn}]
            self.gateway.update_account(patchOperations=operations)

    def patch(self, *operations: tuple[str, str, str]) -> None:
        self.gateway.update_stage(**self.arguments(*operations))

    def arguments(self, *operations: tuple[str, str, str]) -> dict[str, Any]:
        listed = [{"op": op, "path": path, "value": value} for op, path, value in operations]
        return {"restApiId": self.api, "stageName": "live", "patchOperations": listed}

    def stage(self) -> dict[str, Any]:
        answer = self.gateway.get_stage(restApiId=self.api, stageName="live")
        return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def new_stage_has_the_defaults(aws: Clients) -> None:
    setup = Setup(aws)
    stage = setup.stage()
    assert stage.pop("createdDate") <= stage.pop("lastUpdatedDate")
    assert stage == {
        "stageName": "live",
        "deploymentId": setup.deployment,
        "methodSettings": {},
        "cacheClusterEnabled": False,
        "cacheClusterStatus": "NOT_AVAILABLE",
        "tracingEnabled": False,
    }


def method_settings_have_the_account_s_limits(aws: Clients) -> None:
    setup = Setup(aws)
    setup.patch(("replace", "/*/*/metrics/enabled", "true"), ("replace", "/*/*/logging/loglevel", "INFO"))
    assert setup.stage()["methodSettings"] == {
        "*/*": {
            "metricsEnabled": True,
            "loggingLevel": "INFO",
            "dataTraceEnabled": False,
            "throttlingBurstLimit": 5000,
            "throttlingRateLimit": 10000.0,
            "cachingEnabled": False,
            "cacheTtlInSeconds": 300,
            "cacheDataEncrypted": False,
            "requireAuthorizationForCacheControl": True,
            "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
        }
    }


def method_settings_can_be_removed(aws: Clients) -> None:
    setup = Setup(aws)
    setup.patch(
        ("replace", "/*/*/throttling/rateLimit", "12.5"),
        ("replace", "/*/*/throttling/burstLimit", "7"),
        ("replace", "/~1orders~1{id}/GET/throttling/rateLimit", "1"),
    )
    settings = setup.stage()["methodSettings"]
    assert set(settings) == {"*/*", "~1orders~1{id}/GET"}
    assert (settings["*/*"]["throttlingRateLimit"], settings["*/*"]["throttlingBurstLimit"]) == (12.5, 7)
    setup.patch(("remove", "/~1orders~1{id}/GET", ""))
    assert set(setup.stage()["methodSettings"]) == {"*/*"}


def test_access_logs_can_be_set_and_removed(aws: Clients) -> None:
    setup = Setup(aws)
    setup.patch(
        ("replace", "/accessLogSettings/destinationArn", setup.destination),
        ("replace", "/accessLogSettings/format", FORMAT),
    )
    assert setup.stage()["accessLogSettings"] == {"destinationArn": setup.destination, "format": FORMAT}
    setup.patch(("remove", "/accessLogSettings", ""))
    assert "accessLogSettings" not in setup.stage()


def logs_need_the_account_s_role(aws: Clients) -> None:
    setup = Setup(aws, role=False)
    update = setup.gateway.update_stage
    for operation in (
        ("replace", "/*/*/logging/loglevel", "INFO"),
        ("replace", "/accessLogSettings/destinationArn", setup.destination),
    ):
        assert error_code(update, **setup.arguments(operation)) == "BadRequestException"


def variables_can_be_added_and_removed(aws: Clients) -> None:
    setup = Setup(aws)
    setup.patch(("add", "/variables/a", "1"), ("replace", "/variables/b", "2"))
    assert setup.stage()["variables"] == {"a": "1", "b": "2"}
    setup.patch(("remove", "/variables/a", ""))
    assert setup.stage()["variables"] == {"b": "2"}


def canary_can_be_set_and_removed(aws: Clients) -> None:
    setup = Setup(aws)
    setup.patch(
        ("replace", "/canarySettings/percentTraffic", "10.5"),
        ("replace", "/canarySettings/deploymentId", setup.deployment),
    )
    assert setup.stage()["canarySettings"] == {"percentTraffic": 10.5, "deploymentId": setup.deployment}
    setup.patch(("remove", "/canarySettings", ""))
    assert "canarySettings" not in setup.stage()


CHECKS = [
    new_stage_has_the_defaults,
    method_settings_have_the_account_s_limits,
    method_settings_can_be_removed,
    logs_need_the_account_s_role,
    variables_can_be_added_and_removed,
    canary_can_be_set_and_removed,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


UPDATES = {
    "a path that is none": ("replace", "/stageName", "x"),
    "a method setting that is none": ("replace", "/*/*/logging/colour", "red"),
    "a level that is none": ("replace", "/*/*/logging/loglevel", "DEBUG"),
    "a rate that is no number": ("replace", "/*/*/throttling/rateLimit", "fast"),
    "a deployment that is missing": ("replace", "/deploymentId", "missing"),
    "a destination that is no ARN": ("replace", "/accessLogSettings/destinationArn", "access"),
    "a destination that is missing": (
        "replace",
        "/accessLogSettings/destinationArn",
        "arn:aws:logs:us-east-1:123456789012:log-group:missing",
    ),
    "a format without destination": ("replace", "/accessLogSettings/format", FORMAT),
    "a variable with a dash": ("replace", "/variables/a-b", "1"),
    "a method setting that is not there": ("remove", "/*/*", ""),
}


def refuse(aws: Clients, case: str) -> None:
    setup = Setup(aws)
    before = setup.stage()
    arguments = setup.arguments(("replace", "/description", "not applied"), UPDATES[case])
    assert error_code(setup.gateway.update_stage, **arguments) == "BadRequestException"
    assert setup.stage() == before


@pytest.mark.parametrize("case", UPDATES)
def test_update_refuses(aws: Clients, case: str) -> None:
    refuse(aws, case)


@pytest.mark.parametrize("case", UPDATES)
def test_update_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse(aws, case))


@pytest.mark.parametrize(
    ("case", "changes", "code"),
    [
        ("a deployment that is missing", {"deploymentId": "missing"}, "BadRequestException"),
        ("a name with a slash", {"stageName": "a/b"}, "BadRequestException"),
        ("a stage that exists", {"stageName": "live"}, "ConflictException"),
    ],
)
def test_create_refuses(aws: Clients, case: str, changes: dict[str, Any], code: str) -> None:
    setup = Setup(aws)
    arguments = {"restApiId": setup.api, "stageName": "next", "deploymentId": setup.deployment, **changes}
    assert error_code(setup.gateway.create_stage, **arguments) == code, case


def test_missing_stage_is_not_found(aws: Clients) -> None:
    setup = Setup(aws)
    assert error_code(setup.gateway.get_stage, restApiId=setup.api, stageName="x") == "NotFoundException"
    assert error_code(setup.gateway.delete_stage, restApiId=setup.api, stageName="x") == "NotFoundException"
