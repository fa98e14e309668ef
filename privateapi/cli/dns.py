"""Answer DNS queries on this machine as a VPC's resolver would, also while something has failed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

import typer

from privateapi.cli._design import Source
from privateapi.cli._errors import CommandError
from privateapi.cli._inputs import JudgingCommand, bad_input
from privateapi.cli._visible import visible_lines
from privateapi.nameserver.control import Control
from privateapi.nameserver.replies import Replies
from privateapi.nameserver.server import LOOPBACK, NameServer, PortTakenError
from privateapi.nameserver.view import View
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.topology.failures import UnknownFailureError
from privateapi.topology.rehearsal import Rehearsal, UnknownNameError

app = typer.Typer(add_completion=False)


@app.command(cls=JudgingCommand)
def dns(
    vpc: str = typer.Option(..., metavar="NAME", help="The VPC that asks: its name, or its id"),
    stack: str = typer.Option("", help="The stack, as it is deployed; left out, the only one that is"),
    planned: bool = typer.Option(False, "--planned", help="Answer from what deploying the stack would leave"),
    preview: str = typer.Option("", metavar="FILE", help="Answer from what `pulumi preview --json --show-sames` wrote"),
    state: str = typer.Option("", metavar="FILE", help="Answer from what `pulumi stack export` wrote"),
    account: bool = typer.Option(False, "--account", help="Answer from what exists in the account"),
    region: list[str] = typer.Option([], metavar="REGION", help="A Region that --account reads; may be repeated"),
    port: int = typer.Option(0, min=0, max=65535, help="The port of UDP and TCP; 0 for a free one"),
    fail: list[str] = typer.Option([], metavar="FAILURE", help="Begin with this failed; may be repeated"),
    failures: str = typer.Option(
        "", metavar="FILE", help="Let fail what this file says, one in each line, as it changes"
    ),
) -> None:
    """Answer DNS queries on this machine as a VPC's resolver would, also while something has failed.

    While it runs, lines on stdin switch failures: `fail region:us-east-1`, `restore region:us-east-1`, `restore all`,
    `status`, `quit`. The end of stdin changes nothing. Ctrl-C ends the server.

    Exit codes: 0 it was ended, 3 bad input.
    """
    with bad_input(UnknownNameError, UnknownFailureError, PortTakenError):
        design = Source(stack, planned, preview, state, account, region).or_only_stack().read()
        rehearsal = Rehearsal(design.topology, GEOGRAPHY)
        client = rehearsal.find_client(vpc)
        if client.resolvers:
            raise CommandError(f"{client.label} asks a resolver of {client.vpc.label}; give that VPC")
        view = View(rehearsal.resolver, rehearsal.failures, client.vpc)
        view.fail(*map(view.find, fail))
        control = Control(view, _say, Path(failures) if failures else None)
        control.read_file()
        server = NameServer(Replies(control.answer), port, _say)
    with server, _ended_by_signals():
        _say(f"{view.vpc.label} of {design.subject}: dig @{LOOPBACK} -p {server.port} NAME")
        control.status()
        _obey(control)
    _say("ended")


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM and Ctrl-C end what is inside, and nothing else."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _obey(control: Control) -> None:
    """Does what lines on stdin say, until one says to end; a signal is the other end."""
    if sys.stdin is not None:
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
        for line in sys.stdin:
            if not control.line(line):
                return
    # A script may give no stdin, or close it.
    Event().wait()


def _say(text: str) -> None:
    # Who reads the output may go before the server does.
    with suppress(BrokenPipeError):
        typer.echo(visible_lines(text))
