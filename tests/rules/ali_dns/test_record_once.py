"""ALI-DNS-16."""

import dataclasses

from privateapi.rules.ali_dns.record_once import RecordOnce
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import conventional_record, record
from tests.rules.suite import RuleSuite

SAME = Known("app.internal")


class TestRecordOnce(RuleSuite):
    rule = RecordOnce
    passing = [
        ("two domains", [record("app", ("10.0.1.10", 1)), record("web", ("10.0.1.10", 1))]),
        ("two regions", [record("a", domain_name=SAME), record("b", domain_name=SAME, region="cn-beijing")]),
        ("both kinds of one domain", [record("a", domain_name=SAME), conventional_record("b", domain_name=SAME)]),
        ("one record of unknown region", [dataclasses.replace(record("app"), region=UNKNOWN)]),
    ]
    failing = [
        (
            "one domain twice",
            [record("a", domain_name=SAME), record("b", domain_name=Known("App.Internal."))],
            ["internal DNS record b and internal DNS record a are both records of app.internal in cn-hangzhou"],
        ),
        (
            "one address twice",
            [record("app", ("10.0.1.10", 1), ("10.0.1.11", 1), ("10.0.1.10", 2))],
            ["internal DNS record app has the address 10.0.1.10 more than once"],
        ),
    ]
    unknown = [
        (
            "a domain that is not known",
            [record("app", domain_name=UNKNOWN)],
            ["internal DNS record app: its domain name is not known yet"],
        ),
        (
            "an address that is not known",
            [record("app", (UNKNOWN, 1), (UNKNOWN, 1))],
            [
                "internal DNS record app: records[0] is not known yet",
                "internal DNS record app: records[1] is not known yet",
            ],
        ),
        (
            "one domain in unknown regions",
            [record("a", domain_name=SAME), dataclasses.replace(record("b", domain_name=SAME), region=UNKNOWN)],
            ["internal DNS record b: its region is not known, and there is another record of its domain"],
        ),
        (
            "a list that is not known",
            [record("app", addresses=UNKNOWN)],
            ["internal DNS record app: the list of its addresses is not known yet"],
        ),
    ]
