"""APIs from OpenAPI documents: everything in them, merged or overwritten."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]

LAMBDA = (
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
    "/arn:aws:lambda:us-east-1:123456789012:function:f/invocations"
)
PROXY = {"type": "aws_proxy", "httpMethod": "POST", "uri": LAMBDA, "passthroughBehavior": "when_no_match"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.1",
    "info": {"title": "orders", "description": "orders of customers", "version": "2025-01"},
    "x-amazon-apigateway-policy": {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}],
    },
    "x-amazon-apigateway-binary-media-types": ["image/png"],
    "x-amazon-apigateway-request-validators": {"all": {"validateRequestBody": True, "validateRequestParameters": True}},
    "x-amazon-apigateway-gateway-responses": {"DEFAULT_4XX": {"responseParameters": {}, "responseTemplates": {}}},
    "components": {
        "schemas": {"Order": {"type": "object", "properties": {"id": {"type": "string"}}}},
        "securitySchemes": {
            "signed": {
                "type": "apiKey",
                "name": "Authorization",
                "in": "header",
                "x-amazon-apigateway-authtype": "awsSigv4",
            },
            "key": {"type": "apiKey", "name": "x-api-key", "in": "header"},
        },
    },
    "paths": {
        "/": {"get": {"responses": {"200": {}}, "x-amazon-apigateway-integration": PROXY}},
        "/orders/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True}],
            "post": {
                "operationId": "putOrder",
                "security": [{"signed": []}, {"key": []}],
                "x-amazon-apigateway-request-validator": "all",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                "responses": {"200": {"headers": {"X-Order": {}}}},
                "x-amazon-apigateway-integration": {
                    "type": "http",
                    "httpMethod": "POST",
                    "uri": "https://backend.example.internal/",
                    "connectionType": "VPC_LINK",
                    "connectionId": "abc123",
                    "responses": {"default": {"statusCode": "200"}},
                },
            },
            "x-amazon-apigateway-any-method": {"x-amazon-apigateway-integration": {"type": "mock"}},
        },
    },
}


def encoded(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()


def resources_of(aws: Clients, api: str) -> dict[str, dict[str, Any]]:
    items = aws("apigateway").get_resources(restApiId=api)["items"]
    assert len({item["path"] for item in items}) == len(items), "one resource per path"
    return {item["path"]: item for item in items}


def make(aws: Clients) -> dict[str, Any]:
    answer: dict[str, Any] = aws("apigateway").create_rest_api(name="api", endpointConfiguration={"types": ["PRIVATE"]})
    return answer


def overwrite_keeps_the_root(aws: Clients) -> None:
    api = make(aws)
    for _ in range(2):
        answer = aws("apigateway").put_rest_api(restApiId=api["id"], mode="overwrite", body=encoded(DOCUMENT))
        assert answer["rootResourceId"] == api["rootResourceId"]
        resources = resources_of(aws, api["id"])
        assert resources["/"]["id"] == api["rootResourceId"]
        assert list(resources["/"]["resourceMethods"]) == ["GET"]
    assert set(resources) == {"/", "/orders", "/orders/{id}"}


def document_is_taken_whole(aws: Clients) -> None:
    gateway = aws("apigateway")
    api = make(aws)["id"]
    answer = gateway.put_rest_api(restApiId=api, mode="overwrite", body=encoded(DOCUMENT))
    assert (answer["name"], answer["description"]) == ("orders", "orders of customers")
    assert answer["binaryMediaTypes"] == ["image/png"]
    assert json.loads(json.loads(f'"{answer["policy"]}"'))["Statement"][0]["Principal"] == "*"
    assert answer["endpointConfiguration"]["types"] == ["PRIVATE"]
    methods = resources_of(aws, api)["/orders/{id}"]["resourceMethods"]
    post = methods["POST"]
    (validator,) = gateway.get_request_validators(restApiId=api)["items"]
    assert post["requestValidatorId"] == validator["id"]
    assert (post["authorizationType"], post["apiKeyRequired"]) == ("AWS_IAM", True)
    assert post["operationName"] == "putOrder"
    assert post["requestParameters"] == {"method.request.path.id": True}
    assert post["requestModels"] == {"application/json": "Order"}
    assert post["methodResponses"]["200"]["responseParameters"] == {"method.response.header.X-Order": False}
    assert post["methodIntegration"]["type"] == "HTTP"
    assert post["methodIntegration"]["connectionId"] == "abc123"
    assert post["methodIntegration"]["integrationResponses"]["200"]["statusCode"] == "200"
    assert methods["ANY"]["methodIntegration"]["type"] == "MOCK"
    assert [model["name"] for model in gateway.get_models(restApiId=api)["items"]] == ["Order"]
    responses = gateway.get_gateway_responses(restApiId=api)["items"]
    assert [item["responseType"] for item in responses] == ["DEFAULT_4XX"]


def merge_adds_to_what_is_there(aws: Clients) -> None:
    gateway = aws("apigateway")
    api = make(aws)["id"]
    gateway.put_rest_api(restApiId=api, mode="merge", body=encoded(DOCUMENT))
    before = resources_of(aws, api)
    more = copy.deepcopy(DOCUMENT)
    more["paths"] = {"/orders/{id}/lines": {"get": {"x-amazon-apigateway-integration": PROXY}}}
    gateway.put_rest_api(restApiId=api, mode="merge", body=encoded(more))
    after = resources_of(aws, api)
    assert set(after) == {*before, "/orders/{id}/lines"}
    assert all(after[path]["id"] == item["id"] for path, item in before.items())


def import_takes_the_type_from_its_parameters(aws: Clients) -> None:
    document = {key: value for key, value in DOCUMENT.items() if key != "info"} | {"info": {"title": "bare"}}
    answer = aws("apigateway").import_rest_api(
        parameters={"endpointConfigurationTypes": "PRIVATE"}, body=encoded(document)
    )
    assert (answer["name"], answer["endpointConfiguration"]["types"]) == ("bare", ["PRIVATE"])


def swagger_is_understood(aws: Clients) -> None:
    document = {
        "swagger": "2.0",
        "info": {"title": "orders"},
        "paths": {
            "/orders": {
                "post": {
                    "parameters": [{"in": "body", "name": "order", "schema": {"$ref": "#/definitions/Order"}}],
                    "x-amazon-apigateway-integration": PROXY,
                }
            }
        },
        "definitions": {"Order": {"type": "object"}},
    }
    api = make(aws)["id"]
    aws("apigateway").put_rest_api(restApiId=api, mode="overwrite", body=encoded(document))
    post = resources_of(aws, api)["/orders"]["resourceMethods"]["POST"]
    assert post["requestModels"] == {"application/json": "Order"}


CHECKS = [
    overwrite_keeps_the_root,
    document_is_taken_whole,
    merge_adds_to_what_is_there,
    import_takes_the_type_from_its_parameters,
    swagger_is_understood,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


@pytest.mark.parametrize(
    ("case", "body"),
    [
        ("no document", b"{}"),
        ("neither JSON nor YAML", b"openapi: ["),
        ("a version that is none", encoded({"openapi": "4.0", "info": {"title": "x"}, "paths": {}})),
        ("no title", encoded({"openapi": "3.0.1", "info": {}, "paths": {}})),
        (
            "a reference that leads nowhere",
            encoded(
                {
                    "openapi": "3.0.1",
                    "info": {"title": "x"},
                    "paths": {"/b": {"get": {"parameters": [{"$ref": "#/components/parameters/a"}]}}},
                }
            ),
        ),
        (
            "an integration without ARN",
            encoded(
                {
                    "openapi": "3.0.1",
                    "info": {"title": "x"},
                    "paths": {
                        "/b": {"get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST"}}}
                    },
                }
            ),
        ),
    ],
)
def test_bad_document_changes_nothing(aws: Clients, case: str, body: bytes) -> None:
    gateway = aws("apigateway")
    api = make(aws)["id"]
    gateway.put_rest_api(restApiId=api, mode="overwrite", body=encoded(DOCUMENT))
    before = gateway.get_rest_api(restApiId=api), resources_of(aws, api)
    for mode in ("overwrite", "merge"):
        arguments = {"restApiId": api, "mode": mode, "body": body}
        assert error_code(gateway.put_rest_api, **arguments) == "BadRequestException", case
        after = gateway.get_rest_api(restApiId=api), resources_of(aws, api)
        assert after[0]["name"] == before[0]["name"]
        assert after[1] == before[1]


def test_yaml_is_understood(aws: Clients) -> None:
    document = b"""
openapi: 3.0.1
info: {title: orders}
paths:
  /ping:
    get:
      x-amazon-apigateway-integration: {type: mock}
"""
    api = make(aws)["id"]
    aws("apigateway").put_rest_api(restApiId=api, mode="overwrite", body=document)
    assert set(resources_of(aws, api)) == {"/", "/ping"}
