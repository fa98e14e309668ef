"""Failures switched on and off while the server runs: by lines of text, and by a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from privateapi.nameserver.view import View
from privateapi.topology.dns import Answer
from privateapi.topology.failures import Failure, UnknownFailureError

HELP = "fail FAILURE…, restore FAILURE…, restore all, status, help, quit"


class Control:
    """Lines such as `fail region:us-east-1`, and a file with one failure in each line.

    `said` is told what became of each. What the file says is read again before each query that follows its change.
    """

    def __init__(self, view: View, said: Callable[[str], None], file: Path | None = None) -> None:
        self._view = view
        self._said = said
        self._file = file
        self._text = ""
        self._of_file: tuple[Failure, ...] = ()
        self._lock = Lock()

    def line(self, text: str) -> bool:
        """Does what a line says; false when it says to end."""
        with self._lock:
            return self._do(text)

    def _do(self, text: str) -> bool:
        word, *rest = text.split() or [""]
        if word == "quit":
            return False
        if word in ("fail", "restore") and rest:
            self._switch(word, rest)
        elif word == "status":
            self.status()
        elif word == "help":
            self._said(HELP)
        elif word:
            self._said(f"error: {text.strip()!r} is no command; commands: {HELP}")
        return True

    def _switch(self, word: str, texts: list[str]) -> None:
        try:
            failures = self._view.failed if word == "restore" and texts == ["all"] else self._found(texts)
        except UnknownFailureError as error:
            self._said(f"error: {error}")
            return
        if word == "fail":
            self._view.fail(*failures)
        else:
            self._view.restore(*failures)
        self.status()

    def _found(self, texts: list[str]) -> tuple[Failure, ...]:
        return tuple(self._view.find(text) for text in texts)

    def status(self) -> None:
        """Says what has failed."""
        self._said(f"failed: {', '.join(map(str, self._view.failed)) or 'nothing'}")

    def answer(self, name: str, type: str) -> Answer:
        """What the VPC gets for a name, after the file was looked at."""
        with self._lock:
            self.read_file()
        return self._view.answer(name, type)

    def read_file(self) -> None:
        """Lets fail what the file newly says, and work again what it says no more; a wrong line changes nothing."""
        if self._file is None:
            return
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            text = ""
        except (OSError, UnicodeDecodeError) as fault:
            self._said(f"error: {self._file} cannot be read: {fault}")
            return
        if text == self._text:
            return
        self._text = text
        try:
            failures = self._found([line.strip() for line in text.splitlines() if line.strip()])
        except UnknownFailureError as error:
            self._said(f"error: {self._file}: {error}")
            return
        kept = [each for each in self._view.failed if each not in self._of_file]
        self._of_file = failures
        self._view.replace((*kept, *failures))
        self.status()
