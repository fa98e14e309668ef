"""CIDR blocks that Alibaba Cloud's VPC integration instances use themselves, from `reserved_cidrs.yaml`.

A vSwitch given to an instance must not overlap the blocks of its zone. Zones are keyed by provider: `us-east-1a` and
others are zone names of AWS too, so ask only for zones of Alibaba Cloud.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from privateapi.facts.files import read


@dataclass(frozen=True, slots=True)
class ReservedZone:
    """A zone and its blocks, in the order of the document."""

    zone: str
    region: str
    region_name: str
    cidrs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReservedTable:
    """All zones by id, and the document with its date. A zone that is not listed is not free: it is unknown."""

    source: str
    document: str
    updated: date
    zones: Mapping[str, ReservedZone]


@cache
def reserved_table() -> ReservedTable:
    """The table, read once."""
    table = read("reserved_cidrs")
    zones = {
        zone: ReservedZone(zone, region["region_id"], region["name"], tuple(cidrs))
        for region in table["regions"]
        for zone, cidrs in region["zones"].items()
    }
    return ReservedTable(table["source"], table["document"], date.fromisoformat(table["document_updated"]), zones)
