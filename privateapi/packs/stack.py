"""Judges the stack that the engine gives to a pack."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pulumi.runtime
from pulumi_policy import StackValidationArgs

from privateapi.packs.analysis import Analysis, analyse
from privateapi.packs.live import read_accounts
from privateapi.packs.settings import PackSettings
from privateapi.readers.mapping import environment_config, mapped_types, topology_of
from privateapi.readers.policy_arguments import Inputs, read_stack
from privateapi.rules.engine import rules_of


def load(groups: Collection[str]) -> None:
    """Import what judging needs."""
    mapped_types()
    rules_of(groups)


def judge_stack(args: StackValidationArgs, inputs: Inputs, groups: Collection[str], settings: PackSettings) -> Analysis:
    """What the rules of `groups` find in the stack."""
    topology = topology_of(read_stack(args, inputs, _config()))
    return analyse(
        topology, rules_of(groups), settings, live=read_accounts(settings.live) if settings.live is not None else None
    )


def _config() -> dict[str, Mapping[str, Any]]:
    """By package, what the stack's configuration says, and below it the environment."""
    found: dict[str, Mapping[str, Any]] = dict(environment_config())
    for key, value in pulumi.runtime.get_config_env().items():
        package, _, name = key.partition(":")
        if name == "region" and value:
            found[package] = {"region": value}
    return found
