"""The project that a command works on: its folder, its Pulumi.yaml and its stack files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from privateapi.cli._errors import CommandError


@dataclass(frozen=True)
class Project:
    """`root` holds Pulumi.yaml; `stacks` holds the stack files."""

    root: Path
    name: str
    stacks: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The project of the folder `start` (default: the current one), found upwards as `pulumi` does.

        Raises:
            CommandError: there is no Pulumi.yaml, or it cannot be read.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            path = folder / "Pulumi.yaml"
            if path.is_file():
                content = _mapping(path)
                name = content.get("name")
                if not isinstance(name, str):
                    raise CommandError(f"{path}: 'name' is missing; it names the project")
                return cls(folder, name, folder / str(content.get("stackConfigDir", ".")))
        raise CommandError(f"no Pulumi.yaml in {here} or above it; run the command in the project's folder")

    def stack_file(self, stack: str) -> Path:
        """Where the configuration of `stack` is, whether it exists or not."""
        return self.stacks / f"Pulumi.{stack}.yaml"

    def policy_settings(self, stack: str) -> Path | None:
        """The settings of the policy packs for `stack`, beside its configuration; None when it has none."""
        path = self.stacks / f"policies.{stack}.yaml"
        return path if path.is_file() else None

    def stack_names(self) -> list[str]:
        """The stacks that have a configuration, sorted."""
        return sorted(path.name[len("Pulumi.") : -len(".yaml")] for path in self.stacks.glob("Pulumi.*.yaml"))

    def require_stack(self, stack: str) -> None:
        """Refuses a stack without a configuration.

        Raises:
            CommandError: there is none; the message names those that exist.
        """
        path = self.stack_file(stack)
        if not path.is_file():
            known = ", ".join(self.stack_names()) or "none"
            raise CommandError(
                f"there is no stack {stack!r}: {path.relative_to(self.root)} is missing; stacks: {known}"
            )

    def is_sandbox(self, stack: str) -> bool:
        """Whether the stack's configuration says `<project>:sandbox: true`.

        Raises:
            CommandError: the file cannot be read, or the value is neither true nor false.
        """
        value = self._configured(stack, "sandbox")
        # `pulumi config set` writes every value as a string.
        if value in (True, "true"):
            return True
        if value in (None, False, "false"):
            return False
        path = self.stack_file(stack).relative_to(self.root)
        raise CommandError(f"{path}: {self.name}:sandbox is {value!r}; it must be true or false")

    def blueprint(self, stack: str) -> str:
        """The blueprint that the stack's configuration names; empty when it names none.

        Raises:
            CommandError: the file cannot be read.
        """
        value = self._configured(stack, "blueprint")
        return value if isinstance(value, str) else ""

    def _configured(self, stack: str, key: str) -> Any:
        """What the stack's file says for `<project>:<key>`; None when it says nothing."""
        path = self.stack_file(stack)
        if not path.is_file():
            return None
        config = _mapping(path).get("config") or {}
        return config.get(f"{self.name}:{key}") if isinstance(config, dict) else None


def _mapping(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise CommandError(f"{path} cannot be read: {' '.join(str(fault).split())}") from fault
    if not isinstance(content, dict):
        raise CommandError(f"{path} holds no mapping")
    return content
