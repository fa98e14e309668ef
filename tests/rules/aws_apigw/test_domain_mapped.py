"""AWS-API-12."""

from dataclasses import replace

from privateapi.rules.aws_apigw.domain_mapped import DomainMapped
from privateapi.topology.model import HttpApi, RestApi
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import domain, http_api, mapping, rest_api, stage
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

API = ref(RestApi, "orders")


class TestDomainMapped(RuleSuite):
    rule = DomainMapped
    passing = [
        ("a stage", [domain(), mapping(API, stage=Known("live")), rest_api(), stage()]),
        ("any stage", [domain(), mapping(API), rest_api()]),
        (
            "a stage of an HTTP API",
            [
                domain(),
                mapping(ref(HttpApi, "orders"), stage=Known("$default")),
                http_api(),
                stage("$default", api=ref(HttpApi, "orders")),
            ],
        ),
        ("routing rules", [domain(routing_mode=Known("ROUTING_RULE_ONLY"))]),
    ]
    failing = [
        ("none", [domain()], ["API domain orders has no base path mapping, so that it answers 403"]),
        (
            "an API of another Region",
            [domain(), mapping(API), replace(rest_api(), region=Known("us-west-2"))],
            ["API domain orders in us-east-1 is mapped to REST API orders in us-west-2"],
        ),
        (
            "another stage",
            [domain(), mapping(API, stage=Known("test")), rest_api(), stage()],
            ["API domain orders is mapped to the stage test of REST API orders, which has live"],
        ),
        (
            "no stage",
            [domain(), mapping(API, stage=Known("test")), rest_api(), http_api(), stage(api=ref(HttpApi, "orders"))],
            ["API domain orders is mapped to the stage test of REST API orders, which has none"],
        ),
    ]
    unknown = [
        (
            "a mapping that may be of it",
            [domain(), mapping(API, domain=Ref(UNKNOWN)), rest_api()],
            ["API domain orders: API mapping orders may be one of it: its domain is not known yet"],
        ),
        (
            "an API that was not read",
            [domain(), mapping(Ref.to("a1"))],
            ["API mapping orders: its API names 'a1', which is not among the resources that were read"],
        ),
        (
            "a stage that is not known",
            [domain(), mapping(API, stage=UNKNOWN), rest_api()],
            ["API mapping orders: the stage is not known yet"],
        ),
        (
            "a stage without a known name",
            [domain(), mapping(API, stage=Known("live")), rest_api(), stage(stage_name=UNKNOWN)],
            ["API mapping orders: the name of API stage live is not known yet"],
        ),
        (
            "a stage that may be of it",
            [domain(), mapping(API, stage=Known("live")), rest_api(), stage(api=Ref(UNKNOWN))],
            ["API mapping orders: API stage live may be one of REST API orders: its API is not known yet"],
        ),
        (
            "a Region that is not known",
            [domain(), mapping(API), replace(rest_api(), region=UNKNOWN)],
            ["API mapping orders: the Region of REST API orders is not known yet"],
        ),
        (
            "a mode that is not known",
            [domain(routing_mode=UNKNOWN)],
            ["API domain orders: the routingMode is not known yet"],
        ),
    ]
