"""alicloud:pvtz/zone:Zone."""

from __future__ import annotations

from typing import Any

from privateapi.sandbox.alicloud.call import PVTZ
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle

TOKEN = "alicloud:pvtz/zone:Zone"


class TestZone(StandInLifecycle):
    token = TOKEN
    update = {"remark": "for orders", "proxyPattern": "RECORD"}
    replace = {"zoneName": "billing.internal"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"zoneName": "orders.internal", "remark": "orders"}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not aws.call(PVTZ, "DescribeZones")["Zones"]["Zone"]


def test_outputs(plugin: Plugin) -> None:
    zone = plugin.create(TOKEN, {"zoneName": "orders.internal"})
    assert (zone["isPtr"], zone["recordCount"], zone["proxyPattern"]) == (False, 0, "ZONE")
    assert zone["name"] == "orders.internal"


def test_deprecated_name(plugin: Plugin) -> None:
    zone = plugin.create(TOKEN, {"name": "orders.internal"})
    assert zone["zoneName"] == "orders.internal"
    assert plugin.faults(urn_of(TOKEN, "main"), {})[1] == {"zoneName": "is required"}
    both = plugin.faults(urn_of(TOKEN, "main"), {"name": "a.b", "zoneName": "c.d"})[1]
    assert both == {"name": "conflicts with zoneName: give one of the two"}
