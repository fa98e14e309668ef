"""What `privateapi check` shows: as a table for people, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from privateapi.cli._visible import written
from privateapi.packs.analysis import Analysis, Finding
from privateapi.rules.finding import Severity
from privateapi.topology.model import Node

_STYLES = {Severity.MANDATORY: "bold red", Severity.ADVISORY: "yellow"}
# How many of the things that could not be judged a table shows; JSON has them all.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """An analysis and what it was of; `positions` say by key where the program declares a resource."""

    subject: str
    analysis: Analysis
    positions: Mapping[str, str]

    def position(self, finding: Finding) -> str:
        """Where the program declares the resource of a finding; empty when that is not known."""
        return self.positions.get(finding.resource, "")


def show(judged: Judged, console: Console) -> None:
    """The findings as a table, what was not judged below it, the counts at the end."""
    analysis = judged.analysis
    if analysis.findings:
        table = Table(title=written(judged.subject, "table.title"), title_justify="left", show_lines=True)
        for heading in ("Rule", "Level", "Resource", "Finding"):
            table.add_column(heading, overflow="fold", no_wrap=heading in ("Rule", "Level"))
        for finding in analysis.findings:
            table.add_row(
                written(finding.rule),
                written(finding.severity, _STYLES[finding.severity]),
                written(named(finding)),
                written(finding.text.removeprefix(f"{finding.rule}: ")),
            )
        console.print(table)
    said = [*(each.text for each in analysis.unjudged[:_SHOWN]), *(fault.text for fault in analysis.faults)]
    if len(analysis.unjudged) > _SHOWN:
        said.insert(_SHOWN, f"and {len(analysis.unjudged) - _SHOWN} more; --json has them all")
    if said:
        console.print(written("Not judged:", "bold"))
        for line in said:
            console.print(written(f"  {line}"))
    console.print(written(f"{judged.subject}: {counts(analysis)}"))


def counts(analysis: Analysis) -> str:
    """`98 rules, 1 violation, 0 advices, 3 not judged`."""
    violations, advice = len(analysis.of(Severity.MANDATORY)), len(analysis.of(Severity.ADVISORY))
    parts = [
        f"{analysis.rules} rules",
        f"{violations} violation{'' if violations == 1 else 's'}",
        f"{advice} advisory",
        f"{len(analysis.unjudged)} not judged",
    ]
    if analysis.exempted:
        parts.append(f"{analysis.exempted} exempted")
    if analysis.faults:
        parts.append(f"{len(analysis.faults)} faults in rules")
    return ", ".join(parts)


def named(finding: Finding) -> str:
    """The name of the first resource that a finding is about."""
    return finding.nodes[0].label if finding.nodes else "the stack"


def as_json(judged: Judged) -> str:
    """Everything, for programs."""
    analysis = judged.analysis
    document = {
        "subject": judged.subject,
        "rules": analysis.rules,
        "exempted": analysis.exempted,
        "findings": [
            {
                "rule": finding.rule,
                "level": finding.severity,
                "resource": finding.resource,
                "position": judged.position(finding),
                "resources": [_node(node) for node in finding.nodes],
                "message": finding.text,
                "fix": finding.fix,
                "sources": list(finding.sources),
            }
            for finding in analysis.findings
        ],
        "notJudged": [
            {"rule": each.rule, "resource": each.node.key if each.node is not None else "", "why": each.why}
            for each in analysis.unjudged
        ],
        "faults": [{"rule": fault.rule, "cause": fault.cause} for fault in analysis.faults],
    }
    return json.dumps(document, indent=2)


def _node(node: Node) -> dict[str, Any]:
    return {"key": node.key, "type": node.origin.type, "name": node.name, "exists": node.live}
