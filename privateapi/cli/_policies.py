"""The policy packs that judge a stack, and their settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from privateapi.cli._errors import CommandError
from privateapi.cli._project import Project

_OPTION = "--policy-pack"


def pack_options(project: Project, stack: str, arguments: Sequence[str]) -> list[str]:
    """The engine's options for all packs of the project, with the stack's settings where it has some.

    Packs that the user names replace them: the engine takes a configuration for all packs or for none.

    Raises:
        CommandError: the settings are wrong.
    """
    if any(each == _OPTION or each.startswith(f"{_OPTION}=") for each in arguments):
        return []
    packs = sorted(path.parent for path in project.root.glob("policies/*/PulumiPolicy.yaml"))
    options = [option for pack in packs for option in (_OPTION, str(pack))]
    settings = project.policy_settings(stack)
    if settings is None:
        return options
    values = _checked(settings)
    folder = project.root / ".sandbox" / "policies" / stack
    folder.mkdir(parents=True, exist_ok=True)
    for pack in packs:
        configuration = folder / f"{pack.name}.json"
        configuration.write_text(json.dumps({pack.name: values}), encoding="utf-8")
        options += [f"{_OPTION}-config", str(configuration)]
    return options


def read_settings(path: Path) -> dict[str, Any]:
    """What a settings file says, not yet checked.

    Raises:
        CommandError: the file cannot be read or holds no mapping.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        # A date that is none, such as 2027-02-30, is a ValueError.
        raise CommandError(f"{path} cannot be read: {' '.join(str(error).split())}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise CommandError(f"{path} holds no mapping")
    return values


def _checked(path: Path) -> Any:
    """The settings as the engine takes them: it knows no dates, and packs would each say the same fault."""
    from privateapi.packs.settings import SettingsError, parse_settings

    try:
        settings = parse_settings(read_settings(path))
    except SettingsError as error:
        raise CommandError(f"{path}: {error}") from error
    return settings.model_dump(mode="json", by_alias=True, exclude_unset=True)
