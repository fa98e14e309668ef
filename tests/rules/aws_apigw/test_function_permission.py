"""AWS-API-18."""

from typing import Any

from privateapi.rules.aws_apigw.function_permission import FunctionPermission
from privateapi.rules.finding import Severity
from privateapi.topology.model import HttpApi, LambdaFunction, LambdaPermission, Node, RestApi
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import http_api, integration, rest_api
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite, run

FUNCTION = node(LambdaFunction, "orders")
READ = node(
    LambdaFunction, "orders", id=Known("orders"), identifiers=("arn:aws:lambda:us-east-1:111122223333:function:orders",)
)
INVOKE = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{}/invocations"
ARN = "arn:aws:lambda:us-east-1:111122223333:function:orders"
NONE = [
    "API integration list of REST API orders calls function orders, which has no permission for that API",
]


def calls(**fields: Any) -> Node:
    """An integration that calls the planned function `orders`."""
    given = {"type": Known("AWS_PROXY"), "uri": UNKNOWN, "function": ref(LambdaFunction, "orders"), **fields}
    return integration(**given)


def permission(name: str = "orders", **fields: Any) -> Node:
    """A permission to call the planned function `orders`, for API Gateway and the planned REST API."""
    given = {
        "function": ref(LambdaFunction, "orders"),
        "principal": Known("apigateway.amazonaws.com"),
        "action": Known("lambda:InvokeFunction"),
        "source_arn": UNKNOWN,
        "source": ref(RestApi, "orders"),
        **fields,
    }
    return node(LambdaPermission, name, **given)


def of(arn: str) -> dict[str, Any]:
    """The fields of a permission for an ARN as written."""
    return {"source_arn": Known(arn), "source": Ref.to(arn)}


EXECUTE = "arn:aws:execute-api:us-east-1:111122223333:{}/*/*"
DEPLOYED = rest_api(id=Known("a1b2c3"))


class TestFunctionPermission(RuleSuite):
    rule = FunctionPermission
    passing = [
        ("of the API", [calls(), FUNCTION, rest_api(), permission()]),
        (
            "of the API, by its id",
            [calls(uri=Known(INVOKE.format(ARN)), function=Ref.to(INVOKE.format(ARN))), READ, DEPLOYED]
            + [permission(**of(EXECUTE.format("a1b2c3")))],
        ),
        (
            "through an alias of the function",
            [calls(uri=Known(INVOKE.format(f"{ARN}:live")), function=Ref.to("x")), READ, DEPLOYED]
            + [permission(**of(EXECUTE.format("*")))],
        ),
        (
            "of an HTTP API",
            [
                calls(api=ref(HttpApi, "orders"), version=2, uri=Known(ARN), function=Ref.to(ARN)),
                READ,
                http_api(),
                permission(source=ref(HttpApi, "orders")),
            ],
        ),
        ("a role", [calls(credentials=Known("arn:aws:iam::111122223333:role/call")), FUNCTION, rest_api()]),
        ("another backend", [integration(type=Known("HTTP_PROXY"), uri=Known("http://a"))]),
        (
            "another service",
            [integration(type=Known("AWS"), uri=Known("arn:aws:apigateway:us-east-1:sqs:path/1/orders")), rest_api()],
        ),
        ("an action of another service", [integration(type=Known("AWS_PROXY"), version=2)]),
        (
            "one of two functions, both permitted",
            [
                calls(function=Ref.by("LambdaFunction:orders", "LambdaFunction:other")),
                FUNCTION,
                node(LambdaFunction, "other"),
                rest_api(),
                permission(),
                permission("other", function=ref(LambdaFunction, "other")),
            ],
        ),
    ]
    failing = [
        ("none", [calls(), FUNCTION, rest_api()], NONE),
        ("for another service", [calls(), FUNCTION, rest_api(), permission(principal=Known("s3.amazonaws.com"))], NONE),
        ("for another action", [calls(), FUNCTION, rest_api(), permission(action=Known("lambda:GetFunction"))], NONE),
        (
            "of another function",
            [calls(), FUNCTION, node(LambdaFunction, "other"), rest_api()]
            + [permission(function=ref(LambdaFunction, "other"))],
            NONE,
        ),
        ("of another API", [calls(), FUNCTION, DEPLOYED, permission(**of(EXECUTE.format("other")))], NONE),
        ("of a bucket", [calls(), FUNCTION, DEPLOYED, permission(**of("arn:aws:s3:::orders"))], NONE),
        (
            "of every API",
            [calls(), FUNCTION, rest_api(), permission(source=Ref())],
            [
                "function permission orders lets every API of API Gateway call function orders: it has no sourceArn",
            ],
        ),
    ]
    unknown = [
        (
            "a function that was not read",
            [calls(uri=Known(INVOKE.format(ARN)), function=Ref.to("x")), rest_api()],
            ["API integration list: the function orders is not among the resources that were read"],
        ),
        (
            "a URI that is not known",
            [calls(function=Ref(UNKNOWN)), rest_api()],
            ["API integration list: the uri is not known yet"],
        ),
        (
            "one of two functions",
            [
                calls(function=Ref.by("LambdaFunction:orders", "LambdaFunction:other")),
                FUNCTION,
                node(LambdaFunction, "other"),
                rest_api(),
                permission(),
            ],
            ["API integration list: which function it calls is not known: function orders or function other"],
        ),
        (
            "a permission whose function is not known",
            [calls(), FUNCTION, rest_api(), permission(function=Ref(UNKNOWN))],
            [
                "API integration list: function permission orders may be for function orders: its function is not "
                "known yet"
            ],
        ),
        (
            "a permission whose ARN is not known",
            [calls(), FUNCTION, rest_api(), permission(source=Ref(UNKNOWN))],
            ["API integration list: the sourceArn of function permission orders is not known yet"],
        ),
        (
            "an API whose id is not known",
            [calls(), FUNCTION, rest_api(), permission(**of(EXECUTE.format("a1b2c3")))],
            ["API integration list: the id of REST API orders is not known yet"],
        ),
        (
            "a principal that is not known",
            [calls(), FUNCTION, rest_api(), permission(principal=UNKNOWN)],
            ["API integration list: the principal of function permission orders is not known yet"],
        ),
        (
            "a type that is not known",
            [calls(type=UNKNOWN), FUNCTION, rest_api()],
            ["API integration list: its type is not known yet"],
        ),
    ]

    def test_levels(self) -> None:
        for nodes, level in (
            ([calls(), FUNCTION, rest_api()], Severity.MANDATORY),
            ([calls(), FUNCTION, rest_api(), permission(source=Ref())], Severity.ADVISORY),
        ):
            assert [each.severity for each in run(FunctionPermission, nodes).violations] == [level]
