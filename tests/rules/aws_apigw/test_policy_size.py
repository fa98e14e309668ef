"""AWS-API-03."""

import json

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_apigw.policy_size import PolicySize
from privateapi.topology.model import RestApiPolicy
from privateapi.topology.values import HOLE, UNKNOWN, Known, PartlyKnown
from tests.rules.api_nodes import rest_api
from tests.rules.nodes import node
from tests.rules.suite import RuleSuite, run

SOURCE = quota_table().source_of(quota_table().quotas["aws.apigw.policy_chars"])
LIMIT = f"8192 (default quota, {SOURCE})"


class TestPolicySize(RuleSuite):
    rule = PolicySize
    passing = [
        ("as long as may be", [rest_api(policy=Known("x" * 8192))]),
        ("none", [rest_api()]),
        ("a resource", [node(RestApiPolicy, "p", policy=Known("{}"))]),
    ]
    failing = [
        (
            "of an API",
            [rest_api(policy=Known("x" * 8193))],
            [f"REST API orders has a policy of 8193 characters, more than {LIMIT}"],
        ),
        (
            "of its own",
            [node(RestApiPolicy, "p", policy=Known("x" * 9000))],
            [f"REST API policy p has a policy of 9000 characters, more than {LIMIT}"],
        ),
        (
            "partly known, and too long already",
            [rest_api(policy=PartlyKnown("is partly not known yet", json.dumps(["x" * 9000, HOLE])))],
            [f"REST API orders has a policy of at least 9006 characters, more than {LIMIT}"],
        ),
    ]
    unknown = [
        (
            "partly known, and short",
            [rest_api(policy=PartlyKnown("is partly not known yet", json.dumps(["x" * 8186, HOLE])))],
            ["REST API orders: the policy is partly not known yet"],
        ),
        ("not known", [rest_api(policy=UNKNOWN)], ["REST API orders: the policy is not known yet"]),
    ]

    def test_raised_quota(self) -> None:
        applied = {("", "us-east-1", "aws.apigw.policy_chars"): 10000}
        assert not run(PolicySize, [rest_api(policy=Known("x" * 9000))], applied=applied).violations
