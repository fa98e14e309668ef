"""Finds the commands in this folder and imports one when it is used."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

PACKAGE = "privateapi.cli"
FOLDER = Path(__file__).parent


class CommandFolder(TyperGroup):
    """A group whose commands are the public modules of this package; until used, only their help is known."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for module in pkgutil.iter_modules([str(FOLDER)]):
            if not module.name.startswith("_"):
                name = module.name.replace("_", "-")
                self.commands[name] = TyperCommand(name=name, help=_summary(module.name))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name in self.commands:
            loaded = importlib.import_module(f"{PACKAGE}.{name.replace('-', '_')}")
            self.commands[name] = typer.main.get_command(loaded.app)
            self.commands[name].name = name
        return super().resolve_command(ctx, args)


def command() -> Any:
    """The whole command line, to be called with `prog_name` and, in tests, `args`."""
    # A traceback with the values of local variables might show a secret.
    app = typer.Typer(cls=CommandFolder, no_args_is_help=True, pretty_exceptions_enable=False)

    @app.callback()
    def privateapi() -> None:
        """Private APIs in several regions and their internal DNS: deploy, check, rehearse."""

    return typer.main.get_command(app)


def _summary(module: str) -> str:
    """The first line of a module's docstring, read without importing it."""
    first = FOLDER.joinpath(f"{module}.py").read_text(encoding="utf-8").split("\n", 1)[0]
    return first.strip('"')
