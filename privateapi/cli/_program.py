"""The design that a command is about: a stack, a saved preview or an exported state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from privateapi.cli._engine import prepare
from privateapi.cli._errors import CommandError
from privateapi.cli._project import Project
from privateapi.readers.mapping import environment_config
from privateapi.readers.resource import ReadResource
from privateapi.readers.state import UnreadableError, read_preview, read_state


@dataclass(frozen=True)
class Program:
    """Its resources, what it is called, the file to name where nothing better is known, and the stack's environment."""

    subject: str
    file: str
    resources: list[ReadResource]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def positions(self) -> dict[str, str]:
        """By key, where the program declares a resource, or the component around it."""
        own = {each.key: each.position for each in self.resources}
        parents = {each.key: each.parent for each in self.resources}
        found: dict[str, str] = {}
        for key in own:
            at = key
            # What is declared outside the project is inside a component that the project declares.
            while own.get(at, "").startswith("project:///..") and parents.get(at) in own:
                at = parents[at]
            found[key] = own[at]
        return found


def of_options(stack: str, preview: str, state: str) -> Program | None:
    """The design that one of these options of a command names; None when none is given.

    Raises:
        CommandError: several are given, or what is given cannot be read.
    """
    given = {"--stack": stack, "--preview": preview, "--state": state}
    named = [name for name, value in given.items() if value]
    if len(named) > 1:
        raise CommandError(f"{' and '.join(named)} are given; give one of them")
    return of_stack(stack) if stack else of_preview(preview) if preview else of_state(state) if state else None


def of_stack(name: str) -> Program:
    """What deploying the stack would leave, by a preview of the engine.

    Raises:
        CommandError: there is no such stack, or its preview fails; with what the engine said.
    """
    project = Project.find()
    project.require_stack(name)
    ready = prepare(project, name)
    code, out, err = ready.answer(["preview", "--json", "--show-sames", "--non-interactive"])
    if code != 0:
        raise CommandError(f"the preview of stack {name!r} fails: {_said(out, err)}")
    try:
        resources = read_preview(out, environment_config(ready.environment))
    except UnreadableError as error:
        raise CommandError(f"the preview of stack {name!r}: {error}") from error
    file = project.stack_file(name).relative_to(project.root).as_posix()
    return Program(f"stack {name}", file, resources, ready.environment)


def of_preview(file: str) -> Program:
    """The resources that a saved preview would leave.

    Raises:
        CommandError: the file cannot be read or is no preview.
    """
    try:
        return Program(f"preview {file}", file, read_preview(_text(file)))
    except UnreadableError as error:
        raise CommandError(f"{file}: {error}") from error


def of_state(file: str) -> Program:
    """The resources of an exported stack.

    Raises:
        CommandError: the file cannot be read or is no exported stack.
    """
    try:
        return Program(f"state {file}", file, read_state(_text(file)))
    except UnreadableError as error:
        raise CommandError(f"{file}: {error}") from error


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{file} cannot be read: {error.strerror if isinstance(error, OSError) else error}"
        ) from error


def _said(out: str, err: str) -> str:
    """The errors of a preview: in its JSON, or on stderr when it did not come so far."""
    try:
        diagnostics = json.loads(out).get("diagnostics", ())
    except (ValueError, AttributeError):
        diagnostics = ()
    messages = [
        " ".join(each["message"].split())
        for each in diagnostics
        if isinstance(each, dict) and each.get("severity") == "error" and isinstance(each.get("message"), str)
    ]
    # The last of them only says that the preview failed.
    return "; ".join(messages) or " ".join(err.split()) or "the engine does not say why"
