"""ALI-DNS-07."""

from privateapi.rules.ali_dns.some_weight import SomeWeight
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import record
from tests.rules.suite import RuleSuite


class TestSomeWeight(RuleSuite):
    rule = SomeWeight
    passing = [
        ("one weight", [record("app", ("10.0.1.10", 0), ("10.0.1.11", 5))]),
        ("one weight, and one that is not known", [record("app", ("10.0.1.10", UNKNOWN), ("10.0.1.11", 5))]),
        ("one left out", [record("app", ("10.0.1.10", 0), ("10.0.1.11", None))]),
        ("one address", [record("app", ("10.0.1.10", 0))]),
    ]
    failing = [
        (
            "all 0",
            [record("app", ("10.0.1.10", 0), ("10.0.1.11", 0))],
            ["internal DNS record app has 2 addresses, all with the weight 0: none gets traffic"],
        )
    ]
    unknown = [
        (
            "0 and not known",
            [record("app", ("10.0.1.10", 0), ("10.0.1.11", UNKNOWN))],
            ["internal DNS record app: records[1].weight is not known yet"],
        )
    ]
