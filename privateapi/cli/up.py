"""Deploy a stack.

On a sandbox stack the sandbox is started when it does not run, and nothing is asked.
"""

from __future__ import annotations

import typer

from privateapi.cli._engine import PASS_ON, operate

app = typer.Typer(add_completion=False)


@app.command(context_settings=PASS_ON)
def up(context: typer.Context, stack: str = typer.Argument(help="The stack to deploy")) -> None:
    """Deploy a stack.

    Options after the stack's name go to `pulumi up`.
    """
    operate("up", stack, context.args)
