"""Judges the stack that the engine gives to a pack."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from privateapi.packs.analysis import Analysis, analyse
from privateapi.packs.live import read_accounts
from privateapi.packs.settings import PackSettings
from privateapi.packs.shared import read_once
from privateapi.readers.analyzer import read_stack
from privateapi.readers.mapping import environment_config, mapped_types, topology_of
from privateapi.readers.resource import Plain
from privateapi.rules.engine import rules_of


def load(groups: Collection[str]) -> None:
    """Import what judging needs."""
    mapped_types()
    rules_of(groups)


def judge_stack(
    resources: Iterable[Any],
    inputs: Mapping[str, Mapping[str, Plain]],
    groups: Collection[str],
    settings: PackSettings,
    operation: str = "",
) -> Analysis:
    """What the rules of `groups` find in the resources of an `AnalyzeStackRequest`; `inputs` are theirs, by URN.

    `operation` is the address of the engine, by which the packs of one operation find what the first of them has read.
    """
    topology = topology_of(read_stack(resources, inputs, _config()))
    live = read_once(operation, settings.live, read_accounts) if settings.live is not None else None
    return analyse(topology, rules_of(groups), settings, live=live)


def _config() -> dict[str, Mapping[str, Any]]:
    """By package, what the stack's configuration says, and below it the environment."""
    found: dict[str, Mapping[str, Any]] = dict(environment_config())
    # The engine gives the configuration to packs as it does to programs.
    for key, value in json.loads(os.environ.get("PULUMI_CONFIG") or "{}").items():
        package, _, name = key.partition(":")
        if name == "region" and value:
            found[package] = {"region": value}
    return found
