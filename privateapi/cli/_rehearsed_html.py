"""What `privateapi rehearse` writes as one HTML file, which needs nothing else and can be read without colours."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from privateapi.cli._rehearsed import AnyRow, Rehearsed, cell_text, cells, delay_text
from privateapi.cli._visible import visible_lines
from privateapi.topology.rehearsal import Cell, Verdict

_STYLE = """
:root { color-scheme: light dark; --line: #767676; --bad: #b00020; --unsure: #7a4f00; --good: #1b5e20; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --unsure: #ffd180; --good: #a5d6a7; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
caption { text-align: left; font-weight: bold; padding-bottom: .5rem; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
tbody th { font-weight: normal; white-space: nowrap; }
.bad { color: var(--bad); font-weight: bold; } .unsure { color: var(--unsure); } .moved { color: var(--good); }
small { display: block; font-weight: normal; }
""".strip()


def as_html(rehearsed: Rehearsed) -> str:
    """The whole document."""
    by_name: defaultdict[tuple[str, str], list[AnyRow]] = defaultdict(list)
    for row in rehearsed.rows:
        by_name[row.name, row.type].append(row)
    title = escape(f"Rehearsal of {rehearsed.subject}")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
        f"<p>{escape(rehearsed.summary)}</p>",
        *(_list("Zones that no client sees", [each.why for each in rehearsed.unasked])),
        *(_list("Not read", list(rehearsed.unread))),
    ]
    for (name, type), rows in by_name.items():
        lines += _table(name, type, rows)
    delays = [cell.delay for row in rehearsed.rows for cell in row.changed.values() if cell.delay is not None]
    lines += _list("Sources of the times", sorted({wait.source for delay in delays for wait in delay.waits}))
    lines += ["</main>", "</body>", "</html>", ""]
    return visible_lines("\n".join(lines))


def _list(heading: str, items: list[str]) -> list[str]:
    if not items:
        return []
    return [f"<h2>{escape(heading)}</h2>", "<ul>", *(f"<li>{escape(item)}</li>" for item in items), "</ul>"]


def _table(name: str, type: str, rows: list[AnyRow]) -> list[str]:
    columns = "".join(f'<th scope="col">{escape(row.client.label)}</th>' for row in rows)
    lines = [
        f'<div class="scroll" role="region" aria-label="{escape(name)}" tabindex="0">',
        "<table>",
        f"<caption>{escape(name)} ({escape(type)}): what each client gets</caption>",
        f'<thead><tr><th scope="col">Fails</th>{columns}</tr></thead>',
        "<tbody>",
    ]
    lists = [list(cells(row)) for row in rows]
    for place, (failure, _) in enumerate(lists[0]):
        across = "".join(_cell(found[place][1], row.usual) for found, row in zip(lists, rows, strict=True))
        lines.append(f'<tr><th scope="row">{escape(failure)}</th>{across}</tr>')
    return [*lines, "</tbody>", "</table>", "</div>"]


def _cell(cell: Cell, usual: Cell) -> str:
    kind = "bad" if cell.verdict.bad else "unsure" if cell.verdict is Verdict.UNJUDGED else "moved"
    shown = f' class="{kind}"' if cell is not usual or cell.verdict is not Verdict.SERVED else ""
    notes = [cell.why] if cell.why else []
    notes += [delay_text(cell.delay)] if cell.delay is not None else []
    small = "".join(f"<small>{escape(note)}</small>" for note in notes)
    return f"<td{shown}>{escape(cell_text(cell))}{small}</td>"
