"""Runs the Pulumi engine for a stack, with the environment that the stack's configuration asks for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from privateapi.cli._backend import backend_folder, has_stack
from privateapi.cli._environment import sandbox_environment
from privateapi.cli._errors import CommandError, refusing
from privateapi.cli._extras import with_extras
from privateapi.cli._policies import pack_options
from privateapi.cli._project import Project
from privateapi.drill.errors import DrillError
from privateapi.drill.journal import Journal
from privateapi.sandbox import process
from privateapi.sandbox.alicloud_plugin import install as alicloud_plugin
from privateapi.sandbox.engine.engine import EngineError
from privateapi.sandbox.engine.setup import ensure_engine

# Lets a command take the engine's own options after the stack's name.
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False}


@dataclass(frozen=True)
class StackRun:
    """A stack that is ready for the engine; PULUMI_STACK in `environment` chooses it for every command."""

    project: Project
    stack: str
    pulumi: Path
    environment: dict[str, str]
    sandbox: bool

    def run(self, arguments: Sequence[str]) -> int:
        """Runs the engine in the project's folder and returns its exit code."""
        return run([str(self.pulumi), *arguments], self.project.root, self.environment)

    def answer(self, arguments: Sequence[str]) -> tuple[int, str, str]:
        """Runs the engine and returns its exit code and what it wrote on stdout and stderr."""
        done = subprocess.run(
            [str(self.pulumi), *arguments],
            cwd=self.project.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


def prepare(project: Project, stack: str) -> StackRun:
    """Gets the engine, what the blueprint needs and, for a sandbox stack, the running sandbox and the stack in it.

    Raises:
        CommandError: there is no engine, no sandbox, or the engine refused to create the stack.
    """
    sandbox = project.is_sandbox(stack)
    with refusing(EngineError):
        engine = ensure_engine()
    environment = with_extras(project, stack, engine.environment(os.environ))
    if sandbox:
        with refusing(process.SandboxError):
            running = process.start(project.root)
        backend, lost = backend_folder(project.root, running.instance)
        if lost:
            typer.echo("the sandbox was restarted; its resources are gone; starting clean", err=True)
        home = project.root / ".sandbox" / "pulumi"
        alicloud_plugin.install(home)
        environment = sandbox_environment(environment, running.aws.endpoint, running.alicloud.endpoint, backend, home)
        if not has_stack(backend, project.name, stack):
            _create(engine.pulumi, project, stack, environment)
    return StackRun(project, stack, engine.pulumi, environment | {"PULUMI_STACK": stack}, sandbox)


def operate(
    operation: str,
    stack: str,
    arguments: Sequence[str],
    *,
    confirm: bool = True,
    judged: bool = False,
    afterwards: Callable[[StackRun], None] | None = None,
) -> None:
    """Runs `pulumi <operation>` on a stack and exits with the engine's code.

    On a sandbox stack there is nothing to lose, so nothing is asked; elsewhere the engine asks as it does by itself.
    `judged` lets the policy packs judge a sandbox stack; elsewhere it is the user who names packs. `afterwards` is
    called when the engine has ended well.
    """
    project = Project.find()
    project.require_stack(stack)
    packs = pack_options(project, stack, arguments) if judged and project.is_sandbox(stack) else []
    warn_of_drill(project, stack)
    ready = prepare(project, stack)
    confirmation = ["--yes"] if ready.sandbox and confirm else []
    code = ready.run([operation, *confirmation, *packs, *arguments])
    if code == 0 and afterwards is not None and ready.sandbox:
        afterwards(ready)
    raise typer.Exit(code)


def warn_of_drill(project: Project, stack: str) -> None:
    """Says that a health check may be inverted; the engine would undo that, and the deployed state does not show it."""
    try:
        left = Journal(project.root, stack).read()
    except DrillError as error:
        typer.echo(f"warning: {error}", err=True)
        return
    if left is not None:
        typer.echo(
            f"warning: a drill of {left.region} that began at {left.begun} has not been put back, or still runs: its "
            f"health check {left.health_check_id} may be inverted; `privateapi rehearse {stack} --live --restore` puts "
            "it back",
            err=True,
        )


def run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> int:
    """Runs a command to its end and returns its exit code, 128 + N when signal N ended it.

    Ctrl-C reaches the engine from the terminal, and the engine then ends what it has begun: this process only waits.
    A SIGTERM that was sent to this process alone is passed on.
    """
    started: list[subprocess.Popen[bytes]] = []
    ending = False

    def end(*_: object) -> None:
        nonlocal ending
        ending = True
        for child in started:
            child.terminate()

    # Before the engine starts: a signal in between would end this process and leave the engine alone.
    previous = {
        signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),
        signal.SIGTERM: signal.signal(signal.SIGTERM, end),
    }
    try:
        with subprocess.Popen(command, cwd=folder, env=environment) as child:
            started.append(child)
            if ending:
                child.terminate()
            code = child.wait()
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def _create(pulumi: Path, project: Project, stack: str, environment: dict[str, str]) -> None:
    command = [str(pulumi), "stack", "init", stack, "--no-select", "--non-interactive"]
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0 and "already exists" not in done.stderr:
        sys.stderr.write(done.stderr)
        raise CommandError(f"the engine did not create the stack {stack!r}", exit_code=done.returncode)
