"""AWS-EP-06."""

import json
from typing import Any

from privateapi.rules.aws_endpoint.policy_restricts import PolicyRestricts
from privateapi.topology.model import EndpointService, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import endpoint
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite


def allow(**parts: Any) -> VpcEndpoint:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", **parts}
    return endpoint(policy=Known(json.dumps({"Statement": [statement]})))


OPEN = ["VPC endpoint api has a policy whose statement 1 allows everything to everybody without a condition"]


class TestPolicyRestricts(RuleSuite):
    rule = PolicyRestricts
    passing = [
        ("an action", [allow(Action="execute-api:Invoke")]),
        ("a resource", [allow(Resource=["arn:aws:execute-api:us-east-1:1:abc/*"])]),
        ("a principal", [allow(Principal={"AWS": "arn:aws:iam::111122223333:root"})]),
        ("a condition", [allow(Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})]),
        ("a denial", [allow(Effect="Deny")]),
        ("a service of a customer", [endpoint(service_name=Known("com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d"))]),
        (
            "a service of the program",
            [endpoint(service_name=UNKNOWN, service=ref(EndpointService, "own")), node(EndpointService, "own")],
        ),
    ]
    failing = [
        ("none", [endpoint()], ["VPC endpoint api has no policy, so that everything is allowed through it"]),
        ("everything", [allow()], OPEN),
        ("everything, as lists", [allow(Principal={"AWS": ["*"]}, Action=["*"], Resource=["*"])], OPEN),
        (
            "no JSON",
            [endpoint(policy=Known("{"))],
            [
                "VPC endpoint api: the policy is no JSON: Expecting property name enclosed in double quotes: line 1 "
                "column 2 "
                "(char 1)"
            ],
        ),
        (
            "no policy",
            [endpoint(policy=Known("[]"))],
            ["VPC endpoint api: the policy is no policy document: it has no Statement"],
        ),
        (
            "no statements",
            [endpoint(policy=Known('{"Statement": "Allow"}'))],
            ["VPC endpoint api: the policy is no policy document: its Statement is no list of objects"],
        ),
    ]
    unknown = [
        ("a policy that is not known", [endpoint(policy=UNKNOWN)], ["VPC endpoint api: the policy is not known yet"]),
        (
            "a service that is not known",
            [endpoint(service_name=UNKNOWN)],
            ["VPC endpoint api: the serviceName is not known yet"],
        ),
    ]
