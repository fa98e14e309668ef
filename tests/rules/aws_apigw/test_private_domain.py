"""AWS-API-13."""

from typing import Any

from privateapi.rules.aws_apigw.private_domain import PrivateDomain
from privateapi.topology.model import ApiDomain, DomainAccessAssociation, HttpApi, Node, RestApi, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Ref, Refs
from tests.rules.api_nodes import domain, endpoint, http_api, mapping, rest_api
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite

PRIVATE = domain(kind="PRIVATE", policy=UNKNOWN)
API = [mapping(ref(RestApi, "orders")), rest_api(vpc_endpoints=refs(VpcEndpoint, "api", "other"))]
ENDPOINTS = [endpoint(), endpoint("other")]


def access(name: str = "api", **fields: Any) -> Node:
    given = {"domain": ref(ApiDomain, "orders"), "endpoint": ref(VpcEndpoint, name), **fields}
    return node(DomainAccessAssociation, name, **given)


class TestPrivateDomain(RuleSuite):
    rule = PrivateDomain
    passing = [
        ("each endpoint", [PRIVATE, *API, *ENDPOINTS, access(), access("other")]),
        ("one of elsewhere", [PRIVATE, access(endpoint=Ref.to("vpce-1"))]),
        (
            "endpoints that were not read",
            [PRIVATE, mapping(ref(RestApi, "orders")), rest_api(vpc_endpoints=Refs.to("vpce-2")), *ENDPOINTS, access()],
        ),
        ("an HTTP API", [PRIVATE, mapping(ref(HttpApi, "orders")), http_api(), endpoint(), access()]),
        ("an API that was not read", [PRIVATE, mapping(Ref.to("a1")), endpoint(), access()]),
        ("a Regional domain", [domain()]),
    ]
    failing = [
        (
            "no policy",
            [domain(kind="PRIVATE"), endpoint(), access()],
            ["API domain orders is PRIVATE and has no policy, so that nobody may call it"],
        ),
        (
            "no association",
            [PRIVATE, *API, *ENDPOINTS],
            ["API domain orders is PRIVATE and has no access association with an endpoint"],
        ),
        (
            "one association of two",
            [PRIVATE, *API, *ENDPOINTS, access()],
            [
                "API domain orders leads to REST API orders, and has no access association with VPC endpoint other of "
                "that API"
            ],
        ),
    ]
    unknown = [
        (
            "a type that is not known",
            [domain(kind=UNKNOWN)],
            ["API domain orders: the endpoint type of API domain orders is not known yet"],
        ),
        (
            "an association that may be of it",
            [PRIVATE, access(domain=Ref(UNKNOWN))],
            ["API domain orders: domain access association api may be one of it: its domain is not known yet"],
        ),
        (
            "an endpoint that is not known",
            [PRIVATE, access(endpoint=Ref(UNKNOWN))],
            ["API domain orders: the endpoint of domain access association api is not known yet"],
        ),
    ]
