"""Show what deploying a stack would change.

Nothing is changed; on a sandbox stack the sandbox is started when it does not run, and policy packs judge the design.
"""

from __future__ import annotations

import typer

from privateapi.cli._engine import PASS_ON, operate

app = typer.Typer(add_completion=False)


@app.command(context_settings=PASS_ON)
def preview(context: typer.Context, stack: str = typer.Argument(help="The stack to preview")) -> None:
    """Show what deploying a stack would change.

    Options after the stack's name go to `pulumi preview`. A sandbox stack is judged by the policy packs of the project,
    with the settings in `policies.<stack>.yaml` beside its configuration; `--policy-pack` names others instead.
    """
    operate("preview", stack, context.args, confirm=False, judged=True)
