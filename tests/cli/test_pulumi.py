"""Any command of the engine, on a chosen stack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("case", "arguments", "expected"),
    [
        ("after two dashes", ["local", "--", "stack", "output", "--json"], "stack output --json"),
        ("without dashes", ["local", "config", "get", "name"], "config get name"),
        ("dashes of the engine's own", ["local", "--", "import", "--", "a"], "import -- a"),
    ],
)
def test_arguments(
    privateapi: Any,
    project: Path,
    fake_engine: Any,
    fake_sandbox: Any,
    case: str,
    arguments: list[str],
    expected: str,
) -> None:
    assert privateapi("pulumi", *arguments).code == 0, case
    assert fake_engine.commands[-1] == expected, case
    assert fake_engine.calls[-1]["environment"]["PULUMI_STACK"] == "local", case
    assert fake_engine.calls[-1]["environment"]["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4500", case


def test_stack_without_a_configuration_is_plain_pulumi(
    privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any
) -> None:
    assert privateapi("pulumi", "new", "--", "stack", "init", "new").code == 0
    assert (fake_engine.commands, fake_sandbox.starts) == (["stack init new"], 0)
    assert "AWS_ENDPOINT_URL" not in fake_engine.calls[0]["environment"]
