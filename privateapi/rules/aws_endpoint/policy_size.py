"""AWS-EP-09: the length of an endpoint policy."""

from privateapi.rules.policy_length import PolicyLengthRule
from privateapi.topology.model import VpcEndpoint


class PolicySize(PolicyLengthRule[VpcEndpoint]):
    """An endpoint policy has at most 20,480 characters, white space included."""

    id = "AWS-EP-09"
    fix = "shorten the policy: fewer statements, wildcards in place of lists, no white space"
    quota = "aws.pl.policy_chars"
