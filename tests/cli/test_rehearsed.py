"""The table of a design with many clients: one column for all of them."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from privateapi.cli._rehearsed import Rehearsed, show
from privateapi.cli._rehearsed_html import as_html
from privateapi.topology.model import RecordSet, Topology
from privateapi.topology.rehearsal import Rehearsal, Row
from privateapi.topology.values import Ref
from tests.topology.design import GEOGRAPHY, design

REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2")


def _rows(*unchecked: str) -> dict[str, list[str]]:
    """The lines of each row by what fails; the records of `unchecked` follow no health check."""
    nodes = [
        replace(node, health_check=Ref()) if isinstance(node, RecordSet) and node.name in unchecked else node
        for node in design(REGIONS)
    ]
    file = io.StringIO()
    show(Rehearsed.of("design", Rehearsal(Topology(nodes), GEOGRAPHY)), Console(file=file, width=120))
    rows: dict[str, list[str]] = {}
    last = ""
    for line in file.getvalue().splitlines():
        if line.startswith("│"):
            failure, text = (part.strip() for part in line.split("│")[1:3])
            last = failure or last
            rows.setdefault(last, []).append(text)
    return rows


def test_what_clients_always_get_stands_first() -> None:
    rows = _rows()
    assert rows["nothing"] == [f"{region}: {region}" for region in sorted(REGIONS)]
    assert rows["az:us-east-1a"] == ["as usual: 5 clients"]
    assert rows["region:us-east-1"] == ["us-west-2 after 120 s: us-east-1", "as usual: 4 clients"]


def test_clients_without_an_answer_stand_out() -> None:
    assert _rows("us-east-1")["api:us-east-1"] == ["dead: us-east-1: us-east-1", "as usual: 4 clients"]


def test_names_are_no_markup_and_move_no_cursor() -> None:
    rehearsed = Rehearsed.of("design", Rehearsal(Topology(design(REGIONS)), GEOGRAPHY))
    (first, *_) = rehearsed.rows
    assert isinstance(first, Row)
    hostile = replace(first, name="[/red].internal", client=replace(first.client, label="[/dim]\x1b[2J\ud800"))
    file = io.StringIO()
    show(replace(rehearsed, subject="[/bold]", rows=(hostile,)), Console(file=file, width=160))
    shown = file.getvalue()
    assert "[/red].internal (" in shown and r"[/dim]\x1b[2J\ud800" in shown and "[/bold]: 1 client" in shown
    page = as_html(replace(rehearsed, rows=(hostile,)))
    assert r"[/dim]\x1b[2J\ud800" in page and page.count("\n") > 20
    assert not set("\x1b\ud800") & set(shown + page)
