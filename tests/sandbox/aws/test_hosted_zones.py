"""The hosted zones of AWS's names: well formed, never shared, found both ways."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from privateapi.facts.regions import endpoint_hosted_zones, nlb_hosted_zones
from privateapi.sandbox.aws.hosted_zones import ZoneOwner, hosted_zone_id, suffix_of_zone

TABLE: dict[str, Any] = json.loads(
    files("privateapi.sandbox.aws").joinpath("hosted_zones.json").read_text(encoding="utf-8")
)


def test_every_table_of_the_file_has_a_source() -> None:
    assert set(TABLE["sources"]) == {"application", "execute-api"} == set(TABLE) - {"sources"}


def test_ids_are_well_formed_and_belong_to_one_table_and_region() -> None:
    ids = [zone for owner in ("application", "execute-api") for zone in TABLE[owner].values()]
    ids += [*nlb_hosted_zones().zones.values(), *endpoint_hosted_zones().zones.values()]
    assert all(re.fullmatch(r"Z[0-9A-Z]{9,21}", zone) for zone in ids)
    assert [zone for zone, count in Counter(ids).items() if count > 1] == []


@pytest.mark.parametrize(
    ("owner", "region", "zone_id", "suffix"),
    [
        ("network", "us-east-1", "Z26RNL4JYFTOTI", "elb.us-east-1.amazonaws.com"),
        ("application", "eu-west-1", "Z32O12XQLNTSW2", "eu-west-1.elb.amazonaws.com"),
        ("execute-api", "us-west-2", "Z2OJLYMUO9EFXC", "execute-api.us-west-2.amazonaws.com"),
        ("vpce", "us-east-1", "Z7HUB22UULQXV", "us-east-1.vpce.amazonaws.com"),
    ],
)
def test_known_zones(owner: ZoneOwner, region: str, zone_id: str, suffix: str) -> None:
    assert hosted_zone_id(owner, region) == zone_id
    assert suffix_of_zone(zone_id) == suffix


def test_region_without_an_entry_gets_a_stable_id() -> None:
    made_up = hosted_zone_id("network", "xx-nowhere-1")
    assert made_up == hosted_zone_id("network", "xx-nowhere-1")
    assert re.fullmatch(r"Z[0-9A-F]{13}", made_up)
    assert suffix_of_zone(made_up) is None
