"""OpenAPI documents as API Gateway reads them."""

from typing import Any

import pytest

from privateapi.provider.values import UNKNOWN
from privateapi.resources.apigateway._openapi import body_hash, faults, parse, with_settings

INTEGRATION = "x-amazon-apigateway-integration"
LAMBDA = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations"


def document(paths: Any, **extra: Any) -> dict[str, Any]:
    return {"openapi": "3.0.1", "paths": paths, **extra}


def orders(integration: Any) -> dict[str, Any]:
    return document({"/orders": {"get": {INTEGRATION: integration}}})


GET = {"get": {INTEGRATION: {"type": "mock"}}}
AT = 'body.paths["/orders"].get'


@pytest.mark.parametrize(
    ("case", "body", "found"),
    [
        ("nothing wrong", document({"/": GET, "/orders": GET, "/orders/{id}/lines": GET, "/{proxy+}": GET}), {}),
        ("Swagger 2.0", {"swagger": "2.0", "paths": {"/": GET}}, {}),
        ("any method", document({"/": {"x-amazon-apigateway-any-method": GET["get"], "parameters": []}}), {}),
        ("extension among the paths", document({"x-note": 1}), {}),
        ("unknown paths", document(UNKNOWN), {}),
        ("unknown parts", document({"/a": UNKNOWN, "/b": {"get": UNKNOWN}, "/c": {"get": {INTEGRATION: UNKNOWN}}}), {}),
        ("unknown version", {"openapi": UNKNOWN, "info": UNKNOWN, "paths": {}}, {}),
        ("unknown backend", orders({"type": "aws_proxy", "httpMethod": UNKNOWN, "uri": UNKNOWN}), {}),
        ("unknown type of backend", orders({"type": UNKNOWN}), {}),
        ("shared backend", orders({"$ref": "#/components/x-amazon-apigateway-integrations/one"}), {}),
        ("Lambda", orders({"type": "AWS_PROXY", "httpMethod": "POST", "uri": LAMBDA}), {}),
        (
            "no version",
            {"paths": {}},
            {"body.openapi": 'is required: the document must say its version, as in "openapi": "3.0.1"'},
        ),
        (
            "OpenAPI 3.1",
            {"openapi": "3.1.0", "paths": {}},
            {"body.openapi": "'3.1.0' is not read by API Gateway; it reads OpenAPI 3.0 and Swagger 2.0"},
        ),
        (
            "Swagger 1.2",
            {"swagger": "1.2", "paths": {}},
            {"body.swagger": "'1.2' is not read by API Gateway; it reads OpenAPI 3.0 and Swagger 2.0"},
        ),
        (
            "info is a text",
            {"openapi": "3.0.1", "info": "orders", "paths": {}},
            {"body.info": "'orders' is not an object; title and version stand in it"},
        ),
        (
            "no paths",
            {"openapi": "3.0.1"},
            {"body.paths": 'is required: an API has at least one path, as in {"/orders": {"get": {...}}}'},
        ),
        ("paths are a list", document([]), {"body.paths": "is a list; an object of paths and methods is needed"}),
        (
            "path without a slash",
            document({"orders": GET}),
            {'body.paths["orders"]': "the path 'orders' does not begin with a slash; '/orders' would be right"},
        ),
        (
            "blank in a path",
            document({"/my orders": GET}),
            {
                'body.paths["/my orders"]': "'my orders' is not a part of a path; letters, digits, ._-: and a whole "
                "part in braces are"
            },
        ),
        (
            "greedy part in the middle",
            document({"/{proxy+}/orders": GET}),
            {'body.paths["/{proxy+}/orders"]': "'{proxy+}' takes the rest of the path, so it must be its last part"},
        ),
        (
            "two variables under one parent",
            document({"/orders/{id}": GET, "/orders/{order}/lines": GET}),
            {
                'body.paths["/orders/{order}/lines"]': "'/orders' has the variable '{id}' already, not also '{order}'",
            },
        ),
        ("path item is a text", document({"/": "x"}), {'body.paths["/"]': "is a str; an object of methods is needed"}),
        (
            "misspelt method",
            document({"/orders": {"gett": {}}}),
            {'body.paths["/orders"].gett': "'gett' is not a method; did you mean 'get'?"},
        ),
        (
            "no method at all",
            document({"/orders": {"subscribe": {}}}),
            {
                'body.paths["/orders"].subscribe': "'subscribe' is not a method; there are get, put, post, delete, "
                "options, head, patch, x-amazon-apigateway-any-method"
            },
        ),
        ("operation is a list", document({"/orders": {"get": []}}), {AT: "is a list; an object is needed"}),
        (
            "no backend",
            document({"/orders": {"get": {"responses": {}}}}),
            {AT: f"has no {INTEGRATION}: the method has no backend, and no deployment is possible"},
        ),
        ("backend is a text", orders("mock"), {f"{AT}.{INTEGRATION}": "is a str; an object is needed"}),
        (
            "backend without a type",
            orders({}),
            {f"{AT}.{INTEGRATION}.type": "is required; aws, aws_proxy, http, http_proxy, mock are"},
        ),
        (
            "backend of no known type",
            orders({"type": "lambda"}),
            {
                f"{AT}.{INTEGRATION}.type": "'lambda' is not a type of integration; "
                "aws, aws_proxy, http, http_proxy, mock are"
            },
        ),
        (
            "backend without an address",
            orders({"type": "http_proxy"}),
            {
                f"{AT}.{INTEGRATION}.uri": "is required: an integration of type http_proxy calls something",
                f"{AT}.{INTEGRATION}.httpMethod": "is required for an integration of type http_proxy; POST for Lambda",
            },
        ),
        (
            "Lambda by GET",
            orders({"type": "aws_proxy", "httpMethod": "GET", "uri": LAMBDA}),
            {f"{AT}.{INTEGRATION}.httpMethod": "'GET' does not invoke a function; Lambda takes POST only"},
        ),
        (
            "VPC link without its id",
            orders({"type": "http", "httpMethod": "GET", "uri": "http://nlb/", "connectionType": "VPC_LINK"}),
            {f"{AT}.{INTEGRATION}.connectionId": "is required with connectionType VPC_LINK: the id of the VPC link"},
        ),
    ],
)
def test_faults(case: str, body: Any, found: dict[str, str]) -> None:
    assert {fault.path: fault.reason for fault in faults("body", body)} == found


def test_yaml_says_what_json_would() -> None:
    text = "info:\n  version: 2024-01-01\nresponses:\n  200: {a: yes}\n  0x1F: 1\n"
    assert parse(text) == {"info": {"version": "2024-01-01"}, "responses": {"200": {"a": True}, "0x1F": 1}}


def test_yaml_follows_anchors() -> None:
    text = "base: &base {type: mock}\none: {<<: *base, a: 1}\n"
    assert parse(text) == {"base": {"type": "mock"}, "one": {"type": "mock", "a": 1}}


@pytest.mark.parametrize(
    ("case", "value", "message"),
    [
        ("a number", 5, "a int is not an OpenAPI document; give an object, or its JSON or YAML"),
        ("a list", "- a", "the document is a list; an object with openapi, info and paths is needed"),
        ("a tag", "!!python/object:os.system {}", "the document is neither JSON nor YAML: "),
        ("a control character", "a: \x01", "the document is neither JSON nor YAML: it has characters that no text has"),
    ],
)
def test_parse_refuses(case: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        parse(value)


def test_hash_does_not_see_the_order() -> None:
    assert body_hash({"a": 1, "b": [1, 2]}) == body_hash({"b": [1, 2], "a": 1})
    assert body_hash({"b": [1, 2]}) != body_hash({"b": [2, 1]})


SAID: dict[str, Any] = {
    "name": "orders",
    "description": None,
    "apiKeySource": "HEADER",
    "binaryMediaTypes": None,
    "minimumCompressionSize": None,
    "policy": {"Statement": []},
    "disableExecuteApiEndpoint": False,
    "vpcEndpointIds": ["vpce-1"],
}
ENDPOINT = {"x-amazon-apigateway-endpoint-configuration": {"vpcEndpointIds": ["vpce-1"]}}
COMMON = {
    "info": {"title": "orders", "version": "1"},
    "x-amazon-apigateway-api-key-source": "HEADER",
    "x-amazon-apigateway-policy": {"Statement": []},
}


@pytest.mark.parametrize(
    ("case", "body", "values", "full"),
    [
        ("Swagger 2.0", {"swagger": "2.0"}, SAID, {"swagger": "2.0", **COMMON, **ENDPOINT}),
        (
            "OpenAPI 3.0 without servers",
            {"openapi": "3.0.1"},
            SAID,
            {"openapi": "3.0.1", **COMMON, "servers": [{"url": "https://api/", **ENDPOINT}]},
        ),
        (
            "OpenAPI 3.0 with servers",
            {"openapi": "3.0.1", "servers": [{"url": "https://own/"}, {"url": "https://b/", **ENDPOINT}]},
            SAID,
            {"openapi": "3.0.1", **COMMON, "servers": [{"url": "https://own/", **ENDPOINT}, {"url": "https://b/"}]},
        ),
        (
            "settings that are taken away",
            {
                "openapi": "3.0.1",
                "info": {"title": "old", "description": "old", "version": "7"},
                "servers": [{"url": "https://own/", **ENDPOINT}],
                "x-amazon-apigateway-binary-media-types": ["a/b"],
            },
            {**SAID, "vpcEndpointIds": None},
            {
                "openapi": "3.0.1",
                **COMMON,
                "info": {"title": "orders", "version": "7"},
                "servers": [{"url": "https://own/"}],
            },
        ),
        (
            "no servers are made for nothing",
            {"openapi": "3.0.1"},
            {**SAID, "vpcEndpointIds": None},
            {"openapi": "3.0.1", **COMMON},
        ),
    ],
)
def test_with_settings(case: str, body: dict[str, Any], values: dict[str, Any], full: dict[str, Any]) -> None:
    before = repr(body)
    assert with_settings(body, values, "https://api/") == full
    assert repr(body) == before, "the program's document is not changed"
