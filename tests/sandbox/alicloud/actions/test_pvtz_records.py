"""Records of private zones."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import PVTZ
from privateapi.sandbox.alicloud.testing import Clients, error_code


def make_zone(ali: Clients, name: str = "demo.internal") -> str:
    return str(ali.call(PVTZ, "AddZone", {"ZoneName": name})["ZoneId"])


def record(ali: Clients, zone: str, **changed: Any) -> int:
    arguments = {"ZoneId": zone, "Rr": "api", "Type": "A", "Value": "10.0.1.9"}
    return int(ali.call(PVTZ, "AddZoneRecord", arguments | changed)["RecordId"])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Value": "ten"}, "Record.Invalid.Value"),
        ({"Value": "fd00::1"}, "Record.Invalid.Value"),
        ({"Type": "CNAME", "Value": "a b"}, "Record.Invalid.Value"),
        ({"Type": "NS"}, "InvalidParameter"),
        ({"Ttl": 1}, "InvalidParameter"),
        ({"Rr": "a b"}, "InvalidParameter"),
        ({"Weight": 101}, "InvalidParameter"),
        ({}, "Record.Exists"),
        ({"Rr": "API"}, "Record.Exists"),
        ({"Value": "10.0.1.10"}, ""),
        ({"Rr": "*"}, ""),
    ],
)
def test_record_is_taken_or_refused(ali: Clients, changed: dict[str, Any], code: str) -> None:
    zone = make_zone(ali)
    record(ali, zone)
    assert error_code(record, ali, zone, **changed) == code


def test_records_are_searched(ali: Clients) -> None:
    zone = make_zone(ali)
    record(ali, zone)
    number = record(ali, zone, Rr="api2", Value="10.0.1.10")
    found = ali.call(PVTZ, "DescribeZoneRecords", {"ZoneId": zone, "Keyword": "api"})
    assert found["TotalItems"] == 2
    found = ali.call(PVTZ, "DescribeZoneRecords", {"ZoneId": zone, "Keyword": "api2", "SearchMode": "EXACT"})
    assert [each["RecordId"] for each in found["Records"]["Record"]] == [number]
    same = {"RecordId": number, "Rr": "api", "Type": "A", "Value": "10.0.1.9"}
    assert error_code(ali.call, PVTZ, "UpdateZoneRecord", same) == "Record.Exists"
