"""The host starts without the SDK, which would cost each command a fifth of a second."""

from __future__ import annotations

import subprocess
import sys


def test_protocol_does_not_import_the_sdk() -> None:
    program = (
        "import sys; from privateapi.sandbox.engine.language_host import service; "
        "assert 'pulumi' not in sys.modules; "
        "assert service.language_pb2.RunRequest(project='p').project == 'p'"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_plugin_does_not_import_the_sdk() -> None:
    program = "import sys; import privateapi.provider.server; assert 'pulumi' not in sys.modules, sorted(sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
