"""Deploy a stack.

On a sandbox stack the sandbox is started when it does not run, the policy packs judge the design, and nothing is asked.
At the end stands what every client of the stack gets whatever fails.
"""

from __future__ import annotations

import typer

from privateapi.cli._engine import PASS_ON, StackRun, operate
from privateapi.cli._errors import CommandError

app = typer.Typer(add_completion=False)


@app.command(context_settings=PASS_ON)
def up(context: typer.Context, stack: str = typer.Argument(help="The stack to deploy")) -> None:
    """Deploy a stack.

    Options after the stack's name go to `pulumi up`. A sandbox stack is judged by the policy packs of the project,
    with the settings in `policies.<stack>.yaml` beside its configuration; `--policy-pack` names others instead. What
    every client gets for every name while something is down is shown at the end.
    """
    operate("up", stack, context.args, judged=True, afterwards=_rehearse)


def _rehearse(ready: StackRun) -> None:
    """Shows what clients get while something is down; a stack without internal names has nothing to show."""
    # Only here: the engine need not wait for the model of the network.
    from rich.console import Console

    from privateapi.cli._design import deployed
    from privateapi.cli._rehearsed import show
    from privateapi.cli._visible import visible_lines
    from privateapi.cli.rehearse import rehearsal_of

    try:
        rehearsed = rehearsal_of(deployed(ready))
    except CommandError as fault:
        typer.echo(visible_lines(f"not rehearsed: {fault}"), err=True)
        return
    if rehearsed.rows or rehearsed.unasked:
        typer.echo()
        show(rehearsed, Console())
