"""PrivateRestApi: what is deployed, through which endpoint it answers, and when it is deployed again."""

import json
from typing import Any

import pulumi
import pytest

from components.aws import ComponentError, HttpBackend, LambdaBackend, PrivateRestApi, Throttle
from tests.components.declaring import declare, text

CODE = {"index.py": "def handler(event, context):\n    return {'statusCode': 200}\n"}
ROUTES = {"GET /orders/{id}": LambdaBackend(CODE), "ANY /{proxy+}": LambdaBackend(CODE)}
SET_VARIABLE = "set the variable in every stage of the API"


def body_of(integration: dict[str, Any]) -> dict[str, Any]:
    """A document with one operation."""
    operation = {"responses": {"200": {"description": "ok"}}, "x-amazon-apigateway-integration": integration}
    return {
        "openapi": "3.0.1",
        "info": {"title": "orders", "version": "1"},
        "paths": {"/orders": {"get": operation}},
    }


BODY = body_of({"type": "mock", "requestTemplates": {}})


def _api(**arguments: Any) -> PrivateRestApi:
    given: dict[str, Any] = {"region": "us-east-1", "vpc_endpoint_ids": ["vpce-0a"], **arguments}
    if "body" not in given:
        given.setdefault("routes", ROUTES)
    return PrivateRestApi("api", **given)


def test_document() -> None:
    made = declare(lambda: _api())
    uri = text("Function", "api-backend", "invokeArn")
    integration = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri, "passthroughBehavior": "when_no_match"}
    responses = {"200": {"description": "The backend's answer"}}

    def parameters(name: str) -> list[dict[str, Any]]:
        return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}}]

    assert made.one("apigateway:RestApi")["body"] == {
        "openapi": "3.0.1",
        "info": {"title": "api", "version": "1"},
        "paths": {
            "/orders/{id}": {
                "get": {
                    "responses": responses,
                    "x-amazon-apigateway-integration": integration,
                    "parameters": parameters("id"),
                }
            },
            "/{proxy+}": {
                "x-amazon-apigateway-any-method": {
                    "responses": responses,
                    "x-amazon-apigateway-integration": integration,
                    "parameters": parameters("proxy"),
                }
            },
        },
    }


def test_http_backend() -> None:
    made = declare(lambda: _api(routes={"GET /{proxy+}": HttpBackend("https://backend.example.com/{proxy}")}))
    [operation] = made.one("apigateway:RestApi")["body"]["paths"]["/{proxy+}"].values()
    # API Gateway passes a path parameter on only where the integration maps it.
    assert operation["x-amazon-apigateway-integration"] == {
        "type": "http_proxy",
        "httpMethod": "GET",
        "uri": "https://backend.example.com/{proxy}",
        "passthroughBehavior": "when_no_match",
        "requestParameters": {"integration.request.path.proxy": "method.request.path.proxy"},
    }
    assert "lambda:Function" not in made.counts() and "lambda:Permission" not in made.counts()


def test_private_and_policy() -> None:
    made = declare(lambda: _api(vpc_endpoint_ids=["vpce-0a", "vpce-0b"], disable_execute_api_endpoint=True))
    api = made.one("apigateway:RestApi")
    assert api["endpointConfiguration"] == {"types": ["PRIVATE"], "vpcEndpointIds": ["vpce-0a", "vpce-0b"]}
    assert api["disableExecuteApiEndpoint"] is True
    everyone = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    assert api["policy"] == {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", **everyone},
            {
                "Effect": "Deny",
                **everyone,
                "Condition": {"StringNotEquals": {"aws:SourceVpce": ["vpce-0a", "vpce-0b"]}},
            },
        ],
    }


def test_openapi_body() -> None:
    made = declare(lambda: _api(body=BODY))
    assert made.one("apigateway:RestApi")["body"] == BODY
    assert made.counts() == {
        "apigateway:Account": 1,
        "apigateway:Deployment": 1,
        "apigateway:RestApi": 1,
        "apigateway:Stage": 1,
        "iam:Role": 1,
        "logs:LogGroup": 1,
    }


def test_stage() -> None:
    made = declare(lambda: _api(stage_name="v1", throttle=Throttle(50.5, 10), log_retention_days=7))
    stage = made.one("apigateway:Stage")
    assert json.loads(stage.pop("accessLogSettings")["format"])["vpceId"] == "$context.identity.vpceId"
    assert stage == {
        "region": "us-east-1",
        "restApiId": text("RestApi", "api", "restApiId"),
        "stageName": "v1",
        "deploymentId": text("Deployment", "api", "deploymentId"),
        "methodSettings": {"*/*": {"metricsEnabled": True, "throttlingRateLimit": 50.5, "throttlingBurstLimit": 10}},
        "tags": {},
    }
    groups = made.inputs("logs:LogGroup")
    assert {each["name"]: each["retentionInDays"] for each in groups.values()} == {
        "/privateapi/api/access": 7,
        "/aws/lambda/api-backend": 7,
    }
    [account] = made.all("apigateway:Account").values()
    [registered] = made.all("apigateway:Stage").values()
    assert account.urn in registered.depends_on, "the account's logging role comes before a stage that logs"
    assert account.inputs["cloudwatchRoleArn"] == text("Role", "api-logs", "arn")


def test_account_that_logs_already() -> None:
    made = declare(lambda: _api(body=BODY, logging_role=False))
    assert "apigateway:Account" not in made.counts() and "iam:Role" not in made.counts()


def test_equal_backends_are_one_function() -> None:
    slow = LambdaBackend(CODE, timeout=20)
    routes = {**ROUTES, "POST /orders": slow, "PUT /orders": LambdaBackend(dict(CODE), timeout=20)}
    made = declare(lambda: _api(routes=routes))
    functions = made.inputs("lambda:Function")
    assert {name: each["timeout"] for name, each in functions.items()} == {"api-backend": 10, "api-backend-2": 20}
    assert {name: (each["functionName"], each["sourceArn"]) for name, each in _permissions(made).items()} == {
        name: (
            functions[name]["name"],
            text("RestApi", "api", "executionArn") + "/*",
        )
        for name in functions
    }
    paths = made.one("apigateway:RestApi")["body"]["paths"]
    assert {
        method: each["x-amazon-apigateway-integration"]["uri"] for method, each in paths["/orders"].items()
    } == dict.fromkeys(("post", "put"), text("Function", "api-backend-2", "invokeArn"))


def _permissions(made: Any) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = made.inputs("lambda:Permission")
    assert {each["principal"] for each in found.values()} == {"apigateway.amazonaws.com"}
    return found


def test_function() -> None:
    backend = LambdaBackend(
        {"app.mjs": "export const run = async () => ({statusCode: 200})"},
        "app.run",
        "nodejs22.x",
        256,
        29,
        {"TABLE": "orders"},
    )
    made = declare(lambda: _api(routes={"GET /": backend}, tags={"team": "a"}))
    assert made.one("lambda:Function") == {
        "region": "us-east-1",
        "name": "api-backend",
        "role": text("Role", "api-backend", "arn"),
        "runtime": "nodejs22.x",
        "handler": "app.run",
        "files": {"app.mjs": "export const run = async () => ({statusCode: 200})"},
        "memorySize": 256,
        "timeout": 29,
        "environment": {"TABLE": "orders"},
        "tags": {"team": "a"},
    }
    [statement] = made.one("iam:RolePolicy")["policy"]["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": text("LogGroup", "api-backend", "arn") + ":*",
    }, "a function may write its own log and nothing else"


def _trigger(**changes: Any) -> str:
    [content] = declare(lambda: _api(**changes)).one("apigateway:Deployment")["triggers"].values()
    return str(content)


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("route", {"routes": {**ROUTES, "POST /orders": LambdaBackend(CODE)}}),
        ("method", {"routes": {"PUT /orders/{id}": LambdaBackend(CODE), "ANY /{proxy+}": LambdaBackend(CODE)}}),
        ("policy", {"vpc_endpoint_ids": ["vpce-0b"]}),
        ("body", {"body": BODY}),
    ],
)
def test_deployed_again(case: str, changes: dict[str, Any]) -> None:
    assert _trigger(**changes) != _trigger()


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("nothing", {}),
        ("order of the routes", {"routes": dict(reversed(ROUTES.items()))}),
        ("code", {"routes": {route: LambdaBackend({"index.py": "handler = print"}) for route in ROUTES}}),
        ("tags", {"tags": {"team": "a"}}),
        ("throttle", {"throttle": Throttle(1, 1)}),
        ("stage", {"stage_name": "other"}),
        ("logs", {"log_retention_days": 1, "logging_role": False}),
    ],
)
def test_not_deployed_again(case: str, changes: dict[str, Any]) -> None:
    assert _trigger(**changes) == _trigger()


def test_body_changes() -> None:
    changed = {**BODY, "info": {"title": "orders", "version": "2"}}
    assert _trigger(body=changed) != _trigger(body=BODY)
    assert _trigger(body=dict(reversed(BODY.items()))) == _trigger(body=BODY)


@pytest.mark.parametrize(
    ("case", "changes", "lines"),
    [
        ("neither", {"routes": None}, ["give either routes or body (an OpenAPI document)"]),
        ("both", {"routes": ROUTES, "body": BODY}, ["give either routes or body (an OpenAPI document)"]),
        (
            "no routes",
            {"routes": {}},
            ['routes: there is none; give at least one, such as {"GET /orders": LambdaBackend(...)}'],
        ),
        (
            "stage",
            {"stage_name": "v 1"},
            ["stageName: 'v 1' is not a stage's name; letters, digits, hyphens and underscores are allowed"],
        ),
        *(
            (
                f"route {route!r}",
                {"routes": {route: LambdaBackend(CODE)}},
                [f"routes: {route!r} is not a method and a path; write it as 'GET /orders/{{id}}'"],
            )
            for route in ("/orders", "get /orders", "GET orders", "FETCH /orders", "GET", "GET /a b", "GET  /orders")
        ),
        (
            "handler without a function",
            {"routes": {"GET /": LambdaBackend(CODE, "index")}},
            ["routes['GET /'].handler: 'index' is not `module.function`"],
        ),
        (
            "handler without its file",
            {"routes": {"GET /": LambdaBackend({"main.py": "", "app.py": ""}, "index.handler")}},
            ["routes['GET /'].handler: 'index.handler' needs a file index.*; there are: app.py, main.py"],
        ),
        (
            "no files and too long",
            {"routes": {"GET /": LambdaBackend({}, timeout=30)}},
            [
                "routes['GET /'].handler: 'index.handler' needs a file index.*; there are: none",
                "routes['GET /'].timeout: 30 s; API Gateway waits 29 s at most, so 1 to 29 make sense",
            ],
        ),
        (
            "URL",
            {"routes": {"GET /": HttpBackend("backend.example.com")}},
            ["routes['GET /'].url: 'backend.example.com' is not an http or https URL"],
        ),
        (
            "no endpoint",
            {"vpc_endpoint_ids": []},
            ["vpcEndpointIds: there is none; a private API that no endpoint leads to answers nobody"],
        ),
        (
            "URL with a variable",
            {"routes": {"GET /": HttpBackend("https://${stageVariables.host}/"), "GET /a": LambdaBackend(CODE)}},
            [
                "routes['GET /'].url: AWS-API-14: API stage live of REST API api does not set host, which API "
                f"integration api GET / uses. Fix: {SET_VARIABLE}",
            ],
        ),
        (
            "body with a variable",
            {"body": body_of({"type": "http_proxy", "httpMethod": "GET", "uri": "https://${stageVariables.host}/a"})},
            [
                "body.GET /orders: AWS-API-14: API stage live of REST API api does not set host, which API "
                f"integration api GET /orders uses. Fix: {SET_VARIABLE}",
            ],
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _api(**changes))
    assert str(caught.value).splitlines() == ["PrivateRestApi (api):", *(f"  {line}" for line in lines)]


def test_body_with_outputs() -> None:
    """What is not known yet of a document hides nothing else of it."""

    def integration(uri: str) -> dict[str, Any]:
        credentials = pulumi.Output.from_input("arn:aws:iam::123456789012:role/calls")
        return {"type": "http_proxy", "httpMethod": "GET", "uri": uri, "credentials": credentials}

    made = declare(lambda: _api(body=body_of(integration("https://backend.example.com/"))))
    assert "credentials" in str(made.one("apigateway:RestApi")["body"])
    with pytest.raises(ComponentError, match=r"body\.GET /orders: AWS-API-14"):
        declare(lambda: _api(body=body_of(integration("https://${stageVariables.host}/"))))
