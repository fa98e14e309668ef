"""AWS-EP-07."""

import json

from privateapi.rules.aws_endpoint.condition_keys import ConditionKeys
from privateapi.topology.model import RestApi, RestApiPolicy
from privateapi.topology.values import UNKNOWN, Known, Value
from tests.rules.api_nodes import endpoint
from tests.rules.nodes import node
from tests.rules.suite import RuleSuite


def policy(key: str, operator: str = "StringEquals") -> Value[str]:
    return Known(json.dumps({"Statement": {"Effect": "Allow", "Condition": {operator: {key: ["x"]}}}}))


class TestConditionKeys(RuleSuite):
    rule = ConditionKeys
    passing = [
        ("a key", [endpoint(policy=policy("aws:SourceVpce"))]),
        ("in other letters", [endpoint(policy=policy("AWS:sourcevpce"))]),
        ("a tag", [endpoint(policy=policy("aws:PrincipalTag/team"))]),
        ("a key of a service", [endpoint(policy=policy("s3:prefix"))]),
        ("no policy", [endpoint()]),
    ]
    failing = [
        (
            "the key of document 004",
            [endpoint(policy=policy("aws:PrincipalVpc"))],
            [
                "VPC endpoint api has a policy with the condition key aws:PrincipalVpc, which does not exist; "
                "aws:SourceVpc, aws:SourceVpce, aws:VpcSourceIp do"
            ],
        ),
        (
            "in the policy of an API",
            [node(RestApi, "orders", policy=policy("aws:SourceIP4"))],
            [
                "REST API orders has a policy with the condition key aws:SourceIP4, which does not exist; aws:SourceIp "
                "does"
            ],
        ),
        (
            "in a policy of its own",
            [node(RestApiPolicy, "orders", policy=policy("aws:Nothing"))],
            ["REST API policy orders has a policy with the condition key aws:Nothing, which does not exist"],
        ),
    ]
    unknown = [
        ("a policy that is not known", [endpoint(policy=UNKNOWN)], ["VPC endpoint api: the policy is not known yet"]),
        (
            "no JSON",
            [endpoint(policy=Known("no"))],
            ["VPC endpoint api: the policy is no JSON: Expecting value: line 1 column 1 (char 0)"],
        ),
    ]
