"""alicloud:pvtz/zoneRecord:ZoneRecord."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import PVTZ
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, zone

TOKEN = "alicloud:pvtz/zoneRecord:ZoneRecord"


def records(ali: Clients, zone_id: str) -> list[dict[str, Any]]:
    return list(ali.call(PVTZ, "DescribeZoneRecords", {"ZoneId": zone_id, "PageSize": 100})["Records"]["Record"])


class TestZoneRecord(StandInLifecycle):
    token = TOKEN
    update = {"value": "10.0.1.10", "ttl": 30, "remark": "second", "status": "DISABLE"}
    replace = {"zoneId": "changed"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "zoneId": zone(plugin).id,
            "rr": "api",
            "type": "A",
            "value": "10.0.1.9",
            "remark": "first",
            "status": "ENABLE",
        }

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"zoneId": zone(plugin, "billing.internal").id} if "zoneId" in changes else changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not records(aws, kept["zoneId"])


def test_id_and_outputs(plugin: Plugin, ali: Clients) -> None:
    owner = zone(plugin)
    record = plugin.create(TOKEN, {"zoneId": owner.id, "resourceRecord": "www", "type": "A", "value": "10.0.1.9"})
    (found,) = records(ali, owner.id)
    assert record.id == f"{found['RecordId']}:{owner.id}"
    assert record["recordId"] == str(found["RecordId"])
    assert (record["rr"], record["resourceRecord"], record["ttl"], record["status"]) == ("www", "www", 60, "ENABLE")


def test_paused_from_the_beginning(plugin: Plugin, ali: Clients) -> None:
    owner = zone(plugin)
    inputs = {"zoneId": owner.id, "rr": "www", "type": "A", "value": "10.0.1.9", "status": "DISABLE"}
    assert plugin.create(TOKEN, inputs)["status"] == "DISABLE"
    assert records(ali, owner.id)[0]["Status"] == "DISABLE"


def test_more_records_than_a_page(plugin: Plugin, ali: Clients) -> None:
    owner = zone(plugin)
    first = plugin.create(TOKEN, {"zoneId": owner.id, "rr": "first", "type": "A", "value": "10.0.1.9"})
    for number in range(110):
        params = {"ZoneId": owner.id, "Rr": f"r{number}", "Type": "A", "Value": "10.0.1.9"}
        ali.call(PVTZ, "AddZoneRecord", params)
    last = plugin.create(TOKEN, {"zoneId": owner.id, "rr": "last", "type": "A", "value": "10.0.1.9"})
    assert plugin.refresh(first) is not None and plugin.refresh(last) is not None


def test_faults(plugin: Plugin) -> None:
    inputs = {"zoneId": "z", "type": "AAAA", "value": "::", "priority": 100}
    assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {
        "type": "'AAAA' should be 'A', 'CNAME', 'MX', 'PTR', 'SRV' or 'TXT'",
        "priority": "100 should be less than or equal to 99",
    }


def test_import_of_another_form(plugin: Plugin) -> None:
    with pytest.raises(Refused) as error:
        plugin.import_(TOKEN, "17")
    assert error.value.text == "importing PrivateZone record (17): '17' is not <record>:<zone>"
