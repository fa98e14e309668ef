"""A fault of the user's is one line and an exit code."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.cli import _folder, main
from privateapi.cli._errors import CommandError, refusing


def test_command_error_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> Any:
        def run(prog_name: str) -> None:
            raise CommandError("'10.0.0.0/8' is a /8; a VPC takes /16 to /28", exit_code=3)

        return run

    monkeypatch.setattr(_folder, "command", command)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 3
    assert capsys.readouterr() == ("", "error: '10.0.0.0/8' is a /8; a VPC takes /16 to /28\n")


def test_refusing_turns_the_named_kinds_only() -> None:
    with pytest.raises(CommandError, match="^gone$") as fault, refusing(LookupError, OSError):
        raise OSError("gone")
    assert fault.value.exit_code == 1
    with pytest.raises(ValueError, match="^other$"), refusing(LookupError):
        raise ValueError("other")


def test_error_outside_a_project(privateapi: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = privateapi("sandbox", "start")
    assert result.code == 1
    assert result.err == (f"error: no Pulumi.yaml in {tmp_path} or above it; run the command in the project's folder\n")
