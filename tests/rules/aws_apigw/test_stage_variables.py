"""AWS-API-14."""

from privateapi.rules.aws_apigw.stage_variables import StageVariables
from privateapi.topology.model import LambdaFunction, LoadBalancer, RestApi
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, http_api, integration, link, linked, rest_api, stage
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

LINK = Ref.to("${stageVariables.vpcLinkId}")
USES = linked(connection=LINK, uri=Known("http://orders.example.com/"))
SETS = stage(variables=Known((("other", Known("1")), ("vpcLinkId", UNKNOWN))))
ORDERS = ref(LambdaFunction, "orders")


class TestStageVariables(RuleSuite):
    rule = StageVariables
    passing = [
        ("set on every stage", [rest_api(), USES, SETS, stage("test", variables=SETS.variables)]),
        ("none is used", [rest_api(), integration(uri=Known("http://orders.example.com/{id}")), stage()]),
        (
            "resources by reference",
            [
                rest_api(),
                linked(uri=Known("http://a"), integration_target=ref(LoadBalancer, "door")),
                link(),
                balancer(),
                integration("call", uri=UNKNOWN, function=ORDERS),
                node(LambdaFunction, "orders"),
                stage(),
            ],
        ),
        ("another API", [rest_api(), rest_api("other"), USES, stage(api=ref(RestApi, "other"))]),
        ("an HTTP API", [http_api(), stage(api=Ref.by("HttpApi:orders"))]),
    ]
    failing = [
        (
            "no variables",
            [rest_api(), USES, stage()],
            ["API stage live of REST API orders does not set vpcLinkId, which API integration list uses"],
        ),
        (
            "on one stage",
            [rest_api(), USES, SETS, stage("test", variables=Known(()))],
            ["API stage test of REST API orders does not set vpcLinkId, which API integration list uses"],
        ),
        (
            "in the URI",
            [rest_api(), integration(uri=Known("https://${stageVariables.host}/${stageVariables.base}")), stage()],
            [
                "API stage live of REST API orders does not set base, which API integration list uses",
                "API stage live of REST API orders does not set host, which API integration list uses",
            ],
        ),
    ]
    unknown = [
        (
            "variables that are not known",
            [rest_api(), USES, stage(variables=UNKNOWN)],
            ["API stage live: the map of its variables is not known yet"],
        ),
        (
            "a URI that is not known",
            [rest_api(), integration(uri=UNKNOWN), stage()],
            ["API stage live: the uri of API integration list is not known yet"],
        ),
        (
            "a document that is not known",
            [rest_api(body=UNKNOWN), stage()],
            ["API stage live: the body of REST API orders is not known yet"],
        ),
        (
            "an API that was not read",
            [stage(api=Ref.to("a1"))],
            ["API stage live: its API names 'a1', which is not among the resources that were read"],
        ),
    ]
