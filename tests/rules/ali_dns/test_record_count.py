"""ALI-DNS-04."""

import dataclasses

from privateapi.rules.ali_dns.record_count import RecordCount
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import record
from tests.rules.suite import RuleSuite, run

MESSAGE = "the limit is 100 (default quota, seed 000_ed9b039e805dc43a.txt): Internal DNS records per region"


class TestRecordCount(RuleSuite):
    rule = RecordCount
    passing = [
        ("as many as there may be", [record(f"app{number:03}") for number in range(100)]),
        (
            "two regions",
            [record(f"app{number:03}", region="cn-hangzhou" if number % 2 else "cn-beijing") for number in range(200)],
        ),
    ]
    failing = [("one more", [record(f"app{number:03}") for number in range(101)], [f"cn-hangzhou has 101; {MESSAGE}"])]
    unknown = [
        (
            "a record of unknown region",
            [dataclasses.replace(record("app"), region=UNKNOWN)],
            ["internal DNS record app: its Region is not known yet"],
        )
    ]

    def test_existing_records_count(self) -> None:
        existing = [dataclasses.replace(record(f"old{number:03}"), live=True) for number in range(100)]
        report = run(RecordCount, [*existing, record("app")])
        assert [each.message for each in report.violations] == [
            f"cn-hangzhou has 101 (100 of the resources exist already); {MESSAGE}"
        ]
