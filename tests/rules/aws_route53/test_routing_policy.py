"""AWS-R53-09."""

from privateapi.rules.aws_route53.routing_policy import RoutingPolicy
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import record, zone
from tests.rules.suite import RuleSuite

WEIGHTED = record("a", weight=Known(1))


class TestRoutingPolicy(RuleSuite):
    rule = RoutingPolicy
    passing = [
        ("one policy", [zone(), WEIGHTED, record("b", weight=Known(2))]),
        ("another policy for another type", [zone(), WEIGHTED, record("b", type=Known("AAAA"))]),
        ("a weight that is not known", [zone(), WEIGHTED, record("b", weight=UNKNOWN)]),
    ]
    failing = [
        (
            "two policies in one record",
            [zone(), record("a", weight=Known(1), failover=Known("PRIMARY"))],
            ["record a has the routing policies failover and weighted"],
        ),
        (
            "two policies for one name",
            [zone(), WEIGHTED, record("b", latency_region=Known("us-east-1"))],
            ["orders.example.com A mixes latency (record b) and weighted (record a)"],
        ),
        (
            "a simple record beside",
            [zone(), WEIGHTED, record("b")],
            ["orders.example.com A mixes simple (record b) and weighted (record a)"],
        ),
    ]
    unknown = [
        (
            "multivalue that is not known",
            [zone(), WEIGHTED, record("b", multivalue=UNKNOWN)],
            ["record a: multivalue of record b is not known yet"],
        ),
        (
            "a name that is not known",
            [zone(), record("b", record_name=UNKNOWN)],
            ["record b: its name is not known yet"],
        ),
    ]
