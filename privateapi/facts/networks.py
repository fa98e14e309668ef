"""Sizes, reserved addresses and special blocks of VPCs and subnets, from `networks.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from privateapi.facts.files import read

Cloud = Literal["aws", "alibaba"]


@dataclass(frozen=True, slots=True)
class PrefixRange:
    """The prefix lengths that a cloud accepts, both ends included."""

    id: str
    cloud: Cloud
    shortest: int
    longest: int
    source: str


@dataclass(frozen=True, slots=True)
class ReservedAddresses:
    """How many addresses at the start and at the end of each subnet a cloud keeps for itself."""

    id: str
    cloud: Cloud
    first: int
    last: int
    source: str


@dataclass(frozen=True, slots=True)
class CidrList:
    """CIDR blocks with one meaning."""

    id: str
    cloud: Cloud
    cidrs: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SecondaryRestriction:
    """The blocks that a VPC cannot take in addition, when its primary block is in `primary` (None: in no other row)."""

    id: str
    cloud: Cloud
    primary: str | None
    refused: tuple[str, ...]
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """All rows by id."""

    as_of: date
    prefix_ranges: Mapping[str, PrefixRange]
    reserved_addresses: Mapping[str, ReservedAddresses]
    cidr_lists: Mapping[str, CidrList]
    secondary_restrictions: Mapping[str, SecondaryRestriction]


@cache
def network_facts() -> NetworkFacts:
    """The facts, read once."""
    table = read("networks")
    return NetworkFacts(
        table["as_of"],
        {row["id"]: PrefixRange(**row) for row in table["prefix_ranges"]},
        {row["id"]: ReservedAddresses(**row) for row in table["reserved_addresses"]},
        {row["id"]: CidrList(**{**row, "cidrs": tuple(row["cidrs"])}) for row in table["cidr_lists"]},
        {
            row["id"]: SecondaryRestriction(**{**row, "refused": tuple(row["refused"])})
            for row in table["secondary_restrictions"]
        },
    )
