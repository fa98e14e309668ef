"""ALI-DNS-06."""

from privateapi.rules.ali_dns.single_weight import SingleWeight
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import conventional_record, record
from tests.rules.suite import RuleSuite


class TestSingleWeight(RuleSuite):
    rule = SingleWeight
    passing = [
        ("a weight", [record("app", ("10.0.1.10", 1))]),
        ("no weight", [record("app", ("10.0.1.10", None))]),
        ("one of two", [record("app", ("10.0.1.10", 0), ("10.0.1.11", 1))]),
        ("a conventional record", [conventional_record("app")]),
    ]
    failing = [
        (
            "one address with the weight 0",
            [record("app", ("10.0.1.10", 0))],
            ["internal DNS record app has one address, 10.0.1.10, with the weight 0: the record does not take effect"],
        )
    ]
    unknown = [
        (
            "a weight that is not known",
            [record("app", ("10.0.1.10", UNKNOWN))],
            ["internal DNS record app: records[0].weight is not known yet"],
        )
    ]
