"""ALI-DNS-12."""

from privateapi.rules.ali_dns.no_values import NoValues
from privateapi.topology.model import WeightedAddress
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import conventional_record, record
from tests.rules.suite import RuleSuite


class TestNoValues(RuleSuite):
    rule = NoValues
    passing = [
        ("no values", [conventional_record("app")]),
        ("an empty list", [conventional_record("app", addresses=Known(()))]),
        ("a record for VPC integration instances", [record("app", ("10.0.1.10", 1))]),
    ]
    failing = [
        (
            "a value",
            [conventional_record("app", addresses=Known((WeightedAddress(Known("10.0.1.10"), Known(1)),)))],
            ["internal DNS record app is for conventional dedicated instances and has 1 value; such records take none"],
        )
    ]
    unknown = [
        (
            "not known",
            [conventional_record("app", addresses=UNKNOWN)],
            ["internal DNS record app: the list of its addresses is not known yet"],
        )
    ]
