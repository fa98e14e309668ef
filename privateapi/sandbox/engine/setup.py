"""Gets the Pulumi engine: the user's own, else a cached one, else Pulumi's installer, else a build with Go."""

from __future__ import annotations

import logging

from privateapi.sandbox.engine import built, cache, found, installed
from privateapi.sandbox.engine.engine import VERSION, Engine, EngineError, Source

log = logging.getLogger(__name__)


def ensure_engine() -> Engine:
    """The engine to use; a second call is instant. Safe to call from several processes at once.

    Raises:
        EngineError: no engine could be had; the message lists each attempt and what the user can do.
    """
    tried: list[str] = []
    try:
        return found.find()
    except EngineError as fault:
        tried.append(f"on PATH: {fault}")
    try:
        engine = cache.load() or _fill(tried)
        if engine.source is Source.BUILT:
            built.write_scripts(engine.pulumi.parent)
    except OSError as fault:
        folder = cache.folder().parent
        raise EngineError(
            f"the cache folder {folder} cannot be written: {fault.strerror}. Set XDG_CACHE_HOME to one that can be"
        ) from fault
    return engine


def _fill(tried: list[str]) -> Engine:
    with cache.lock(lambda: log.info("waiting for another process that gets the Pulumi engine")):
        # The process that held the lock before may have done the work.
        if engine := cache.load():
            return engine
        try:
            log.info("installing the Pulumi engine %s", VERSION)
            return cache.fill(Source.INSTALLED, installed.install)
        except EngineError as fault:
            tried.append(f"with Pulumi's installer: {fault}")
        try:
            log.info("building the Pulumi engine %s with Go: once, some minutes", VERSION)
            return cache.fill(Source.BUILT, built.build)
        except EngineError as fault:
            tried.append(f"with Go: {fault}")
    attempts = "".join(f"\n  {attempt}" for attempt in tried)
    raise EngineError(
        f"no Pulumi engine could be found, installed or built:{attempts}\n"
        f"Install Pulumi {VERSION} or newer with its Python language host, or Go 1.24 or newer, "
        "put it on PATH and run the same command again."
    )
