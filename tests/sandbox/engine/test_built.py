"""The build with Go, through a stand-in for `go`, and the scripts beside a built engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from privateapi.sandbox.engine import built
from privateapi.sandbox.engine.engine import PYTHON_VARIABLE, VERSION, Engine, EngineError, Source

RECORDING = f"""\
#!{sys.executable}
import json, os, sys
from pathlib import Path

target = Path(sys.argv[sys.argv.index("-o") + 1])
target.parent.mkdir(parents=True, exist_ok=True)
target.touch(mode=0o755)
seen = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
Path(target.parent, "seen.json").write_text(json.dumps(seen))
"""


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where to write the `go` that PATH leads to."""
    folder = tmp_path / "go"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder / "go"


def write_script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def test_build(go: Path, tmp_path: Path) -> None:
    write_script(go, RECORDING)
    root = tmp_path / "root"
    built.build(root)
    seen = json.loads((root / "bin" / "seen.json").read_text())
    assert seen["arguments"] == [
        "build",
        "-o",
        str(root / "bin" / "pulumi"),
        "-ldflags",
        f"-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version={VERSION}",
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ]
    assert seen["folder"] == str(built.MODULE)
    assert {key: seen["environment"][key] for key in ("CGO_ENABLED", "GOWORK")} == {"CGO_ENABLED": "0", "GOWORK": "off"}
    assert "-mod=readonly" in seen["environment"]["GOFLAGS"]
    for script in ("pulumi-language-python", "pulumi-analyzer-policy-python"):
        assert os.access(root / "bin" / script, os.X_OK), script


def test_module_pins_the_version_and_the_replaced_modules() -> None:
    lines = [line.strip() for line in (built.MODULE / "go.mod").read_text().splitlines()]
    assert f"github.com/pulumi/pulumi/pkg/v3 v{VERSION}" in " ".join(lines)
    assert "tool github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" in lines
    assert "github.com/sergi/go-diff => github.com/sergi/go-diff v1.1.0" in lines
    assert any(line.startswith("github.com/atotto/clipboard => ") for line in lines)
    assert (built.MODULE / "go.sum").stat().st_size > 0


def test_no_go(go: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="^there is no `go` on PATH$"):
        built.build(tmp_path)


@pytest.mark.parametrize(
    ("case", "script", "said"),
    [
        (
            "a build error",
            "echo first >&2; echo 'go.mod requires go >= 1.24' >&2; exit 1",
            "go.mod requires go >= 1.24",
        ),
        ("a silent failure", "exit 3", "exit code 3"),
    ],
)
def test_failed_build(go: Path, tmp_path: Path, case: str, script: str, said: str) -> None:
    write_script(go, f"#!/bin/sh\n{script}\n")
    with pytest.raises(EngineError) as fault:
        built.build(tmp_path)
    assert str(fault.value) == f"`go build` failed: {said}", case


def test_go_that_does_not_run(go: Path, tmp_path: Path) -> None:
    write_script(go, "#!/no/such/interpreter\n")
    with pytest.raises(EngineError, match="does not run: "):
        built.build(tmp_path)


def test_built_engine_names_its_folder_and_interpreter() -> None:
    engine = Engine(Path("/cache/bin/pulumi"), VERSION, Source.BUILT)
    assert engine.environment({"PATH": "/usr/bin", "KEPT": "1"}) == {
        "PATH": "/cache/bin:/usr/bin",
        "KEPT": "1",
        PYTHON_VARIABLE: sys.executable,
    }


@pytest.mark.parametrize(
    ("case", "variable", "runs"),
    [
        ("the environment names another interpreter", True, "other"),
        ("the environment names none", False, "recorded"),
    ],
)
def test_language_host_interpreter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, variable: bool, runs: str
) -> None:
    for name in ("recorded", "other"):
        write_script(tmp_path / name, f'#!/bin/sh\necho {name} "$@"\n')
    monkeypatch.setattr(sys, "executable", str(tmp_path / "recorded"))
    built.write_scripts(tmp_path)
    environment = {PYTHON_VARIABLE: str(tmp_path / "other")} if variable else {}
    done = subprocess.run(
        [tmp_path / "pulumi-language-python", "-root=/a b", "127.0.0.1:1"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{runs} -P -u -m privateapi.sandbox.engine.language_host -root=/a b 127.0.0.1:1\n", case


def test_scripts_keep_an_interpreter_that_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "pulumi-language-python"
    for name in ("first", "second"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "first"))
    built.write_scripts(tmp_path)
    before = script.stat()

    monkeypatch.setattr(sys, "executable", str(tmp_path / "second"))
    built.write_scripts(tmp_path)
    assert (script.stat().st_ino, str(tmp_path / "first") in script.read_text()) == (before.st_ino, True)

    (tmp_path / "first").unlink()
    built.write_scripts(tmp_path)
    assert str(tmp_path / "second") in script.read_text()


def test_outdated_script_is_replaced(tmp_path: Path) -> None:
    script = tmp_path / "pulumi-analyzer-policy-python"
    script.write_text("#!/bin/sh\nexit 9\n")
    built.write_scripts(tmp_path)
    assert script.read_text() == built.POLICY_RUNNER


@pytest.mark.parametrize(
    ("case", "arguments", "passed"),
    [
        ("a virtualenv", ["127.0.0.1:1", ".", "-virtualenv=env"], "env -u -m pulumi.policy 127.0.0.1:1 ."),
        ("another option", ["127.0.0.1:1", ".", "-toolchain=pip"], "path -u -m pulumi.policy 127.0.0.1:1 ."),
        ("logging", ["--logtostderr", "-v=9", "a", "."], "path -u -m pulumi.policy --logtostderr -v=9 a ."),
        ("an argument with a space", ["a b", "."], "path -u -m pulumi.policy a b ."),
    ],
)
def test_policy_runner(tmp_path: Path, case: str, arguments: list[str], passed: str) -> None:
    write_script(tmp_path / "env" / "bin" / "python", '#!/bin/sh\necho env "$@"\n')
    write_script(tmp_path / "path" / "python3", '#!/bin/sh\necho path "$@"\n')
    built.write_scripts(tmp_path)
    done = subprocess.run(
        [tmp_path / "pulumi-analyzer-policy-python", *arguments],
        cwd=tmp_path,
        env={"PATH": str(tmp_path / "path")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{passed}\n", case


def test_policy_runner_names_a_missing_virtualenv(tmp_path: Path) -> None:
    built.write_scripts(tmp_path)
    command = [str(tmp_path / "pulumi-analyzer-policy-python"), "a", ".", "-virtualenv=gone"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "PulumiPolicy.yaml names the virtualenv 'gone', which has no bin/python\n"
