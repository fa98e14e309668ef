"""CIDR blocks that no instance in a region reaches, because API Gateway uses them itself in each of its zones."""

from typing import Any

from privateapi.facts.reserved_cidrs import reserved_table
from privateapi.rules.gateway_instances import reserved_source
from privateapi.topology.cidr import Cidr, parse_cidr


def reserved_everywhere(region: Any, wanted: Cidr) -> str | None:
    """What is wrong with a block or an address in a region; ``None`` when nothing is, or it depends on the zone."""
    zones = [row for row in reserved_table().zones.values() if row.region == region]
    if not zones:
        return None
    for cidr in sorted(set(zones[0].cidrs).intersection(*(row.cidrs for row in zones))):
        if parse_cidr(cidr).overlaps(wanted):
            return (
                f"overlaps {cidr}, which VPC integration instances use themselves in every zone of {region} "
                f"({reserved_source()}); use addresses outside of it"
            )
    return None
