"""Read the real state of a stack's resources and show drift.

On a sandbox stack nothing is asked.
"""

from __future__ import annotations

import typer

from privateapi.cli._engine import PASS_ON, operate

app = typer.Typer(add_completion=False)


@app.command(context_settings=PASS_ON)
def refresh(context: typer.Context, stack: str = typer.Argument(help="The stack to refresh")) -> None:
    """Read the real state of a stack's resources and show drift.

    Options after the stack's name go to `pulumi refresh`.
    """
    operate("refresh", stack, context.args)
