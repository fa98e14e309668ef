"""Designs of two Regions, as tests of what names answer change them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from privateapi.topology.model import HealthCheck, Node, Origin, RecordSet
from privateapi.topology.values import Known, Ref, values_of
from tests.topology.design import EAST, NAME, WEST, design, inbound

__all__ = ["EAST", "NAME", "WEST", "blind", "changed", "check_of", "design", "inbound", "records_of", "values"]


def changed(nodes: list[Node], key: str, **fields: Any) -> list[Node]:
    """The design with other fields of one resource."""
    assert any(node.key == key for node in nodes), key
    return [replace(node, **fields) if node.key == key else node for node in nodes]


def records_of(nodes: list[Node], change: Callable[[RecordSet], RecordSet]) -> list[Node]:
    """The design with other records."""
    return [change(node) if isinstance(node, RecordSet) else node for node in nodes]


def blind(record: RecordSet) -> RecordSet:
    """The record with an alias that does not evaluate its target's health."""
    alias = record.alias.get()
    return replace(record, alias=Known(replace(alias, evaluate_target_health=Known(False))))


def check_of(key: str, **fields: Any) -> HealthCheck:
    """A health check that asks a public name."""
    given: dict[str, Any] = {"type": Known("HTTPS"), "fqdn": Known("status.example.com"), **fields}
    return HealthCheck(origin=Origin(f"check:{key}"), name=key, **given)


def values(key: str, name: str, *addresses: str, check: str = "", **fields: Any) -> RecordSet:
    """A record of addresses in the zone of the design."""
    return RecordSet(
        origin=Origin(f"record:{key}"),
        name=key,
        zone=Ref.by("zone"),
        record_name=Known(name),
        type=Known("A"),
        ttl=Known(60),
        records=values_of(*addresses),
        health_check=Ref.by(f"check:{check}") if check else Ref(),
        **fields,
    )
