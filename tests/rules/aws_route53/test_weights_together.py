"""AWS-R53-11."""

from privateapi.rules.aws_route53.weights_together import WeightsTogether
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import record, zone
from tests.rules.suite import RuleSuite


class TestWeightsTogether(RuleSuite):
    rule = WeightsTogether
    passing = [
        ("two shares", [zone(), record("a", weight=Known(80)), record("b", weight=Known(20))]),
        ("one of them 0", [zone(), record("a", weight=Known(80)), record("b", weight=Known(0))]),
        ("no weights", [zone(), record("a")]),
    ]
    failing = [
        (
            "a single weight 0",
            [zone(), record("a", weight=Known(0))],
            [
                "orders.example.com A has one weighted record (record a), of weight 0; it answers all queries, "
                "whatever its weight is"
            ],
        ),
        (
            "a single weight",
            [zone(), record("a", weight=Known(10))],
            [
                "orders.example.com A has one weighted record (record a), of weight 10; it answers all queries, "
                "whatever its weight is"
            ],
        ),
        (
            "all weights 0",
            [zone(), record("a", weight=Known(0)), record("b", weight=Known(0))],
            ["all 2 weights of orders.example.com A are 0; Route 53 then gives each record the same share"],
        ),
    ]
    unknown = [
        (
            "a weight that is not known",
            [zone(), record("a", weight=Known(0)), record("b", weight=UNKNOWN)],
            ["record a: the weight of record b is not known yet"],
        ),
        (
            "a zone that was not read",
            [record("a", zone=Ref.to("Z1"), weight=Known(0))],
            ["record a: hosted zone Z1 may have other records of orders.example.com A, which were not read"],
        ),
    ]
