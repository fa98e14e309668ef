"""Regions of Alibaba Cloud, from `alibaba_regions.yaml`; several ids are Regions of AWS, too, and stand elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from privateapi.facts.files import read


@cache
def alibaba_regions() -> Mapping[str, str]:
    """The names of the regions by id."""
    return {row["id"]: row["name"] for row in read("alibaba_regions")["regions"]}
