"""Serves the privateapi provider to the Pulumi engine."""

from privateapi.provider.server import main

main()
