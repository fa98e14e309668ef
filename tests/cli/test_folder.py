"""Commands are found by their file, and imported only when they are used."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from privateapi.cli._folder import FOLDER

COMMANDS = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def test_help_names_every_command_and_imports_none() -> None:
    program = (
        "import sys\n"
        "from privateapi.cli import main\n"
        "sys.argv = ['privateapi', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "own = sorted(name for name in sys.modules if name.startswith('privateapi.'))\n"
        "heavy = sorted({'boto3', 'grpc', 'moto', 'networkx', 'pulumi', 'pydantic'} & set(sys.modules))\n"
        "sys.stderr.write(f'{own} {heavy}')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert [name for name in COMMANDS if name.replace("_", "-") not in done.stdout] == []
    assert done.stderr == "['privateapi.cli', 'privateapi.cli._errors', 'privateapi.cli._folder'] []"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_a_summary_and_help(name: str, privateapi: Any) -> None:
    summary = (FOLDER / f"{name}.py").read_text().split("\n", 1)[0]
    assert summary.startswith('"""') and summary.strip('"').endswith("."), summary
    result = privateapi(name.replace("_", "-"), "--help")
    assert (result.code, f"privateapi {name.replace('_', '-')}" in result.out) == (0, True)


def test_unknown_command_names_a_near_one(privateapi: Any) -> None:
    result = privateapi("sandbx")
    assert (result.code, "Did you mean 'sandbox'?" in result.err) == (2, True)


def test_no_command_shows_the_help(privateapi: Any) -> None:
    result = privateapi()
    assert ("Usage: privateapi" in result.out + result.err, result.code) == (True, 2)
