"""Start, stop, empty or look at the sandbox: the clouds on this machine, without an account."""

from __future__ import annotations

import json

import typer

from privateapi.cli._errors import refusing
from privateapi.cli._project import Project
from privateapi.sandbox import process

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command()
def start() -> None:
    """Start the sandbox, or say that it runs."""
    with refusing(process.SandboxError):
        _say(process.start(Project.find().root))


@app.command()
def stop() -> None:
    """Stop the sandbox. Its resources are gone with it."""
    with refusing(process.SandboxError):
        _say(process.stop(Project.find().root))


@app.command()
def reset() -> None:
    """Remove every resource from the running sandbox."""
    with refusing(process.SandboxError):
        process.reset(Project.find().root)
    typer.echo("the sandbox is empty")


@app.command()
def status(as_json: bool = typer.Option(False, "--json", help="As JSON: {cloud: {endpoint, pid}}")) -> None:
    """Say where the sandbox listens; exit code 1 when it does not run."""
    found = process.status(Project.find().root)
    if as_json:
        known = {"endpoint": found.endpoint, "pid": found.pid} if found.running else None
        typer.echo(json.dumps({"aws": known}))
    else:
        _say(found)
    raise typer.Exit(0 if found.running else 1)


def _say(found: process.SandboxStatus) -> None:
    typer.echo(f"sandbox: aws at {found.endpoint}, process {found.pid}" if found.running else "sandbox: not running")
