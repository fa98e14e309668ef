"""Private zones and the VPCs that see them."""

from __future__ import annotations

from typing import Any

from privateapi.sandbox.alicloud.call import PVTZ
from privateapi.sandbox.alicloud.testing import Clients, Network, error_code


def make_zone(ali: Clients, name: str = "demo.internal") -> str:
    return str(ali.call(PVTZ, "AddZone", {"ZoneName": name})["ZoneId"])


def bind(ali: Clients, zone: str, *vpcs: str) -> None:
    entries = [{"RegionId": "cn-hangzhou", "VpcId": vpc} for vpc in vpcs]
    ali.call(PVTZ, "BindZoneVpc", {"ZoneId": zone, "Vpcs": entries})


def record(ali: Clients, zone: str, **changed: Any) -> int:
    arguments = {"ZoneId": zone, "Rr": "api", "Type": "A", "Value": "10.0.1.9"}
    return int(ali.call(PVTZ, "AddZoneRecord", arguments | changed)["RecordId"])


def test_vpc_sees_one_zone_of_a_name(ali: Clients, network: Network) -> None:
    first, second = make_zone(ali), make_zone(ali)
    bind(ali, first, network.vpc)
    assert error_code(bind, ali, second, network.vpc) == "Zone.VpcConflict"
    assert error_code(bind, ali, second, "vpc-missing") == "InvalidVpcId.NotFound"
    assert error_code(ali.call, PVTZ, "DeleteZone", {"ZoneId": first}) == "Zone.VpcExists"
    bind(ali, first)
    bind(ali, second, network.vpc)
    found = ali.call(PVTZ, "DescribeZones", {"QueryVpcId": network.vpc})["Zones"]["Zone"]
    assert [zone["ZoneId"] for zone in found] == [second]


def test_zones_are_searched_and_paged(ali: Clients) -> None:
    for name in ("demo.internal", "api.demo.internal", "other.internal"):
        make_zone(ali, name)
    assert ali.call(PVTZ, "DescribeZones", {"Keyword": "demo"})["TotalItems"] == 2
    assert ali.call(PVTZ, "DescribeZones", {"Keyword": "demo.internal", "SearchMode": "EXACT"})["TotalItems"] == 1
    page = ali.call(PVTZ, "DescribeZones", {"PageSize": 2, "PageNumber": 2})
    assert (page["TotalPages"], [zone["ZoneName"] for zone in page["Zones"]["Zone"]]) == (2, ["other.internal"])
    assert error_code(make_zone, ali, "a b") == "InvalidParameter"


def test_zone_goes_with_its_records(ali: Clients) -> None:
    zone = make_zone(ali)
    number = record(ali, zone)
    assert ali.call(PVTZ, "DescribeZoneInfo", {"ZoneId": zone})["RecordCount"] == 1
    ali.call(PVTZ, "DeleteZone", {"ZoneId": zone})
    assert error_code(ali.call, PVTZ, "DescribeZoneInfo", {"ZoneId": zone}) == "Zone.NotExists"
    assert error_code(ali.call, PVTZ, "DescribeZoneRecord", {"RecordId": number}) == "Record.NotExists"
