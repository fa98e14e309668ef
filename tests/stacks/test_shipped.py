"""The other shipped stacks, and what is refused before anything is created."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.stacks.deployment import Deployment, leftovers

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("shipped")]

Config = dict[str, Any]


def test_active_passive(deployment: Deployment) -> None:
    done = deployment.run("up", "active-passive", "--skip-preview")
    assert done.code == 0, done.out
    route53 = deployment.aws("route53")
    [zone] = route53.list_hosted_zones()["HostedZones"]
    records = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    found = {each["Failover"]: each["SetIdentifier"] for each in records if "Failover" in each}
    assert found == {"PRIMARY": "eu-central-1", "SECONDARY": "eu-west-1"}
    assert all(each["HealthCheckId"] for each in records if "Failover" in each)
    assert deployment.run("down", "active-passive").code == 0
    assert leftovers(deployment.aws, ("eu-central-1", "eu-west-1")) == {}


def test_geolocation(deployment: Deployment) -> None:
    """Two levels: an area has an alias to a failover pair, whose name nobody asks for."""
    done = deployment.run("up", "geolocation")
    assert done.code == 0, done.out
    assert done.out.count(" 0 violations") >= 4, done.out
    route53 = deployment.aws("route53")
    [zone] = route53.list_hosted_zones()["HostedZones"]
    name = "invoices.internal.example.com."
    records = [
        each
        for each in route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
        if each["Type"] == "A"
    ]
    areas = {each["SetIdentifier"]: each for each in records if each["Name"] == name}
    assert {area: each["GeoLocation"] for area, each in areas.items()} == {
        "europe": {"ContinentCode": "EU"},
        "world": {"CountryCode": "*"},
    }
    for area, primary, secondary in (
        ("europe", "eu-central-1", "us-east-1"),
        ("world", "us-east-1", "eu-central-1"),
    ):
        alias = areas[area]["AliasTarget"]
        assert (alias["DNSName"], alias["EvaluateTargetHealth"]) == (f"_{area}.{name}", True)
        pair = {each["Failover"]: each for each in records if each["Name"] == f"_{area}.{name}"}
        assert {role: each["SetIdentifier"] for role, each in pair.items()} == {
            "PRIMARY": primary,
            "SECONDARY": secondary,
        }
        assert all(f".elb.{each['SetIdentifier']}." in each["AliasTarget"]["DNSName"] for each in pair.values())
        assert all(each["HealthCheckId"] for each in pair.values())
    again = deployment.run("preview", "geolocation")
    assert set(again.counts) == {"unchanged"}, again.out
    assert deployment.run("down", "geolocation").code == 0
    assert leftovers(deployment.aws, ("us-east-1", "eu-central-1")) == {}


def test_weighted(deployment: Deployment) -> None:
    """It differs from the others in its records alone, so what it would create is looked at, with the packs."""
    done = deployment.run("preview", "weighted")
    assert done.code == 0, done.out
    assert done.out.count(" 0 violations") >= 4, done.out
    inputs = [step["newState"].get("inputs", {}) for step in deployment.preview("weighted")]
    weights = {each["setIdentifier"]: each["weight"] for each in inputs if "setIdentifier" in each}
    assert weights == {"eu-west-1": 90, "eu-west-2": 10}


def test_five_regions(deployment: Deployment) -> None:
    done = deployment.run("up", "five-regions", "--skip-preview", timeout=600)
    assert done.code == 0, done.out
    outputs = deployment.outputs("five-regions")
    assert len(outputs["regions"]) == 5
    peerings = set()
    for region in outputs["regions"]:
        ec2 = deployment.aws("ec2", region)
        every = ec2.describe_transit_gateway_peering_attachments()["TransitGatewayPeeringAttachments"]
        found = [each for each in every if each["State"] != "deleted"]
        assert [each["State"] for each in found] == ["available"] * 4
        peerings |= {each["TransitGatewayAttachmentId"] for each in found}
    assert len(peerings) == 10
    assert deployment.run("down", "five-regions", timeout=600).code == 0
    assert leftovers(deployment.aws, tuple(outputs["regions"])) == {}


def _set(key: str, value: Any) -> Callable[[Config], None]:
    return lambda config: config.__setitem__(key, value)


def _region(key: str, value: Any) -> Callable[[Config], None]:
    return lambda config: config["regions"][1].__setitem__(key, value)


@pytest.mark.parametrize(
    ("case", "change", "text"),
    [
        (
            "CIDR with host bits",
            _region("cidr", "10.9.0.1/16"),
            "private-apis:regions[1].cidr: '10.9.0.1/16' has host bits set; the block is '10.9.0.0/16'",
        ),
        (
            "overlapping regions",
            _region("cidr", "10.0.128.0/20"),
            "overrides.us-west-2: '10.0.128.0/20' overlaps 10.0.0.0/16 of us-east-1",
        ),
        (
            "unknown region",
            _region("region", "us-west-9"),
            "private-apis:regions[1].region: 'us-west-9' is not an AWS Region; us-west-1, us-west-2 would be right",
        ),
        (
            "zone of another region",
            _region("zones", ["us-west-2a", "us-east-1b"]),
            "zones[1]: AWS-MR-03: subnet wrong-us-west-2 is in us-west-2, but its zone is us-east-1b",
        ),
        (
            "weight",
            _region("weight", 300),
            "private-apis:regions[1].weight: 300 should be less than or equal to 255",
        ),
        (
            "domain",
            _set("domainName", "orders..example.com"),
            "private-apis:domainName: 'orders..example.com' has an empty label",
        ),
        ("missing key", lambda config: config.pop("domainName"), "private-apis:domainName: is required"),
        (
            "misspelt key",
            _set("rooting", "latency"),
            "private-apis:rooting: there is no property 'rooting'; did you mean 'routing'?",
        ),
        (
            "unknown blueprint",
            _set("blueprint", "multi-regions"),
            "private-apis:blueprint: 'multi-regions' is not a blueprint; there are: alicloud, multi-region",
        ),
        (
            "retention of flow logs",
            _set("flowLogs", {"retentionDays": 31}),
            "private-apis:flowLogs.retentionDays: 31 days is not a retention that CloudWatch Logs takes; 14 or 30",
        ),
        (
            "flow logs without a bucket",
            _set("flowLogs", {"destination": "s3"}),
            "flowLogs.bucketArn: is required with destination 's3'; arn:aws:s3:::logs would be one",
        ),
        (
            "an argument that a rule judges where it was written",
            _set("clientCidrs", ["0.0.0.0/0"]),
            "clientCidrs[0]: AWS-SG-01: security group rule wrong-0.0.0.0/0 lets 0.0.0.0/0 into security group wrong",
        ),
        ("roles", _set("routing", "failover"), "failover routing has exactly one PRIMARY and one SECONDARY"),
    ],
)
def test_refused(deployment: Deployment, case: str, change: Callable[[Config], None], text: str) -> None:
    deployment.configure("wrong", change)
    done = deployment.run("preview", "wrong")
    assert done.code != 0
    assert text in done.out, done.out
    assert "Traceback" not in done.out
    assert leftovers(deployment.aws, ("us-east-1", "us-west-2")) == {}


@pytest.mark.parametrize(
    ("case", "content", "text"),
    [
        ("YAML", "openapi: 3.0.1\n", "'api.json' is not JSON: Expecting value: line 1 column 1 (char 0); write the"),
        ("a list", "[]", "'api.json' is a JSON list; an object is needed"),
    ],
)
def test_refused_openapi_file(deployment: Deployment, case: str, content: str, text: str) -> None:
    (deployment.folder / "api.json").write_text(content, encoding="utf-8")
    deployment.configure("wrong", _set("openapi", "api.json"))
    done = deployment.run("preview", "wrong")
    assert done.code != 0 and "Traceback" not in done.out
    assert f"private-apis:openapi: {text}" in done.out, done.out


def test_refused_openapi_body(deployment: Deployment) -> None:
    (deployment.folder / "api.json").write_text('{"openapi": "3.0.1", "info": {}, "paths": {"orders": {}}}')
    deployment.configure("wrong", _set("openapi", "api.json"))
    done = deployment.run("preview", "wrong")
    assert done.code != 0 and "Traceback" not in done.out
    assert "'orders'" in done.out and "begin" in done.out, done.out
    assert leftovers(deployment.aws, ("us-east-1", "us-west-2")) == {}
