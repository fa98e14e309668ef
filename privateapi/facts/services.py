"""Numbers and choices of endpoints, balancers, APIs, certificates, alarms and proxies, from `services.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from privateapi.facts.files import read
from privateapi.facts.naming import Choice, Range


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """All rows by id."""

    as_of: date
    ranges: Mapping[str, Range]
    choices: Mapping[str, Choice]


@cache
def service_facts() -> ServiceFacts:
    """The facts, read once."""
    table = read("services")
    return ServiceFacts(
        table["as_of"],
        {row["id"]: Range(**row) for row in table["ranges"]},
        {row["id"]: Choice(**{**row, "values": tuple(row["values"])}) for row in table["choices"]},
    )


def service_range(id: str) -> Range:
    """The row of numbers with that id."""
    return service_facts().ranges[id]


def service_choice(id: str) -> Choice:
    """The row of texts with that id."""
    return service_facts().choices[id]
