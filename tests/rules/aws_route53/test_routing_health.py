"""AWS-R53-06."""

from privateapi.rules.aws_route53.routing_health import RoutingHealth
from privateapi.topology.model import HealthCheck, LoadBalancer
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import alias, balancer, latency, record, values, zone
from tests.rules.nodes import ref, vpc
from tests.rules.suite import RuleSuite

EAST, WEST = balancer("us-east-1"), balancer("us-west-2", "us-west-2")
VPCS = [vpc("hub", "10.0.0.0/16"), vpc("spoke", "10.1.0.0/16", "us-west-2")]


class TestRoutingHealth(RuleSuite):
    rule = RoutingHealth
    passing = [
        ("aliases that evaluate", [zone(), EAST, WEST, latency("us-east-1"), latency("us-west-2")]),
        (
            "health checks",
            [
                zone(),
                *(
                    record(
                        region,
                        latency_region=Known(region),
                        health_check=ref(HealthCheck, region),
                        **values("10.0.0.1"),
                    )
                    for region in ("us-east-1", "us-west-2")
                ),
            ],
        ),
        (
            "weights inside one Region",
            [
                zone(),
                *VPCS,
                record("a", weight=Known(80), **values("10.0.1.100")),
                record("b", weight=Known(20), **values("10.0.1.101")),
            ],
        ),
        ("one weighted record", [zone(), record("a", weight=Known(80), **values("10.0.1.100"))]),
    ]
    failing = [
        (
            "latency records without a health check",
            [
                zone(),
                EAST,
                latency("us-east-1"),
                record("west", latency_region=Known("us-west-2"), **values("10.1.0.1")),
            ],
            ["record west of orders.example.com A has no health check"],
        ),
        (
            "weights over two Regions",
            [
                zone(),
                *VPCS,
                record("a", weight=Known(80), **values("10.0.1.100")),
                record("b", weight=Known(20), **values("10.1.1.101")),
            ],
            [
                "record a of orders.example.com A has no health check",
                "record b of orders.example.com A has no health check",
            ],
        ),
        (
            "an alias that does not evaluate",
            [
                zone(),
                EAST,
                WEST,
                latency("us-east-1"),
                record(
                    "west",
                    latency_region=Known("us-west-2"),
                    alias=alias(ref(LoadBalancer, "us-west-2"), evaluate=False),
                ),
            ],
            ["record west of orders.example.com A has no health check, and evaluateTargetHealth is false"],
        ),
    ]
    unknown = [
        (
            "weights over addresses that are in no VPC",
            [
                zone(),
                record("a", weight=Known(80), **values("10.0.1.100")),
                record("b", weight=Known(20), **values("10.1.1.101")),
            ],
            ["record a: the Region behind record a is not told by its values"],
        ),
        (
            "evaluateTargetHealth that is not known",
            [
                zone(),
                EAST,
                latency("us-east-1"),
                record(
                    "west",
                    latency_region=Known("us-west-2"),
                    alias=alias(ref(LoadBalancer, "us-east-1"), evaluate=UNKNOWN),
                ),
            ],
            ["record west: its evaluateTargetHealth is not known yet"],
        ),
    ]
