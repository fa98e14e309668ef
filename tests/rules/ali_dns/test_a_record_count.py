"""ALI-DNS-03."""

from privateapi.rules.ali_dns.a_record_count import ARecordCount
from privateapi.rules.design import Settings
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import conventional_record, record
from tests.rules.suite import RuleSuite, run


def many(count: int) -> list[tuple[str, int]]:
    return [(f"10.0.1.{number + 1}", 1) for number in range(count)]


class TestARecordCount(RuleSuite):
    rule = ARecordCount
    passing = [
        ("as many as there may be", [record("app", *many(20))]),
        ("a conventional record", [conventional_record("app")]),
    ]
    failing = [
        (
            "one more",
            [record("app", *many(21))],
            [
                "internal DNS record app has 21; the limit is 20 (default quota, seed 000_ed9b039e805dc43a.txt): A "
                "records per domain name (VPC integration)"
            ],
        )
    ]
    unknown = [
        (
            "a list that is not known",
            [record("app", addresses=UNKNOWN)],
            ["internal DNS record app: the list of its addresses is not known yet"],
        )
    ]

    def test_unknown_addresses_count(self) -> None:
        nodes = [record("app", *[(UNKNOWN, 1)] * 21)]
        assert len(run(ARecordCount, nodes).violations) == 1

    def test_configured_quota(self) -> None:
        report = run(ARecordCount, [record("app", *many(21))], Settings(quotas={"ali.apigw.a_records": 30}))
        assert report.violations == []
