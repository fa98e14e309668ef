"""What exists on Alibaba Cloud, read from the sandbox."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from privateapi.packs.analysis import analyse
from privateapi.packs.settings import PackSettings
from privateapi.provider.alibaba import AlibabaClient
from privateapi.provider.config import AlicloudConfig
from privateapi.readers.live.alicloud import read_regions
from privateapi.readers.live.data import LiveData
from privateapi.readers.mapping import topology_of
from privateapi.readers.resource import UNKNOWN, ReadResource
from privateapi.rules.engine import rules_of
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


def account(endpoint: Endpoint, **config: str) -> LiveData:
    """What two regions answer."""
    client = AlibabaClient(AlicloudConfig(endpoint=endpoint, **config))
    try:
        return read_regions([REGION, "cn-beijing"], 60, client)
    finally:
        client.close()


def said_once(data: LiveData, cause: str) -> None:
    """The cause is said for all kinds and regions at once, and the rules judge the program alone."""
    (unread,) = data.unread
    assert unread.text.startswith(
        "LIVE: VPCs, vSwitches, API Gateway instances, internal DNS records in cn-hangzhou, cn-beijing were not read: "
        + cause
    )
    assert "hunter2" not in unread.text and not data.complete
    elsewhere = planned("b", SWITCH_TYPE, {"vpcId": "vpc-1", "cidrBlock": "10.1.0.0/24", "zoneId": "cn-hangzhou-h"})
    resources = [GATEWAY_NETWORK, SWITCH, elsewhere]
    analysis = analyse(topology_of(resources), rules_of(["ali-cidr"]), PackSettings(), live=data)
    assert [(each.rule, each.resource) for each in analysis.findings] == [("ALI-CIDR-07", SWITCH.key)]
    assert [each for each in analysis.unjudged if each.node is not None and each.node.key == elsewhere.key]
    assert [each.text for each in analysis.unjudged].count(unread.text) == 1 and analysis.faults == []


@pytest.mark.parametrize(
    ("key", "secret", "code"),
    [("nobody", "hunter2", "InvalidAccessKeyId.NotFound"), ("sandbox", "hunter2", "SignatureDoesNotMatch")],
)
def test_wrong_credentials(
    key: str, secret: str, code: str, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", key)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret)
    said_once(account(endpoint), f"Alibaba Cloud does not accept the credentials ({code})")


def test_no_credentials(endpoint: Endpoint) -> None:
    said_once(account(endpoint, profile="nobody"), "there are no Alibaba Cloud credentials (")


def planned(name: str, type: str, properties: dict[str, Any], **sources: str) -> ReadResource:
    return ReadResource(
        key=f"urn:pulumi:dev::test::{type}::{name}",
        type=type,
        name=name,
        properties=properties,
        dependencies={property: (urn,) for property, urn in sources.items()},
        config={"region": REGION},
    )


SWITCH_TYPE = "alicloud:vpc/switch:Switch"
GATEWAY_NETWORK = planned("hub", "alicloud:vpc/network:Network", {"cidrBlock": "10.0.0.0/16"})
# Outside its VPC.
SWITCH = planned(
    "a",
    SWITCH_TYPE,
    {"vpcId": UNKNOWN, "cidrBlock": "10.1.0.0/24", "zoneId": "cn-hangzhou-h"},
    vpcId=GATEWAY_NETWORK.key,
)


def test_planned_vswitch_in_an_existing_vpc(endpoint: Endpoint, client: AlibabaClient) -> None:
    """The design names the VPC by its id: which blocks are in it, and which block it has, only the cloud knows."""
    network = make_network(Clients(endpoint))
    data = read_regions([REGION], 60, client)
    rules = rules_of(["ali-cidr"])

    def found(block: str, live: LiveData | None) -> tuple[list[str], int]:
        inputs = {"vpcId": network.vpc, "cidrBlock": block, "zoneId": "cn-hangzhou-h"}
        analysis = analyse(topology_of([planned("new", SWITCH_TYPE, inputs)]), rules, PackSettings(), live=live)
        return [each.text for each in analysis.findings], len(analysis.unjudged)

    for block, other in (("10.0.1.128/25", "10.0.1.0/24"), ("10.9.0.0/24", "10.0.0.0/16")):
        texts, unjudged = found(block, None)
        assert texts == [] and unjudged
        (text,), _ = found(block, data)
        assert block in text and other in text, text
    assert found("10.0.9.0/24", data)[0] == []
