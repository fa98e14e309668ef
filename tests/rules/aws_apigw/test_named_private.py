"""AWS-API-04."""

from privateapi.rules.aws_apigw.named_private import NamedPrivate
from privateapi.topology.values import MISSING, UNKNOWN
from tests.rules.api_nodes import http_api, rest_api
from tests.rules.suite import RuleSuite


class TestNamedPrivate(RuleSuite):
    rule = NamedPrivate
    passing = [
        ("a PRIVATE REST API", [rest_api("private-orders", tags=(("visibility", "private"),))]),
        ("another name", [http_api(), rest_api(kind="REGIONAL")]),
        ("the word in another", [http_api("privateer")]),
        ("said not to be", [http_api("non-private-orders"), http_api("orders", tags=(("private", "false"),))]),
        ("a tag about something else", [http_api(tags=(("data-classification", "private"),))]),
        ("a PRIVATE API whose name is not known", [rest_api(api_name=UNKNOWN)]),
    ]
    failing = [
        (
            "the name in the source document",
            [http_api("saas-private-api")],
            ["HTTP API saas-private-api is named saas-private-api, but HTTP APIs have no private type: it is public"],
        ),
        (
            "the name of the resource, where the API has none",
            [http_api("PrivateOrders", api_name=MISSING)],
            ["HTTP API PrivateOrders is named PrivateOrders, but HTTP APIs have no private type: it is public"],
        ),
        (
            "a tag",
            [http_api(tags=(("visibility", "private"),))],
            ["HTTP API orders is tagged visibility=private, but HTTP APIs have no private type: it is public"],
        ),
        (
            "a tag by its key, and a name that is not known",
            [http_api(api_name=UNKNOWN, tags=(("Private", "true"),))],
            ["HTTP API orders is tagged Private=true, but HTTP APIs have no private type: it is public"],
        ),
        (
            "a REST API of the edge",
            [rest_api("private-orders", kind=None)],
            ["REST API private-orders is named private-orders, but its type is EDGE: it is public"],
        ),
    ]
    unknown = [
        ("a name that is not known", [http_api(api_name=UNKNOWN)], ["HTTP API orders: the name is not known yet"]),
        (
            "a type that is not known",
            [rest_api("private-orders", kind=UNKNOWN)],
            ["REST API private-orders: the endpoint type of REST API private-orders is not known yet"],
        ),
    ]
