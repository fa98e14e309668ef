"""Routed names under the real engine: two levels, plain addresses, client groups, and a VPC of another account."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients, make_network
from tests.engine_project import EngineProject
from tests.plugin import CREDENTIALS

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("routed_names")]

OWNER, OTHER = "123456789012", "222222222222"
PROGRAM = """\
import json
from pathlib import Path

import pulumi

from components.aws import ClientGroup, ClientVpc, RoutedName, RouteGroup, RouteTarget
from privateapi.sdk import Provider, cloudwatch, route53

wanted = json.loads((Path(__file__).parent / "wanted.json").read_text())


def check(region):
    alarm = cloudwatch.MetricAlarm(
        region, region=region, alarm_name=region, namespace="AWS/NetworkELB", metric_name="HealthyHostCount",
        dimensions={"LoadBalancer": "net/a/0", "TargetGroup": "targetgroup/a/0"}, statistic="Minimum", period=60,
        evaluation_periods=2, comparison_operator="LessThanThreshold", threshold=1, treat_missing_data="notBreaching",
    )
    return route53.HealthCheck(
        region, type="CLOUDWATCH_METRIC", alarm_identifier={"name": alarm.alarm_name, "region": region},
        insufficient_data_health_status="LastKnownStatus",
    ).health_check_id


checks = {region: check(region) for region in ("us-east-1", "eu-central-1")}
addresses = {"us-east-1": "10.0.0.4", "eu-central-1": "10.1.0.4"}


def target(region, **values):
    return RouteTarget(region, health_check_id=checks[region], addresses=[addresses[region]], **values)


def pair(first, second):
    return [target(first, role="PRIMARY"), target(second, role="SECONDARY")]


other = Provider("other", assume_role={"roleArn": wanted["role"]}, endpoint=wanted["endpoint"])
clients = {"hub": ClientVpc(wanted["hub"], "us-east-1")}
if wanted["spoke"]:
    clients["spoke"] = ClientVpc(wanted["spoke"], "eu-central-1", other)
RoutedName(
    "orders",
    record_name="orders.internal.example.com",
    zone_name="internal.example.com",
    clients=clients,
    routing="geolocation",
    targets=[
        RouteGroup("europe", pair("eu-central-1", "us-east-1"), continent="EU"),
        RouteGroup("california", pair("us-east-1", "eu-central-1"), country="US", subdivision="CA"),
        target("us-east-1", country="*"),
    ],
    groups={
        "batch": ClientGroup(
            {"batch": ClientVpc(wanted["batch"], "us-east-1")},
            [target("us-east-1", ttl=wanted["ttl"]), target("eu-central-1", ttl=wanted["ttl"])],
            "multivalue",
        )
    },
)
"""


@dataclass
class Project(EngineProject):
    """A project whose program has one name, for the VPCs that the test made."""

    endpoint: str
    hub: str
    batch: str
    spoke: str | None
    ttl: int = 60

    def wanted(self) -> dict[str, Any]:
        names = ("endpoint", "hub", "batch", "spoke", "ttl")
        return {"role": f"arn:aws:iam::{OTHER}:role/names", **{name: getattr(self, name) for name in names}}


@pytest.fixture
def aws_endpoint() -> Iterator[Endpoint]:
    """A sandbox of its own."""
    with serve() as endpoint:
        yield endpoint


@pytest.fixture
def project(
    tmp_path: Path,
    engine: Path,
    engine_environment: dict[str, str],
    aws_endpoint: Endpoint,
    monkeypatch: pytest.MonkeyPatch,
) -> Project:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    aws = Clients(aws_endpoint)
    hub, batch = (make_network(aws, octet, second) for octet, second in (("us-east-1", 0), ("us-east-1", 2)))
    spoke = make_network(aws.in_account(OTHER), "eu-central-1", 3).vpc
    folder = tmp_path / "project"
    folder.mkdir()
    environment = engine_environment | CREDENTIALS
    made = Project(folder, engine, environment, str(aws_endpoint), hub.vpc, batch.vpc, spoke)
    made.write(PROGRAM, region="us-east-1", endpoint=str(aws_endpoint))
    made.run("stack", "init")
    return made


def _zones(aws: Clients) -> dict[str, str]:
    """The zones by the comment that tells whose they are."""
    found = aws("route53").list_hosted_zones()["HostedZones"]
    return {each["Config"]["Comment"].partition(":")[0]: each["Id"].rpartition("/")[2] for each in found}


def _records(aws: Clients, zone: str) -> dict[tuple[str, str], dict[str, Any]]:
    found = aws("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return {(each["Name"], each["SetIdentifier"]): each for each in found if each["Type"] == "A"}


def _answers(aws: Clients, account: str, vpc: str | None, region: str) -> list[tuple[str, str]]:
    """The zones that a VPC sees, with their owners, as its account is told."""
    clients = aws if account == OWNER else aws.in_account(account)
    listed = clients("route53").list_hosted_zones_by_vpc(VPCId=vpc, VPCRegion=region)["HostedZoneSummaries"]
    return [(each["HostedZoneId"].rpartition("/")[2], each["Owner"]["OwningAccount"]) for each in listed]


def test_names_of_two_accounts(project: Project, aws_endpoint: Endpoint) -> None:
    aws = Clients(aws_endpoint)
    project.up()
    zones = _zones(aws)
    assert set(zones) == {"orders", "orders-batch"}

    # Each VPC sees one zone of the name: that of its group.
    assert _answers(aws, OWNER, project.hub, "us-east-1") == [(zones["orders"], OWNER)]
    assert _answers(aws, OWNER, project.batch, "us-east-1") == [(zones["orders-batch"], OWNER)]
    assert _answers(aws, OTHER, project.spoke, "eu-central-1") == [(zones["orders"], OWNER)]
    authorized = aws("route53").list_vpc_association_authorizations(HostedZoneId=zones["orders"])["VPCs"]
    assert authorized == [{"VPCId": project.spoke, "VPCRegion": "eu-central-1"}]

    name = "orders.internal.example.com."
    records = _records(aws, zones["orders"])
    assert {key: each["GeoLocation"] for key, each in records.items() if "GeoLocation" in each} == {
        (name, "europe"): {"ContinentCode": "EU"},
        (name, "california"): {"CountryCode": "US", "SubdivisionCode": "CA"},
        (name, "us-east-1"): {"CountryCode": "*"},
    }
    alias = records[name, "california"]["AliasTarget"]
    assert (alias["DNSName"], alias["HostedZoneId"]) == (f"_california.{name}", zones["orders"])
    primary = records[f"_california.{name}", "us-east-1"]
    assert (primary["Failover"], primary["TTL"]) == ("PRIMARY", 60)
    assert primary["ResourceRecords"] == [{"Value": "10.0.0.4"}] and primary["HealthCheckId"]
    multivalue = _records(aws, zones["orders-batch"])
    assert set(multivalue) == {(name, "us-east-1"), (name, "eu-central-1")}
    assert all(each["MultiValueAnswer"] for each in multivalue.values())

    assert "unchanged" in project.run("refresh", "--yes", "--expect-no-changes")
    assert "unchanged" in project.run("preview", "--expect-no-changes")

    # Without the other account's VPC its association goes before the leave for it; a ttl changes in place.
    spoke, project.spoke, project.ttl = project.spoke, None, 30
    project.up()
    assert _answers(aws, OTHER, spoke, "eu-central-1") == []
    left = aws("route53").list_vpc_association_authorizations(HostedZoneId=zones["orders"])["VPCs"]
    assert left == [] and _zones(aws) == zones
    assert {each["TTL"] for each in _records(aws, zones["orders-batch"]).values()} == {30}
    state = json.dumps(project.state())
    assert "VpcAssociationAuthorization" not in state

    project.run("destroy", "--yes")
    assert _zones(aws) == {} and aws("route53").list_health_checks()["HealthChecks"] == []
