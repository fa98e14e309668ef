"""What `privateapi rehearse` shows: as tables for people, as JSON for programs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from privateapi.cli._visible import written
from privateapi.topology.failures import Outage
from privateapi.topology.moving import Delay
from privateapi.topology.rehearsal import Cell, InstanceRow, Part, Rehearsal, Row, Unasked, Verdict

STYLES = {
    Verdict.HOLE: "bold red",
    Verdict.DEAD: "bold red",
    Verdict.UNREACHABLE: "bold red",
    Verdict.UNJUDGED: "yellow",
    Verdict.SERVED: "green",
}
AnyRow = Row | InstanceRow
NOTHING = "nothing"
# With more clients than this, a table has one column for all of them.
_MOST_COLUMNS = 4
# How many clients a cell names, and how many reasons are printed; JSON and HTML have all.
_MOST_CLIENTS, _MOST_REASONS = 3, 20


@dataclass(frozen=True)
class Rehearsed:
    """A rehearsal and what it was of; `unread` is what of the design could not be read at all."""

    subject: str
    rows: tuple[AnyRow, ...]
    outages: tuple[Outage, ...]
    unasked: tuple[Unasked, ...] = ()
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, subject: str, rehearsal: Rehearsal, unread: Sequence[str] = ()) -> Rehearsed:
        """The finished table of a rehearsal."""
        return cls(subject, rehearsal.every_row, rehearsal.outages, rehearsal.unasked, tuple(unread))

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """How many cells have each verdict."""
        found: defaultdict[Verdict, int] = defaultdict(int)
        for row in self.rows:
            for _, cell in cells(row):
                found[cell.verdict] += 1
        return found

    @property
    def bad(self) -> int:
        """The cells in which a client is certainly not served, and the zones that certainly nobody sees."""
        return sum(count for verdict, count in self.counts.items() if verdict.bad) + sum(
            each.sure for each in self.unasked
        )

    @property
    def unjudged(self) -> int:
        """The cells, zones and parts of the design that could not be judged."""
        return self.counts[Verdict.UNJUDGED] + sum(not each.sure for each in self.unasked) + len(self.unread)

    @property
    def summary(self) -> str:
        """`stack active-active: 2 clients, 1 name, 17 failures: every client is answered, whatever fails`."""
        clients, names = len({row.client.label for row in self.rows}), len({row.name for row in self.rows})
        pairs = sum(len(outage.failures) > 1 for outage in self.outages)
        parts = [_plural(clients, "client"), _plural(names, "name"), _plural(len(self.outages) - pairs, "failure")]
        parts += [_plural(pairs, "pair")] if pairs else []
        said = [
            f"{count} {verdict}"
            for verdict in Verdict
            if verdict is not Verdict.SERVED and (count := self.counts[verdict])
        ]
        said += [f"{_plural(len(self.unasked), 'zone')} that no client sees"] if self.unasked else []
        if not self.rows and not said:
            end = "no name leads a client to an address"
        else:
            end = ", ".join(said) or "every client is answered, whatever fails"
        return f"{self.subject}: {', '.join(parts)}: {end}"


def cells(row: AnyRow) -> Iterator[tuple[str, Cell]]:
    """What a client gets while nothing has failed, and then under every outage."""
    yield NOTHING, row.usual
    for outage, cell in row.cells:
        yield str(outage), cell


def show(rehearsed: Rehearsed, console: Console) -> None:
    """One table for each name, then what is wrong, what the times are made of, and the counts."""
    by_name: defaultdict[tuple[str, str], list[AnyRow]] = defaultdict(list)
    for row in rehearsed.rows:
        by_name[row.name, row.type].append(row)
    for (name, type), rows in by_name.items():
        console.print(_table(name, type, rows))
    reasons = _reasons(rehearsed)
    for line in reasons[:_MOST_REASONS]:
        console.print(line)
    if len(reasons) > _MOST_REASONS:
        console.print(written(f"and {len(reasons) - _MOST_REASONS} more; --format json has them all"))
    times = {
        delay_text(cell.delay) for row in rehearsed.rows for cell in row.changed.values() if cell.delay is not None
    }
    for text in sorted(times, key=lambda text: (len(text.partition(" ")[0]), text))[:_MOST_REASONS]:
        console.print(written(text, "dim"))
    style = "bold red" if rehearsed.bad else "yellow" if rehearsed.unjudged else "green"
    console.print(written(rehearsed.summary, style))


def _table(name: str, type: str, rows: Sequence[AnyRow]) -> Table:
    table = Table(title=written(f"{name} ({type})", "table.title"), title_justify="left")
    table.add_column("Fails", overflow="fold")
    wide = len(rows) > _MOST_COLUMNS
    for heading in ["Clients"] if wide else [row.client.label for row in rows]:
        table.add_column(written(heading), overflow="fold")
    lists = [list(cells(row)) for row in rows]
    usual = [row.usual for row in rows]
    quiet = 0
    for place, (failure, _) in enumerate(lists[0]):
        across = [found[place][1] for found in lists]
        if " + " in failure and all(cell.verdict is Verdict.SERVED for cell in across):
            quiet += 1
            continue
        before = usual if place else []
        table.add_row(written(failure), *([_together(rows, across, before)] if wide else map(_cell, across, usual)))
    if quiet:
        table.caption = f"{_plural(quiet, 'pair')} after which every client is answered: not shown"
        table.caption_justify = "left"
    return table


def _cell(cell: Cell, usual: Cell) -> Text:
    text = cell_text(cell)
    style = STYLES[cell.verdict]
    return written(text, "dim" if cell is usual and cell.verdict is Verdict.SERVED else style)


def _together(rows: Sequence[AnyRow], across: Sequence[Cell], usual: Sequence[Cell]) -> Text:
    """Clients that get the same on one line; those that get what they always get are only counted.

    Without `usual` it is told what they always get.
    """
    by_text: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    same = 0
    for place, (row, cell) in enumerate(zip(rows, across, strict=True)):
        if usual and cell is usual[place] and cell.verdict is Verdict.SERVED:
            same += 1
        else:
            by_text[cell_text(cell), STYLES[cell.verdict]].append(row.client.label)
    lines = []
    for (text, style), labels in by_text.items():
        more = f" and {len(labels) - _MOST_CLIENTS} more" if len(labels) > _MOST_CLIENTS else ""
        lines.append(written(f"{text}: {', '.join(labels[:_MOST_CLIENTS])}{more}", style))
    if same:
        lines.append(written(f"as usual: {_plural(same, 'client')}", "dim"))
    return Text("\n").join(lines)


def cell_text(cell: Cell) -> str:
    """`us-west-2 after 180 s`, `dead: us-east-1`, `90% us-east-1, 10% us-west-2`."""
    answer = ", ".join(f"{'' if part.share == 1 else f'{part.share:.0%} '}{part.served_by}" for part in cell.parts)
    if cell.delay is not None:
        answer += " at a time that is not known" if cell.delay.unknown else f" after {cell.delay.seconds} s"
    if cell.verdict is Verdict.SERVED:
        return answer
    return f"{cell.verdict}: {answer}" if answer else str(cell.verdict)


def delay_text(delay: Delay) -> str:
    """`180 s = alarm x: 2 periods of 60 s (120 s) + TTL … (60 s)`."""
    parts = " + ".join(f"{wait.text} ({wait.seconds} s)" for wait in delay.waits)
    if delay.unknown:
        return f"not known: {parts + ' + ' if parts else ''}{delay.unknown}"
    return f"{delay.seconds} s = {parts}"


def _reasons(rehearsed: Rehearsed) -> list[Text]:
    """Every reason once, with the first client and failure that it holds for."""
    found: dict[tuple[Verdict, str, str], list[str]] = {}
    for row in rehearsed.rows:
        for failure, cell in cells(row):
            if cell.verdict is not Verdict.SERVED:
                found.setdefault((cell.verdict, row.name, cell.why), []).append(
                    f"for {row.client.label} when {failure} fails"
                )
    order = list(Verdict)
    lines = []
    for (verdict, name, why), where in sorted(found.items(), key=lambda entry: order.index(entry[0][0])):
        more = f" and {len(where) - 1} more" if len(where) > 1 else ""
        lines.append(written(f"{verdict}: {name} {where[0]}{more}: {why}", STYLES[verdict]))
    for each in rehearsed.unasked:
        lines.append(written(each.why, STYLES[Verdict.HOLE if each.sure else Verdict.UNJUDGED]))
    lines += [written(f"not judged: {text}", STYLES[Verdict.UNJUDGED]) for text in rehearsed.unread]
    return lines


def as_json(rehearsed: Rehearsed) -> str:
    """Everything, for programs."""
    document = {
        "subject": rehearsed.subject,
        "summary": rehearsed.summary,
        "rows": [
            {
                "client": row.client.label,
                "name": row.name,
                "type": row.type,
                "cells": [{"failures": _failures(failure), **cell_document(cell)} for failure, cell in cells(row)],
            }
            for row in rehearsed.rows
        ],
        "zonesWithoutClients": [
            {"zone": each.zone.key, "why": each.why, "certain": each.sure} for each in rehearsed.unasked
        ],
        "notRead": list(rehearsed.unread),
    }
    return json.dumps(document, indent=2)


def cell_document(cell: Cell) -> dict[str, Any]:
    """A cell as JSON has it."""
    return {
        "verdict": cell.verdict,
        "why": cell.why,
        "answers": [part_document(part) for part in cell.parts],
        "moves": _delay_document(cell.delay) if cell.delay is not None else None,
    }


def part_document(part: Part) -> dict[str, Any]:
    """A share of the queries as JSON has it."""
    return {
        "share": part.share,
        "record": part.record.key if part.record is not None else "",
        "target": part.target.key if part.target is not None else "",
        "region": part.region,
        "values": list(part.values),
        "verdict": part.verdict,
        "why": part.why,
    }


def _delay_document(delay: Delay) -> dict[str, Any]:
    return {
        "seconds": None if delay.unknown else delay.seconds,
        "unknown": delay.unknown,
        "waits": [{"text": wait.text, "seconds": wait.seconds, "source": wait.source} for wait in delay.waits],
    }


def _failures(text: str) -> list[str]:
    return [] if text == NOTHING else text.split(" + ")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
