"""Rehearse failures: what every client VPC gets for every name while something is down."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import typer
from rich.console import Console

from privateapi.cli._design import Design, Source
from privateapi.cli._errors import CommandError
from privateapi.cli._inputs import JudgingCommand, bad_input
from privateapi.cli._rehearsed import Rehearsed, as_json, show
from privateapi.cli._rehearsed_html import as_html
from privateapi.cli._visible import visible
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.topology.failures import Failures, UnknownFailureError
from privateapi.topology.rehearsal import Rehearsal, UnknownNameError

HOLES, NOT_JUDGED = 1, 2


class Format(StrEnum):
    """How the table is written."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


app = typer.Typer(add_completion=False)


@app.command(cls=JudgingCommand)
def rehearse(
    stack: str = typer.Argument("", help="The stack to rehearse, as it is deployed"),
    planned: bool = typer.Option(False, "--planned", help="Rehearse what deploying the stack would leave"),
    preview: str = typer.Option("", metavar="FILE", help="Rehearse what `pulumi preview --json --show-sames` wrote"),
    state: str = typer.Option("", metavar="FILE", help="Rehearse what `pulumi stack export` wrote"),
    account: bool = typer.Option(False, "--account", help="Rehearse what exists in the account"),
    region: list[str] = typer.Option([], metavar="REGION", help="A Region that --account reads; may be repeated"),
    name: list[str] = typer.Option([], metavar="NAME", help="Ask for this name only; may be repeated"),
    client: list[str] = typer.Option([], metavar="VPC", help="Ask from this VPC only; may be repeated"),
    fail: list[str] = typer.Option([], metavar="FAILURE", help="Let only this fail, such as region:us-east-1"),
    pairs: bool = typer.Option(False, "--pairs", help="Let every two failures happen together, too"),
    format: Format = typer.Option(Format.TABLE, help="How the table is written"),
    output: str = typer.Option("", "-o", "--output", metavar="FILE", help="Write it to this file"),
    live: bool = typer.Option(False, "--live", help="Drill the deployed stack: invert the health check of --region"),
    yes: bool = typer.Option(False, "--yes", help="With --live: go on without asking"),
    hold: float = typer.Option(0.0, metavar="SECONDS", help="With --live: stay so for a while when it has moved"),
    time_limit: float = typer.Option(900.0, metavar="SECONDS", help="With --live: put back when nothing has moved"),
    resolver: list[str] = typer.Option(
        [], metavar="ADDRESS", help="With --live: ask this name server, too, as 10.0.0.2 inside a VPC; may be repeated"
    ),
    restore: bool = typer.Option(False, "--restore", help="With --live: only put back what an earlier drill left"),
) -> None:
    """Rehearse failures: what every client VPC gets for every name while something is down.

    Exit codes: 0 every client is answered, 1 holes, 2 something could not be judged, 3 bad input. With --live: 0 the
    answers moved and came back, 1 they did not or the drill is refused, 3 bad input, 128 + N ended by signal N.
    """
    with bad_input():
        _require_consistent(
            live,
            {"--planned": planned, "--preview": preview, "--state": state, "--account": account, "--client": client}
            | {"--fail": fail, "--pairs": pairs, "--output": output, "--format": format is not Format.TABLE},
            {"--yes": yes, "--hold": hold, "--resolver": resolver, "--restore": restore},
        )
        if live and (not stack or len(region) > 1 or len(name) > 1):
            raise CommandError("--live drills one Region and one name of a stack: rehearse STACK --live [--region R]")
    if live:
        # What changes an account is loaded only when it is asked for.
        from privateapi.cli._drill import Wanted, drill

        drill(stack, Wanted("".join(region), "".join(name), yes, restore, time_limit, hold, resolver))
    with bad_input(UnknownNameError, UnknownFailureError):
        if pairs and fail:
            raise CommandError("--pairs and --fail are given; give one of them")
        design = Source(stack, planned, preview, state, account, region).read()
        rehearsed = rehearsal_of(design, name, client, fail, pairs=pairs)
        written = _written(rehearsed, format, output)
    if written:
        typer.echo(visible(rehearsed.summary))
    raise typer.Exit(HOLES if rehearsed.bad else NOT_JUDGED if rehearsed.unjudged else 0)


def _require_consistent(live: bool, never: Mapping[str, object], only: Mapping[str, object]) -> None:
    """Refuses the options that do not go with --live, or only with it."""
    given = [option for option, value in (never if live else only).items() if value]
    if given:
        raise CommandError(f"{given[0]} {'does not go' if live else 'goes only'} with --live")


def rehearsal_of(
    design: Design,
    names: list[str] | None = None,
    clients: list[str] | None = None,
    fail: list[str] | None = None,
    *,
    pairs: bool = False,
) -> Rehearsed:
    """The table of a design.

    Raises:
        UnknownNameError, UnknownFailureError: a name, a client or a failure does not exist.
    """
    failures = Failures(design.topology)
    only = [(failures.find(text),) for text in fail] if fail else None
    rehearsal = Rehearsal(
        design.topology, GEOGRAPHY, names=names or (), clients=clients or (), pairs=pairs, outages=only
    )
    return Rehearsed.of(design.subject, rehearsal, design.unread)


def _written(rehearsed: Rehearsed, format: Format, output: str) -> bool:
    """Writes the table; whether it went to a file."""
    if not output:
        if format is Format.TABLE:
            show(rehearsed, Console())
        else:
            typer.echo(as_json(rehearsed) if format is Format.JSON else as_html(rehearsed), nl=format is Format.JSON)
        return False
    try:
        with Path(output).open("w", encoding="utf-8") as file:
            if format is Format.TABLE:
                show(rehearsed, Console(file=file, width=160))
            else:
                file.write(as_json(rehearsed) + "\n" if format is Format.JSON else as_html(rehearsed))
    except OSError as fault:
        raise CommandError(f"{output} cannot be written: {fault.strerror}") from fault
    return True
