"""The design that is rehearsed: a deployed stack, what deploying it would leave, a file, or an account."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from privateapi.cli._accounts import read_with
from privateapi.cli._backend import deployed_stacks
from privateapi.cli._engine import StackRun, prepare, warn_of_drill
from privateapi.cli._errors import CommandError
from privateapi.cli._program import of_preview, of_stack, of_state
from privateapi.cli._project import Project
from privateapi.packs.settings import LiveSettings, SettingsError, parse_settings
from privateapi.readers.live.data import LiveData
from privateapi.readers.mapping import environment_config, topology_of
from privateapi.readers.state import UnreadableError, read_state
from privateapi.topology.model import Topology


@dataclass(frozen=True, slots=True)
class Design:
    """What it is called, and its resources. `unread` says what of an account could not be read."""

    subject: str
    topology: Topology
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a design is read; the options of a command, empty where they were left out."""

    stack: str = ""
    planned: bool = False
    preview: str = ""
    state: str = ""
    account: bool = False
    regions: Sequence[str] = ()

    def or_only_stack(self) -> Source:
        """The same, or, where it names nothing, the only deployed sandbox stack of the project.

        Raises:
            CommandError: there is none, or several.
        """
        if self.stack or self.preview or self.state or self.account:
            return self
        found = deployed_stacks(Project.find())
        if len(found) == 1:
            return dataclasses.replace(self, stack=found[0])
        known = f" ({', '.join(found)} are deployed)" if found else ""
        raise CommandError(
            f"no design to answer from; give --stack NAME{known}, --preview FILE, --state FILE or "
            "--account --region REGION"
        )

    def read(self) -> Design:
        """The design.

        Raises:
            CommandError: the options contradict each other, or what they name cannot be read.
        """
        self._require_consistent()
        if self.account:
            return self._of_account()
        if self.preview or self.state:
            program = of_preview(self.preview) if self.preview else of_state(self.state)
            return Design(program.subject, topology_of(program.resources))
        if self.planned:
            program = of_stack(self._stack)
            return Design(f"{program.subject}, as planned", topology_of(program.resources))
        project = Project.find()
        project.require_stack(self._stack)
        warn_of_drill(project, self._stack)
        return deployed(prepare(project, self._stack))

    def _require_consistent(self) -> None:
        files = [name for name, value in (("--preview", self.preview), ("--state", self.state)) if value]
        given = [*files, *(["--account"] if self.account else []), *(["--planned"] if self.planned else [])]
        if len(given) > 1:
            raise CommandError(f"{' and '.join(given)} are given; give one of them")
        if files and self.stack:
            raise CommandError(f"stack {self.stack!r} and {files[0]} are given; give one of them")
        if self.regions and not self.account:
            raise CommandError("--region says where --account reads; add --account")
        if self.account and not self.regions:
            raise CommandError("--account needs the Regions to read; give --region, once for each")

    @property
    def _stack(self) -> str:
        if self.stack:
            return self.stack
        known = ", ".join(Project.find().stack_names()) or "none"
        raise CommandError(
            "nothing to look at; give a stack, --preview FILE, --state FILE or --account --region REGION; "
            f"stacks: {known}"
        )

    def _of_account(self) -> Design:
        """What exists in an account: that of the stack, when one is given, as a sandbox stack's is in the sandbox."""
        environment = {}
        if self.stack:
            project = Project.find()
            project.require_stack(self.stack)
            environment = prepare(project, self.stack).environment
        live = read_with(_settings(self.regions), environment)
        return Design("account", Topology(dataclasses.replace(node, live=False) for node in live.nodes), _unread(live))


def deployed(ready: StackRun) -> Design:
    """A stack as it is deployed.

    Raises:
        CommandError: it is not deployed, or its state cannot be read.
    """
    code, out, err = ready.answer(["stack", "export"])
    if code != 0:
        raise CommandError(f"the state of stack {ready.stack!r} cannot be read: {' '.join(err.split())}")
    try:
        resources = read_state(out, environment_config(ready.environment))
    except UnreadableError as error:
        raise CommandError(f"the state of stack {ready.stack!r}: {error}") from error
    # The engine keeps the stack itself and its providers also when nothing is deployed.
    if all(each.type.startswith("pulumi:") for each in resources):
        raise CommandError(
            f"stack {ready.stack!r} is not deployed; deploy it with `privateapi up {ready.stack}`, or add --planned to "
            "look at what that would leave"
        )
    return Design(f"stack {ready.stack}", topology_of(resources))


def _settings(regions: Sequence[str]) -> LiveSettings:
    try:
        live = parse_settings({"live": {"regions": list(regions)}}).live
    except SettingsError as error:
        raise CommandError(f"--region: {error}") from error
    assert live is not None
    return live


def _unread(live: LiveData) -> tuple[str, ...]:
    """What of an account was not read, but for quotas and limits, which no answer depends on."""
    reasons = dict.fromkeys(each.why for each in live.unread)
    return tuple(why for why in reasons if not why.startswith(("quotas of ", "limits of ")))
