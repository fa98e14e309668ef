"""`python -m privateapi.sandbox.engine` gets the Pulumi engine and says where it is."""

from __future__ import annotations

import logging
import sys

from privateapi.sandbox.engine.engine import EngineError
from privateapi.sandbox.engine.setup import ensure_engine

logging.basicConfig(level=logging.INFO, format="%(message)s")
try:
    engine = ensure_engine()
except EngineError as fault:
    sys.exit(f"error: {fault}")
sys.stdout.write(f"Pulumi engine {engine.version}, {engine.source}: {engine.pulumi}\n")
