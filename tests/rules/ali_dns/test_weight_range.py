"""ALI-DNS-05."""

from privateapi.rules.ali_dns.weight_range import WeightRange
from privateapi.topology.values import UNKNOWN, Unknown
from tests.rules.alibaba_nodes import conventional_record, record
from tests.rules.suite import RuleSuite


class TestWeightRange(RuleSuite):
    rule = WeightRange
    passing = [
        ("both ends", [record("app", ("10.0.1.10", 0), ("10.0.1.11", 100))]),
        ("left out", [record("app", ("10.0.1.10", None))]),
        ("no values", [conventional_record("app")]),
    ]
    failing = [
        (
            "above and below",
            [record("app", ("10.0.1.10", 101), ("10.0.1.11", -1))],
            [
                "internal DNS record app: records[0].weight is 101; weights are 0 to 100 (000_ed9b039e805dc43a.txt)",
                "internal DNS record app: records[1].weight is -1; weights are 0 to 100 (000_ed9b039e805dc43a.txt)",
            ],
        )
    ]
    unknown = [
        (
            "a weight that is not known",
            [record("app", ("10.0.1.10", UNKNOWN))],
            ["internal DNS record app: records[0].weight is not known yet"],
        ),
        (
            "no whole number",
            [record("app", ("10.0.1.10", Unknown("is a number where a whole number belongs")))],
            ["internal DNS record app: records[0].weight is a number where a whole number belongs"],
        ),
        (
            "a list that is not known",
            [record("app", addresses=UNKNOWN)],
            ["internal DNS record app: the list of its addresses is not known yet"],
        ),
    ]
