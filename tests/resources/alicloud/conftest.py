"""One local Alibaba Cloud and one plugin for the tests of its resources; each test finds it empty."""

from collections.abc import Iterator

import pytest

from privateapi.provider import waiting
from privateapi.sandbox.alicloud.server import Endpoint, serve
from tests.plugin import Plugin
from tests.plugin import plugin as run_plugin
from tests.resources.alicloud.gateway import Gateway


@pytest.fixture(scope="session")
def alicloud_endpoint() -> Iterator[Endpoint]:
    with serve() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def _gateway(alicloud_endpoint: Endpoint) -> Iterator[Gateway]:
    gateway = Gateway(alicloud_endpoint)
    yield gateway
    gateway.client.close()


@pytest.fixture(scope="session")
def _alicloud_plugin(_gateway: Gateway) -> Iterator[Plugin]:
    with run_plugin("http://127.0.0.1:9", alicloud=_gateway.config) as configured:
        yield configured


@pytest.fixture
def aws(_gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """The cloud behind the plugin's back, under the name that the shared life cycle has for it."""
    _gateway.endpoint.reset()
    monkeypatch.setattr(waiting, "FIRST_DELAY", 0.01)
    return _gateway


@pytest.fixture
def gateway(aws: Gateway) -> Gateway:
    """The cloud behind the plugin's back."""
    return aws


@pytest.fixture
def plugin(_alicloud_plugin: Plugin, aws: Gateway) -> Iterator[Plugin]:
    """The plugin in cn-hangzhou; what a test creates through it is deleted at its end."""
    yield _alicloud_plugin
    _alicloud_plugin.clean_up()
