"""Finding rules and running them, each apart from the others."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from privateapi.facts.rules import rule_table
from privateapi.rules import engine
from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.rules.design import Design
from privateapi.rules.engine import all_rules, judge, rules_of
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Origin, Topology, Vpc
from privateapi.topology.values import Known

GROUPS = sorted({fact.group for fact in rule_table().rules.values()})


class Broken(Rule):
    """A rule that fails after its first finding."""

    id = "AWS-CIDR-09"
    fix = "nothing"

    def check(self, design: Design) -> Iterator[Outcome]:
        yield self.unjudged("the first of two")
        raise KeyError("secret\nof two lines")


def test_fault_of_a_rule_is_reported_and_hides_no_other() -> None:
    vpc = Vpc(origin=Origin("hub"), name="hub", cidr_block=Known("10.0.0.0/8"))
    report = judge(Design(Topology([vpc])), [Broken(), VpcBlock()])
    assert [each.rule for each in report.violations] == ["AWS-CIDR-01"]
    assert [each.text for each in report.faults] == [
        "AWS-CIDR-09: fault in the rule itself: KeyError: 'secret\\nof two lines'; please report it"
    ]
    # What the rule had found before stays.
    assert (report.rules, [each.why for each in report.unjudged]) == (2, ["the first of two"])


def test_one_reason_of_one_resource_counts_once() -> None:
    vpcs = [Vpc(origin=Origin(name), name=name) for name in ("hub", "spoke")]

    class Repeating(Rule):
        """A rule that meets each VPC twice for one reason, and once for another."""

        id = "AWS-CIDR-09"
        fix = "nothing"

        def check(self, design: Design) -> Iterator[Outcome]:
            for why in ("its account", "its account", "its region"):
                yield from (self.unjudged(why, vpc) for vpc in vpcs)

    report = judge(Design(Topology(vpcs)), [Repeating()])
    assert [(each.node, each.why) for each in report.unjudged] == [
        (vpc, why) for why in ("its account", "its region") for vpc in vpcs
    ]


def test_skipped_rules_are_not_run() -> None:
    vpc = Vpc(origin=Origin("hub"), name="hub", cidr_block=Known("10.0.0.0/8"))
    report = judge(Design(Topology([vpc])), [VpcBlock()], skip={"AWS-CIDR-01"})
    assert (report.rules, report.violations) == (0, [])


@pytest.mark.parametrize("group", GROUPS)
def test_rules_of_a_group(group: str) -> None:
    assert rules_of([group]) == [rule for rule in all_rules().values() if rule.fact.group == group]


def test_rules_of_all_groups_are_all_rules() -> None:
    assert rules_of(GROUPS) == list(all_rules().values())


def test_families_of_other_groups_are_not_imported() -> None:
    program = (
        "import sys; from privateapi.rules.engine import rules_of; rules_of(['aws-sg']); "
        "sys.stdout.write(' '.join(name for name in sys.modules if name.startswith('privateapi.rules.a')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    families = {name.split(".")[2] for name in done.stdout.split()} & {group.replace("-", "_") for group in GROUPS}
    assert families == {"aws_sg"}


def test_two_rules_of_one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_family", lambda name: (VpcBlock(),))
    with pytest.raises(ValueError, match="two rules have the id AWS-CIDR-01"):
        rules_of(["aws-cidr", "aws-sg"])
