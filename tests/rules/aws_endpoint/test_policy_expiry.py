"""AWS-EP-08."""

import json
from datetime import UTC, datetime

from privateapi.rules.aws_endpoint.policy_expiry import PolicyExpiry
from privateapi.rules.design import Settings
from privateapi.rules.finding import Severity
from privateapi.topology.model import VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import endpoint
from tests.rules.suite import RuleSuite, run


def until(
    text: str, effect: str = "Allow", operator: str = "DateLessThan", key: str = "aws:CurrentTime"
) -> VpcEndpoint:
    statement = {"Effect": effect, "Condition": {operator: {key: text}}}
    return endpoint(policy=Known(json.dumps({"Statement": [statement]})))


class TestPolicyExpiry(RuleSuite):
    rule = PolicyExpiry
    passing = [
        ("a date that is far", [until("2999-12-31T23:59:59Z")]),
        ("the beginning of an allowance", [until("2025-01-01T00:00:00Z", operator="DateGreaterThan")]),
        ("the beginning of a denial", [until("2025-01-01T00:00:00Z", "Deny")]),
        ("no date", [endpoint(policy=Known('{"Statement": []}'))]),
    ]
    failing = [
        (
            "the date of document 004",
            [until("2025-12-31T23:59:59Z")],
            ["VPC endpoint api has a policy that ended on 2025-12-31T23:59:59Z"],
        ),
        (
            "seconds",
            [until("1735689600", operator="NumericLessThanEquals", key="aws:EpochTime")],
            ["VPC endpoint api has a policy that ended on 1735689600"],
        ),
        (
            "the end by a denial, without a time zone",
            [until("2025-12-31", "Deny", "DateGreaterThanEqualsIfExists")],
            ["VPC endpoint api has a policy that ended on 2025-12-31"],
        ),
    ]
    unknown = [
        ("a policy that is not known", [endpoint(policy=UNKNOWN)], ["VPC endpoint api: the policy is not known yet"]),
        (
            "a date that cannot be read",
            [until("next year")],
            ["VPC endpoint api: the policy has the date 'next year', which cannot be read"],
        ),
        (
            "seconds that cannot be read",
            [until("9" * 30)],
            [f"VPC endpoint api: the policy has the date '{'9' * 30}', which cannot be read"],
        ),
    ]

    def test_about_to_end(self) -> None:
        soon = [until("2026-12-31T00:00:00Z")]
        report = run(PolicyExpiry, soon, now=datetime(2026, 12, 11, tzinfo=UTC))
        assert [(each.message, each.severity) for each in report.violations] == [
            ("VPC endpoint api has a policy that ends on 2026-12-31T00:00:00Z, in 20 days", Severity.ADVISORY)
        ]
        assert run(PolicyExpiry, soon, now=datetime(2026, 11, 1, tzinfo=UTC)).violations == []

    def test_notice_is_configured(self) -> None:
        soon, now = [until("2026-12-31T00:00:00Z")], datetime(2026, 12, 11, tzinfo=UTC)
        assert run(PolicyExpiry, soon, Settings(policy_expiry_days=10), now=now).violations == []
        assert len(run(PolicyExpiry, soon, Settings(policy_expiry_days=90), now=now).violations) == 1
