"""Pulumi's installer, run through a stand-in for the SDK so that nothing is downloaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.sandbox.engine import installed
from privateapi.sandbox.engine.engine import VERSION, EngineError


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that holds the body of the stand-in's `install`."""
    folder = tmp_path / "sdk"
    (folder / "pulumi").mkdir(parents=True)
    (folder / "pulumi" / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder / "pulumi" / "automation.py"


def write(sdk: Path, body: str) -> None:
    sdk.write_text(
        "import socket, subprocess, sys, time, urllib.error\nfrom pathlib import Path\n"
        f"class PulumiCommand:\n    @classmethod\n    def install(cls, root, version):\n        {body}\n"
    )


def test_installed(sdk: Path, tmp_path: Path) -> None:
    write(sdk, "Path(root, 'said').write_text(f'{version} {socket.getdefaulttimeout()}')")
    installed.install(tmp_path)
    assert (tmp_path / "said").read_text() == f"{VERSION} {installed.CONNECT_TIMEOUT:.1f}"


@pytest.mark.parametrize(
    ("case", "body", "said"),
    [
        (
            "the download site cannot be reached",
            "raise urllib.error.URLError('Name or service not known')",
            "<urlopen error Name or service not known>",
        ),
        (
            "the install script fails",
            "raise subprocess.CalledProcessError(1, 'install.sh', output=b'unpacking\\nerror: no curl\\n')",
            "error: no curl",
        ),
        ("the install script says nothing", "raise subprocess.CalledProcessError(7, 'x')", "exit status 7"),
        ("an error without a text", "raise TimeoutError", "TimeoutError"),
    ],
)
def test_failed(sdk: Path, tmp_path: Path, case: str, body: str, said: str) -> None:
    write(sdk, body)
    with pytest.raises(EngineError) as fault:
        installed.install(tmp_path)
    assert said in str(fault.value), case


def test_takes_too_long(sdk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(sdk, "time.sleep(60)")
    monkeypatch.setattr(installed, "TIMEOUT", 0.2)
    with pytest.raises(EngineError, match="did not finish within 0.2 s"):
        installed.install(tmp_path)
