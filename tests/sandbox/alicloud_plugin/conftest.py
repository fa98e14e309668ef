"""The local Alibaba Cloud and the stand-in before it, for the tests of this folder; each test finds the cloud empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from privateapi.provider import registry, waiting
from privateapi.sandbox.alicloud.server import Endpoint, serve
from privateapi.sandbox.alicloud.testing import Clients
from privateapi.sandbox.alicloud_plugin.config import PRODUCTS
from privateapi.sandbox.alicloud_plugin.package import ALICLOUD, find
from tests.plugin import Plugin, serving

REGION = "cn-hangzhou"


@pytest.fixture(scope="session")
def _alicloud_server() -> Iterator[Endpoint]:
    with serve() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def _stand_in(_alicloud_server: Endpoint) -> Iterator[Plugin]:
    with serving(ALICLOUD, REGION) as plugin:
        plugin.configure(
            region=REGION,
            accessKey="sandbox",
            secretKey="sandbox",
            endpoints=[dict.fromkeys(PRODUCTS, _alicloud_server.address)],
        )
        yield plugin


@pytest.fixture
def endpoint(_alicloud_server: Endpoint) -> Endpoint:
    """The server, empty."""
    _alicloud_server.reset()
    return _alicloud_server


@pytest.fixture
def ali(endpoint: Endpoint) -> Clients:
    """Calls to the server behind the stand-in's back."""
    return Clients(endpoint)


@pytest.fixture
def aws(ali: Clients) -> Clients:
    """The same, under the name that the shared life cycle has for it."""
    return ali


@pytest.fixture
def plugin(_stand_in: Plugin, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugin]:
    """The stand-in; what a test creates through it is deleted at its end."""
    monkeypatch.setattr(waiting, "FIRST_DELAY", 0.01)
    # The shared life cycle asks the registry for what it tests.
    monkeypatch.setattr(registry, "find", find)
    yield _stand_in
    _stand_in.clean_up()
