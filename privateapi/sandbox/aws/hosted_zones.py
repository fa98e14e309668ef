"""The Route 53 hosted zones that belong to AWS's own names, per region, as alias records need them."""

from __future__ import annotations

import functools
import hashlib
import json
from importlib.resources import files
from typing import Literal, cast

ZoneOwner = Literal["application", "network", "execute-api", "vpce"]


def hosted_zone_id(owner: ZoneOwner, region: str) -> str:
    """The hosted zone of load balancers (`application`, `network`), regional API names and endpoint names in `region`.

    A region that AWS's published tables lack here gets an id that is made up, but always the same.
    """
    known = _table()[owner].get(region)
    if known is not None:
        return known
    return "Z" + hashlib.sha256(f"{owner} {region}".encode()).hexdigest()[:13].upper()


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    text = files(__package__ or "").joinpath("hosted_zones.json").read_text(encoding="utf-8")
    return cast(dict[str, dict[str, str]], json.loads(text))
