"""AWS-R53-10."""

from privateapi.rules.aws_route53.weight import Weight
from privateapi.topology.values import Known, Unknown
from tests.rules.api_nodes import record
from tests.rules.suite import RuleSuite


class TestWeight(RuleSuite):
    rule = Weight
    passing = [
        ("the least", [record("a", weight=Known(0))]),
        ("the most", [record("a", weight=Known(255))]),
        ("none", [record("a")]),
    ]
    failing = [
        ("too much", [record("a", weight=Known(256))], ["record a has the weight 256; Route 53 takes 0 to 255"]),
        ("below 0", [record("a", weight=Known(-1))], ["record a has the weight -1; Route 53 takes 0 to 255"]),
    ]
    unknown = [
        (
            "no whole number",
            [record("a", weight=Unknown("is a number where a whole number belongs (weight)"))],
            ["record a: the weight is a number where a whole number belongs (weight)"],
        )
    ]
