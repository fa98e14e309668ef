"""AWS-API-16."""

from privateapi.rules.aws_apigw.cors_origins import CorsOrigins
from privateapi.topology.model import ApiResponse, Node, RestApi
from privateapi.topology.values import UNKNOWN, Known, Ref, Value, values_of
from tests.rules.api_nodes import http_api, rest_api
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

EVERYWHERE = values_of("https://a.example.com", "*")


def answer(origin: str | Value[str], api: Ref | None = None) -> Node:
    """An answer of the planned REST API `orders` with a header."""
    value: Value[str] = Known(origin) if isinstance(origin, str) else origin
    return node(ApiResponse, "options", api=api or ref(RestApi, "orders"), allow_origin=value)


class TestCorsOrigins(RuleSuite):
    rule = CorsOrigins
    passing = [
        ("named origins", [http_api("private-orders", cors_allow_origins=values_of("https://a.example.com"))]),
        ("an API that is meant to be public", [http_api(cors_allow_origins=EVERYWHERE)]),
        ("no cross-origin requests", [http_api("private-orders")]),
        ("a named origin of a REST API", [rest_api(), answer("'https://a.example.com'")]),
        ("the origin of the request", [rest_api(), answer("integration.response.header.origin")]),
        ("a Regional REST API", [rest_api(kind="REGIONAL"), answer("'*'")]),
        ("no header", [rest_api(), node(ApiResponse, "ok", api=ref(RestApi, "orders"))]),
    ]
    failing = [
        (
            "an HTTP API",
            [http_api("saas-private-api", cors_allow_origins=EVERYWHERE)],
            ["HTTP API saas-private-api is named saas-private-api, and allows every origin (*)"],
        ),
        (
            "a REST API",
            [rest_api(), answer("'*'")],
            ["API response options of REST API orders allows every origin (*), and it is PRIVATE"],
        ),
    ]
    unknown = [
        (
            "origins that are not known",
            [http_api("private-orders", cors_allow_origins=values_of("https://a.example.com", UNKNOWN))],
            ["HTTP API private-orders: the list allowOrigins is not known yet"],
        ),
        (
            "a header that is not known",
            [rest_api(), answer(UNKNOWN)],
            ["API response options: the header Access-Control-Allow-Origin is not known yet"],
        ),
        (
            "an API that was not read",
            [answer("'*'", Ref.to("a1"))],
            ["API response options: its API names 'a1', which is not among the resources that were read"],
        ),
        (
            "a name that is not known",
            [http_api(api_name=UNKNOWN, cors_allow_origins=EVERYWHERE)],
            ["HTTP API orders: the name is not known yet"],
        ),
    ]
