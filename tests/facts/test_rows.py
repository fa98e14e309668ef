"""Every row of every data file, one by one."""

from __future__ import annotations

import ipaddress
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import botocore.session
import pytest
import yaml

from privateapi.facts.documents import Document, documents
from privateapi.facts.files import read
from privateapi.facts.naming import Choice, Range, naming_facts
from privateapi.facts.networks import CidrList, PrefixRange, ReservedAddresses, SecondaryRestriction, network_facts
from privateapi.facts.quotas import Quota, quota_table
from privateapi.facts.regions import (
    HostedZones,
    Place,
    distance_km,
    endpoint_hosted_zones,
    nlb_hosted_zones,
    places,
)
from privateapi.facts.reserved_cidrs import ReservedZone, reserved_table
from privateapi.facts.rules import RuleFact, rule_table, rules_not_built

SHARED = Path(__file__).parents[3] / "shared" / "facts"
RULES = rule_table()
QUOTAS = quota_table()
RESERVED = reserved_table()
NETWORKS = network_facts()
NAMING = naming_facts()
PARTITIONS = ("aws", "aws-cn", "aws-us-gov", "aws-eusc")
AWS_REGIONS = {
    region
    for partition in PARTITIONS
    for region in botocore.session.get_session().get_available_regions("ec2", partition)
}


def _ids(rows: Any) -> list[str]:
    return [row.id for row in rows]


# rules.yaml


def test_rules_complete() -> None:
    rows = read("rules")["rules"]
    assert len(rows) == len(RULES.rules)
    # What was read out of the documents is all there, whatever this project adds.
    assert sum(row.basis != "own" for row in RULES.rules.values()) == 197
    assert {row.group for row in RULES.rules.values()} == set(RULES.pulumi_types)


@pytest.mark.parametrize("row", RULES.rules.values(), ids=_ids(RULES.rules.values()))
def test_rule_row(row: RuleFact) -> None:
    assert re.fullmatch(r"(ALI|AWS)-[A-Z0-9]{2,4}-\d{2}|QUO-\d{2}|META-\d{2}", row.id)
    assert row.cloud in ("aws", "alibaba", "both")
    if row.id.startswith(("ALI-", "AWS-")):
        assert row.cloud == ("alibaba" if row.id.startswith("ALI-") else "aws") or row.id == "AWS-CIDR-18"
    assert row.rule and row.on_violation
    assert row.severity in ("mandatory", "advisory")
    assert row.policy in ("resource", "stack")
    assert row.inputs and set(row.inputs) <= {"stack", "config", "live", "state"}
    assert row.stack_only == ("live" not in row.inputs and "state" not in row.inputs)
    assert row.basis in ("stated", "implied", "doc", "own")
    assert set(row.source) <= set(documents())
    assert row.source or row.basis != "stated"


@pytest.mark.parametrize("id", rules_not_built())
def test_rule_not_built_row(id: str) -> None:
    assert id in RULES.rules
    assert len(rules_not_built()[id]) > 20


def test_rules_not_built_order() -> None:
    assert list(rules_not_built()) == sorted(rules_not_built())


@pytest.mark.parametrize("group", RULES.pulumi_types)
def test_rule_group_types(group: str) -> None:
    for name in RULES.pulumi_types[group]:
        assert name.startswith("(") or re.fullmatch(r"(aws|alicloud):\w+/\w+:\w+", name), name


# quotas.yaml


def test_quotas_complete() -> None:
    assert len(read("quotas")["quotas"]) == len(QUOTAS.quotas) == 124
    codes = [(row.service_code, row.quota_code) for row in QUOTAS.quotas.values() if row.quota_code]
    assert len(codes) == len(set(codes))
    assert {row.source for row in QUOTAS.quotas.values()} == set(QUOTAS.sources)


@pytest.mark.parametrize("row", QUOTAS.quotas.values(), ids=_ids(QUOTAS.quotas.values()))
def test_quota_row(row: Quota) -> None:
    assert re.fullmatch(r"(aws|ali)\.[a-z0-9]+\.[a-z0-9_]+", row.id)
    assert row.cloud == {"aws": "aws", "ali": "alibaba"}[row.id.partition(".")[0]]
    assert row.name and row.service and row.scope
    assert type(row.default) is int and row.default > 0
    assert row.adjustable in (True, False, None)
    assert row.max is None or (type(row.max) is int and row.max > row.default)
    assert (row.service_code is None) == (row.quota_code is None)
    if row.cloud == "aws" and row.quota_code:
        assert re.fullmatch(r"L-[0-9A-F]{8}", row.quota_code)
    assert QUOTAS.source_of(row)
    assert row.verified or row.note or row.source == "X"


# reserved_cidrs.yaml


def test_reserved_zones_complete() -> None:
    table = read("reserved_cidrs")
    blocks = [cidr for zone in RESERVED.zones.values() for cidr in zone.cidrs]
    assert table["counts"] == {
        "regions": len({zone.region for zone in RESERVED.zones.values()}),
        "zones": len(RESERVED.zones),
        "entries": len(blocks),
        "distinct_cidrs": len(set(blocks)),
    }
    assert (RESERVED.source, RESERVED.updated) == ("001_75ab048f913fd7f4.txt", date(2026, 1, 9))
    assert RESERVED.updated == documents()[RESERVED.source].updated


@pytest.mark.parametrize("zone", RESERVED.zones.values(), ids=list(RESERVED.zones))
def test_reserved_zone_row(zone: ReservedZone) -> None:
    """The n-th listed zone of a Region has 192.168.(16n).0/20, 172.19.(16n).0/20 and one block shared by the Region."""
    listed = [other for other in RESERVED.zones.values() if other.region == zone.region]
    number = listed.index(zone)
    assert zone.cidrs[:2] == (f"192.168.{16 * number}.0/20", f"172.19.{16 * number}.0/20")
    shared = (
        {"172.16.20.0/24"} if zone.region == "me-central-1" else {f"172.{second}.0.0/16" for second in range(20, 24)}
    )
    assert zone.cidrs[2] in shared
    assert {other.cidrs[2] for other in listed} == {zone.cidrs[2]}
    assert len(zone.cidrs) == 3
    assert re.fullmatch(rf"{re.escape(zone.region)}-?[a-z]", zone.zone)
    assert zone.region_name
    for cidr in zone.cidrs:
        assert ipaddress.ip_network(cidr, strict=True).is_private


# networks.yaml


@pytest.mark.parametrize("row", NETWORKS.prefix_ranges.values(), ids=_ids(NETWORKS.prefix_ranges.values()))
def test_prefix_range_row(row: PrefixRange) -> None:
    assert row.id.startswith(row.cloud) and row.source
    assert 8 <= row.shortest < row.longest <= 30


@pytest.mark.parametrize("row", NETWORKS.reserved_addresses.values(), ids=_ids(NETWORKS.reserved_addresses.values()))
def test_reserved_addresses_row(row: ReservedAddresses) -> None:
    assert row.id.startswith(row.cloud) and row.source
    quota = {"aws.subnet": "aws.vpc.reserved_ips", "alibaba.vswitch": "ali.vpc.reserved_ips"}[row.id]
    assert row.first + row.last == QUOTAS.quotas[quota].default


@pytest.mark.parametrize("row", NETWORKS.cidr_lists.values(), ids=_ids(NETWORKS.cidr_lists.values()))
def test_cidr_list_row(row: CidrList) -> None:
    assert row.id.startswith(row.cloud) and row.source
    blocks = [ipaddress.ip_network(cidr, strict=True) for cidr in row.cidrs]
    assert blocks and len(set(blocks)) == len(blocks)


@pytest.mark.parametrize(
    "row", NETWORKS.secondary_restrictions.values(), ids=_ids(NETWORKS.secondary_restrictions.values())
)
def test_secondary_restriction_row(row: SecondaryRestriction) -> None:
    assert row.id.startswith(row.cloud) and row.source
    refused = [ipaddress.IPv4Network(cidr, strict=True) for cidr in row.refused]
    assert refused
    if row.primary is not None:
        primary = ipaddress.IPv4Network(row.primary, strict=True)
        assert not any(primary.subnet_of(block) for block in refused)


# naming.yaml


@pytest.mark.parametrize("row", NAMING.ranges.values(), ids=_ids(NAMING.ranges.values()))
def test_range_row(row: Range) -> None:
    assert row.cloud in ("aws", "alibaba", "both") and row.source
    assert 0 <= row.lowest <= row.highest
    assert row.lowest in row and row.highest in row
    assert row.lowest - 1 not in row and row.highest + 1 not in row
    assert str(row.lowest) not in row and True not in row


@pytest.mark.parametrize("row", NAMING.choices.values(), ids=_ids(NAMING.choices.values()))
def test_choice_row(row: Choice) -> None:
    assert row.cloud in ("aws", "alibaba", "both") and row.source
    assert row.values and len(set(row.values)) == len(row.values)
    assert row.values[0] in row and "" not in row


@pytest.mark.parametrize(
    ("range_id", "quota_id"),
    [
        ("alibaba.apigw.weight", "ali.apigw.weight"),
        ("aws.route53.weight", "aws.r53.weight"),
    ],
)
def test_range_agrees_with_quota(range_id: str, quota_id: str) -> None:
    assert NAMING.ranges[range_id].highest == QUOTAS.quotas[quota_id].default


# Regions


def test_aws_regions_are_known() -> None:
    assert {"us-east-1", "us-west-2", "cn-north-1", "us-gov-west-1"} <= AWS_REGIONS


@pytest.mark.parametrize(
    ("table", "region"),
    [(table, region) for table in (nlb_hosted_zones(), endpoint_hosted_zones()) for region in table.zones],
    ids=lambda value: value if isinstance(value, str) else value.source[:20],
)
def test_hosted_zone_row(table: HostedZones, region: str) -> None:
    assert region in AWS_REGIONS
    assert re.fullmatch(r"Z[A-Z0-9]{9,31}", table.zones[region])
    assert list(table.zones.values()).count(table.zones[region]) == 1
    assert table.source


def test_hosted_zones_of_the_documents() -> None:
    assert nlb_hosted_zones().zones["us-east-1"] == "Z26RNL4JYFTOTI"
    assert nlb_hosted_zones().zones["us-west-2"] == "Z18D5FSROUN65G"
    assert endpoint_hosted_zones().zones["us-east-1"] == "Z7HUB22UULQXV"


@pytest.mark.parametrize("place", places().values(), ids=list(places()))
def test_place_row(place: Place) -> None:
    assert place.region in AWS_REGIONS
    assert place.continent in NAMING.choices["aws.route53.geolocation_continents"]
    assert re.fullmatch(r"[A-Z]{2}", place.country)
    assert (place.subdivision is not None) == (place.country == "US")
    assert -90 < place.latitude < 90 and -180 < place.longitude <= 180


def test_every_region_has_a_place() -> None:
    assert AWS_REGIONS - set(places()) == set()


@pytest.mark.parametrize(
    ("case", "one", "nearer", "farther"),
    [
        ("Oregon is nearer to California than to Virginia", "us-west-1", "us-west-2", "us-east-1"),
        ("Ireland is nearer to London than to Frankfurt", "eu-west-1", "eu-west-2", "eu-central-1"),
        ("Tokyo is nearer to Osaka than to Sydney", "ap-northeast-1", "ap-northeast-3", "ap-southeast-2"),
        (
            "Auckland is nearer to Sydney than to Santiago's side of the date line",
            "ap-southeast-6",
            "ap-southeast-2",
            "sa-east-1",
        ),
        ("a Region is nearest to itself", "us-east-1", "us-east-1", "us-east-2"),
    ],
)
def test_distance_order(case: str, one: str, nearer: str, farther: str) -> None:
    near, far = distance_km(one, nearer), distance_km(one, farther)
    assert near is not None and far is not None and near < far
    assert far == distance_km(farther, one)


def test_distance_of_an_unknown_region() -> None:
    assert distance_km("us-east-1", "xx-moon-1") is None
    assert distance_km("xx-moon-1", "xx-moon-1") == 0.0


# documents.yaml


@pytest.mark.parametrize("document", documents().values(), ids=list(documents()))
def test_document_row(document: Document) -> None:
    assert re.fullmatch(r"00\d_[0-9a-f]{16}\.txt", document.id)
    assert document.publisher and document.title
    assert document.updated is None or document.updated < date(2026, 12, 1)


# The loaders


def test_import_reads_no_file() -> None:
    code = (
        "import sys, pkgutil, importlib, privateapi.facts as facts\n"
        "for found in pkgutil.iter_modules(facts.__path__, 'privateapi.facts.'): importlib.import_module(found.name)\n"
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "loader",
    [
        rule_table,
        quota_table,
        reserved_table,
        network_facts,
        naming_facts,
        nlb_hosted_zones,
        endpoint_hosted_zones,
        places,
    ],
)
def test_loader_reads_once(loader: Any) -> None:
    assert loader() is loader()


@pytest.mark.parametrize(("name", "rows"), [("rules", "rules"), ("quotas", "quotas"), ("reserved_cidrs", "regions")])
def test_rows_are_those_of_the_collected_tables(name: str, rows: str) -> None:
    """Where the tables that the files were copied from are at hand, every row is compared with them.

    Rules of failures are ours, and in no table.
    """
    origin = SHARED / f"{name}.yaml"
    if origin.exists():
        expected = yaml.safe_load(origin.read_text(encoding="utf-8"))[rows]
        copied = [row for row in read(name)[rows] if row.get("group") != "aws-failover"]
        differing = [(own, other) for own, other in zip(copied, expected, strict=True) if own != other]
        assert differing == []
