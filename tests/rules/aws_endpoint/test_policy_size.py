"""AWS-EP-09."""

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_endpoint.policy_size import PolicySize
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import endpoint
from tests.rules.suite import RuleSuite, run

SOURCE = quota_table().source_of(quota_table().quotas["aws.pl.policy_chars"])


class TestPolicySize(RuleSuite):
    rule = PolicySize
    passing = [("the most", [endpoint(policy=Known("x" * 20480))]), ("none", [endpoint()])]
    failing = [
        (
            "one more",
            [endpoint(policy=Known("x" * 20481))],
            [f"VPC endpoint api has a policy of 20481 characters, more than 20480 (default quota, {SOURCE})"],
        ),
    ]
    unknown = [("not known", [endpoint(policy=UNKNOWN)], ["VPC endpoint api: the policy is not known yet"])]

    def test_applied_quota(self) -> None:
        applied = {("", "us-east-1", "aws.pl.policy_chars"): 10}
        report = run(PolicySize, [endpoint(policy=Known("x" * 11))], applied=applied)
        assert [each.message for each in report.violations] == [
            "VPC endpoint api has a policy of 11 characters, more than 10 (applied quota, Service Quotas, us-east-1)"
        ]
