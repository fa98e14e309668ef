"""`python -m privateapi.cli` is the command `privateapi`."""

from privateapi.cli import main

main()
