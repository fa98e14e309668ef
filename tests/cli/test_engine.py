"""How the engine is run for a stack: which environment, which stack, which exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from privateapi.cli._engine import run
from privateapi.sandbox.process import SandboxError

OPERATIONS = [
    ("up", "up", "--yes"),
    ("down", "destroy", "--yes"),
    ("refresh", "refresh", "--yes"),
    ("preview", "preview", ""),
]


@pytest.mark.parametrize(("command", "operation", "confirmation"), OPERATIONS)
def test_sandbox_stack(
    privateapi: Any,
    project: Path,
    fake_engine: Any,
    fake_sandbox: Any,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    operation: str,
    confirmation: str,
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "prod")
    monkeypatch.setenv("ALIBABA_CLOUD_PROFILE", "prod")
    monkeypatch.setenv("PULUMI_BACKEND_URL", "s3://state")
    assert privateapi(command, "local", "--diff").code == 0
    assert fake_engine.commands == [
        "stack init local --no-select --non-interactive",
        " ".join(filter(None, [operation, confirmation, "--diff"])),
        # What was deployed is read again, to be rehearsed.
        *(["stack export"] if command == "up" else []),
    ]
    for call in fake_engine.calls:
        environment = call["environment"]
        assert call["folder"] == str(project)
        assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4500"
        assert environment["PULUMI_BACKEND_URL"] == f"file://{project}/.sandbox/first-other/state"
        assert environment["ALIBABA_CLOUD_ENDPOINT_CLOUDAPI"] == "127.0.0.1:4501"
        plugin = Path(environment["PULUMI_HOME"], "plugins", "resource-alicloud-v4.0.0", "pulumi-resource-alicloud")
        assert os.access(plugin, os.X_OK)
        assert environment["PULUMI_HOME"] == f"{project}/.sandbox/pulumi"
        assert "AWS_PROFILE" not in environment and "ALIBABA_CLOUD_PROFILE" not in environment
    assert fake_engine.calls[1]["environment"]["PULUMI_STACK"] == "local"


@pytest.mark.parametrize(("command", "operation", "confirmation"), OPERATIONS)
def test_other_stack_is_plain_pulumi(
    privateapi: Any,
    project: Path,
    fake_engine: Any,
    fake_sandbox: Any,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    operation: str,
    confirmation: str,
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "prod")
    monkeypatch.setenv("PULUMI_BACKEND_URL", "s3://state")
    before = dict(os.environ)
    assert privateapi(command, "real", "--diff").code == 0
    assert fake_engine.commands == [f"{operation} --diff"]
    seen = fake_engine.calls[0]["environment"]
    # A shell may add these to what it was started with.
    added = {key: seen[key] for key in seen.keys() - before.keys() - {"LC_CTYPE", "PWD", "SHLVL", "_"}}
    assert added == {"PULUMI_STACK": "real"}
    assert {key: seen[key] for key in ("AWS_PROFILE", "PULUMI_BACKEND_URL", "PATH")} == {
        "AWS_PROFILE": "prod",
        "PULUMI_BACKEND_URL": "s3://state",
        "PATH": before["PATH"],
    }
    assert (fake_sandbox.starts, (project / ".sandbox").exists()) == (0, False)


@pytest.mark.parametrize("stack", ["local", "real"])
def test_exit_code_is_the_engines(
    privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any, stack: str
) -> None:
    fake_engine.answer("up", 255)
    assert privateapi("up", stack).code == 255


def test_known_stack_is_not_created_again(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    path = project / ".sandbox" / "first-other" / "state" / ".pulumi" / "stacks" / "private-apis" / "local.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    privateapi("refresh", "local")
    assert fake_engine.commands == ["refresh --yes"]


def test_stack_that_another_process_created_meanwhile_is_used(
    privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any
) -> None:
    fake_engine.answer("stack init", 255, "error: stack 'local' already exists\n")
    assert privateapi("refresh", "local").code == 0
    assert fake_engine.commands[-1] == "refresh --yes"


def test_stack_that_cannot_be_created(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    fake_engine.answer("stack init", 255, "error: no space left on device\n")
    result = privateapi("up", "local")
    assert (result.code, result.err) == (
        255,
        "error: no space left on device\nerror: the engine did not create the stack 'local'\n",
    )


def test_restarted_sandbox_is_said_once(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    said = "the sandbox was restarted; its resources are gone; starting clean\n"
    state = project / ".sandbox" / "first-other" / "state" / ".pulumi" / "stacks" / "private-apis" / "local.json"
    state.parent.mkdir(parents=True)
    state.write_text('{"checkpoint": {"latest": {"resources": [{}]}}}')
    fake_sandbox.instance = "second"
    assert privateapi("refresh", "local").err == said
    assert fake_engine.calls[-1]["environment"]["PULUMI_BACKEND_URL"].endswith("/.sandbox/second-other/state")
    assert privateapi("refresh", "local").err == ""


def test_unknown_stack(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    result = privateapi("up", "lokal")
    assert (result.code, fake_engine.calls, fake_sandbox.starts) == (1, [], 0)
    assert result.err.startswith("error: there is no stack 'lokal': ")


def test_no_engine_is_one_message(
    privateapi: Any, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "Pulumi.yaml"))
    result = privateapi("up", "local")
    assert (result.code, "Traceback" in result.err) == (1, False)
    assert result.err.startswith("error: the cache folder ")


def test_sandbox_that_does_not_start(
    privateapi: Any, project: Path, fake_engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(root: Path) -> None:
        raise SandboxError("starting the AWS sandbox: the server ended with code 1")

    monkeypatch.setattr("privateapi.sandbox.process.start", fail)
    result = privateapi("up", "local")
    assert (result.code, result.err, fake_engine.calls) == (
        1,
        "error: starting the AWS sandbox: the server ended with code 1\n",
        [],
    )


@pytest.mark.parametrize(
    ("case", "program", "expected"),
    [
        ("success", "pass", 0),
        ("failure", "import sys; sys.exit(7)", 7),
        ("a signal", "import os; os.kill(os.getpid(), 9)", 137),
    ],
)
def test_run_exit_code(tmp_path: Path, case: str, program: str, expected: int) -> None:
    assert run([sys.executable, "-c", program], tmp_path, dict(os.environ)) == expected, case


WAITS_FOR_THE_ENGINE = """
import os, sys
from pathlib import Path
from privateapi.cli._engine import run

engine = '''
import os, signal, sys, time
def end(number, frame):
    sys.stdout.write(f"engine got {signal.Signals(number).name}")
    sys.exit(5)
for name in (signal.SIGINT, signal.SIGTERM):
    signal.signal(name, end)
open("started", "w").close()
time.sleep(60)
'''
sys.exit(run([sys.executable, "-c", engine], Path.cwd(), dict(os.environ)))
"""


@pytest.mark.parametrize(
    ("case", "number", "whole_group"),
    [("Ctrl-C in a terminal", signal.SIGINT, True), ("a SIGTERM to the command alone", signal.SIGTERM, False)],
)
def test_engine_ends_by_itself_when_it_is_interrupted(
    tmp_path: Path, case: str, number: signal.Signals, whole_group: bool
) -> None:
    command = [sys.executable, "-c", WAITS_FOR_THE_ENGINE]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while not (tmp_path / "started").exists():
            assert process.poll() is None
            time.sleep(0.02)
        if whole_group:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (5, f"engine got {number.name}", ""), case
