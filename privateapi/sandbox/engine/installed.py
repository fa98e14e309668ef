"""The second place to get the engine: Pulumi's own installer, through the SDK.

The SDK's call knows no time-out, so it runs in a child process that sets one for connections and can be ended.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from privateapi.sandbox.engine.engine import VERSION, EngineError

# Seconds to reach the download site, and for the whole download of some 100 MB.
CONNECT_TIMEOUT = 5
TIMEOUT = 600

_PROGRAM = """
import socket, subprocess, sys
from semver import VersionInfo
from pulumi.automation import PulumiCommand

socket.setdefaulttimeout(float(sys.argv[3]))
try:
    PulumiCommand.install(root=sys.argv[1], version=VersionInfo.parse(sys.argv[2]))
except subprocess.CalledProcessError as fault:
    lines = (fault.output or b"").decode(errors="replace").strip().splitlines()
    sys.exit(lines[-1] if lines else str(fault))
except Exception as fault:
    sys.exit(str(fault) or type(fault).__name__)
"""


def install(root: Path) -> None:
    """Installs the engine with its language hosts into `root`/bin.

    Raises:
        EngineError: the download site could not be reached, took longer than TIMEOUT, or the installer failed.
    """
    command = [sys.executable, "-c", _PROGRAM, str(root), VERSION, str(CONNECT_TIMEOUT)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise EngineError(f"the installer did not finish within {TIMEOUT} s") from fault
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise EngineError(lines[-1] if lines else f"the installer exited with code {done.returncode}")
