"""Where the stand-in is put, and that it runs from there."""

from __future__ import annotations

import subprocess
from pathlib import Path

from privateapi.sandbox.alicloud_plugin.install import install


def test_place(tmp_path: Path) -> None:
    plugin = install(tmp_path)
    assert plugin == tmp_path / "plugins" / "resource-alicloud-v4.0.0" / "pulumi-resource-alicloud"
    assert install(tmp_path) == plugin


def test_it_says_its_port(tmp_path: Path) -> None:
    # In a folder with a module of the same name: the engine starts plugins in the program's folder.
    (tmp_path / "privateapi.py").write_text("raise SystemExit('the wrong one')")
    with subprocess.Popen(
        [install(tmp_path), "127.0.0.1:9"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        try:
            assert process.stdout.readline().strip().isdigit(), process.stderr.read()
        finally:
            process.terminate()
            process.wait()
