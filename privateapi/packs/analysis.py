"""One analysis: rules over a design, with levels, exemptions and strict mode applied to what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from privateapi.facts.documents import documents
from privateapi.packs.settings import SETTINGS, Exemption, PackSettings
from privateapi.readers.joining import joined
from privateapi.readers.live.data import LiveData
from privateapi.rules.design import Design
from privateapi.rules.engine import judge
from privateapi.rules.finding import RuleFault, Severity, Unjudged, Violation
from privateapi.rules.rule import Rule
from privateapi.topology.model import Node, Topology

# How many of the things that could not be judged a summary names.
NAMED = 3
STRICT = "META-01"
"""Id under which strict mode reports what could not be judged."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be shown. `resource` is the key of the resource to change first, empty for the whole stack."""

    rule: str
    severity: Severity
    resource: str
    text: str
    nodes: tuple[Node, ...] = ()
    fix: str = ""
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class Analysis:
    """What judging a design gave: findings in the order of rules, what was not judged, and what is said about it."""

    rules: int = 0
    findings: list[Finding] = field(default_factory=list)
    unjudged: list[Unjudged] = field(default_factory=list)
    faults: list[RuleFault] = field(default_factory=list)
    exempted: int = 0
    notes: list[str] = field(default_factory=list)

    def of(self, severity: Severity) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]

    @property
    def summary(self) -> str:
        """`31 rules, 0 violations, 4 not judged: AWS-CIDR-05: VPC hub: …`, in one line."""
        counts = [_counted(self.rules, "rule"), _counted(len(self.findings), "violation")]
        if self.exempted:
            counts.append(f"{self.exempted} exempted")
        counts.append(f"{len(self.unjudged)} not judged")
        if self.faults:
            counts.append(_counted(len(self.faults), "fault"))
        said = [*self.notes, *(fault.text for fault in self.faults), *(each.text for each in self.unjudged[:NAMED])]
        if len(self.unjudged) > NAMED:
            said.append(f"and {len(self.unjudged) - NAMED} more")
        return ", ".join(counts) + (f": {'; '.join(said)}" if said else "")


def analyse(
    topology: Topology,
    rules: Iterable[Rule],
    settings: PackSettings,
    *,
    live: LiveData | None = None,
    today: date | None = None,
) -> Analysis:
    """Judge a design. `live` is what exists in the accounts; `today` decides which exemptions hold."""
    today = today or date.today()
    analysis = Analysis()
    given = {rule.id: rule for rule in rules}
    chosen = {id: rule for id, rule in given.items() if settings.level_of(id, rule.severity) != "disabled"}
    design = Design(
        joined(topology, live.nodes) if live is not None else topology,
        settings.for_rules(),
        live.applied if live is not None else {},
        live is not None and live.complete,
    )
    report = judge(design, chosen.values())
    # An expired one is said also when its rule is disabled: it would hold again unseen when the rule is turned on.
    exemptions = [each for each in settings.exemptions if each.rule in given]
    in_force = [each for each in exemptions if each.expires >= today]
    analysis.rules = report.rules
    for violation in report.violations:
        if _exempt(violation.rule, violation.nodes, in_force):
            analysis.exempted += 1
        else:
            severity = Severity(settings.level_of(violation.rule, violation.severity))
            analysis.findings.append(_finding(violation, severity))
    for unjudged in (*(live.unread if live is not None and not live.told else ()), *report.unjudged):
        nodes = (unjudged.node,) if unjudged.node is not None else ()
        if _exempt(unjudged.rule, nodes, in_force):
            analysis.exempted += 1
            continue
        analysis.unjudged.append(unjudged)
    analysis.faults = report.faults
    for expired in exemptions:
        if expired.expires < today:
            analysis.findings.append(_expired(expired))
    if settings.strict:
        analysis.findings += _strict(analysis, settings, chosen)
    return analysis


def _finding(violation: Violation, severity: Severity) -> Finding:
    sources = _sources(violation.sources)
    text = violation.text + (f". Source: {'; '.join(sources)}" if sources else "")
    return Finding(
        violation.rule, severity, _resource(violation.nodes), text, violation.nodes, violation.fix, violation.sources
    )


def _sources(ids: Sequence[str]) -> list[str]:
    """The documents behind a rule, in words."""
    known = documents()
    return [f"{known[id].publisher}, {known[id].title}" if id in known else id for id in ids]


def _resource(nodes: Sequence[Node]) -> str:
    """The key of the first resource that the program has, without the part of it."""
    return next((node.key.partition("#")[0] for node in nodes if not node.live), "")


def _exempt(rule: str, nodes: Sequence[Node], exemptions: Iterable[Exemption]) -> bool:
    return any(each.rule == rule and any(_is(node, each.resource) for node in nodes) for each in exemptions)


def _is(node: Node, name: str) -> bool:
    return name in (node.name, node.key, node.key.partition("#")[0], *node.identifiers) or (
        node.id.known and node.id.get() == name
    )


def _expired(exemption: Exemption) -> Finding:
    text = (
        f"{SETTINGS}: the exemption of {exemption.resource!r} from {exemption.rule} expired on {exemption.expires} "
        f"({exemption.reason}). Fix: mend the resource and remove the exemption, or give it a later date"
    )
    return Finding(SETTINGS, Severity.MANDATORY, "", text)


def _strict(analysis: Analysis, settings: PackSettings, rules: dict[str, Rule]) -> list[Finding]:
    found: list[Finding] = []
    for each in analysis.unjudged:
        severity = _strictly(each.rule, settings, rules)
        text = (
            f"{STRICT}: not judged: {each.text}. Fix: give a value that is known before the deployment, exempt the "
            "resource, or turn strict mode off"
        )
        nodes = (each.node,) if each.node is not None else ()
        found.append(Finding(STRICT, severity, _resource(nodes), text, nodes))
    for fault in analysis.faults:
        found.append(Finding(STRICT, _strictly(fault.rule, settings, rules), "", f"{STRICT}: not judged: {fault.text}"))
    return found


def _strictly(rule: str, settings: PackSettings, rules: dict[str, Rule]) -> Severity:
    """Mandatory, also for a rule that advises: only the settings make it less, where they name the rule."""
    return Severity(settings.level_of(rule, Severity.MANDATORY)) if rule in rules else Severity.MANDATORY


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
