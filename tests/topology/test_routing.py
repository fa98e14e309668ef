"""Routing policies: tables of who answers, and properties over random health."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.facts.regions import distance_km, places
from privateapi.topology.model import Geolocation, Origin, RecordSet
from privateapi.topology.routing import Asker, Choice, Geography, Policy, choose, policy_of
from privateapi.topology.values import MISSING, UNKNOWN, Known, NotJudged

GEOGRAPHY = Geography(distance_km, places().get)
EAST = Asker("us-east-1", GEOGRAPHY)


def record(name: str, **fields: Any) -> RecordSet:
    """A record with known values."""
    known: dict[str, Any] = {field: value if value is UNKNOWN else Known(value) for field, value in fields.items()}
    return replace(RecordSet(origin=Origin(name), name=name), **known)


def area(continent: str | None = None, country: str | None = None, subdivision: str | None = None) -> Geolocation:
    values = [Known(text) if text else MISSING for text in (continent, country, subdivision)]
    return Geolocation(*values)


def answers(choice: Choice) -> dict[str, float]:
    return {pick.record.name: pick.share for pick in choice.picks}


FAILOVER = [record("p", failover="PRIMARY"), record("s", failover="SECONDARY")]
WEIGHTED = [record("a", weight=1), record("b", weight=3), record("zero", weight=0)]
ZEROS = [record("a", weight=0), record("b", weight=0)]
LATENCY = [record(region, latency_region=region) for region in ("us-east-1", "us-west-2", "eu-west-1")]
GEO = [
    record("virginia", geolocation=area(country="US", subdivision="VA")),
    record("usa", geolocation=area(country="US")),
    record("america", geolocation=area(continent="NA")),
    record("europe", geolocation=area(continent="EU")),
    record("default", geolocation=area(country="*")),
]
MANY = [record(f"m{number}", multivalue=True) for number in range(10)]


@pytest.mark.parametrize(
    ("case", "records", "healthy", "expected", "why"),
    [
        ("one simple record, healthy or not", [record("x")], "", {"x": 1}, "it is the only record"),
        ("failover, all healthy", FAILOVER, "p s", {"p": 1}, "the primary is healthy"),
        ("failover, secondary down", FAILOVER, "p", {"p": 1}, "the primary is healthy"),
        ("failover, primary down", FAILOVER, "s", {"s": 1}, "the primary is not healthy, the secondary is"),
        ("failover, both down", FAILOVER, "", {"p": 1}, "none is healthy, so the primary answers"),
        ("failover without secondary, down", FAILOVER[:1], "", {"p": 1}, "none is healthy, so the primary answers"),
        ("failover without primary, down", FAILOVER[1:], "", {"s": 1}, "none is healthy, so the secondary answers"),
        ("weighted, all healthy", WEIGHTED, "a b zero", {"a": 0.25, "b": 0.75}, "by weight"),
        ("weighted, one down", WEIGHTED, "a zero", {"a": 1}, "by weight"),
        ("weighted, all but weight 0 down", WEIGHTED, "zero", {"zero": 1}, "only records of weight 0 are healthy"),
        (
            "weighted, all down",
            WEIGHTED,
            "",
            {"a": 0.25, "b": 0.75},
            "none is healthy, so all count as healthy",
        ),
        ("weights all 0", ZEROS, "a b", {"a": 0.5, "b": 0.5}, "all weights are 0, which is the same chance for all"),
        ("weights all 0, one down", ZEROS, "b", {"b": 1}, "all weights are 0, which is the same chance for all"),
        ("weights all 0, all down", ZEROS, "", {"a": 0.5, "b": 0.5}, "none is healthy, so all count as healthy"),
        (
            "latency, the own Region",
            LATENCY,
            "us-east-1 us-west-2 eu-west-1",
            {"us-east-1": 1},
            "us-east-1 is the nearest of 3 healthy",
        ),
        (
            "latency, the own Region down",
            LATENCY,
            "us-west-2 eu-west-1",
            {"us-west-2": 1},
            "us-west-2 is the nearest of 2 healthy, 3504 km away",
        ),
        ("latency, one left", LATENCY, "eu-west-1", {"eu-west-1": 1}, "eu-west-1 is the nearest of 1 healthy"),
        ("latency, all down", LATENCY, "", {"us-east-1": 1}, "none is healthy, and us-east-1 is the nearest"),
        (
            "geolocation, the state",
            GEO,
            "virginia usa america europe default",
            {"virginia": 1},
            "it is the smallest healthy area around us-east-1: VA",
        ),
        (
            "geolocation, the state down",
            GEO,
            "usa america default",
            {"usa": 1},
            "it is the smallest healthy area around us-east-1: US",
        ),
        (
            "geolocation, the country down",
            GEO,
            "america default",
            {"america": 1},
            "it is the smallest healthy area around us-east-1: NA",
        ),
        (
            "geolocation, only the default healthy",
            GEO,
            "default europe",
            {"default": 1},
            "it is the smallest healthy area around us-east-1: the default",
        ),
        (
            "geolocation, only another continent healthy",
            GEO,
            "europe",
            {"virginia": 1},
            "no area around us-east-1 is healthy, so VA answers",
        ),
        (
            "geolocation without default for another place",
            GEO[3:4],
            "europe",
            {},
            "no record is for us-east-1, and there is no default record",
        ),
        ("multivalue, three healthy", MANY[:4], "m0 m1 m2", {"m0": 1, "m1": 1, "m2": 1}, "3 are healthy"),
        (
            "multivalue, none of ten healthy",
            MANY,
            "",
            {f"m{number}": 0.8 for number in range(10)},
            "none is healthy, so all count as healthy",
        ),
    ],
)
def test_choose(case: str, records: list[RecordSet], healthy: str, expected: dict[str, float], why: str) -> None:
    choice = choose(records, set(healthy.split()), EAST)
    assert answers(choice) == expected
    assert choice.why == why
    single = policy_of(records) is Policy.SIMPLE
    assert all(pick.healthy == (pick.record.key in healthy.split() or single) for pick in choice.picks)


@pytest.mark.parametrize(
    ("case", "records", "asker", "text"),
    [
        (
            "two policies on one record",
            [record("x", weight=1, failover="PRIMARY")],
            EAST,
            "mixes the routing policies failover and weighted, which Route 53 refuses",
        ),
        (
            "two policies on one name",
            [record("x", weight=1), record("y")],
            EAST,
            "mixes the routing policies simple and weighted, which Route 53 refuses",
        ),
        (
            "two simple records",
            [record("x"), record("y")],
            EAST,
            "has 2 simple records of one name and type, which Route 53 refuses",
        ),
        (
            "two primaries",
            [record("x", failover="PRIMARY"), record("y", failover="PRIMARY")],
            EAST,
            "has two PRIMARY records, which Route 53 refuses",
        ),
        ("a weight that is not known", [record("x", weight=UNKNOWN)], EAST, "is not known yet"),
        (
            "latency without a Region",
            LATENCY,
            None,
            "answers by Region, and the Region of the asking VPC is not known",
        ),
        (
            "latency to a Region that is not in the table",
            [record("x", latency_region="xx-moon-1"), *LATENCY],
            EAST,
            "answers by distance, and that from us-east-1 to xx-moon-1 is not known",
        ),
        (
            "two records of one Region",
            [record("x", latency_region="us-east-1"), *LATENCY],
            EAST,
            "has two records at the same distance from us-east-1",
        ),
        ("geolocation without a Region", GEO, None, "answers by Region, and the Region of the asking VPC is not known"),
        (
            "a location that is not known",
            [record("x", geolocation=UNKNOWN)],
            EAST,
            "answers by location, and that of record x is not known",
        ),
        (
            "geoproximity",
            [record("x", geoproximity="us-east-1")],
            EAST,
            "uses geoproximity routing, which depends on more than the design says",
        ),
        (
            "IP-based",
            [record("x", cidr_collection="c")],
            EAST,
            "uses IP-based routing, which depends on more than the design says",
        ),
    ],
)
def test_choose_not_judged(case: str, records: list[RecordSet], asker: Asker | None, text: str) -> None:
    with pytest.raises(NotJudged) as caught:
        choose(records, {item.key for item in records}, asker)
    assert str(caught.value) == text


def test_geolocation_of_a_region_that_is_not_in_the_table() -> None:
    choice = choose(GEO, {item.key for item in GEO}, Asker("xx-moon-1", GEOGRAPHY))
    assert answers(choice) == {"default": 1}


def test_latency_of_one_record_needs_no_region() -> None:
    assert answers(choose(LATENCY[:1], {"us-east-1"}, None)) == {"us-east-1": 1}


REGIONS = sorted(set(places()) - {"us-gov-west-1", "us-gov-east-1"})


@st.composite
def groups(draw: st.DrawFn) -> list[RecordSet]:
    """Records of one name and type, of one policy."""
    kind = draw(st.sampled_from(["weight", "failover", "latency_region", "multivalue", "geolocation"]))
    if kind == "failover":
        roles = draw(st.sampled_from([["PRIMARY"], ["SECONDARY"], ["PRIMARY", "SECONDARY"]]))
        return [record(role, failover=role) for role in roles]
    if kind == "weight":
        weights = draw(st.lists(st.integers(0, 255), min_size=1, max_size=6))
        return [record(f"w{number}", weight=weight) for number, weight in enumerate(weights)]
    if kind == "latency_region":
        regions = draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=6, unique=True))
        return [record(region, latency_region=region) for region in regions]
    if kind == "multivalue":
        return [record(f"m{number}", multivalue=True) for number in range(draw(st.integers(1, 12)))]
    return draw(st.lists(st.sampled_from(GEO[:-1]), unique=True)) + GEO[-1:]


@given(groups(), st.data())
def test_an_unhealthy_record_answers_only_when_none_is_healthy(records: list[RecordSet], data: st.DataObject) -> None:
    healthy = set(data.draw(st.lists(st.sampled_from([item.key for item in records]), unique=True)))
    region = data.draw(st.sampled_from(REGIONS))
    choice = choose(records, healthy, Asker(region, GEOGRAPHY))
    policy = policy_of(records)
    assert choice.picks
    given_unhealthy = [pick.record.key for pick in choice.picks if pick.record.key not in healthy]
    if policy is Policy.GEOLOCATION:
        # Areas around other places do not count: the default record is around every place.
        assert not given_unhealthy or "default" not in healthy
    else:
        assert not (given_unhealthy and healthy)
    assert all(pick.healthy == (pick.record.key in healthy) for pick in choice.picks)
    total = sum(pick.share for pick in choice.picks)
    assert total == pytest.approx(min(8, len(choice.picks)) if policy is Policy.MULTIVALUE else 1)


@given(groups(), st.sampled_from(REGIONS))
def test_all_down_answers_as_all_healthy(records: list[RecordSet], region: str) -> None:
    asker = Asker(region, GEOGRAPHY)
    up = choose(records, {item.key for item in records}, asker)
    down = choose(records, set(), asker)
    assert answers(down) == answers(up)


@given(st.lists(st.sampled_from(REGIONS), min_size=1, unique=True), st.sampled_from(REGIONS))
def test_latency_answers_with_the_nearest(regions: list[str], region: str) -> None:
    records = [record(name, latency_region=name) for name in regions]
    choice = choose(records, set(regions), Asker(region, GEOGRAPHY))
    distances = {name: distance_km(region, name) for name in regions}
    assert answers(choice) == {min(regions, key=lambda name: distances[name] or 0.0): 1}
