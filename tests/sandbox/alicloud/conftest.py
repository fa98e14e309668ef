"""A server for the tests below, which is empty at the start of each, and clients of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from privateapi.sandbox.alicloud.server import Endpoint, serve
from privateapi.sandbox.alicloud.testing import Clients, Network, make_network


@pytest.fixture(scope="session")
def _alicloud_server() -> Iterator[Endpoint]:
    with serve() as endpoint:
        yield endpoint


@pytest.fixture
def endpoint(_alicloud_server: Endpoint) -> Endpoint:
    """The server, empty, whose things pass through no states on their way."""
    _alicloud_server.reset()
    _alicloud_server.settle(0)
    return _alicloud_server


@pytest.fixture
def ali(endpoint: Endpoint) -> Clients:
    """Calls to the server."""
    return Clients(endpoint)


@pytest.fixture
def network(ali: Clients) -> Network:
    """The VPC 10.0.0.0/16 with 10.0.1.0/24 in cn-hangzhou-h and 10.0.2.0/24 in cn-hangzhou-j."""
    return make_network(ali)
