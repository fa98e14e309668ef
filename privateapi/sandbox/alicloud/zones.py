"""What PrivateZone keeps: zones, which have no region, with the VPCs that see them, and their records."""

from __future__ import annotations

from dataclasses import dataclass, field

from privateapi.sandbox.alicloud.call import Answer, Call
from privateapi.sandbox.alicloud.refusals import refused


@dataclass(slots=True)
class Zone:
    """A private zone; `vpcs` are (region, id) of the VPCs in which its names are known."""

    id: str
    name: str
    proxy_pattern: str
    dns_group: str
    created: str
    remark: str = ""
    vpcs: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """A record of a zone; `rr` is the name relative to the zone."""

    id: int
    zone: str
    rr: str
    type: str
    value: str
    ttl: int
    priority: int
    weight: int
    line: str
    created: str
    status: str = "ENABLE"
    remark: str = ""


def zone_of(call: Call) -> Zone:
    """The zone that the call names. Raises Refused."""
    found = call.cloud.everywhere.of(Zone).get(call.required("ZoneId"))
    if found is None:
        raise refused("Zone.NotExists")
    return found


def records_of(call: Call, zone: Zone) -> list[Record]:
    """The records of a zone."""
    return [record for record in call.cloud.everywhere.of(Record).values() if record.zone == zone.id]


def page_of(call: Call, rows: list[Answer]) -> tuple[list[Answer], Answer]:
    """A page as PrivateZone counts them: TotalItems and TotalPages instead of TotalCount."""
    page, numbers = call.page(rows, default=20)
    total, size = int(numbers["TotalCount"]), int(numbers["PageSize"])
    return page, {
        "TotalItems": total,
        "TotalPages": -(-total // size),
        "PageNumber": numbers["PageNumber"],
        "PageSize": size,
    }
