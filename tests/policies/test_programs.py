"""Programs that the real engine refuses on their first preview, with the packs and without an account.

Each program under `programs/` says in a comment which pack refuses it and how the message begins: `# pack: message`.
Those under `sdk` use our plugin, the others a stand-in for the plugin of pulumi_aws or pulumi_alicloud.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.engine

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PROGRAMS = sorted((HERE / "programs").rglob("*.py"))
CONFIG = {
    "sdk": {"privateapi:skipCredentialsCheck": "true"},
    "aws": {},
    "alicloud": {"alicloud:region": "cn-hangzhou"},
}


def project(folder: Path, program: Path) -> None:
    """A project that runs the program, with its plugin."""
    kind = program.parent.name
    # A program of ours may also have resources of Alibaba Cloud that pulumi_alicloud has none for.
    plugins = {"sdk": {"privateapi": ROOT / "privateapi" / "plugin"}}.get(
        kind, {name: HERE / "echo" for name in (kind, "privateapi")}
    )
    virtualenv = ROOT / (".venv" if kind == "sdk" else ".venv-providers")
    document = {
        "name": "refused",
        "runtime": {"name": "python", "options": {"virtualenv": str(virtualenv)}},
        "plugins": {"providers": [{"name": name, "path": str(path)} for name, path in plugins.items()]},
        "config": {key: {"value": value} for key, value in CONFIG[kind].items()},
    }
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    shutil.copy(program, folder / "__main__.py")


def refusals(program: Path) -> list[tuple[str, str]]:
    """The packs and messages that the program says; a message goes on in lines that are indented."""
    found = re.findall(r"^# ([a-z-]+): (.+(?:\n#     .+)*)$", program.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{program} does not say what it is refused with"
    return [(pack, re.sub(r"\n# +", " ", message)) for pack, message in found]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_refused(program: Path, tmp_path: Path, engine: Path, engine_environment: dict[str, str]) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    project(folder, program)
    expected = refusals(program)

    def pulumi(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(engine), *arguments, "--non-interactive"],
            cwd=folder,
            env=engine_environment,
            capture_output=True,
            text=True,
            check=False,
        )

    created = pulumi("stack", "init", "first")
    assert created.returncode == 0, created.stderr
    packs = [f"--policy-pack={ROOT / 'policies' / pack}" for pack in dict.fromkeys(pack for pack, _ in expected)]
    done = pulumi("preview", *packs)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode != 0, said
    for pack, message in expected:
        assert f"[mandatory] {pack} " in said, said
        assert message in said, said
