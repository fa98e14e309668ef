"""Integrations answer as in AWS: VPC link, cache keys, defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from privateapi.sandbox.aws.testing import Clients


def integration_is_kept_whole(aws: Clients) -> None:
    gateway = aws("apigateway")
    api = gateway.create_rest_api(name="api")
    place: dict[str, Any] = {
        "restApiId": api["id"],
        "resourceId": gateway.get_resources(restApiId=api["id"])["items"][0]["id"],
        "httpMethod": "GET",
    }
    gateway.put_method(authorizationType="NONE", **place)
    gateway.put_integration(
        type="HTTP_PROXY",
        integrationHttpMethod="GET",
        uri="https://backend.example.internal/",
        connectionType="VPC_LINK",
        connectionId="abc123",
        cacheKeyParameters=["method.request.path.id"],
        **place,
    )
    found = gateway.get_integration(**place)
    found.pop("ResponseMetadata")
    assert found == {
        "type": "HTTP_PROXY",
        "httpMethod": "GET",
        "uri": "https://backend.example.internal/",
        "connectionType": "VPC_LINK",
        "connectionId": "abc123",
        "passthroughBehavior": "WHEN_NO_MATCH",
        "timeoutInMillis": 29000,
        "cacheNamespace": place["resourceId"],
        "cacheKeyParameters": ["method.request.path.id"],
    }


def test_corrected(aws: Clients) -> None:
    integration_is_kept_whole(aws)


def test_canary(canary: Callable[[Callable[[Clients], None]], None]) -> None:
    canary(integration_is_kept_whole)
