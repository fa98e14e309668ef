"""Numbers and choices of record sets, health checks and alarms, from `naming.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from privateapi.facts.files import read

Cloud = Literal["aws", "alibaba", "both"]


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers that a cloud accepts, both ends included."""

    id: str
    cloud: Cloud
    lowest: int
    highest: int
    source: str

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and not isinstance(number, bool) and self.lowest <= number <= self.highest


@dataclass(frozen=True, slots=True)
class Choice:
    """Texts that a cloud accepts."""

    id: str
    cloud: Cloud
    values: tuple[str, ...]
    source: str

    def __contains__(self, value: object) -> bool:
        return value in self.values


@dataclass(frozen=True, slots=True)
class NamingFacts:
    """All rows by id."""

    as_of: date
    ranges: Mapping[str, Range]
    choices: Mapping[str, Choice]


@cache
def naming_facts() -> NamingFacts:
    """The facts, read once."""
    table = read("naming")
    return NamingFacts(
        table["as_of"],
        {row["id"]: Range(**row) for row in table["ranges"]},
        {row["id"]: Choice(**{**row, "values": tuple(row["values"])}) for row in table["choices"]},
    )
