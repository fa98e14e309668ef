"""The live rehearsal of a deployed stack: what `privateapi rehearse STACK --live` asks, does and shows."""

from __future__ import annotations

import json
import math
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, NoReturn

import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from privateapi.cli._accounts import accounts_of
from privateapi.cli._design import deployed
from privateapi.cli._engine import StackRun, prepare
from privateapi.cli._errors import CommandError, refusing
from privateapi.cli._inputs import BAD_INPUT, bad_input
from privateapi.cli._project import Project
from privateapi.drill.account import Account
from privateapi.drill.asking import server_of
from privateapi.drill.drill import Drill, Report, Settings
from privateapi.drill.errors import DrillError, OptionError
from privateapi.drill.journal import Entry, Journal, alone
from privateapi.drill.plan import Plan, plan_drill
from privateapi.drill.restoring import await_report, restore
from privateapi.provider.clients import Clients
from privateapi.provider.config import parse_config
from privateapi.provider.errors import PluginError, describe
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.topology.failures import Failures, Kind
from privateapi.topology.model import Topology
from privateapi.topology.rehearsal import Rehearsal

# Seconds between two looks: a real account reports once a minute, the clock of the sandbox is faster.
_POLL, _SANDBOX_POLL = 5.0, 0.2
_PACKAGE = "privateapi:"


@dataclass(frozen=True)
class Wanted:
    """The options: empty texts and 0 where nothing is wanted, `limit` and `hold` in seconds of the cloud."""

    region: str = ""
    name: str = ""
    yes: bool = False
    put_back: bool = False
    limit: float = 900.0
    hold: float = 0.0
    servers: Sequence[str] = ()


def drill(stack: str, wanted: Wanted) -> NoReturn:
    """Drill a deployed stack, or only put back what an earlier drill left; ends with the command's exit code.

    Raises:
        CommandError: it is refused, or something could not be done; the text says whether anything is changed.
    """
    with bad_input(OptionError):
        project = Project.find()
        project.require_stack(stack)
        if not (math.isfinite(wanted.limit) and wanted.limit > 0 and math.isfinite(wanted.hold) and wanted.hold >= 0):
            raise CommandError("--time-limit takes seconds above 0, --hold seconds from 0 on")
        servers = tuple(server_of(text) for text in wanted.servers)
    ready = prepare(project, stack)
    with refusing(DrillError, PluginError), alone(project.root), accounts_of(ready.environment):
        account = Account(Clients(parse_config(_configuration(ready))))
        journal = Journal(project.root, stack)
        left = journal.read()
        poll = _SANDBOX_POLL if ready.sandbox else _POLL
        unchanged = "nothing is changed"
        if left is not None:
            unchanged = f"{_put_back(account, journal, left, wanted.put_back, poll)}; nothing else is changed"
        if wanted.put_back:
            if left is None:
                _say(f"no drill of the stack {stack!r} has anything to put back")
            raise typer.Exit(0)
        topology = deployed(ready).topology
        with refusing(OptionError, exit_code=BAD_INPUT):
            plan = plan_drill(topology, stack, wanted.region, wanted.name)
        settings = Settings(poll, wanted.limit, wanted.hold, servers)
        stop = _Stop()
        with _told(unchanged):
            made = Drill(account, plan, topology, journal, settings=settings, say=_say, stop=stop.event)
            _confirm(plan, made, account, ready.sandbox, wanted.yes)
        with stop.taking_signals():
            report = made.run()
    _show(report, Console())
    if report.interrupted:
        raise typer.Exit(stop.exit_code)
    if report.complete:
        _say(_failure(topology, plan))
    raise typer.Exit(0 if report.complete else 1)


def _failure(topology: Topology, plan: Plan) -> str:
    """What a drill does not show: a failure has to be noticed first."""
    failure = Failures(topology).find(f"{Kind.REGION}:{plan.region}")
    rehearsal = Rehearsal(topology, GEOGRAPHY, names=[plan.name], outages=[(failure,)])
    cells = [cell for row in rehearsal.rows for _, cell in row.cells]
    if any(cell.verdict.bad for cell in cells):
        return (
            f"warning: a failure of {plan.region} itself would leave a client without a working answer; "
            f"`privateapi rehearse {plan.stack}` says why"
        )
    delays = [cell.delay for cell in cells if cell.delay is not None]
    if not delays or any(delay.unknown for delay in delays):
        return f"how long a failure of {plan.region} takes to be noticed is not known"
    longest = max(delays, key=lambda delay: delay.seconds)
    parts = ", ".join(f"{wait.text} {wait.seconds} s" for wait in longest.waits)
    return f"a failure of {plan.region} has to be noticed first and takes {longest.seconds} s by the settings: {parts}"


def _configuration(ready: StackRun) -> dict[str, Any]:
    """The provider's configuration of the stack, without what is secret."""
    code, out, err = ready.answer(["config", "--json"])
    if code != 0:
        raise CommandError(f"the configuration of stack {ready.stack!r} cannot be read: {' '.join(err.split())}")
    return {
        key.removeprefix(_PACKAGE): given["value"]
        for key, given in json.loads(out or "{}").items()
        if key.startswith(_PACKAGE) and "value" in given
    }


def _confirm(plan: Plan, made: Drill, account: Account, sandbox: bool, yes: bool) -> None:
    """Refuses unless the user says yes: with an option, or by typing the Region on a terminal."""
    where = "on the sandbox" if sandbox else f"in account {account.id}"
    _say(
        f"drill {where}: the health check {plan.health_check_id} of {plan.region} is inverted, and put back when "
        f"{plan.name} is answered by others"
    )
    for label, answer in made.before.items():
        _say(f"  {label} gets {answer} now, {made.expected[label]} without {plan.region}")
    if made.unseen:
        _say(f"  not in the account, and not looked at: {', '.join(made.unseen)}")
    for label, why in made.unjudged.items():
        _say(f"  whether {label} is served without {plan.region} is not known: {why}")
    if yes:
        return
    if not sys.stdin.isatty():
        raise CommandError("refused without confirmation; nothing is changed. --yes confirms it")
    typed = typer.prompt(f"type {plan.region} to go on", default="", show_default=False)
    if typed.strip() != plan.region:
        raise CommandError("refused: that is not the Region; nothing is changed")


def _put_back(account: Account, journal: Journal, left: Entry, only: bool, poll: float) -> str:
    """Puts back what an earlier drill left and says how that ended; without `only` waits until Route 53 reports it."""
    _say(f"a drill of {left.region} that began at {left.begun} was not put back")
    stop = _Stop()
    with stop.taking_signals():
        restored = restore(account, journal, left, anyway=only, say=_say)
        if not restored.done:
            raise CommandError(restored.text)
        _say(restored.text)
        if not only:
            _say("waiting until Route 53 reports that")
            with _told(f"{restored.text}, but that Route 53 reports it was not seen; no drill is begun"):
                await_report(account, left.health_check_id, poll=poll, stop=stop.event)
    if stop.exit_code:
        raise typer.Exit(stop.exit_code)
    return restored.text


class _Stop:
    """Ctrl-C and requests to end do not end this process at once: what was changed is put back first."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.exit_code = 0

    @contextmanager
    def taking_signals(self) -> Iterator[None]:
        """Signals set the event, and say with which code the command ends."""
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        previous = {number: signal.signal(number, self._take) for number in numbers}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _take(self, number: int, _: object) -> None:
        self.exit_code = 128 + number
        self.event.set()


@contextmanager
def _told(state: str) -> Iterator[None]:
    """Says what AWS refuses in one line, after what is changed by then."""
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise CommandError(f"{state}: {describe(error)}") from error


def _say(text: str) -> None:
    # A terminal that is gone, or a pipe that nobody reads, must not keep a drill from being put back.
    with suppress(OSError):
        typer.echo(text)


def _show(report: Report, console: Console) -> None:
    plan = report.plan
    table = Table(title=f"{plan.name} without {plan.region}", title_justify="left")
    for heading in ("Client", "Before", "During", "Moved after", "Back after"):
        table.add_column(heading)
    for label, before in report.before.items():
        served = label in report.served
        during = report.during.get(label)
        table.add_row(
            Text(label),
            Text(str(before)),
            Text(str(during) if during is not None else "not seen"),
            Text(_seconds(report.moved.get(label)) if served else "-"),
            Text(_seconds(report.returned.get(label)) if served else "-"),
        )
    console.print(table)
    status = f"status unhealthy after {_seconds(report.status_moved)}, healthy after {_seconds(report.status_returned)}"
    console.print(Text(f"{plan.region}: {status}"), soft_wrap=True)
    longest = max(report.moved.values(), default=None)
    if report.complete and longest is not None:
        console.print(
            Text(
                f"the last client has the new answer after {longest + report.kept_seconds:.0f} s, "
                f"{report.kept_seconds} s of them the TTL; the settings add up to {report.expected_seconds} s"
            ),
            soft_wrap=True,
        )


def _seconds(passed: float | None) -> str:
    return "did not happen" if passed is None else f"{passed:.0f} s"
