"""Address blocks of resources that cannot stand side by side."""

import ipaddress
from typing import Any


def overlap(old: Any, new: Any) -> bool:
    """Whether two CIDR blocks share addresses; one that is absent or not known yet shares none."""
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    before, after = ipaddress.ip_network(old), ipaddress.ip_network(new)
    return before.version == after.version and before.overlaps(after)
