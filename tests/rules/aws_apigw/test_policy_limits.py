"""AWS-API-02."""

from typing import Any

from privateapi.rules.aws_apigw.policy_limits import PolicyLimits
from privateapi.topology.model import HttpApi, RestApi, RestApiPolicy
from privateapi.topology.values import HOLE, UNKNOWN, Known, PartlyKnown, Ref
from tests.rules.api_nodes import ALLOW_ALL, document, http_api, rest_api
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

OPEN = "REST API orders has a policy whose statement 1 lets everybody call it through any endpoint"


def allowing(condition: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    return {**ALLOW_ALL, **({"Condition": condition} if condition else {}), **parts}


def denying(condition: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {**ALLOW_ALL, "Effect": "Deny", "Condition": condition, **parts}


def api(*statements: dict[str, Any]) -> list[RestApi]:
    return [rest_api(policy=Known(document(*statements)))]


ENDPOINT = {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}


class TestPolicyLimits(RuleSuite):
    rule = PolicyLimits
    passing = [
        ("a condition on the endpoint", api(allowing({"StringEquals": {"aws:SourceVpce": "vpce-1"}}))),
        ("a condition on the VPC, in lower case", api(allowing({"StringEquals": {"aws:sourcevpc": ["vpc-1"]}}))),
        ("a condition on the organization", api(allowing({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}))),
        ("a condition on a tag of the caller", api(allowing({"StringEquals": {"aws:PrincipalTag/team": "orders"}}))),
        ("a condition on addresses", api(allowing({"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}))),
        ("named callers", api(allowing(Principal={"AWS": "arn:aws:iam::111122223333:root"}))),
        ("everybody else denied", api(allowing(), denying(ENDPOINT))),
        ("everybody else denied first", api(denying(ENDPOINT), allowing())),
        (
            "denied by the full ARN",
            api(allowing(), denying(ENDPOINT, Resource="arn:aws:execute-api:us-east-1:111122223333:a1/*")),
        ),
        (
            "a path allowed, and all denied",
            api(allowing(Resource="execute-api:/live/GET/*"), denying(ENDPOINT, Action="execute-api:*", Resource="*")),
        ),
        (
            "two keys denied together",
            api(
                allowing(),
                denying({"StringNotEquals": {"aws:SourceVpce": "vpce-1", "aws:SourceVpc": "vpc-1"}}),
            ),
        ),
        (
            "endpoints whose ids are not known",
            [
                rest_api(
                    policy=PartlyKnown(
                        "is partly not known yet (policy)",
                        document(allowing(), denying({"StringNotEquals": {"aws:SourceVpce": [HOLE, HOLE]}})),
                    )
                )
            ],
        ),
        ("another action", api(allowing(Action="execute-api:InvalidateCache"))),
        ("a Regional API", [rest_api(kind="REGIONAL", policy=Known(document(allowing())))]),
        ("none", [rest_api()]),
        (
            "a policy of an HTTP API",
            [http_api(), node(RestApiPolicy, "p", api=ref(HttpApi, "orders"), policy=Known(document(allowing())))],
        ),
    ]
    failing = [
        ("everybody", api(allowing()), [OPEN]),
        ("everybody, by AWS", api(allowing(Principal={"AWS": "*"}, Action="*", Resource="*")), [OPEN]),
        ("a condition on something else", api(allowing({"Bool": {"aws:SecureTransport": "true"}})), [OPEN]),
        ("a condition that all pass", api(allowing({"StringLike": {"aws:SourceVpce": "*"}})), [OPEN]),
        ("all addresses", api(allowing({"IpAddress": {"aws:VpcSourceIp": "0.0.0.0/0"}})), [OPEN]),
        ("all but one", api(allowing({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})), [OPEN]),
        ("denied for another action", api(allowing(), denying(ENDPOINT, Action="execute-api:InvalidateCache")), [OPEN]),
        ("denied for a part", api(allowing(), denying(ENDPOINT, Resource="execute-api:/live/GET/*")), [OPEN]),
        (
            "denied with a further condition",
            api(allowing(), denying({**ENDPOINT, "Bool": {"aws:SecureTransport": "false"}})),
            [OPEN],
        ),
        ("denied for some", api(allowing(), denying(ENDPOINT, Principal={"AWS": "111122223333"})), [OPEN]),
        (
            "the second statement",
            api(allowing({"StringEquals": {"aws:SourceVpce": "vpce-1"}}), allowing()),
            ["REST API orders has a policy whose statement 2 lets everybody call it through any endpoint"],
        ),
        (
            "a policy of its own",
            [
                rest_api(),
                node(RestApiPolicy, "p", api=ref(RestApi, "orders"), policy=Known(document(allowing()))),
            ],
            [
                "REST API policy p has a policy whose statement 1 lets everybody call REST API orders through any "
                "endpoint"
            ],
        ),
        (
            "no policy at all",
            [rest_api(policy=Known("{"))],
            [
                "REST API orders: the policy is no JSON: Expecting property name enclosed in double quotes: line 1 "
                "column 2 (char 1)"
            ],
        ),
    ]
    unknown = [
        ("a policy that is not known", [rest_api(policy=UNKNOWN)], ["REST API orders: the policy is not known yet"]),
        (
            "principals that are not known",
            [rest_api(policy=PartlyKnown("is partly not known yet", document(allowing(Principal={"AWS": HOLE}))))],
            ["REST API orders: a principal of the policy is not known yet"],
        ),
        (
            "everybody but some",
            api({"Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}),
            ["REST API orders: the policy allows by NotPrincipal, NotAction or NotResource"],
        ),
        (
            "a denial of everything but some",
            api(allowing(), {**denying(ENDPOINT), "NotResource": "execute-api:/live/*"}),
            ["REST API orders: the policy denies by NotPrincipal, NotAction or NotResource"],
        ),
        (
            "a denial for a resource that is not known",
            [rest_api(policy=PartlyKnown("is", document(allowing(), denying(ENDPOINT, Resource=HOLE))))],
            ["REST API orders: a resource of the policy is not known yet"],
        ),
        (
            "an API that was not read",
            [node(RestApiPolicy, "p", api=Ref.to("a1"), policy=Known(document(allowing())))],
            ["REST API policy p: its API names 'a1', which is not among the resources that were read"],
        ),
    ]
