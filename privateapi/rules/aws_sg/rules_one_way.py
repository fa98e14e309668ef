"""AWS-SG-04: rules of one group in two ways."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import SecurityGroup, SecurityGroupRule


class RulesOneWay(Rule):
    """The rules of a group are all inline or all resources of their own: each way takes away the rules of the other."""

    id = "AWS-SG-04"
    fix = "move the inline rules into resources of their own, or the resources into the group"

    def check(self, design: Design) -> Iterator[Outcome]:
        groups = design.topology.grouped(SecurityGroupRule, "security_group", SecurityGroup)
        for key, rules in sorted(groups.by_target.items()):
            planned = [rule for rule in rules if not rule.live]
            inline = [rule for rule in planned if rule.inline]
            apart = [rule for rule in planned if not rule.inline]
            group = design.topology.node(key)
            if inline and apart and group is not None:
                yield self.violation(
                    f"{group.label} has {len(inline)} inline rules, and {apart[0].label} is a rule of its own for it",
                    group,
                    apart[0],
                )
        inline_groups = [key for key, rules in groups.by_target.items() if any(rule.inline for rule in rules)]
        for rule, why in groups.unresolved:
            if inline_groups and not rule.live:
                yield self.unjudged(f"its security group {why}", rule)
