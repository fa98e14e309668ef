"""One sandbox and one plugin for all resource tests; every test leaves the sandbox as it found it."""

from collections.abc import Iterator

import pytest

from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Plugin
from tests.plugin import plugin as run_plugin


@pytest.fixture(scope="session")
def aws_endpoint() -> Iterator[Endpoint]:
    """The AWS sandbox."""
    with serve() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def aws(aws_endpoint: Endpoint) -> Clients:
    """boto3 clients of the sandbox: ``aws("ec2", "us-west-2")``."""
    return Clients(aws_endpoint)


@pytest.fixture(scope="session")
def _shared_plugin(aws_endpoint: Endpoint) -> Iterator[Plugin]:
    with run_plugin(aws_endpoint) as configured:
        yield configured


@pytest.fixture
def plugin(_shared_plugin: Plugin) -> Iterator[Plugin]:
    """The plugin in us-east-1; what a test creates through it is deleted at its end."""
    yield _shared_plugin
    _shared_plugin.clean_up()
