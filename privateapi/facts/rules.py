"""The list of rules with severity, inputs and source, from `rules.yaml`.

It is the list of what is to be checked, not the checks: those are `privateapi.rules`, one file each, by the same ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from privateapi.facts.files import read


@dataclass(frozen=True, slots=True)
class RuleFact:
    """One row. `policy` says whether one resource is enough to judge it, `inputs` what it needs.

    `stack_only` is true when the program (with configuration) is enough and no live data is needed; `numbers` has the
    figures of the rule in words; `source` are ids of `documents`. The `basis` is `own` for rows that this project added
    to those that were read out of the documents.
    """

    id: str
    group: str
    cloud: Literal["aws", "alibaba", "both"]
    rule: str
    numbers: str | None
    severity: Literal["mandatory", "advisory"]
    policy: Literal["resource", "stack"]
    inputs: tuple[str, ...]
    stack_only: bool
    basis: Literal["stated", "implied", "doc", "own"]
    source: tuple[str, ...]
    on_violation: str


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rows by id, the resource types of each group as Pulumi names them, and the date of the table."""

    as_of: date
    rules: Mapping[str, RuleFact]
    pulumi_types: Mapping[str, tuple[str, ...]]


@cache
def rule_table() -> RuleTable:
    """The table, read once."""
    table = read("rules")
    rows = [
        RuleFact(**{**row, "inputs": tuple(row["inputs"]), "source": tuple(row["source"])}) for row in table["rules"]
    ]
    return RuleTable(
        table["as_of"],
        {row.id: row for row in rows},
        {group: tuple(types) for group, types in table["pulumi_types"].items()},
    )


@cache
def rules_not_built() -> Mapping[str, str]:
    """The ids of rows without a rule of their own, each with the reason, from `rules_not_built.yaml`."""
    return dict(read("rules_not_built") or {})
