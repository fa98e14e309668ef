"""The Route 53 hosted zones that belong to AWS's own names, per region, as alias records need them."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal, cast

from privateapi.facts.regions import endpoint_hosted_zones, nlb_hosted_zones

ZoneOwner = Literal["application", "network", "execute-api", "vpce"]


def hosted_zone_id(owner: ZoneOwner, region: str) -> str:
    """The hosted zone of load balancers (`application`, `network`), regional API names and endpoint names in `region`.

    A region that AWS's published tables lack here gets an id that is made up, but always the same.
    """
    known = _table()[owner].get(region)
    if known is not None:
        return known
    return "Z" + hashlib.sha256(f"{owner} {region}".encode()).hexdigest()[:13].upper()


def suffix_of_zone(zone_id: str) -> str | None:
    """How names in one of AWS's own zones end (`elb.us-east-1.amazonaws.com`); None for any other zone."""
    return _suffixes().get(zone_id)


@functools.cache
def _suffixes() -> dict[str, str]:
    forms = {
        "application": "{}.elb.amazonaws.com",
        "network": "elb.{}.amazonaws.com",
        "execute-api": "execute-api.{}.amazonaws.com",
        "vpce": "{}.vpce.amazonaws.com",
    }
    return {
        zone_id: form.format(region) + (".cn" if region.startswith("cn-") else "")
        for owner, form in forms.items()
        for region, zone_id in _table()[owner].items()
    }


@functools.cache
def _table() -> dict[str, Mapping[str, str]]:
    """The facts that the product has, and in the file those that only a server of AWS's needs."""
    text = files(__package__ or "").joinpath("hosted_zones.json").read_text(encoding="utf-8")
    own = cast(dict[str, dict[str, str]], json.loads(text))
    return {**own, "network": nlb_hosted_zones().zones, "vpce": endpoint_hosted_zones().zones}
