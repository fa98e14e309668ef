"""AWS-EP-07: condition keys that do not exist."""

import difflib
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.design import Design
from privateapi.rules.policy_documents import stated_policies, statements_of
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.values import NotJudged


class ConditionKeys(Rule):
    """The global condition keys of policies exist: a statement with one that does not exist never matches."""

    id = "AWS-EP-07"
    fix = "use aws:SourceVpc, aws:SourceVpce or aws:VpcSourceIp for where a request comes from"
    remarks = "Judged of the policies of endpoints, REST APIs and custom domains, and of keys that start with aws:."

    def check(self, design: Design) -> Iterator[Outcome]:
        for node, policy in stated_policies(design.topology):
            try:
                statements = statements_of(policy, "the policy")
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
                continue
            keys = [condition.key for statement in statements for condition in statement.conditions]
            for key in dict.fromkeys(keys):
                if not _exists(key):
                    yield self.violation(
                        f"{node.label} has a policy with the condition key {key}, which does not exist{_close(key)}",
                        node,
                    )


def _exists(key: str) -> bool:
    """Whether a key exists; upper and lower case are the same, and keys of services are not looked up."""
    lower = key.lower()
    if not lower.startswith("aws:"):
        return True
    if any(lower.startswith(prefix.lower()) for prefix in service_choice("aws.iam.global_key_prefixes").values):
        return True
    return lower in {known.lower() for known in service_choice("aws.iam.global_keys").values}


def _close(key: str) -> str:
    # Of a VPC: the keys that say where a request comes from.
    if "vpc" in key.lower():
        return f"; {', '.join(service_choice('aws.iam.network_keys').values)} do"
    found = difflib.get_close_matches(key, service_choice("aws.iam.global_keys").values, n=1)
    return f"; {found[0]} does" if found else ""
