"""AWS-API-19."""

from typing import Any

from privateapi.rules.aws_apigw.public_way import PublicWay
from privateapi.topology.model import Distribution, HttpApi, Node, RestApi, Target, TargetGroup, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, value_of
from tests.rules.api_nodes import (
    balancer,
    domain,
    endpoint,
    group,
    http_api,
    listener,
    mapping,
    rest_api,
    stage,
)
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

API = ref(RestApi, "orders")
# A balancer whose targets are the interfaces of an endpoint for execute-api.
FRONT = [
    balancer(),
    listener(),
    group(),
    node(Target, "api", target_group=ref(TargetGroup, "api"), target=ref(VpcEndpoint, "api")),
]


def distribution(*keys: str, names: tuple[str, ...] = (), **fields: Any) -> Node:
    """A distribution with origins by reference and by name."""
    ids = Known((*map(value_of, names), *(UNKNOWN for _ in keys)))
    return node(Distribution, "cdn", **{"origins": Refs(ids, keys), **fields})


class TestPublicWay(RuleSuite):
    rule = PublicWay
    passing = [
        ("a Regional domain", [domain(), mapping(API), rest_api()]),
        ("an EDGE domain of a public API", [domain(kind="EDGE"), mapping(API), rest_api(kind="REGIONAL")]),
        ("an EDGE domain of nothing", [domain(kind="EDGE")]),
        ("a public API", [distribution("HttpApi:orders"), http_api()]),
        ("a bucket", [distribution(names=("orders.s3.us-east-1.amazonaws.com",))]),
        ("a balancer of something else", [distribution("LoadBalancer:door"), balancer(), listener(), group()]),
        ("a balancer before another service", [distribution("LoadBalancer:door"), *FRONT, endpoint(aws="s3")]),
    ]
    failing = [
        (
            "an EDGE domain",
            [domain(kind="EDGE"), mapping(API), rest_api()],
            ["API domain orders is an EDGE domain, and leads to REST API orders"],
        ),
        (
            "an EDGE domain by default, of an API that is named private",
            [domain(kind=None), mapping(ref(HttpApi, "private-orders")), http_api("private-orders")],
            ["API domain orders is an EDGE domain, and leads to HTTP API private-orders"],
        ),
        (
            "a distribution before an API",
            [distribution("RestApi:orders"), rest_api()],
            ["distribution cdn fetches from REST API orders"],
        ),
        (
            "a distribution before a stage",
            [distribution("ApiStage:live"), rest_api(), stage()],
            ["distribution cdn fetches from REST API orders"],
        ),
        (
            "by the name of an API",
            [
                distribution(names=("a1b2c3.execute-api.us-east-1.amazonaws.com",)),
                rest_api(id=Known("a1b2c3")),
            ],
            ["distribution cdn fetches from REST API orders"],
        ),
        (
            "a distribution before a domain",
            [distribution("ApiDomain:orders"), domain(), mapping(API), rest_api()],
            ["distribution cdn fetches from API domain orders of REST API orders"],
        ),
        (
            "a distribution before a balancer",
            [distribution("LoadBalancer:door"), *FRONT, endpoint()],
            [
                "distribution cdn fetches from load balancer door, which leads to VPC endpoint api of the private APIs",
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
            "origins that are not known",
            [distribution(origins=Refs(UNKNOWN))],
            ["distribution cdn: the list of its origins is not known yet"],
        ),
        (
            "an origin that is not known",
            [distribution(origins=Refs(Known((UNKNOWN,))))],
            ["distribution cdn: an origin is not known yet"],
        ),
        (
            "a stage whose API was not read",
            [distribution("ApiStage:live"), stage(api=Ref.to("a1"))],
            ["distribution cdn: its API names 'a1', which is not among the resources that were read"],
        ),
    ]
