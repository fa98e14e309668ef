"""`python -m privateapi.sandbox.aws --port 0 --ready-file FILE`: the AWS sandbox as a process."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT. Exit code 1 when the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m privateapi.sandbox.aws", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="TCP port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--ready-file", type=Path, help="JSON (endpoint, pid, instance), written when serving")
    options = parser.parse_args(arguments)
    layout = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=layout)

    # The user's profile means nothing here, and one that does not exist would stop boto3.
    for name in [name for name in os.environ if name.startswith(("AWS_", "MOTO_"))]:
        del os.environ[name]

    def end(signum: int, frame: Any) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)

    # moto reads its settings when it is imported, so it is imported after the environment has been cleared.
    from privateapi.sandbox.aws.server import run

    try:
        run(options.port, options.ready_file)
    except OSError as cause:
        logging.getLogger("privateapi.sandbox.aws").error("cannot listen on port %s: %s", options.port, cause)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
