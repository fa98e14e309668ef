"""Programs that the real engine refuses on their first preview, with the packs and without an account.

Each program under `programs/` says in a comment which pack refuses it and how the message begins: `# pack: message`.
Those under `sdk` use our plugin, the others a stand-in for the plugin of pulumi_aws or pulumi_alicloud.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.policies.previews import HERE, first_preview, project

pytestmark = pytest.mark.engine

PROGRAMS = sorted((HERE / "programs").rglob("*.py"))


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
    packs = list(dict.fromkeys(pack for pack, _ in expected))
    code, said = first_preview(engine, engine_environment, folder, packs)
    assert code != 0, said
    for pack, message in expected:
        assert f"[mandatory] {pack} " in said, said
        assert message in said, said
