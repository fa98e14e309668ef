"""Findings as SARIF 2.1.0, which code hosts show beside the lines of the program."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import quote

import privateapi
from privateapi.cli._judged import Judged
from privateapi.facts.rules import rule_table
from privateapi.packs.analysis import Finding
from privateapi.rules.finding import Severity

_LEVELS = {Severity.MANDATORY: "error", Severity.ADVISORY: "warning"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(judged: Judged, file: str) -> str:
    """The findings; `file` is where a finding is shown whose place in the program is not known."""
    used = sorted({finding.rule for finding in judged.analysis.findings})
    document = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "privateapi",
                        "version": privateapi.__version__,
                        "rules": [_rule(id) for id in used],
                    }
                },
                "invocations": [_invocation(judged)],
                "results": [_result(judged, finding, used, file) for finding in judged.analysis.findings],
                "properties": {"notJudged": [each.text for each in judged.analysis.unjudged]},
            }
        ],
    }
    return json.dumps(document, indent=2)


def _invocation(judged: Judged) -> dict[str, Any]:
    """How the run went. A fault in a rule stands here, for it is of no place in the program."""
    faults = judged.analysis.faults
    return {
        "executionSuccessful": not faults,
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": fault.text}, "associatedRule": {"id": fault.rule}}
            for fault in faults
        ],
    }


def _rule(id: str) -> dict[str, Any]:
    fact = rule_table().rules[id]
    return {
        "id": id,
        "shortDescription": {"text": fact.rule},
        "help": {"text": f"Otherwise: {fact.on_violation}"},
        "defaultConfiguration": {"level": _LEVELS[Severity(fact.severity)]},
        "properties": {"tags": [fact.group, fact.cloud]},
    }


def _result(judged: Judged, finding: Finding, rules: list[str], file: str) -> dict[str, Any]:
    path, _, line = judged.position(finding).removeprefix("project:///").partition("#")
    # A resource inside a component is declared in a package, outside the project.
    known = bool(path) and not path.startswith("..")
    location: dict[str, Any] = {"artifactLocation": {"uri": path if known else quote(os.fsencode(file))}}
    if known and line.isdecimal():
        location["region"] = {"startLine": int(line)}
    names = [{"fullyQualifiedName": finding.resource, "kind": "resource"}] if finding.resource else []
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.text},
        "locations": [{"physicalLocation": location, "logicalLocations": names}],
        # The same finding of two runs is one, wherever the line has moved to.
        "partialFingerprints": {"finding/v1": f"{finding.rule}:{finding.resource}"},
    }
