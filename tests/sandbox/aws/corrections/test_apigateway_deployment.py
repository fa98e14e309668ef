"""Deployments answer as in AWS: refusals, updates, stages that point to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]

POLICY = json.dumps(
    {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}]}
)


def make_api(aws: Clients, kind: str = "REGIONAL", method: bool = True, integration: bool = True, **more: Any) -> str:
    gateway = aws("apigateway")
    api = gateway.create_rest_api(name="api", endpointConfiguration={"types": [kind]}, **more)
    if method:
        place = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "GET"}
        gateway.put_method(authorizationType="NONE", **place)
        if integration:
            gateway.put_integration(type="MOCK", **place)
    return str(api["id"])


def private_api_needs_a_policy(aws: Clients) -> None:
    api = make_api(aws, "PRIVATE")
    assert error_code(aws("apigateway").create_deployment, restApiId=api) == "BadRequestException"
    operations = [{"op": "replace", "path": "/policy", "value": POLICY}]
    aws("apigateway").update_rest_api(restApiId=api, patchOperations=operations)
    assert error_code(aws("apigateway").create_deployment, restApiId=api) == ""


def every_method_needs_an_integration(aws: Clients) -> None:
    api = make_api(aws)
    gateway = aws("apigateway")
    root = gateway.get_rest_api(restApiId=api)["rootResourceId"]
    gateway.put_method(restApiId=api, resourceId=root, httpMethod="POST", authorizationType="NONE")
    assert error_code(gateway.create_deployment, restApiId=api) == "BadRequestException"


def second_deployment_leaves_the_stage_s_settings(aws: Clients) -> None:
    gateway = aws("apigateway")
    api = make_api(aws)
    gateway.create_deployment(restApiId=api, stageName="live", variables={"a": "1"})
    tracing = [{"op": "replace", "path": "/tracingEnabled", "value": "true"}]
    gateway.update_stage(restApiId=api, stageName="live", patchOperations=tracing)
    second = gateway.create_deployment(restApiId=api, stageName="live")
    stage = gateway.get_stage(restApiId=api, stageName="live")
    assert (stage["deploymentId"], stage["tracingEnabled"]) == (second["id"], True)
    assert stage["variables"] == {"a": "1"}


def deployment_of_a_stage_stays(aws: Clients) -> None:
    gateway = aws("apigateway")
    api = make_api(aws)
    deployment = gateway.create_deployment(restApiId=api)["id"]
    gateway.create_stage(restApiId=api, stageName="live", deploymentId=deployment)
    delete = gateway.delete_deployment
    assert error_code(delete, restApiId=api, deploymentId=deployment) == "BadRequestException"
    gateway.delete_stage(restApiId=api, stageName="live")
    assert error_code(delete, restApiId=api, deploymentId=deployment) == ""
    assert error_code(delete, restApiId=api, deploymentId=deployment) == "NotFoundException"
    assert error_code(gateway.get_deployment, restApiId=api, deploymentId=deployment) == "NotFoundException"


def description_can_be_changed(aws: Clients) -> None:
    gateway = aws("apigateway")
    api = make_api(aws)
    deployment = gateway.create_deployment(restApiId=api, description="first")["id"]
    operations = [{"op": "replace", "path": "/description", "value": "second"}]
    gateway.update_deployment(restApiId=api, deploymentId=deployment, patchOperations=operations)
    assert gateway.get_deployment(restApiId=api, deploymentId=deployment)["description"] == "second"


CHECKS = [
    private_api_needs_a_policy,
    every_method_needs_an_integration,
    second_deployment_leaves_the_stage_s_settings,
    deployment_of_a_stage_stays,
    description_can_be_changed,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_api_without_methods_cannot_be_deployed(aws: Clients) -> None:
    arguments = {"restApiId": make_api(aws, method=False)}
    assert error_code(aws("apigateway").create_deployment, **arguments) == "BadRequestException"


def test_deployments_are_listed_in_pages(aws: Clients) -> None:
    api = make_api(aws)
    made = [aws("apigateway").create_deployment(restApiId=api)["id"] for _ in range(3)]
    paginator = aws("apigateway").get_paginator("get_deployments")
    pages = list(paginator.paginate(restApiId=api, PaginationConfig={"PageSize": 2}))
    assert [[item["id"] for item in page["items"]] for page in pages] == [made[:2], made[2:]]
