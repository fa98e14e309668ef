"""Destroy what a stack deployed; the sandbox stays up.

On a sandbox stack nothing is asked.
"""

from __future__ import annotations

import typer

from privateapi.cli._engine import PASS_ON, operate

app = typer.Typer(add_completion=False)


@app.command(context_settings=PASS_ON)
def down(context: typer.Context, stack: str = typer.Argument(help="The stack to destroy")) -> None:
    """Destroy what a stack deployed; the sandbox stays up.

    Options after the stack's name go to `pulumi destroy`.
    """
    operate("destroy", stack, context.args)
