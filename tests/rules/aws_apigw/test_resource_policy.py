"""AWS-API-01."""

from privateapi.rules.aws_apigw.resource_policy import ResourcePolicy
from privateapi.topology.model import RestApi, RestApiPolicy
from privateapi.topology.values import UNKNOWN, Known, PartlyKnown, Ref
from tests.rules.api_nodes import ALLOW_ALL, document, rest_api
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

POLICY = Known(document(ALLOW_ALL))
MESSAGE = "REST API orders is PRIVATE and has no resource policy"


class TestResourcePolicy(RuleSuite):
    rule = ResourcePolicy
    passing = [
        ("its own", [rest_api(policy=POLICY)]),
        ("its own, not known yet", [rest_api(policy=UNKNOWN)]),
        ("a resource", [rest_api(), node(RestApiPolicy, "orders", api=ref(RestApi, "orders"), policy=POLICY)]),
        ("a Regional API", [rest_api(kind="REGIONAL")]),
        ("an API of the edge", [rest_api(kind=None)]),
    ]
    failing = [
        ("none", [rest_api()], [MESSAGE]),
        ("that of another API", [rest_api(), node(RestApiPolicy, "other", api=Ref.to("a1"))], [MESSAGE]),
        (
            "none, and a document whose form is known",
            [rest_api(body=PartlyKnown("is partly not known yet (body)", "{}"))],
            [MESSAGE],
        ),
    ]
    unknown = [
        (
            "a type that is not known",
            [rest_api(kind=UNKNOWN)],
            ["REST API orders: the endpoint type of REST API orders is not known yet"],
        ),
        (
            "a document that may hold it",
            [rest_api(body=UNKNOWN)],
            ["REST API orders: the body of REST API orders is not known yet"],
        ),
        (
            "a policy of an API that is not known",
            [rest_api(), node(RestApiPolicy, "some", api=Ref(UNKNOWN))],
            ["REST API orders: REST API policy some may be one of REST API orders: its API is not known yet"],
        ),
    ]
