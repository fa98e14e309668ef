"""What is read out of the OpenAPI documents of APIs."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import ApiIntegration, ApiResponse
from tests.readers.reading import fields, nodes, resource, shown

API = "privateapi:apigateway:RestApi"
INTEGRATION = "x-amazon-apigateway-integration"


def read(body: Any, kind: type[ApiIntegration] | type[ApiResponse]) -> list[Any]:
    """The parts of an API's document, whose body was computed from a function."""
    found = nodes(resource(API, {"name": "orders", "body": body}, "orders", {"body": ["urn:f"]}))
    return [node for node in found if isinstance(node, kind)]


def test_integrations() -> None:
    body = {
        "paths": {
            "/": {"get": {INTEGRATION: {"type": "mock"}}, "parameters": []},
            "/orders": {
                "x-amazon-apigateway-any-method": {
                    INTEGRATION: {
                        "type": "aws_proxy",
                        "httpMethod": "POST",
                        "uri": UNKNOWN,
                        "timeoutInMillis": 30000,
                        "credentials": "arn:aws:iam::111122223333:role/call",
                        "connectionType": "VPC_LINK",
                        "connectionId": "${stageVariables.link}",
                        "integrationTarget": "arn:balancer",
                    }
                },
                "head": {"responses": {}},
            },
        }
    }
    function, mock = read(body, ApiIntegration)
    assert fields(mock, "name", "type", "uri", "function") == {
        "name": "orders GET /",
        "type": "MOCK",
        "uri": None,
        "function": None,
    }
    path = f"body.paths./orders.x-amazon-apigateway-any-method.{INTEGRATION}"
    assert fields(function, "name", "version", "http_method", "type", "timeout_milliseconds", "credentials") == {
        "name": "orders ANY /orders",
        "version": 1,
        "http_method": "POST",
        "type": "AWS_PROXY",
        "timeout_milliseconds": 30000,
        "credentials": "arn:aws:iam::111122223333:role/call",
    }
    assert shown(function.function) == (f"?is not known yet ({path}.uri)", "urn:f")
    assert shown(function.connection) == ("${stageVariables.link}", "urn:f")
    assert shown(function.api) == ("?is not known yet", f"{API}::orders")


def test_stage_variable_is_no_id_of_a_resource() -> None:
    body = {"paths": {"/": {"get": {INTEGRATION: {"uri": UNKNOWN, "connectionId": "${stageVariables.link}"}}}}}
    function = resource("privateapi:lambda:Function", {}, "f")
    api = resource(API, {"body": body}, "orders", {"body": [function.key]})
    (found,) = (node for node in nodes(api, function) if isinstance(node, ApiIntegration))
    assert shown(found.connection) == ("${stageVariables.link}", function.key)


def test_integration_that_is_referred_to() -> None:
    body = {
        "paths": {"/": {"get": {INTEGRATION: {"$ref": "#/components/x-amazon-apigateway-integrations/shared"}}}},
        "components": {"x-amazon-apigateway-integrations": {"shared": {"type": "http", "uri": "http://a"}}},
    }
    assert [shown(each.uri) for each in read(body, ApiIntegration)] == ["http://a"]


@pytest.mark.parametrize(
    ("case", "body", "reason"),
    [
        ("paths", {"paths": UNKNOWN}, "?is not known yet (body.paths)"),
        ("a path", {"paths": {"/": UNKNOWN}}, "?is not known yet (body.paths./)"),
        ("an operation", {"paths": {"/": {"get": UNKNOWN}}}, "?is not known yet (body.paths./.get)"),
        (
            "an integration",
            {"paths": {"/": {"get": {INTEGRATION: UNKNOWN}}}},
            f"?is not known yet (body.paths./.get.{INTEGRATION})",
        ),
    ],
)
def test_parts_that_are_not_known(case: str, body: Any, reason: str) -> None:
    assert [shown(each.uri) for each in read(body, ApiIntegration)] == [reason]


@pytest.mark.parametrize("body", [None, UNKNOWN, "{", "[]", {"paths": None}, {"paths": {"/": None}}])
def test_no_parts(body: Any) -> None:
    assert read(body, ApiIntegration) == []
    assert read(body, ApiResponse) == []


def test_responses() -> None:
    header = "method.response.header.Access-Control-Allow-Origin"
    body = {
        "paths": {"/": {"options": {INTEGRATION: {"responses": {"default": {"responseParameters": {header: "'*'"}}}}}}},
        "x-amazon-apigateway-gateway-responses": {
            "DEFAULT_4XX": {"responseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"}},
            "DEFAULT_5XX": {"statusCode": 500},
        },
    }
    assert [(each.name, shown(each.allow_origin)) for each in read(body, ApiResponse)] == [
        ("orders DEFAULT_4XX", "'*'"),
        ("orders DEFAULT_5XX", None),
        ("orders OPTIONS / default", "'*'"),
    ]
