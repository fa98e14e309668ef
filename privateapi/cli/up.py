"""Deploy a stack.

On a sandbox stack the sandbox is started when it does not run, the policy packs judge the design, and nothing is asked.
"""

from __future__ import annotations

import typer

from privateapi.cli._engine import PASS_ON, operate

app = typer.Typer(add_completion=False)


@app.command(context_settings=PASS_ON)
def up(context: typer.Context, stack: str = typer.Argument(help="The stack to deploy")) -> None:
    """Deploy a stack.

    Options after the stack's name go to `pulumi up`. A sandbox stack is judged by the policy packs of the project,
    with the settings in `policies.<stack>.yaml` beside its configuration; `--policy-pack` names others instead.
    """
    operate("up", stack, context.args, judged=True)
