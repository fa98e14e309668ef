"""What exists on Alibaba Cloud, read from the sandbox."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest

from privateapi.provider.alibaba import AlibabaClient
from privateapi.provider.config import AlicloudConfig
from privateapi.readers.live.alicloud import read_regions
from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.server import Endpoint, serve
from privateapi.sandbox.alicloud.testing import Clients, make_instance, make_network
from privateapi.topology.model import AlibabaVpc, GatewayInstance, InternalRecord, VSwitch
from privateapi.topology.values import Known

REGION = "cn-hangzhou"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve() as started:
        started.settle(0)
        yield started


@pytest.fixture
def client(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Iterator[AlibabaClient]:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "sandbox")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "sandbox")
    endpoint.reset()
    made = AlibabaClient(AlicloudConfig(endpoint=endpoint))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """No call outlives its test."""
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("live"):
            thread.join()


def test_instances_and_records(endpoint: Endpoint, client: AlibabaClient) -> None:
    ali = Clients(endpoint)
    instance = make_instance(ali, make_network(ali))
    ali.call(
        CLOUDAPI,
        "CreatePrivateDNS",
        {"Type": "A", "IntranetDomain": "orders.internal"},
        REGION,
        form={"Records": json.dumps([{"Record": "10.0.1.10", "Weight": 100}])},
    )
    data = read_regions([REGION], 60, client)
    assert data.unread == ()
    [found] = [node for node in data.nodes if isinstance(node, GatewayInstance)]
    assert (found.id, found.live) == (Known(instance), True)
    [record] = [node for node in data.nodes if isinstance(node, InternalRecord)]
    assert record.domain_name == Known("orders.internal")
    assert [(each.address, each.weight) for each in record.addresses.get()] == [(Known("10.0.1.10"), Known(100))]


def test_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers: the client would ask again for two minutes, and is told to stop."""
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "sandbox")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "sandbox")
    nobody = AlibabaClient(AlicloudConfig(endpoint="http://127.0.0.1:9"))
    data = read_regions([REGION], 0.5, nobody)
    nobody.close()
    assert data.nodes == () and data.unread
    assert all("were not read" in each.why and REGION in each.why for each in data.unread)


def test_networks(endpoint: Endpoint, client: AlibabaClient) -> None:
    network = make_network(Clients(endpoint))
    data = read_regions([REGION], 60, client)
    assert [each.text for each in data.unread] == []
    [vpc] = [node for node in data.nodes if isinstance(node, AlibabaVpc)]
    assert (vpc.id, vpc.cidr_block, vpc.region, vpc.live) == (
        Known(network.vpc),
        Known("10.0.0.0/16"),
        Known(REGION),
        True,
    )
    vswitches = {node.cidr_block.get(): node for node in data.nodes if isinstance(node, VSwitch)}
    assert set(vswitches) == {"10.0.1.0/24", "10.0.2.0/24"}
    assert vswitches["10.0.1.0/24"].zone == Known("cn-hangzhou-h")
    assert vswitches["10.0.1.0/24"].vpc.id == vpc.id
