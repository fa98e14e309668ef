"""AWS-R53-22."""

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_route53.set_size import SetSize
from privateapi.rules.design import Settings
from privateapi.topology.model import RecordSet
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import record, values, zone
from tests.rules.suite import RuleSuite, run

SOURCE = quota_table().source_of(quota_table().quotas["aws.r53.same_name"])
VALUES_SOURCE = quota_table().source_of(quota_table().quotas["aws.r53.values"])


def weighted(count: int) -> list[RecordSet]:
    return [record(f"{index:03}", weight=Known(1), **values("10.0.0.1")) for index in range(count)]


class TestSetSize(RuleSuite):
    rule = SetSize
    passing = [
        ("the most records", [zone(), *weighted(100)]),
        ("the most values", [zone(), record("a", **values(*(f"10.0.{i // 250}.{i % 250}" for i in range(400))))]),
    ]
    failing = [
        (
            "a record more",
            [zone(), *weighted(101)],
            [f"orders.example.com A has 101 records, more than 100 (default quota, {SOURCE})"],
        ),
        (
            "a value more",
            [zone(), record("a", **values(*(f"10.0.{i // 250}.{i % 250}" for i in range(401))))],
            [f"record a has 401 values, more than 400 (default quota, {VALUES_SOURCE})"],
        ),
    ]
    unknown = [
        (
            "values that are not known",
            [zone(), record("a", records=UNKNOWN)],
            ["record a: the number of its values is not known yet"],
        )
    ]

    def test_configured_quota(self) -> None:
        report = run(SetSize, [zone(), *weighted(3)], Settings(quotas={"aws.r53.same_name": 2}))
        assert [each.message for each in report.violations] == [
            "orders.example.com A has 3 records, more than 2 (configured quota, policy configuration)"
        ]
