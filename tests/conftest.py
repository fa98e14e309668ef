"""Fixtures that every folder of tests shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from privateapi.sandbox.engine.engine import Engine
from privateapi.sandbox.engine.setup import ensure_engine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files with engine tests first: they take the longest, and short ones fill up the workers at the end."""
    slow = {item.path for item in items if item.get_closest_marker("engine")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def found_engine() -> Engine:
    """The engine of this machine. A machine without one fails the test: what is built on it is not proved then."""
    return ensure_engine()


@pytest.fixture(scope="session")
def engine(found_engine: Engine) -> Path:
    """The `pulumi` executable; run it with `engine_environment`."""
    return found_engine.pulumi


@pytest.fixture
def engine_environment(found_engine: Engine, tmp_path: Path) -> dict[str, str]:
    """An environment in which `pulumi` keeps its state under this test's folder and knows no cloud account."""
    private = ("AWS_", "PULUMI_")
    base = {key: value for key, value in os.environ.items() if not key.startswith(private)}
    backend = tmp_path / "backend"
    backend.mkdir()
    return found_engine.environment(base) | {
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "",
        "PULUMI_HOME": str(tmp_path / "pulumi-home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }
