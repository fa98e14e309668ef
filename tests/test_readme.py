"""The README's first screen holds what a newcomer needs, and its program gives the output that it shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from privateapi.cli._environment import sandbox_environment
from privateapi.sandbox import process
from privateapi.sandbox.engine.engine import Engine

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM, OUTPUT = (re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)[0] for kind in ("python", "text"))


def test_first_screen() -> None:
    first = "\n".join(README.splitlines()[:40])
    assert "make up" in first and "make test" in first
    assert PROGRAM in first and len(PROGRAM.splitlines()) <= 25
    assert OUTPUT.splitlines()[0] in first


def test_links() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.engine
def test_program(found_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "Pulumi.yaml").write_text(
        f"name: orders\nruntime:\n  name: python\n  options:\n    virtualenv: {sys.prefix}\n"
        f"plugins:\n  providers:\n    - name: privateapi\n      path: {ROOT / 'privateapi' / 'plugin'}\n",
        encoding="utf-8",
    )
    (tmp_path / "state").mkdir()
    sandbox = process.start(tmp_path)
    try:
        environment = sandbox_environment(
            found_engine.environment({"PATH": "/usr/bin:/bin"}),
            sandbox.aws.endpoint,
            sandbox.alicloud.endpoint,
            tmp_path / "state",
            tmp_path / "home",
        )
        for arguments in (["stack", "init", "dev"], ["up", "--yes", "--skip-preview"]):
            done = subprocess.run(
                [str(found_engine.pulumi), *arguments],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    finally:
        process.stop(tmp_path)
    shown = done.stdout.partition("Outputs:\n")[2]
    assert _shape(shown).startswith(_shape(OUTPUT))


def _shape(text: str) -> str:
    """The output without the ids that AWS gives."""
    return re.sub(r'(_id|balancer\w*) *: "[^"]+"', r"\1: ID", text)
