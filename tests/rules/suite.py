"""What every rule is tested with: passing, failing and unknown designs, as tables with an English first column.

class TestVpcBlock(RuleSuite):
    rule = VpcBlock
    passing = [("a /16", [vpc("hub", "10.0.0.0/16")])]
    failing = [("a /8", [vpc("hub", "10.0.0.0/8")], ["VPC hub: cidrBlock '10.0.0.0/8' is a /8; …"])]
    unknown = [("a block that is not known", [vpc("hub", UNKNOWN)], ["VPC hub: is not known yet"])]
"""

import dataclasses
from collections.abc import Sequence
from typing import Any, ClassVar

from privateapi.facts.rules import rule_table
from privateapi.rules.design import Design, Settings
from privateapi.rules.engine import judge
from privateapi.rules.finding import Report, Severity
from privateapi.rules.rule import Rule
from privateapi.topology.model import Node, Topology

Nodes = Sequence[Node]


def run(rule: type[Rule], nodes: Nodes, settings: Settings | None = None, **design: Any) -> Report:
    """The report of one rule on a design; a fault of the rule fails the test."""
    report = judge(Design(Topology(nodes), settings or Settings(), **design), [rule()])
    assert not report.faults, report.faults
    return report


class RuleSuite:
    """The cases that every rule owes."""

    rule: ClassVar[type[Rule]]
    settings: ClassVar[Settings | None] = None
    live: ClassVar[bool] = False
    """Whether what exists in the accounts is among the resources."""
    passing: ClassVar[Sequence[tuple[str, Nodes]]]
    """Designs in which nothing is wrong and nothing is left unjudged."""
    failing: ClassVar[Sequence[tuple[str, Nodes, list[str]]]]
    """Designs with the exact messages of their violations."""
    unknown: ClassVar[Sequence[tuple[str, Nodes, list[str]]]]
    """Designs that cannot be judged, with `resource: reason` of each; no violation."""

    def test_fact(self) -> None:
        rule = self.rule()
        assert rule.id in rule_table().rules
        assert rule.fix and (self.rule.__doc__ or "").strip()
        assert rule.severity in Severity

    def test_passing(self) -> None:
        assert self.passing, "a rule owes a passing case"
        for case, nodes in self.passing:
            report = run(self.rule, nodes, self.settings, live=self.live)
            assert [each.text for each in report.violations] == [], case
            assert [each.text for each in report.unjudged] == [], case

    def test_failing(self) -> None:
        assert self.failing, "a rule owes a failing case"
        for case, nodes, messages in self.failing:
            report = run(self.rule, nodes, self.settings, live=self.live)
            assert [each.message for each in report.violations] == messages, case
            assert all(each.rule == self.rule.id and each.nodes and each.sources for each in report.violations), case

    def test_unknown(self) -> None:
        assert self.unknown, "a rule owes an unknown case"
        for case, nodes, reasons in self.unknown:
            report = run(self.rule, nodes, self.settings, live=self.live)
            assert [each.text for each in report.violations] == [], case
            found = [f"{each.node.label}: {each.why}" if each.node else each.why for each in report.unjudged]
            assert found == reasons, case

    def test_live_only(self) -> None:
        """What exists already is not the design's doing."""
        for case, nodes, _ in self.failing:
            live = [dataclasses.replace(node, live=True) for node in nodes]
            assert run(self.rule, live, self.settings, live=self.live).violations == [], case
