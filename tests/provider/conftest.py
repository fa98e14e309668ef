"""The sandbox and the plugin as the resources' tests have them, and a plugin whose only resource is the gadget."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from privateapi.provider import registry
from tests.plugin import Plugin
from tests.plugin import plugin as run_plugin
from tests.provider.gadget import Cloud, Gadget
from tests.resources.conftest import _shared_plugin, aws, aws_endpoint, plugin

__all__ = ["_shared_plugin", "aws", "aws_endpoint", "cloud", "gadgets", "plugin"]

# A busy machine is no fault of the code: examples have no time limit.
settings.register_profile("provider", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("provider")


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """The gadgets' cloud, empty; the registry knows the gadget for the time of the test."""
    made = Cloud()
    real = registry.find
    monkeypatch.setattr(registry, "find", lambda token: Gadget(made) if token == Gadget.token else real(token))
    return made


@pytest.fixture
def gadgets(cloud: Cloud) -> Iterator[Plugin]:
    """A plugin of its own for gadgets; it has no AWS behind it."""
    with run_plugin("http://127.0.0.1:9", skipCredentialsCheck=True) as configured:
        yield configured
