"""The command `privateapi`: one module in this folder, one command.

A module that does not begin with an underscore is a command of the module's name. Its first docstring line is the
command's help, and its `app` (a `typer.Typer`) the command or group of commands. It is imported when it is used, so
`privateapi --help` stays fast whatever a command needs.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line. A fault of the user's ends it with one line on stderr and the fault's exit code."""
    from privateapi.cli._errors import CommandError
    from privateapi.cli._folder import command

    try:
        command()(prog_name="privateapi")
    except CommandError as fault:
        from privateapi.cli._visible import visible_lines

        sys.stderr.write(f"error: {visible_lines(str(fault))}\n")
        sys.exit(fault.exit_code)
