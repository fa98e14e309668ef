"""AWS-API-13."""

from typing import Any

from privateapi.rules.aws_apigw.private_domain import PrivateDomain
from privateapi.topology.model import ApiDomain, DomainAccessAssociation, HttpApi, Node, RestApi, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs
from tests.rules.api_nodes import (
    balancer,
    domain,
    endpoint,
    group,
    http_api,
    listener,
    mapping,
    rest_api,
    target,
)
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite

PRIVATE = domain(kind="PRIVATE", policy=UNKNOWN)
API = [mapping(ref(RestApi, "orders")), rest_api(vpc_endpoints=refs(VpcEndpoint, "api", "other"))]
ENDPOINTS = [endpoint(), endpoint("other")]


def access(name: str = "api", **fields: Any) -> Node:
    given = {"domain": ref(ApiDomain, "orders"), "endpoint": ref(VpcEndpoint, name), **fields}
    return node(DomainAccessAssociation, name, **given)


def door(endpoint_name: str) -> list[Node]:
    """A balancer before an endpoint."""
    return [target("10.0.0.10", target=ref(VpcEndpoint, endpoint_name)), group(), listener(), balancer()]


def other_domain(**fields: Any) -> Node:
    """Another PRIVATE domain of the name, unless another one is given."""
    return domain("second", kind="PRIVATE", policy=UNKNOWN, **fields)


TO_OTHER: dict[str, Any] = {"domain": ref(ApiDomain, "second"), "endpoint": ref(VpcEndpoint, "api")}


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
        ("an endpoint behind a balancer", [PRIVATE, *API, *ENDPOINTS, access(), *door("other")]),
        (
            "two names of an endpoint",
            [
                PRIVATE,
                endpoint(),
                access(),
                other_domain(domain_name=Known("other.example.com")),
                access("second", **TO_OTHER),
            ],
        ),
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
        (
            "an endpoint behind a balancer",
            [PRIVATE, *API, *ENDPOINTS, access(), access("other"), *door("other")],
            [
                "domain access association other associates API domain orders with VPC endpoint other, which stands "
                "behind load balancer door and so leads to a public custom domain"
            ],
        ),
        (
            "two domains of a name at an endpoint",
            [PRIVATE, endpoint(), access(), other_domain(), access("second", **TO_OTHER)],
            [
                "VPC endpoint api is associated with API domain orders and API domain second, which both are "
                "orders.example.com: it can call one of them only"
            ],
        ),
    ]
    unknown = [
        (
            "the name of another domain of an endpoint",
            [PRIVATE, endpoint(), access(), other_domain(domain_name=UNKNOWN), access("second", **TO_OTHER)],
            ["API domain orders: the domainName of API domain second is not known yet"],
        ),
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
