"""Run any command of the Pulumi engine on a stack.

Unlike `up`, it takes a stack that has no configuration yet, for `stack init` and `config set` make one.
"""

from __future__ import annotations

import typer

from privateapi.cli._engine import PASS_ON, prepare
from privateapi.cli._project import Project

app = typer.Typer(add_completion=False)


@app.command(context_settings=PASS_ON)
def pulumi(context: typer.Context, stack: str = typer.Argument(help="The stack to work on")) -> None:
    """Run any command of the Pulumi engine on a stack: `privateapi pulumi STACK -- stack output --json`."""
    arguments = context.args[1:] if context.args[:1] == ["--"] else context.args
    raise typer.Exit(prepare(Project.find(), stack).run(arguments))
