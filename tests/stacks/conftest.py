"""One deployed copy of the project for the tests that look at a deployed stack, and fresh ones for the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stacks.deployment import Deployment


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Deployment]:
    """A copy of the project with a sandbox of its own; nothing is deployed yet."""
    made = Deployment(tmp_path_factory.mktemp("project") / "copy")
    yield made
    made.stop()
