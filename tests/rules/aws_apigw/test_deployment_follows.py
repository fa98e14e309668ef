"""AWS-API-20."""

from typing import Any

from privateapi.rules.aws_apigw.deployment_follows import DeploymentFollows
from privateapi.topology.model import ApiDeployment, ApiIntegration, ApiMethod, Node, Origin, RestApi, RestApiPolicy
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.api_nodes import integration, rest_api
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

API = ref(RestApi, "orders")
METHOD = node(ApiMethod, "list", api=API)
CALL = integration(depends_on=("ApiMethod:list",))
POLICY = node(RestApiPolicy, "orders", api=API)


def deployment(*waits_for: str, **fields: Any) -> Node:
    """A deployment of the planned REST API `orders`, with triggers."""
    given = {"api": API, "triggers": Known((("content", UNKNOWN),)), "depends_on": waits_for, **fields}
    return node(ApiDeployment, "orders", **given)


class TestDeploymentFollows(RuleSuite):
    rule = DeploymentFollows
    passing = [
        (
            "all of them",
            [rest_api(), METHOD, CALL, POLICY]
            + [deployment("RestApi:orders", "ApiMethod:list", "ApiIntegration:list", "RestApiPolicy:orders")],
        ),
        ("a method through its integration", [rest_api(), METHOD, CALL, deployment("ApiIntegration:list")]),
        (
            "those that the triggers are computed from",
            [rest_api(), METHOD, CALL, deployment(trigger_nodes=("ApiIntegration:list",))],
        ),
        (
            "the API's own document",
            [
                rest_api(),
                ApiIntegration(origin=Origin("RestApi:orders#GET /"), region=Known("us-east-1"), api=API),
                deployment("RestApi:orders"),
            ],
        ),
        (
            "parts of another API",
            [rest_api(), rest_api("b"), node(ApiMethod, "b", api=ref(RestApi, "b")), deployment()],
        ),
    ]
    failing = [
        (
            "no triggers",
            [rest_api(), deployment(triggers=MISSING)],
            ["API deployment orders has no triggers, so that a change of REST API orders is not deployed"],
        ),
        (
            "empty triggers",
            [rest_api(), deployment(triggers=Known(()))],
            ["API deployment orders has no triggers, so that a change of REST API orders is not deployed"],
        ),
        (
            "an integration and a policy",
            [rest_api(), METHOD, CALL, POLICY, deployment("RestApi:orders", "ApiMethod:list")],
            ["API deployment orders of REST API orders does not wait for API integration list, REST API policy orders"],
        ),
        (
            "many",
            [rest_api(), *(node(ApiMethod, f"m{number}", api=API) for number in range(5)), deployment()],
            [
                "API deployment orders of REST API orders does not wait for API method m0, API method m1, API method "
                "m2 and 2 more"
            ],
        ),
    ]
    unknown = [
        (
            "an API that was not read",
            [deployment(api=Ref.to("a1"))],
            ["API deployment orders: its API names 'a1', which is not among the resources that were read"],
        ),
        (
            "triggers that are not known",
            [rest_api(), deployment(triggers=UNKNOWN)],
            ["API deployment orders: the map triggers is not known yet"],
        ),
        (
            "a method that may be of it",
            [rest_api(), node(ApiMethod, "list", api=Ref(UNKNOWN)), deployment()],
            ["API deployment orders: API method list may be one of REST API orders: its API is not known yet"],
        ),
    ]
