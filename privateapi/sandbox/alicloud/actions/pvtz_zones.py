"""Zones of PrivateZone and the VPCs in which their names are known."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import PVTZ, Answer, Call
from privateapi.sandbox.alicloud.network import Vpc
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import new_id, region_ids
from privateapi.sandbox.alicloud.zones import Record, Zone, page_of, records_of, zone_of

_PATTERNS = ("ZONE", "RECORD")
_NAME = r"(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*"


@PVTZ.action("AddZone", token="ClientToken")
def add_zone(call: Call) -> Answer:
    """Make a zone; names may be there more than once, as long as no VPC sees two of them."""
    zone = Zone(
        id=new_id("")[:32],
        name=call.matching("ZoneName", _NAME, "a domain name").lower(),
        proxy_pattern=call.chosen("ProxyPattern", _PATTERNS, "ZONE"),
        dns_group=call.chosen("DnsGroup", ("NORMAL_ZONE", "FAST_ZONE"), "NORMAL_ZONE"),
        created=call.cloud.stamp(),
    )
    call.cloud.everywhere.of(Zone)[zone.id] = zone
    return {"Success": True, "ZoneId": zone.id, "ZoneName": zone.name}


@PVTZ.action("DescribeZones")
def describe_zones(call: Call) -> Answer:
    """All zones, by name or by a VPC that sees them."""
    keyword, mode = call.text("Keyword").lower(), call.chosen("SearchMode", ("LIKE", "EXACT"), "LIKE")
    vpc = call.text("QueryVpcId")
    rows = [
        _described(call, zone)
        for zone in call.cloud.everywhere.of(Zone).values()
        if (keyword in zone.name if mode == "LIKE" or not keyword else keyword == zone.name)
        and (not vpc or vpc in [bound for _, bound in zone.vpcs])
    ]
    page, numbers = page_of(call, rows)
    return {"Zones": {"Zone": page}, **numbers}


@PVTZ.action("DescribeZoneInfo")
def describe_zone_info(call: Call) -> Answer:
    """One zone with its VPCs."""
    zone = zone_of(call)
    bound = []
    for region_id, vpc_id in zone.vpcs:
        region = call.cloud.region(region_id)
        vpc = region.of(Vpc).get(vpc_id) if region else None
        bound.append(
            {
                "RegionId": region_id,
                "RegionName": region_ids().get(region_id, ""),
                "VpcId": vpc_id,
                "VpcName": vpc.name if vpc else "",
                "VpcType": "STANDARD",
            }
        )
    return _described(call, zone) | {"BindVpcs": {"Vpc": bound}}


@PVTZ.action("CheckZoneName")
def check_zone_name(call: Call) -> Answer:
    """Whether a zone may have a name."""
    call.matching("ZoneName", _NAME, "a domain name")
    return {"Success": True, "Check": True}


@PVTZ.action("UpdateZoneRemark")
def update_zone_remark(call: Call) -> Answer:
    """Change the remark."""
    zone = zone_of(call)
    zone.remark = call.text("Remark")
    return {"ZoneId": zone.id}


@PVTZ.action("SetProxyPattern")
def set_proxy_pattern(call: Call) -> Answer:
    """Say whether names that the zone does not have are looked up elsewhere (RECORD) or do not exist (ZONE)."""
    zone = zone_of(call)
    zone.proxy_pattern = call.chosen("ProxyPattern", _PATTERNS)
    return {"ZoneId": zone.id}


@PVTZ.action("BindZoneVpc")
def bind_zone_vpc(call: Call) -> Answer:
    """Replace the VPCs that see a zone; none at all when the call has none."""
    zone = zone_of(call)
    vpcs: list[tuple[str, str]] = []
    for entry in call.entries("Vpcs"):
        region_id, vpc_id = entry.get("RegionId", ""), entry.get("VpcId", "")
        region = call.cloud.region(region_id)
        if region is None:
            raise refused("InvalidRegionId.NotFound")
        if vpc_id not in region.of(Vpc):
            raise refused("InvalidVpcId.NotFound")
        for other in call.cloud.everywhere.of(Zone).values():
            if other is not zone and other.name == zone.name and (region_id, vpc_id) in other.vpcs:
                raise refused("Zone.VpcConflict", f"{vpc_id} sees {other.name} of the zone {other.id}.")
        vpcs.append((region_id, vpc_id))
    zone.vpcs = vpcs
    return {}


@PVTZ.action("DeleteZone")
def delete_zone(call: Call) -> Answer:
    """Delete a zone that no VPC sees, with its records."""
    zone = zone_of(call)
    if zone.vpcs:
        raise refused("Zone.VpcExists", ", ".join(vpc for _, vpc in zone.vpcs))
    for record in records_of(call, zone):
        del call.cloud.everywhere.of(Record)[str(record.id)]
    del call.cloud.everywhere.of(Zone)[zone.id]
    return {"ZoneId": zone.id}


def _described(call: Call, zone: Zone) -> Answer:
    return {
        "ZoneId": zone.id,
        "ZoneName": zone.name,
        "ZoneType": "AUTH_ZONE",
        "ProxyPattern": zone.proxy_pattern,
        "DnsGroup": zone.dns_group,
        "DnsGroupChanging": False,
        "IsPtr": zone.name.endswith("in-addr.arpa"),
        "RecordCount": len(records_of(call, zone)),
        "Remark": zone.remark,
        "CreateTime": zone.created,
        "UpdateTime": zone.created,
    }
