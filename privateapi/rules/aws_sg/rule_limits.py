"""AWS-SG-02: rules of a group and groups of an interface."""

from privateapi.rules.aws_counts import SECURITY_GROUPS
from privateapi.rules.counting import QuotaRule


class RuleLimits(QuotaRule):
    """A security group has no more rules, and a network interface no more groups, than their quotas."""

    id = "AWS-SG-02"
    fix = "put the peers into fewer, wider blocks or into a prefix list, or ask for a higher quota"
    counters = SECURITY_GROUPS
    remarks = (
        "That the two quotas multiplied are 1000 at most is about the quotas that an account was given, and is seen "
        "when they are asked for."
    )
