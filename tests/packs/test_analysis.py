"""Levels, exemptions, strict mode and live data applied to what rules found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from privateapi.packs.analysis import Analysis, analyse
from privateapi.packs.settings import parse_settings
from privateapi.readers.live.data import LIVE, LiveData
from privateapi.rules.aws_cidr.transit_gateway_overlap import TransitGatewayOverlap
from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.rules.design import Design
from privateapi.rules.finding import Severity, Unjudged
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Node, Origin, Topology, Vpc
from privateapi.topology.values import UNKNOWN, Known

TODAY = date(2026, 11, 21)


def vpc(name: str, cidr: str | None, **fields: Any) -> Vpc:
    block = Known(cidr) if cidr is not None else UNKNOWN
    return Vpc(origin=Origin(f"urn:{name}"), name=name, region=Known("us-east-1"), cidr_block=block, **fields)


class Broken(Rule):
    """A rule that raises."""

    id = "AWS-CIDR-09"
    fix = "nothing"

    def check(self, design: Design) -> Iterator[Outcome]:
        raise KeyError("oops")


class LimitShown(Rule):
    """A rule that says a quota in force."""

    id = "QUO-01"
    fix = "nothing"

    def check(self, design: Design) -> Iterator[Outcome]:
        limit = design.limit("aws.vpc.vpcs", "us-east-1", "123456789012")
        yield self.violation(f"{limit.text}; live: {design.live}", *design.topology.of(Vpc)[:1])


def judged(
    *nodes: Node, rules: tuple[Rule, ...] = (VpcBlock(),), live: LiveData | None = None, **settings: Any
) -> Analysis:
    return analyse(Topology(nodes), rules, parse_settings(settings), live=live, today=TODAY)


TOO_WIDE = vpc("hub", "10.0.0.0/8")


def test_violation() -> None:
    analysis = judged(TOO_WIDE)
    (finding,) = analysis.findings
    assert (finding.rule, finding.severity, finding.resource) == ("AWS-CIDR-01", Severity.MANDATORY, "urn:hub")
    assert finding.text.startswith(
        "AWS-CIDR-01: VPC hub: cidrBlock '10.0.0.0/8' is a /8; a VPC takes /16 to /28. "
        "Fix: give the VPC a block of /16 to /28 without host bits, such as 10.0.0.0/16"
    )
    assert analysis.summary == "1 rule, 1 violation, 0 not judged"


@pytest.mark.parametrize(
    ("case", "enforcement", "severities", "rules"),
    [
        ("the rule's own", {}, ["mandatory"], 1),
        ("advisory", {"AWS-CIDR-01": "advisory"}, ["advisory"], 1),
        ("disabled", {"AWS-CIDR-01": "disabled"}, [], 0),
        ("its group's", {"aws-cidr": "advisory"}, ["advisory"], 1),
        ("its own before its group's", {"aws-cidr": "disabled", "AWS-CIDR-01": "mandatory"}, ["mandatory"], 1),
        ("another rule's", {"AWS-CIDR-05": "disabled"}, ["mandatory"], 1),
    ],
)
def test_enforcement(case: str, enforcement: dict[str, str], severities: list[str], rules: int) -> None:
    analysis = judged(TOO_WIDE, enforcement=enforcement)
    assert ([finding.severity for finding in analysis.findings], analysis.rules) == (severities, rules), case


def exemption(**fields: str) -> dict[str, str]:
    return {"rule": "AWS-CIDR-01", "resource": "hub", "reason": "legacy", "expires": "2027-01-01", **fields}


@pytest.mark.parametrize(
    ("case", "exempt", "texts"),
    [
        ("by name", exemption(), []),
        ("by URN", exemption(resource="urn:hub"), []),
        ("on its last day", exemption(expires="2026-11-21"), []),
        ("by another name", exemption(resource="other"), ["AWS-CIDR-01: VPC hub"]),
        ("from another rule", exemption(rule="AWS-CIDR-05"), ["AWS-CIDR-01: VPC hub"]),
        (
            "expired",
            exemption(expires="2026-11-20"),
            ["AWS-CIDR-01: VPC hub", "META-04: the exemption of 'hub' from AWS-CIDR-01 expired on 2026-11-20 (legacy)"],
        ),
    ],
)
def test_exemptions(case: str, exempt: dict[str, str], texts: list[str]) -> None:
    analysis = judged(TOO_WIDE, exemptions=[exempt])
    assert len(analysis.findings) == len(texts), case
    for finding, text in zip(analysis.findings, texts, strict=True):
        assert finding.text.startswith(text), case
        assert finding.severity is Severity.MANDATORY
    assert analysis.exempted == (0 if texts else 1)


def test_exemption_by_id() -> None:
    analysis = judged(vpc("hub", "10.0.0.0/8", id=Known("vpc-1")), exemptions=[exemption(resource="vpc-1")])
    assert (analysis.findings, analysis.summary) == ([], "1 rule, 0 violations, 1 exempted, 0 not judged")


def test_not_judged_is_counted_and_named() -> None:
    analysis = judged(*(vpc(name, None) for name in "abcde"))
    assert analysis.findings == []
    assert analysis.summary == (
        "1 rule, 0 violations, 5 not judged: AWS-CIDR-01: VPC a: is not known yet; AWS-CIDR-01: VPC b: is not known "
        "yet; AWS-CIDR-01: VPC c: is not known yet; and 2 more"
    )


def test_strict_makes_it_a_violation() -> None:
    analysis = judged(vpc("a", None), strict=True)
    (finding,) = analysis.findings
    assert (finding.rule, finding.severity, finding.resource) == ("META-01", Severity.MANDATORY, "urn:a")
    assert finding.text == (
        "META-01: not judged: AWS-CIDR-01: VPC a: is not known yet. Fix: give a value that is known before the "
        "deployment, exempt the resource, or turn strict mode off"
    )
    advisory = judged(vpc("a", None), strict=True, enforcement={"AWS-CIDR-01": "advisory"})
    assert [each.severity for each in advisory.findings] == [Severity.ADVISORY]


def test_exemption_of_what_cannot_be_judged() -> None:
    analysis = judged(vpc("hub", None), strict=True, exemptions=[exemption()])
    assert (analysis.findings, analysis.unjudged, analysis.exempted) == ([], [], 1)


def test_expired_exemption_of_a_disabled_rule_is_said() -> None:
    """It would hold again unseen when the rule is turned on."""
    old = exemption(expires="2026-01-01")
    analysis = judged(TOO_WIDE, exemptions=[old], enforcement={"AWS-CIDR-01": "disabled"})
    (finding,) = analysis.findings
    assert (finding.rule, finding.severity) == ("META-04", Severity.MANDATORY)
    assert "the exemption of 'hub' from AWS-CIDR-01 expired on 2026-01-01" in finding.text


def test_fault_in_a_rule_hides_nothing() -> None:
    analysis = judged(TOO_WIDE, rules=(Broken(), VpcBlock()))
    assert [finding.rule for finding in analysis.findings] == ["AWS-CIDR-01"]
    assert analysis.summary == (
        "2 rules, 1 violation, 0 not judged, 1 fault: AWS-CIDR-09: fault in the rule itself: KeyError: 'oops'; "
        "please report it"
    )
    strict = judged(TOO_WIDE, rules=(Broken(),), strict=True)
    assert [finding.rule for finding in strict.findings] == ["META-01"]


def test_live_data() -> None:
    existing = vpc("old", "10.0.0.0/8", live=True)
    live = LiveData((existing,), {("123456789012", "us-east-1", "aws.vpc.vpcs"): 7})
    analysis = judged(vpc("new", "10.1.0.0/16"), rules=(LimitShown(),), live=live)
    assert "7 (applied quota, Service Quotas, us-east-1); live: True" in analysis.findings[0].text


def test_live_data_that_could_not_be_read() -> None:
    live = LiveData(unread=(Unjudged(LIVE, None, "VPCs in us-east-1 were not read: AWS does not answer"),))
    analysis = judged(TOO_WIDE, rules=(LimitShown(),), live=live)
    assert "live: False" in analysis.findings[0].text
    assert analysis.summary.endswith("1 not judged: LIVE: VPCs in us-east-1 were not read: AWS does not answer")
    strict = judged(TOO_WIDE, live=live, strict=True)
    assert [(each.rule, each.severity) for each in strict.findings][1:] == [("META-01", Severity.MANDATORY)]


def test_finding_about_live_and_planned_is_shown_with_the_planned_one() -> None:
    assert judged(vpc("old", "10.0.0.0/8", live=True)).findings == []
    assert TransitGatewayOverlap().fact.group == "aws-cidr"


def test_resource_of_a_part() -> None:
    part = Vpc(origin=Origin("urn:net#vpc"), name="part", cidr_block=Known("10.0.0.0/8"))
    assert [finding.resource for finding in judged(part).findings] == ["urn:net"]
