"""The zones in which there are vSwitches."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import VPC, Answer, Call


@VPC.action("DescribeZones")
def describe_zones(call: Call) -> Answer:
    """The zones of the region."""
    zones = [{"ZoneId": zone, "LocalName": zone, "ZoneType": "AvailabilityZone"} for zone in call.region.zones]
    return {"Zones": {"Zone": zones}}
