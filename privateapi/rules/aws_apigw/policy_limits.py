"""AWS-API-02: policies that let every endpoint of the Region through."""

import re
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.apis import api_of, is_private
from privateapi.rules.design import Design
from privateapi.rules.policy_documents import Condition, PolicyError, Statement, read_policy
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RestApi, RestApiPolicy
from privateapi.topology.values import Known, NotJudged, Value

_INVOKE = "execute-api:Invoke"
_EXECUTE_ARN = re.compile(r"arn:[^:]*:execute-api:[^:]*:[^:]*:[^/]*/")


class PolicyLimits(NodeRule[RestApi | RestApiPolicy]):
    """The policy of a PRIVATE REST API lets nobody in without asking for the endpoint, VPC or caller."""

    id = "AWS-API-02"
    fix = (
        "allow with a condition on aws:SourceVpce or aws:SourceVpc, or deny all others with StringNotEquals on that key"
    )
    remarks = (
        "Conditions on who calls (aws:PrincipalOrgID and the like) limit a policy too. The list vpcEndpointIds gives "
        "names, and keeps nobody out."
    )

    def judge(self, node: RestApi | RestApiPolicy, design: Design) -> Iterator[Outcome]:
        if node.policy.missing:
            return
        api = node if isinstance(node, RestApi) else api_of(design.topology, node)
        if not isinstance(api, RestApi) or not is_private(api):
            return
        try:
            statements = read_policy(node.policy, "the policy")
        except PolicyError as fault:
            yield self.violation(f"{node.label}: the policy {fault}", node)
            return
        for number, statement in enumerate(statements, 1):
            if _opens(statement) and not any(_closes(each, statement) for each in statements):
                yield self.violation(
                    f"{node.label} has a policy whose statement {number} lets everybody call "
                    f"{'it' if node is api else api.label} through any endpoint",
                    node,
                )


def _opens(statement: Statement) -> bool:
    """Whether a statement lets everybody in, wherever they come from."""
    if statement.effect != "Allow" or any(_limits(condition) for condition in statement.conditions):
        return False
    if statement.inverted:
        raise NotJudged("the policy allows by NotPrincipal, NotAction or NotResource")
    return _matches(statement.actions, _INVOKE, "an action") and statement.for_everybody


def _closes(statement: Statement, opening: Statement) -> bool:
    """Whether a statement denies what another allows to all who do not come the right way."""
    if statement.effect != "Deny" or not statement.conditions:
        return False
    # A further condition would have to hold too before anybody is kept out.
    if not all(_keeps_out(condition) for condition in statement.conditions):
        return False
    if statement.inverted:
        raise NotJudged("the policy denies by NotPrincipal, NotAction or NotResource")
    return (
        _matches(statement.actions, _INVOKE, "an action")
        and statement.for_everybody
        and all(_covered(resource, statement.resources) for resource in opening.resources)
    )


def _limits(condition: Condition) -> bool:
    return _tells(condition) and "Not" not in condition.operator and not _takes_all(condition)


def _keeps_out(condition: Condition) -> bool:
    return _tells(condition) and "Not" in condition.operator


def _tells(condition: Condition) -> bool:
    """Whether a condition is about where a request comes from, or who sends it."""
    key = condition.key.lower()
    keys = service_choice("aws.iam.perimeter_keys").values
    return key in {each.lower() for each in keys} or key.startswith("aws:principal")


def _takes_all(condition: Condition) -> bool:
    """Whether every value passes, as with `*`."""
    wide = {"*", "0.0.0.0/0", "::/0"} if "Like" in condition.operator or "Ip" in condition.operator else set()
    return any(isinstance(value, Known) and value.value in wide for value in condition.values)


def _matches(patterns: tuple[Value[str], ...], text: str, what: str) -> bool:
    """Whether one of the patterns is for the text, in upper or lower case.

    Raises:
        NotJudged: none is, and one of them is not known.
    """
    for pattern in patterns:
        if isinstance(pattern, Known) and _fits(pattern.value.lower(), text.lower()):
            return True
    if not all(pattern.known for pattern in patterns):
        raise NotJudged(f"{what} of the policy is not known yet")
    return False


def _covered(resource: Value[str], patterns: tuple[Value[str], ...]) -> bool:
    wide = [pattern.value for pattern in patterns if isinstance(pattern, Known) and _own(pattern.value) == "*"]
    if wide:
        return True
    if not isinstance(resource, Known):
        raise NotJudged("a resource of the policy is not known yet")
    return _matches(tuple(pattern.map(_own) for pattern in patterns), _own(resource.value), "a resource")


def _own(resource: str) -> str:
    """A resource as the path of the API that the policy belongs to: `execute-api:/*` and its full ARN are the same."""
    path = _EXECUTE_ARN.sub("execute-api:/", resource)
    return "*" if path in ("execute-api:/*", "execute-api:*") else path


def _fits(pattern: str, text: str) -> bool:
    """Whether a text fits a pattern with `*` and `?`, as IAM reads it."""
    return re.fullmatch("".join({"*": ".*", "?": "."}.get(each, re.escape(each)) for each in pattern), text) is not None
