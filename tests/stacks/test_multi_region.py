"""What the configuration of the blueprint `multi-region` becomes, and what is wrong with it."""

from typing import Any

import pytest

from components.aws import HealthCriteria, RegionGroup, RegionMember
from privateapi.provider.model import validate
from stacks import multi_region
from stacks.multi_region import Configuration, build

WRITTEN: dict[str, Any] = {
    "blueprint": "multi-region",
    "domainName": "orders.internal.example.com",
    "regions": [{"region": "us-east-1"}, {"region": "us-west-2"}],
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The arguments that the component gets."""
    found: dict[str, Any] = {}

    class Recorded:
        def __init__(self, name: str, **arguments: Any) -> None:
            found.update(arguments)

        def outputs(self) -> dict[str, Any]:
            return {}

    monkeypatch.setattr(multi_region, "MultiRegionPrivateApi", Recorded)
    return found


def test_groups(given: dict[str, Any]) -> None:
    members = [{"region": "us-west-2", "role": "PRIMARY"}, {"region": "us-east-1", "role": "SECONDARY"}]
    groups = [{"label": "california", "country": "US", "subdivision": "CA", "members": members}]
    configuration, faults = validate(Configuration, {**WRITTEN, "routing": "geolocation", "groups": groups})
    assert configuration is not None, faults
    build(configuration, "orders")
    assert given["groups"] == [
        RegionGroup(
            "california",
            [RegionMember("us-west-2", role="PRIMARY"), RegionMember("us-east-1", role="SECONDARY")],
            "failover",
            country="US",
            subdivision="CA",
        )
    ]


def test_further_clients(given: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    providers: list[tuple[str, Any]] = []

    class Recorded:
        def __init__(self, name: str, assume_role: Any) -> None:
            providers.append((name, assume_role))

    monkeypatch.setattr(multi_region, "Provider", Recorded)
    role = "arn:aws:iam::222222222222:role/names"
    foreign = {"vpcId": "vpc-0a", "region": "us-east-1", "roleArn": role}
    clients = {"a": foreign, "b": {**foreign, "vpcId": "vpc-0b"}, "c": {"vpcId": "vpc-0c", "region": "eu-west-1"}}
    groups = {"batch": {"clients": {"d": {**foreign, "vpcId": "vpc-0d"}}, "members": [{"region": "us-west-2"}]}}
    configuration, faults = validate(Configuration, {**WRITTEN, "clients": clients, "clientGroups": groups})
    assert configuration is not None, faults
    build(configuration, "orders")
    assert providers == [("222222222222-names", {"roleArn": role})], "one for each role"
    one, two, own = given["clients"].values()
    assert isinstance(one.provider, Recorded) and one.provider is two.provider and own.provider is None
    batch = given["client_groups"]["batch"]
    assert (batch.answers, batch.routing) == ([RegionMember("us-west-2")], "latency")
    assert batch.clients["d"].provider is one.provider


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("clients", {"a": {"vpcId": "vpc-xyz", "region": "us-east-1"}}, "clients.a.vpcId: 'vpc-xyz'"),
        (
            "clients",
            {"a": {"vpcId": "vpc-0a", "region": "us-east-1", "roleArn": "names"}},
            "clients.a.roleArn: 'names'",
        ),
        (
            "clientGroups",
            {"batch": {"clients": {"a": {"vpcId": "vpc-0a", "region": "us-east-1"}}}},
            "clientGroups.batch.members: give either members or groups",
        ),
    ],
)
def test_refused_clients(key: str, value: Any, text: str) -> None:
    configuration, faults = validate(Configuration, {**WRITTEN, key: value})
    assert configuration is None
    assert f"{faults[0].path}: {faults[0].reason}".startswith(text)


@pytest.mark.parametrize(
    ("group", "text"),
    [
        ({"label": "europe", "members": []}, "groups[0].members: "),
        ({"label": "europe", "members": [{"region": "eu-west-9"}]}, "groups[0].members[0].region: 'eu-west-9'"),
        ({"label": "europe", "continent": "EUR", "members": [{"region": "eu-west-1"}]}, "groups[0].continent: 'EUR'"),
        ({"members": [{"region": "eu-west-1"}]}, "groups[0].label: is required"),
    ],
)
def test_refused_groups(group: dict[str, Any], text: str) -> None:
    configuration, faults = validate(Configuration, {**WRITTEN, "groups": [group]})
    assert configuration is None
    assert f"{faults[0].path}: {faults[0].reason}".startswith(text)


def test_health(given: dict[str, Any]) -> None:
    health = {"errorRate": 0.05, "latency": None, "packetsDropped": 6000, "idle": "Unhealthy", "evaluationPeriods": 3}
    configuration, faults = validate(Configuration, {**WRITTEN, "health": health})
    assert configuration is not None, faults
    build(configuration, "orders")
    assert given["health"] == HealthCriteria(
        error_rate=0.05, latency=None, packets_dropped=6000, idle="Unhealthy", evaluation_periods=3
    )
    assert given["health"].faults("health") == []


@pytest.mark.parametrize(
    ("health", "text"),
    [
        ({"errorRate": 5}, "health.errorRate: 5"),
        ({"minimumHealthy": 0}, "health.minimumHealthy: 0"),
        ({"latency": 0}, "health.latency: 0"),
        ({"idle": "healthy"}, "health.idle: 'healthy'"),
        ({"errors": 1}, "health.errors"),
    ],
)
def test_refused_health(health: dict[str, Any], text: str) -> None:
    configuration, faults = validate(Configuration, {**WRITTEN, "health": health})
    assert configuration is None
    [fault] = faults
    assert f"{fault.path}: {fault.reason}".startswith(text)


@pytest.mark.parametrize(
    ("hybrid", "text"),
    [
        ({"clientCidrs": ["192.168.0.1/16"]}, "hybridDns.clientCidrs[0]: '192.168.0.1/16' has host bits set"),
        (
            {"forwards": [{"domainName": "corp.example.com", "nameServers": []}]},
            "hybridDns.forwards[0].nameServers: []: list should have at least 1 item",
        ),
        (
            {"forwards": [{"domainName": "corp..example.com", "nameServers": ["192.168.0.2"]}]},
            "hybridDns.forwards[0].domainName",
        ),
        ({"forwarded": []}, "hybridDns.forwarded"),
        ({"inboundAddresses": {"us-east-1a": ["10.0.0.53"]}}, "hybridDns.inboundAddresses"),
    ],
)
def test_refused_hybrid_dns(hybrid: dict[str, Any], text: str) -> None:
    configuration, faults = validate(Configuration, {**WRITTEN, "hybridDns": hybrid})
    assert configuration is None
    assert any(f"{fault.path}: {fault.reason}".startswith(text) for fault in faults), faults
