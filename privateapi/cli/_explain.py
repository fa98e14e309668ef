"""What a rule checks, why, and how to mend it."""

from __future__ import annotations

import difflib
import textwrap

from privateapi.cli._errors import CommandError
from privateapi.facts.documents import documents
from privateapi.facts.rules import rule_table
from privateapi.rules.engine import all_rules

_WIDTH = 100


def explain(id: str) -> str:
    """The text about a rule.

    Raises:
        CommandError: there is no such rule; the closest id is named.
    """
    table = rule_table().rules
    fact = table.get(id.upper())
    if fact is None:
        close = difflib.get_close_matches(id.upper(), list(table), n=1)
        hint = f"; did you mean {close[0]}?" if close else "; docs/rules.md lists them"
        raise CommandError(f"there is no rule {id!r}{hint}")
    rule = all_rules().get(fact.id)
    known = documents()
    rows = [
        ("Rule", fact.rule),
        ("Numbers", fact.numbers),
        ("Level", f"{fact.severity}, group {fact.group}"),
        ("Otherwise", fact.on_violation),
        ("Fix", rule.fix if rule is not None else None),
        ("Remarks", rule.remarks if rule is not None else "it is on the list and not checked"),
        ("Needs", ", ".join(fact.inputs)),
        (
            "Source",
            "; ".join(
                f"{known[each].publisher}, {known[each].title}" if each in known else each for each in fact.source
            )
            or "documentation of the cloud",
        ),
    ]
    return "\n".join([fact.id, *(_row(name, text) for name, text in rows if text)])


def _row(name: str, text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=f"  {name:<10} ", subsequent_indent=" " * 13)
