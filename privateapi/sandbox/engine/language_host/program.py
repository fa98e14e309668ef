"""Runs one Pulumi program: the child process of the language host.

A file of its own, because it runs with the interpreter of the program, which need not have this package.
Arguments: one JSON object of what the SDK's settings take, then the program's own arguments. The configuration comes in
the variables PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS, for it may hold secrets and a command line is public.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import runpy
import signal
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import grpc
import pulumi
import pulumi.runtime

# The exit code that tells the host: the user has been told what is wrong, add nothing.
REPORTED = 32


def main() -> int:
    """Runs the program named by the arguments; the exit code is 0, or REPORTED after an error was logged."""
    request = json.loads(sys.argv[1])
    program = Path(request["program"])
    sys.argv = [str(program), *sys.argv[2:]]
    # The engine interrupts the process group when it is done: then there is nothing left to clean up here.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.chdir(request["pwd"])
    sys.path[0] = str(program if program.is_dir() else program.parent)

    pulumi.runtime.set_all_config(pulumi.runtime.get_config_env(), pulumi.runtime.get_config_secret_keys_env())
    pulumi.runtime.configure(
        pulumi.runtime.Settings(
            project=request["project"],
            stack=request["stack"],
            monitor=request["monitor"],
            engine=request["engine"],
            parallel=request["parallel"],
            dry_run=request["dry_run"],
            organization=request["organization"],
            root_directory=request["root_directory"],
        )
    )
    # Tasks that nobody awaits are normal in a Pulumi program that failed; asyncio's notes on them hide the fault.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(max_workers=4 * max(request["parallel"], 1)))
    try:
        loop.run_until_complete(pulumi.runtime.run_in_stack(lambda: run(program)))
        return 0
    except pulumi.RunError as fault:
        pulumi.log.error(str(fault))
    except grpc.RpcError as fault:
        # The engine closes its monitor when a resource failed, and has then reported the failure itself.
        if fault.code() is not grpc.StatusCode.UNAVAILABLE:
            pulumi.log.error(f"the engine refused a call of the program: {fault.details()}")
    except Exception as fault:
        pulumi.log.error("Program failed with an unhandled exception:\n" + describe(fault, sys.path[0]))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return REPORTED


def run(program: Path) -> None:
    """Executes the program's file, or the `__main__.py` of its folder."""
    runpy.run_path(str(program), run_name="__main__")


def describe(fault: Exception, folder: str) -> str:
    """The traceback from the first frame of the user's own code on; a file that does not parse has no such frame."""
    frame: TracebackType | None = fault.__traceback__
    while frame is not None and not _is_own(frame.tb_frame.f_code.co_filename, folder):
        frame = frame.tb_next
    if frame is None and isinstance(fault, SyntaxError):
        return "".join(traceback.format_exception_only(fault))
    return "".join(traceback.format_exception(type(fault), fault, frame or fault.__traceback__))


def _is_own(path: str, folder: str) -> bool:
    """Whether `path` is the user's: in the program's folder, but not in the virtual environment there."""
    return path.startswith(folder) and not path.startswith(sys.prefix)


if __name__ == "__main__":
    sys.exit(main())
