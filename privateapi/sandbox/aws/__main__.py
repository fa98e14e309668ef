"""`python -m privateapi.sandbox.aws --port 0 --ready-file FILE`: the AWS sandbox as a process."""

from __future__ import annotations

import sys
from pathlib import Path

from privateapi.sandbox.serving import command


def run(port: int, ready_file: Path | None) -> None:
    """Serve until the process ends."""
    # moto reads its settings when it is imported, so it is imported after the environment has been cleared.
    from privateapi.sandbox.aws import server

    server.run(port, ready_file)


if __name__ == "__main__":
    # The user's profile means nothing here, and one that does not exist would stop boto3.
    sys.exit(command("privateapi.sandbox.aws", sys.argv[1:], ("AWS_", "MOTO_"), run))
