"""The one way for a command to refuse: a message for the user, without a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class CommandError(Exception):
    """What is wrong and what would be right, in the user's terms. `exit_code` is the command's."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@contextmanager
def refusing(*kinds: type[Exception], exit_code: int = 1) -> Iterator[None]:
    """Turns exceptions of `kinds`, whose messages are written for users, into CommandError."""
    try:
        yield
    except kinds as fault:
        raise CommandError(str(fault), exit_code) from fault
