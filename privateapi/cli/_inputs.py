"""Bad input has an exit code of its own in commands whose other codes are verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperCommand

from privateapi.cli._errors import CommandError

BAD_INPUT = 3


class JudgingCommand(TyperCommand):
    """A command whose exit code 2 is a verdict: a wrong option ends it with 3."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except Exception as fault:
            if getattr(fault, "exit_code", None) == 2:
                fault.exit_code = BAD_INPUT  # type: ignore[attr-defined]
            raise


@contextmanager
def bad_input(*kinds: type[Exception]) -> Iterator[None]:
    """Lets faults of the user, and exceptions of `kinds`, whose messages are for users, end the command with 3."""
    expected: tuple[type[Exception], ...] = (CommandError, *kinds)
    try:
        yield
    except expected as fault:
        raise CommandError(str(fault), BAD_INPUT) from fault
