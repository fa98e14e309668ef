"""A sandbox stack from nothing to deployed and back, with the real engine and the real sandbox."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privateapi.sandbox import process

pytestmark = pytest.mark.engine

PROGRAM = """\
import os
import pulumi

pulumi.ComponentResource("small:index:Box", "first")
pulumi.export("endpoint", os.environ["AWS_ENDPOINT_URL"])
"""
# The engine adds a salt to a stack file that has none; shipped files have one for the empty passphrase.
STACK = """\
# The reader's own comment.
config:
  private-apis:sandbox: true
encryptionsalt: v1:UIS/RUbQgow=:v1:hlsRUExb3nBZxJVl:Kj0G0/capcxSU/CeosYnJqvKFNrLoQ==
"""


@pytest.fixture(autouse=True)
def program(project: Path) -> Iterator[None]:
    options = f"runtime:\n  name: python\n  options:\n    virtualenv: {sys.prefix}\n"
    (project / "Pulumi.yaml").write_text(f"name: private-apis\n{options}stackConfigDir: stacks\n")
    (project / "__main__.py").write_text(PROGRAM)
    (project / "stacks" / "Pulumi.local.yaml").write_text(STACK)
    yield
    process.stop(project)


def test_up_again_after_a_restart_and_down(privateapi: Any, project: Path, engine: Path) -> None:
    result = privateapi("up", "local")
    assert (result.code, "+ 2 created" in result.out) == (0, True), result.out + result.err
    sandbox = process.status(project)
    assert sandbox is not None

    result = privateapi("pulumi", "local", "--", "stack", "output", "--json")
    assert json.loads(result.out) == {"endpoint": sandbox.aws.endpoint}

    result = privateapi("up", "local")
    assert (result.code, "2 unchanged" in result.out, result.err) == (0, True, ""), result.out + result.err

    process.stop(project)
    result = privateapi("preview", "local")
    assert (result.code, "+ 2 to create" in result.out) == (0, True), result.out + result.err
    assert result.err == "the sandbox was restarted; its resources are gone; starting clean\n"

    assert privateapi("up", "local").code == 0
    assert privateapi("refresh", "local").code == 0
    result = privateapi("down", "local")
    assert (result.code, "- 2 deleted" in result.out) == (0, True), result.out + result.err
    assert process.status(project) is not None
    assert (project / "stacks" / "Pulumi.local.yaml").read_text() == STACK
