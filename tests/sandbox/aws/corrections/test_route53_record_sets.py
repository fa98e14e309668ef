"""Record sets answer as in AWS: refusals, whole batches, normal form, order, pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]
Record = dict[str, Any]
BALANCER = "API-0123456789abcdef.elb.us-east-1.amazonaws.com"


def make_zone(aws: Clients, name: str = "example.internal") -> str:
    vpc = {"VPCRegion": "us-east-1", "VPCId": make_network(aws).vpc}
    answer = aws("route53").create_hosted_zone(
        Name=name, CallerReference=name, VPC=vpc, HostedZoneConfig={"PrivateZone": True}
    )
    return str(answer["HostedZone"]["Id"])


def make_check(aws: Clients) -> str:
    settings = {"Type": "TCP", "IPAddress": "192.0.2.10", "Port": 443}
    answer = aws("route53").create_health_check(CallerReference="check", HealthCheckConfig=settings)
    return str(answer["HealthCheck"]["Id"])


def plain(name: str = "api", value: str = "10.0.1.10", **more: Any) -> Record:
    record = {
        "Name": f"{name}.example.internal" if name else "example.internal",
        "Type": "A",
        "TTL": 60,
        "ResourceRecords": [{"Value": value}],
        **more,
    }
    return {key: item for key, item in record.items() if item is not None}


def alias(region: str, zone_id: str = "Z26RNL4JYFTOTI", target: str = BALANCER, **more: Any) -> Record:
    return {
        "Name": "api.example.internal",
        "Type": "A",
        "SetIdentifier": region,
        "Region": region,
        "AliasTarget": {"HostedZoneId": zone_id, "DNSName": target, "EvaluateTargetHealth": True},
        **more,
    }


def batch(*changes: tuple[str, Record]) -> dict[str, Any]:
    return {"Changes": [{"Action": action, "ResourceRecordSet": record} for action, record in changes]}


def change(aws: Clients, zone: str, *changes: tuple[str, Record]) -> None:
    aws("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch(*changes))


def refusal(aws: Clients, zone: str, *changes: tuple[str, Record]) -> str:
    return error_code(aws("route53").change_resource_record_sets, HostedZoneId=zone, ChangeBatch=batch(*changes))


def records(aws: Clients, zone: str) -> list[Record]:
    found = aws("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return [record for record in found if record["Type"] not in ("NS", "SOA")]


def alias_is_answered_in_normal_form(aws: Clients) -> None:
    zone = make_zone(aws)
    change(aws, zone, ("CREATE", alias("us-east-1", HealthCheckId=make_check(aws))))
    (record,) = records(aws, zone)
    assert record["Name"] == "api.example.internal."
    assert record["AliasTarget"] == {
        "HostedZoneId": "Z26RNL4JYFTOTI",
        "DNSName": f"{BALANCER.lower()}.",
        "EvaluateTargetHealth": True,
    }
    assert (record["Region"], record["SetIdentifier"]) == ("us-east-1", "us-east-1")
    assert "TTL" not in record and "ResourceRecords" not in record


def names_are_lower_case_and_asterisks_escaped(aws: Clients) -> None:
    zone = make_zone(aws)
    change(aws, zone, ("CREATE", plain("*.Sub")), ("CREATE", plain("API")))
    assert [record["Name"] for record in records(aws, zone)] == [
        "api.example.internal.",
        "\\052.sub.example.internal.",
    ]
    assert refusal(aws, zone, ("CREATE", plain("api"))) == "InvalidChangeBatch"


def every_policy_is_kept(aws: Clients) -> None:
    zone = make_zone(aws)
    cidr = {"CollectionId": "11111111-2222-3333-4444-555555555555", "LocationName": "home"}
    place = {"AWSRegion": "us-east-1", "Bias": 10}
    change(aws, zone, ("CREATE", plain("a", SetIdentifier="a", CidrRoutingConfig=cidr)))
    change(aws, zone, ("CREATE", plain("b", SetIdentifier="b", GeoProximityLocation=place)))
    first, second = records(aws, zone)
    assert (first["CidrRoutingConfig"], second["GeoProximityLocation"]) == (cidr, place)


def batch_is_all_or_nothing(aws: Clients) -> None:
    zone = make_zone(aws)
    assert refusal(aws, zone, ("CREATE", plain("a")), ("DELETE", plain("b"))) == "InvalidChangeBatch"
    assert refusal(aws, zone, ("CREATE", plain("a")), ("CREATE", plain("a"))) == "InvalidChangeBatch"
    assert records(aws, zone) == []


def batch_can_replace_a_set(aws: Clients) -> None:
    zone = make_zone(aws)
    change(aws, zone, ("CREATE", plain()))
    weighted = plain(SetIdentifier="a", Weight=10)
    assert refusal(aws, zone, ("CREATE", weighted)) == "InvalidChangeBatch"
    change(aws, zone, ("DELETE", plain()), ("CREATE", weighted))
    assert [record["Weight"] for record in records(aws, zone)] == [10]
    change(aws, zone, ("DELETE", weighted), ("CREATE", weighted))


def deletion_repeats_every_value(aws: Clients) -> None:
    zone = make_zone(aws)
    two = [{"Value": "10.0.1.10"}, {"Value": "10.0.1.11"}]
    stored = plain(ResourceRecords=two, SetIdentifier="a", Weight=10, HealthCheckId=make_check(aws))
    change(aws, zone, ("CREATE", stored))
    for different in (
        {"TTL": 300},
        {"ResourceRecords": two[:1]},
        {"Weight": 11},
        {"HealthCheckId": None},
        {"SetIdentifier": "b"},
        {"Name": "other.example.internal"},
    ):
        given = {key: value for key, value in {**stored, **different}.items() if value is not None}
        assert refusal(aws, zone, ("DELETE", given)) == "InvalidChangeBatch", different
    change(aws, zone, ("DELETE", {**stored, "ResourceRecords": two[::-1]}))
    assert records(aws, zone) == []


def only_the_named_set_is_deleted(aws: Clients) -> None:
    zone = make_zone(aws)
    first, second = plain("a", SetIdentifier="x", Weight=1), plain("b", SetIdentifier="x", Weight=1)
    change(aws, zone, ("CREATE", first), ("CREATE", second))
    change(aws, zone, ("DELETE", first))
    assert [record["Name"] for record in records(aws, zone)] == ["b.example.internal."]


def listing_is_in_order_and_in_pages(aws: Clients) -> None:
    zone = make_zone(aws)
    made = [plain(SetIdentifier=name, Weight=1) for name in ("c", "a", "b")]
    change(aws, zone, *(("CREATE", record) for record in [*made, plain("z"), plain("a.a"), plain("")]))
    route53 = aws("route53")
    pages = list(
        route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone, PaginationConfig={"PageSize": 2})
    )
    listed = [
        (record["Name"].removesuffix("example.internal."), record["Type"], record.get("SetIdentifier"))
        for page in pages
        for record in page["ResourceRecordSets"]
    ]
    assert listed == [
        ("", "A", None),
        ("", "NS", None),
        ("", "SOA", None),
        ("a.a.", "A", None),
        ("api.", "A", "a"),
        ("api.", "A", "b"),
        ("api.", "A", "c"),
        ("z.", "A", None),
    ]
    from_b = route53.list_resource_record_sets(
        HostedZoneId=zone,
        StartRecordName="api.example.internal",
        StartRecordType="A",
        StartRecordIdentifier="b",
        MaxItems="1",
    )
    assert [record["SetIdentifier"] for record in from_b["ResourceRecordSets"]] == ["b"]
    assert from_b["NextRecordIdentifier"] == "c"


CHECKS = [
    every_policy_is_kept,
    alias_is_answered_in_normal_form,
    names_are_lower_case_and_asterisks_escaped,
    batch_is_all_or_nothing,
    batch_can_replace_a_set,
    deletion_repeats_every_value,
    only_the_named_set_is_deleted,
    listing_is_in_order_and_in_pages,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


# English name: sets that are there already, the set that is refused, the code.
REFUSED: dict[str, tuple[list[Record], Record, str]] = {
    "a weight of 256": ([], plain(SetIdentifier="a", Weight=256), "InvalidInput"),
    "a policy without set identifier": ([], plain(Weight=1), "InvalidInput"),
    "a set identifier without policy": ([], plain(SetIdentifier="a"), "InvalidInput"),
    "two policies in one set": ([], plain(SetIdentifier="a", Weight=1, Region="us-east-1"), "InvalidInput"),
    "a region that is none": ([], plain(SetIdentifier="a", Region="moon-1"), "InvalidInput"),
    "alias and values in one set": ([], alias("us-east-1", TTL=60), "InvalidInput"),
    "neither alias nor values": ([], plain(ResourceRecords=None), "InvalidInput"),
    "a health check that is missing": (
        [],
        plain(SetIdentifier="a", Weight=1, HealthCheckId="00000000-0000-0000-0000-000000000000"),
        "NoSuchHealthCheck",
    ),
    "a set that exists": ([plain()], plain(value="10.0.1.11"), "InvalidChangeBatch"),
    "a weighted set beside a simple one": (
        [plain()],
        plain(SetIdentifier="a", Weight=1),
        "InvalidChangeBatch",
    ),
    "a simple set beside a weighted one": (
        [plain(SetIdentifier="a", Weight=1)],
        plain(),
        "InvalidChangeBatch",
    ),
    "weighted sets of two TTLs": (
        [plain(SetIdentifier="a", Weight=1)],
        plain(SetIdentifier="b", Weight=1, TTL=300),
        "InvalidChangeBatch",
    ),
    "a latency set beside a failover one": (
        [plain(SetIdentifier="a", Failover="PRIMARY")],
        plain(SetIdentifier="b", Region="us-east-1"),
        "InvalidChangeBatch",
    ),
    "two latency sets of one region": (
        [plain(SetIdentifier="a", Region="us-east-1")],
        plain(SetIdentifier="b", Region="us-east-1"),
        "InvalidChangeBatch",
    ),
    "two primaries": (
        [plain(SetIdentifier="a", Failover="PRIMARY")],
        plain(SetIdentifier="b", Failover="PRIMARY"),
        "InvalidChangeBatch",
    ),
    "a CNAME beside an A record": (
        [plain()],
        plain(Type="CNAME", value="other.example.internal"),
        "InvalidChangeBatch",
    ),
    "a CNAME at the apex": ([], plain("", "other.example.internal", Type="CNAME"), "InvalidChangeBatch"),
    "a name of another zone": ([], plain(Name="api.example.com"), "InvalidChangeBatch"),
    "a name that only ends alike": ([], plain(Name="otherexample.internal"), "InvalidChangeBatch"),
    "an address that is none": ([], plain(value="10.0.1"), "InvalidChangeBatch"),
    "an alias in the zone of another region": (
        [],
        alias("us-east-1", zone_id="Z18D5FSROUN65G"),
        "InvalidChangeBatch",
    ),
}


def refuse(aws: Clients, case: str) -> None:
    before, refused, code = REFUSED[case]
    zone = make_zone(aws)
    for record in before:
        change(aws, zone, ("CREATE", record))
    assert refusal(aws, zone, ("CREATE", refused)) == code
    assert len(records(aws, zone)) == len(before)


@pytest.mark.parametrize("case", REFUSED)
def test_create_refuses(aws: Clients, case: str) -> None:
    refuse(aws, case)


REFUSED_BY_MOTO = ["a set that exists", "a name of another zone"]


@pytest.mark.parametrize("case", [case for case in REFUSED if case not in REFUSED_BY_MOTO])
def test_create_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse(aws, case))


def test_alias_within_the_zone_needs_its_target(aws: Clients) -> None:
    zone = make_zone(aws)
    target = {"HostedZoneId": zone.removeprefix("/hostedzone/"), "EvaluateTargetHealth": False}

    def own(name: str) -> Record:
        return {
            "Name": "alias.example.internal",
            "Type": "A",
            "AliasTarget": {**target, "DNSName": name},
        }

    assert refusal(aws, zone, ("CREATE", own("api.example.internal"))) == "InvalidChangeBatch"
    assert refusal(aws, zone, ("CREATE", own("api.example.com"))) == "InvalidChangeBatch"
    change(aws, zone, ("CREATE", plain()), ("CREATE", own("api.example.internal")))


def test_upsert_replaces_the_set_of_the_same_identifier(aws: Clients) -> None:
    zone = make_zone(aws)
    for weight in (1, 2):
        change(aws, zone, ("UPSERT", plain(SetIdentifier="a", Weight=weight)))
        change(aws, zone, ("UPSERT", plain(SetIdentifier="b", Weight=5)))
    assert [(record["SetIdentifier"], record["Weight"]) for record in records(aws, zone)] == [("a", 2), ("b", 5)]


def test_own_records_of_the_zone_stay(aws: Clients) -> None:
    zone = make_zone(aws)
    for record in aws("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]:
        assert refusal(aws, zone, ("DELETE", record)) == "InvalidChangeBatch"


def test_too_many_values(aws: Clients) -> None:
    zone = make_zone(aws)
    changes = [("UPSERT", plain(f"host-{number}")) for number in range(501)]
    assert refusal(aws, zone, *changes) == "InvalidChangeBatch"
    change(aws, zone, *changes[:500])
    assert aws("route53").get_hosted_zone(Id=zone)["HostedZone"]["ResourceRecordSetCount"] == 502
