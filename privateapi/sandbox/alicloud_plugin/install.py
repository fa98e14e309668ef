"""Puts the stand-in where the engine of a sandbox stack looks for the plugin of `pulumi_alicloud`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from privateapi.sandbox.alicloud_plugin import VERSION
from privateapi.sandbox.executables import write_executable

# The engine looks for plugins in the folder `plugins` of PULUMI_HOME. One on PATH would be found first and everywhere,
# and the engine warns of it (pulumi 3.200.0, sdk/go/common/workspace/plugins.go, GetPluginPath).
_SCRIPT = """\
#!/bin/sh
exec {python} -P -u -m privateapi.sandbox.alicloud_plugin "$@"
"""


def install(home: Path) -> Path:
    """Write the stand-in into `home`, which must be the engine's home of sandbox stacks; the executable is returned.

    The user's own home, where the real plugin is, is another one.
    """
    folder = home / "plugins" / f"resource-alicloud-v{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    plugin = folder / "pulumi-resource-alicloud"
    write_executable(plugin, _SCRIPT.format(python=shlex.quote(sys.executable)))
    return plugin
