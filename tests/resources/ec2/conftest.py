"""What tests of EC2 resources share."""

from collections.abc import Iterator

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Plugin
from tests.resources.ec2.targets import Targets


@pytest.fixture
def targets(plugin: Plugin, aws: Clients) -> Iterator[Targets]:
    """Gateways and interfaces of a test; they go before the plugin's own resources, which may hold them."""
    made = Targets(aws)
    yield made
    made.clean_up()
