"""AWS-EP-08: policies that end on a date."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from privateapi.facts.services import service_choice, service_range
from privateapi.rules.design import Design
from privateapi.rules.finding import Severity
from privateapi.rules.policy_documents import Statement, stated_policies, statements_of
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.model import Node
from privateapi.topology.values import Known, NotJudged, Value

# The comparisons that end an allowance, and those that begin a denial.
ENDS = {"Allow": ("DateLessThan", "NumericLessThan"), "Deny": ("DateGreaterThan", "NumericGreaterThan")}


class PolicyExpiry(Rule):
    """A policy that is bound to a time is not over, and not about to be."""

    id = "AWS-EP-08"
    fix = "set a later date, or take the condition out"
    remarks = "A policy that is about to end is told as advisory; policyExpiryDays says how many days before."

    def check(self, design: Design) -> Iterator[Outcome]:
        for node, policy in stated_policies(design.topology):
            try:
                statements = statements_of(policy, "the policy")
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
                continue
            for statement in statements:
                yield from self._statement(node, statement, design)

    def _statement(self, node: Node, statement: Statement, design: Design) -> Iterator[Outcome]:
        days = design.settings.policy_expiry_days
        notice = timedelta(days=service_range("aws.endpoint.policy_expiry_days").lowest if days is None else days)
        for value in _ends(statement):
            if not isinstance(value, Known):
                yield self.unjudged(f"the date in the policy {because(value)}", node)
                continue
            text = value.value
            end = _moment(text)
            if end is None:
                yield self.unjudged(f"the policy has the date {text!r}, which cannot be read", node)
            elif end <= design.now:
                yield self.violation(f"{node.label} has a policy that ended on {text}", node)
            elif end - design.now < notice:
                left = (end - design.now).days
                soon = self.violation(f"{node.label} has a policy that ends on {text}, in {left} days", node)
                yield dataclasses.replace(soon, severity=Severity.ADVISORY)


def _ends(statement: Statement) -> Iterator[Value[str]]:
    keys = {key.lower() for key in service_choice("aws.iam.time_keys").values}
    for condition in statement.conditions:
        comparison = condition.operator.removesuffix("IfExists").removesuffix("Equals")
        if condition.key.lower() in keys and comparison in ENDS.get(statement.effect, ()):
            yield from condition.values


def _moment(text: str) -> datetime | None:
    """A date as a policy has it: ISO 8601, or seconds since 1970."""
    try:
        if text.isdecimal():
            return datetime.fromtimestamp(int(text), UTC)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
