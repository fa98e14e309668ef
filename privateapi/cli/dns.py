"""Answer DNS queries on this machine as a VPC's resolver would, also while something has failed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

import typer

from privateapi.cli._errors import CommandError, refusing
from privateapi.cli._program import of_options
from privateapi.nameserver.control import Control
from privateapi.nameserver.replies import Replies
from privateapi.nameserver.server import LOOPBACK, NameServer, PortTakenError
from privateapi.nameserver.view import View
from privateapi.readers.mapping import topology_of
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.topology.failures import UnknownFailureError
from privateapi.topology.rehearsal import Rehearsal, UnknownNameError

app = typer.Typer(add_completion=False)


@app.command()
def dns(
    vpc: str = typer.Option(..., metavar="NAME", help="The VPC that asks: its name, or its id"),
    stack: str = typer.Option("", help="Answer as deploying this stack would leave it, by a preview"),
    preview: str = typer.Option("", metavar="FILE", help="Answer from what `pulumi preview --json --show-sames` wrote"),
    state: str = typer.Option("", metavar="FILE", help="Answer from what `pulumi stack export` wrote"),
    port: int = typer.Option(0, min=0, max=65535, help="The port of UDP and TCP; 0 for a free one"),
    fail: list[str] = typer.Option([], metavar="FAILURE", help="Begin with this failed; may be repeated"),
    failures: str = typer.Option(
        "", metavar="FILE", help="Let fail what this file says, one in each line, as it changes"
    ),
) -> None:
    """Answer DNS queries on this machine as a VPC's resolver would, also while something has failed.

    While it runs, lines on stdin switch failures: `fail region:us-east-1`, `restore region:us-east-1`, `restore all`,
    `status`, `quit`. The end of stdin changes nothing. Ctrl-C ends the server.
    """
    program = of_options(stack, preview, state)
    if program is None:
        raise CommandError("no design to answer from; give --stack NAME, --preview FILE or --state FILE")
    with refusing(UnknownNameError, UnknownFailureError, PortTakenError):
        rehearsal = Rehearsal(topology_of(program.resources), GEOGRAPHY)
        view = View(rehearsal.resolver, rehearsal.failures, rehearsal.find_client(vpc).vpc)
        view.fail(*map(view.find, fail))
        control = Control(view, _say, Path(failures) if failures else None)
        control.read_file()
        server = NameServer(Replies(control.answer), port, _say)
    with server, _ended_by_signals():
        _say(f"{view.vpc.label} of {program.subject}: dig @{LOOPBACK} -p {server.port} NAME")
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
        typer.echo(text)
