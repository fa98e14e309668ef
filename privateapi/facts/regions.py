"""What differs from one AWS Region to another: hosted zone ids of services, and where the Region is.

Which Regions exist is botocore's to say; these tables may lag behind it, so every look-up can answer None.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from privateapi.facts.files import read

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class HostedZones:
    """Hosted zone ids of one service by Region, with source and date."""

    as_of: date
    source: str
    zones: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Region is: ISO codes as Route 53 takes them, coordinates in degrees."""

    region: str
    place: str
    continent: str
    country: str
    subdivision: str | None
    latitude: float
    longitude: float


@cache
def nlb_hosted_zones() -> HostedZones:
    """Zone ids for aliases to Network Load Balancers."""
    return _hosted_zones("nlb_hosted_zones")


@cache
def endpoint_hosted_zones() -> HostedZones:
    """Zone ids for aliases to interface endpoints."""
    return _hosted_zones("endpoint_hosted_zones")


@cache
def places() -> Mapping[str, Place]:
    """The places of the Regions."""
    return {row["region"]: Place(**row) for row in read("region_places")["places"]}


@cache
def distance_km(one: str, other: str) -> float | None:
    """The great-circle distance between two Regions; None when a place is not in the table.

    Private zones answer latency records by distance: "in the same Region, or closest in distance" (Route 53 Developer
    Guide, latency-based routing in private hosted zones).
    """
    if one == other:
        return 0.0
    here, there = places().get(one), places().get(other)
    if here is None or there is None:
        return None
    a, b = math.radians(here.latitude), math.radians(there.latitude)
    across = math.radians(there.longitude - here.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def _hosted_zones(name: str) -> HostedZones:
    table = read(name)
    return HostedZones(table["as_of"], table["source"], {row["region"]: row["zone_id"] for row in table["zones"]})
