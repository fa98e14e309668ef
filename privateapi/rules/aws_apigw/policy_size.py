"""AWS-API-03: the length of a resource policy."""

from privateapi.rules.policy_length import PolicyLengthRule
from privateapi.topology.model import RestApi, RestApiPolicy


class PolicySize(PolicyLengthRule[RestApi | RestApiPolicy]):
    """The resource policy of a REST API has at most 8,192 characters."""

    id = "AWS-API-03"
    fix = "shorten the policy: fewer statements, wildcards in place of lists; or have the quota L-8B81B02C raised"
    quota = "aws.apigw.policy_chars"
