"""The third place to get the engine: its Go module, with a language host of our own beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from privateapi.sandbox.engine.engine import PYTHON_VARIABLE, VERSION, EngineError
from privateapi.sandbox.executables import write_executable

MODULE = Path(__file__).with_name("module")
COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
VERSION_SYMBOL = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"

# The engine starts this as its Python language host. One cache serves several checkouts: the interpreter comes from the
# environment, else it is the one that wrote this file last.
LANGUAGE_HOST = f"""\
#!/bin/sh
exec "${{{PYTHON_VARIABLE}:-@PYTHON@}}" -P -u -m privateapi.sandbox.engine.language_host "$@"
"""

# The engine starts this for a Python policy pack, in the pack's folder, with its own address, the folder "." and one
# `-option=value` for each runtime option of PulumiPolicy.yaml, of which the policy runner knows none.
POLICY_RUNNER = """\
#!/bin/sh
python=python3
for argument; do
    shift
    case $argument in
        -virtualenv=*)
            python=${argument#-virtualenv=}/bin/python
            if [ ! -x "$python" ]; then
                echo "PulumiPolicy.yaml names the virtualenv '${argument#-virtualenv=}', which has no bin/python" >&2
                exit 1
            fi ;;
        -v=*) set -- "$@" "$argument" ;;
        -[a-z]*=*) ;;
        *) set -- "$@" "$argument" ;;
    esac
done
exec "$python" -u -m pulumi.policy "$@"
"""


def build(root: Path) -> None:
    """Builds the engine into `root`/bin, with the Python language host and the policy runner beside it.

    Raises:
        EngineError: there is no Go, or the build failed; the message carries the last line that Go wrote.
    """
    go = shutil.which("go")
    if go is None:
        raise EngineError("there is no `go` on PATH")
    environment = os.environ | {
        # Without cgo no C compiler is needed; a workspace file above the module must not take part.
        "CGO_ENABLED": "0",
        "GOWORK": "off",
        "GOFLAGS": "-mod=readonly -buildvcs=false -trimpath",
    }
    flags = f"-s -w -X {VERSION_SYMBOL}={VERSION}"
    command = [go, "build", "-o", str(root / "bin" / "pulumi"), "-ldflags", flags, COMMAND]
    try:
        done = subprocess.run(
            command,
            cwd=MODULE,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as fault:
        raise EngineError(f"{go} does not run: {fault}") from fault
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise EngineError(f"`go build` failed: {lines[-1] if lines else f'exit code {done.returncode}'}")
    write_scripts(root / "bin")


def write_scripts(folder: Path) -> None:
    """Writes the executables that the engine starts for Python programs and policy packs into `folder`.

    The interpreter that the language host names stays when it still exists, for the cache serves several checkouts.
    """
    host = folder / "pulumi-language-python"
    written = host.read_text(encoding="utf-8") if host.is_file() else ""
    named = written.partition(":-")[2].partition("}")[0]
    python = named if Path(named).is_file() else sys.executable
    for path, text in (
        (host, LANGUAGE_HOST.replace("@PYTHON@", python)),
        (folder / "pulumi-analyzer-policy-python", POLICY_RUNNER),
    ):
        write_executable(path, text)
