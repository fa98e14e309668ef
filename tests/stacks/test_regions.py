"""Regions come and go, also the first one; the zone and the record that validates their certificates stay."""

from typing import Any

import pytest

from privateapi.sandbox import process
from tests.stacks.deployment import Deployment, operations

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("regions")]

STACK = "regions"
SLOTS = {"us-east-1": 0, "us-west-2": 1, "eu-central-1": 2}


def _configure(deployment: Deployment, zone_id: str, *regions: str) -> None:
    def change(config: dict[str, Any]) -> None:
        config["validationZoneId"] = zone_id
        config["regions"] = [{"region": region, "slot": SLOTS[region]} for region in regions]

    deployment.configure(STACK, change)


def _validation_records(deployment: Deployment, zone_id: str) -> list[dict[str, Any]]:
    records = deployment.aws("route53").list_resource_record_sets(HostedZoneId=zone_id)["ResourceRecordSets"]
    return [each for each in records if each["Type"] == "CNAME"]


def test_regions_come_and_go(deployment: Deployment) -> None:
    process.start(deployment.folder)
    zone = deployment.aws("route53").create_hosted_zone(Name="example.com", CallerReference="public")
    zone_id = zone["HostedZone"]["Id"].rpartition("/")[2]
    _configure(deployment, zone_id, "us-east-1", "us-west-2")
    done = deployment.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    [record] = _validation_records(deployment, zone_id)

    # A new region before the others: its own certificate is not known in the preview, the record is.
    _configure(deployment, zone_id, "eu-central-1", "us-west-2", "us-east-1")
    found = operations(deployment.preview(STACK))
    assert set(found) == {"create", "same", "update"}
    assert not [urn for urn in (*found["create"], *found["update"]) if urn.endswith("::regions-validation")]

    # The first region goes, whose certificate the record was made from, and another comes in its place.
    _configure(deployment, zone_id, "eu-central-1", "us-west-2")
    done = deployment.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    [certificate] = deployment.aws("acm", "us-west-2").list_certificates()["CertificateSummaryList"]
    assert deployment.aws("acm").list_certificates()["CertificateSummaryList"] == []
    options = deployment.aws("acm", "us-west-2").describe_certificate(CertificateArn=certificate["CertificateArn"])
    [asked] = options["Certificate"]["DomainValidationOptions"]
    assert _validation_records(deployment, zone_id) == [record]
    assert record["Name"].rstrip(".") == asked["ResourceRecord"]["Name"].rstrip(".")
    private = deployment.aws("route53").get_hosted_zone(Id=deployment.outputs(STACK)["zone_id"])
    assert sorted(vpc["VPCRegion"] for vpc in private["VPCs"]) == ["eu-central-1", "us-west-2"]
    assert set(deployment.run("preview", STACK).counts) == {"unchanged"}

    assert deployment.run("down", STACK).code == 0
    assert _validation_records(deployment, zone_id) == []
