"""A project with two stacks, and an engine and a sandbox that only record what they were asked."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from privateapi.cli import main
from privateapi.sandbox import process

FAKE_PULUMI = f"""\
#!{sys.executable}
import json, os, sys
from pathlib import Path

arguments = sys.argv[1:]
if arguments == ["version"]:
    print("v3.200.0")
    sys.exit(0)
record = Path({{record!r}})
call = {{{{"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}}}}
with record.open("a") as file:
    file.write(json.dumps(call) + "\\n")
answers = json.loads(record.with_name("answers.json").read_text())
for name, answer in answers.items():
    if " ".join(arguments).startswith(name):
        sys.stdout.write(answer["stdout"])
        sys.stderr.write(answer["stderr"])
        sys.exit(answer["code"])
"""


class FakeEngine:
    """A `pulumi` on PATH. `calls` is what it was run with, in order."""

    def __init__(self, folder: Path) -> None:
        self._record = folder / "calls.jsonl"
        self._answers: dict[str, dict[str, Any]] = {}
        folder.mkdir()
        for name, text in (
            ("pulumi", FAKE_PULUMI.format(record=str(self._record))),
            ("pulumi-language-python", "#!/bin/sh\n"),
        ):
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
        self.answer("nothing", 0)

    def answer(self, command: str, code: int, stderr: str = "", stdout: str = "") -> None:
        """Lets commands that begin with `command` end with `code`."""
        self._answers[command] = {"code": code, "stderr": stderr, "stdout": stdout}
        self._record.with_name("answers.json").write_text(json.dumps(self._answers))

    @property
    def calls(self) -> list[dict[str, Any]]:
        if not self._record.exists():
            return []
        return [json.loads(line) for line in self._record.read_text().splitlines()]

    @property
    def commands(self) -> list[str]:
        return [" ".join(call["arguments"]) for call in self.calls]


@dataclass
class FakeSandbox:
    """Stands for the servers; `instance` changes when a test says so."""

    instance: str = "first"
    starts: int = 0

    def start(self, root: Path) -> process.Sandbox:
        self.starts += 1
        aws = process.Server("http://127.0.0.1:4500", 42, self.instance)
        return process.Sandbox(aws, process.Server("http://127.0.0.1:4501", 43, "other"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project with the sandbox stack `local` and the stack `real`; the current folder."""
    root = tmp_path / "project"
    (root / "stacks").mkdir(parents=True)
    (root / "Pulumi.yaml").write_text("name: private-apis\nruntime: python\nstackConfigDir: stacks\n")
    (root / "stacks" / "Pulumi.local.yaml").write_text("config:\n  private-apis:sandbox: true\n")
    (root / "stacks" / "Pulumi.real.yaml").write_text("config:\n  private-apis:name: orders\n")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def fake_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine(tmp_path / "fake-engine")
    monkeypatch.setenv("PATH", str(tmp_path / "fake-engine"))
    return fake


@pytest.fixture
def fake_sandbox(monkeypatch: pytest.MonkeyPatch) -> FakeSandbox:
    fake = FakeSandbox()
    monkeypatch.setattr(process, "start", fake.start)
    return fake


@dataclass
class Result:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Command:
    """Runs the command line in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *arguments: str) -> Result:
        self._monkeypatch.setattr(sys, "argv", ["privateapi", *arguments])
        self._capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        out, err = self._capfd.readouterr()
        return Result(end.value.code if isinstance(end.value.code, int) else 0, out, err)


@pytest.fixture
def privateapi(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capfd)
