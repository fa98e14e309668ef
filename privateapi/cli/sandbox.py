"""Start, stop, empty or look at the sandbox: the clouds on this machine, without an account."""

from __future__ import annotations

import json
from collections.abc import Mapping

import typer

from privateapi.cli._errors import refusing
from privateapi.cli._project import Project
from privateapi.sandbox import process

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command()
def start() -> None:
    """Start the sandbox, or say that it runs."""
    with refusing(process.SandboxError):
        sandbox = process.start(Project.find().root)
    _say({"aws": sandbox.aws, "alicloud": sandbox.alicloud})


@app.command()
def stop() -> None:
    """Stop the sandbox. Its resources are gone with it."""
    with refusing(process.SandboxError):
        process.stop(Project.find().root)
    _say({})


@app.command()
def reset() -> None:
    """Remove every resource from the running sandbox."""
    with refusing(process.SandboxError):
        process.reset(Project.find().root)
    typer.echo("the sandbox is empty")


@app.command()
def status(as_json: bool = typer.Option(False, "--json", help="As JSON: {cloud: {endpoint, pid}}")) -> None:
    """Say where the sandbox listens; exit code 1 when not all of it runs."""
    found = process.servers(Project.find().root)
    if as_json:
        known = {
            cloud: {"endpoint": found[cloud].endpoint, "pid": found[cloud].pid} if cloud in found else None
            for cloud in process.CLOUDS
        }
        typer.echo(json.dumps(known))
    else:
        _say(found)
    raise typer.Exit(0 if len(found) == len(process.CLOUDS) else 1)


@app.command()
def clock(
    speed: float = typer.Option(None, help="Seconds of the sandbox in a real second; 30 at the start, 0 stands still"),
    advance: float = typer.Option(None, metavar="SECONDS", help="Put it forward"),
) -> None:
    """Say or set the time of the AWS sandbox, by which alarms and health checks are evaluated."""
    with refusing(process.SandboxError):
        found = process.clock(Project.find().root, speed, advance)
    typer.echo(f"sandbox: aws has {found.now} and goes {found.speed:g} times as fast as real time")


def _say(found: Mapping[process.Cloud, process.Server]) -> None:
    if not found:
        typer.echo("sandbox: not running")
        return
    for cloud in process.CLOUDS:
        where = f"at {found[cloud].endpoint}, process {found[cloud].pid}" if cloud in found else "not running"
        typer.echo(f"sandbox: {cloud} {where}")
