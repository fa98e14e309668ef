"""Hosted zones answer as in AWS: VPCs, references, authorizations, limits, changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]
OTHER_ACCOUNT = "222222222222"


def vpc_of(aws: Clients, region: str = "us-east-1", octet: int = 0) -> dict[str, str]:
    return {"VPCRegion": region, "VPCId": make_network(aws, region, octet).vpc}


def make_zone(aws: Clients, vpc: dict[str, str], reference: str = "zone", name: str = "example.internal") -> str:
    answer = aws("route53").create_hosted_zone(
        Name=name, CallerReference=reference, VPC=vpc, HostedZoneConfig={"PrivateZone": True}
    )
    return str(answer["HostedZone"]["Id"])


def vpcs_of(aws: Clients, zone: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = aws("route53").get_hosted_zone(Id=zone)["VPCs"]
    return found


def changes_have_ids_of_their_own(aws: Clients) -> None:
    route53 = aws("route53")
    zone = make_zone(aws, vpc_of(aws))
    record = {"Name": "a.example.internal", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.1.10"}]}
    batch = {"Comment": "why", "Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    change = route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)["ChangeInfo"]
    found = route53.get_change(Id=change["Id"])["ChangeInfo"]
    assert (found["Id"], found["Status"], found["Comment"]) == (change["Id"], "INSYNC", "why")
    association = route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=vpc_of(aws, "us-west-2"))
    assert association["ChangeInfo"]["Id"] != change["Id"]
    assert error_code(route53.get_change, Id="/change/C0") == "NoSuchChange"


def caller_reference_is_used_once(aws: Clients) -> None:
    make_zone(aws, vpc_of(aws))
    arguments = {"Name": "other.internal", "CallerReference": "zone"}
    assert error_code(aws("route53").create_hosted_zone, **arguments) == "HostedZoneAlreadyExists"


def private_zone_needs_a_vpc_that_exists(aws: Clients) -> None:
    vpc = vpc_of(aws)
    create = aws("route53").create_hosted_zone
    private = {"Name": "x.internal", "CallerReference": "x", "HostedZoneConfig": {"PrivateZone": True}}
    assert error_code(create, **private) == "InvalidInput"
    assert error_code(create, VPC={"VPCRegion": "us-east-1", "VPCId": "vpc-0"}, **private) == "InvalidVPCId"
    assert error_code(create, VPC={**vpc, "VPCRegion": "us-west-2"}, **private) == "InvalidVPCId"
    assert aws("route53").list_hosted_zones()["HostedZones"] == []


def association_is_checked_and_made_once(aws: Clients) -> None:
    associate = aws("route53").associate_vpc_with_hosted_zone
    first, second = vpc_of(aws), vpc_of(aws, "us-west-2")
    zone = make_zone(aws, first)
    missing = {"VPCRegion": "us-west-2", "VPCId": first["VPCId"]}
    assert error_code(associate, HostedZoneId=zone, VPC=missing) == "InvalidVPCId"
    for _ in range(2):
        associate(HostedZoneId=zone, VPC=second)
    assert vpcs_of(aws, zone) == [first, second]


def vpc_sees_one_zone_of_a_name(aws: Clients) -> None:
    first, second = vpc_of(aws), vpc_of(aws, "us-west-2")
    make_zone(aws, first)
    other = make_zone(aws, second, "other")
    arguments = {"HostedZoneId": other, "VPC": first}
    assert error_code(aws("route53").associate_vpc_with_hosted_zone, **arguments) == "ConflictingDomainExists"


def disassociation_of_another_vpc_is_refused(aws: Clients) -> None:
    first, second, third = vpc_of(aws), vpc_of(aws, "us-west-2"), vpc_of(aws, "eu-west-1")
    zone = make_zone(aws, first)
    aws("route53").associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=second)
    disassociate = aws("route53").disassociate_vpc_from_hosted_zone
    assert error_code(disassociate, HostedZoneId=zone, VPC=third) == "VPCAssociationNotFound"
    disassociate(HostedZoneId=zone, VPC=first)
    assert vpcs_of(aws, zone) == [second]


def vpcs_can_be_authorized(aws: Clients) -> None:
    route53 = aws("route53")
    zone, vpc = make_zone(aws, vpc_of(aws)), {"VPCRegion": "eu-west-1", "VPCId": "vpc-0123456789abcdef0"}
    for _ in range(2):
        assert route53.create_vpc_association_authorization(HostedZoneId=zone, VPC=vpc)["VPC"] == vpc
    listed = route53.list_vpc_association_authorizations(HostedZoneId=zone)
    assert (listed["VPCs"], "NextToken" in listed) == ([vpc], False)
    route53.delete_vpc_association_authorization(HostedZoneId=zone, VPC=vpc)
    assert route53.list_vpc_association_authorizations(HostedZoneId=zone)["VPCs"] == []
    delete = route53.delete_vpc_association_authorization
    assert error_code(delete, HostedZoneId=zone, VPC=vpc) == "VPCAssociationAuthorizationNotFound"


def vpc_of_another_account_needs_an_authorization(aws: Clients) -> None:
    other = aws.in_account(OTHER_ACCOUNT)
    zone, foreign = make_zone(aws, vpc_of(aws)), vpc_of(other, "us-west-2")
    route53, theirs = aws("route53"), other("route53")
    arguments = {"HostedZoneId": zone, "VPC": foreign}
    # The account of the VPC makes the association, and only with the leave of the zone's.
    assert error_code(theirs.associate_vpc_with_hosted_zone, **arguments) == "NotAuthorizedException"
    route53.create_vpc_association_authorization(**arguments)
    assert error_code(route53.associate_vpc_with_hosted_zone, **arguments) == "NotAuthorizedException"
    theirs.associate_vpc_with_hosted_zone(**arguments)
    assert vpcs_of(aws, zone)[1] == foreign
    route53.delete_vpc_association_authorization(**arguments)
    assert vpcs_of(aws, zone)[1] == foreign, "it stays without the authorization"
    listing = {"VPCId": foreign["VPCId"], "VPCRegion": "us-west-2"}
    [seen] = theirs.list_hosted_zones_by_vpc(**listing)["HostedZoneSummaries"]
    assert (zone.endswith(seen["HostedZoneId"]), seen["Owner"]) == (True, {"OwningAccount": "123456789012"})
    assert error_code(route53.list_hosted_zones_by_vpc, **listing) == "AccessDenied"
    third = aws.in_account("333333333333")("route53")
    assert error_code(third.disassociate_vpc_from_hosted_zone, **arguments) == "NoSuchHostedZone"
    theirs.disassociate_vpc_from_hosted_zone(**arguments)
    assert len(vpcs_of(aws, zone)) == 1


def zone_is_made_with_a_vpc_of_its_account(aws: Clients) -> None:
    arguments = {"Name": "x.internal", "CallerReference": "x", "HostedZoneConfig": {"PrivateZone": True}}
    foreign = vpc_of(aws.in_account(OTHER_ACCOUNT))
    assert error_code(aws("route53").create_hosted_zone, VPC=foreign, **arguments) == "InvalidVPCId"


def limits_are_answered(aws: Clients) -> None:
    limit = aws("route53").get_hosted_zone_limit
    zone = make_zone(aws, vpc_of(aws))
    records = limit(HostedZoneId=zone, Type="MAX_RRSETS_BY_ZONE")
    assert (records["Limit"], records["Count"]) == ({"Type": "MAX_RRSETS_BY_ZONE", "Value": 10000}, 2)
    vpcs = limit(HostedZoneId=zone, Type="MAX_VPCS_ASSOCIATED_BY_ZONE")
    assert (vpcs["Limit"], vpcs["Count"]) == ({"Type": "MAX_VPCS_ASSOCIATED_BY_ZONE", "Value": 300}, 1)
    public = aws("route53").create_hosted_zone(Name="example.com", CallerReference="public")["HostedZone"]["Id"]
    arguments: dict[str, Any] = {"HostedZoneId": public, "Type": "MAX_VPCS_ASSOCIATED_BY_ZONE"}
    assert error_code(limit, **arguments) == "HostedZoneNotPrivate"


def zone_ids_start_with_a_z(aws: Clients) -> None:
    zones = [make_zone(aws, vpc_of(aws), name, f"{name}.internal") for name in "abc"]
    assert [zone[:13] for zone in zones] == ["/hostedzone/Z"] * 3


CHECKS = [
    zone_ids_start_with_a_z,
    changes_have_ids_of_their_own,
    caller_reference_is_used_once,
    private_zone_needs_a_vpc_that_exists,
    association_is_checked_and_made_once,
    vpc_sees_one_zone_of_a_name,
    disassociation_of_another_vpc_is_refused,
    vpcs_can_be_authorized,
    vpc_of_another_account_needs_an_authorization,
    zone_is_made_with_a_vpc_of_its_account,
    limits_are_answered,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_last_vpc_stays(aws: Clients) -> None:
    vpc = vpc_of(aws)
    zone = make_zone(aws, vpc)
    arguments = {"HostedZoneId": zone, "VPC": vpc}
    assert error_code(aws("route53").disassociate_vpc_from_hosted_zone, **arguments) == "LastVPCAssociation"


def test_zone_with_records_stays(aws: Clients) -> None:
    route53 = aws("route53")
    zone = make_zone(aws, vpc_of(aws))
    record = {"Name": "a.example.internal", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.1.10"}]}
    for action, expected in (("CREATE", "HostedZoneNotEmpty"), ("DELETE", "")):
        batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
        assert error_code(route53.delete_hosted_zone, Id=zone) == expected


def test_zones_of_a_vpc_are_listed(aws: Clients) -> None:
    vpc = vpc_of(aws)
    zones = [make_zone(aws, vpc, name, f"{name}.internal") for name in ("a", "b")]
    answer = aws("route53").list_hosted_zones_by_vpc(VPCId=vpc["VPCId"], VPCRegion="us-east-1")
    assert [f"/hostedzone/{zone['HostedZoneId']}" for zone in answer["HostedZoneSummaries"]] == zones
    assert answer["MaxItems"] == "100"


def test_public_zone_takes_no_vpc(aws: Clients) -> None:
    vpc = vpc_of(aws)
    public = aws("route53").create_hosted_zone(Name="example.com", CallerReference="public")["HostedZone"]["Id"]
    arguments = {"HostedZoneId": public, "VPC": vpc}
    assert error_code(aws("route53").associate_vpc_with_hosted_zone, **arguments) == "PublicZoneVPCAssociation"
    both = {"Name": "x.com", "CallerReference": "both", "VPC": vpc}
    assert error_code(aws("route53").create_hosted_zone, **both) == "InvalidInput"
