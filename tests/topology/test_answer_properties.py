"""What holds for every design of records: random trees of all routing policies, under random health."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from privateapi.facts.regions import distance_km, places
from privateapi.topology.dns import Answer, Resolver, Result
from privateapi.topology.health import Conditions
from privateapi.topology.model import (
    Alias,
    Geolocation,
    HealthCheck,
    HostedZone,
    Node,
    Origin,
    RecordSet,
    Topology,
    Vpc,
    ZoneVpc,
)
from privateapi.topology.routing import Geography
from privateapi.topology.values import MISSING, NO_REF, Known, Ref, values_of

GEOGRAPHY = Geography(distance_km, places().get)
API = "api.example.internal"
CLIENT = Vpc(origin=Origin("client"), name="client", region=Known("us-east-1"), enable_dns_hostnames=Known(True))
ZONE = HostedZone(
    origin=Origin("zone"),
    zone_name=Known("example.internal"),
    private=Known(True),
    vpcs=Known((ZoneVpc(Ref.by("client")),)),
)
REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2")
AREAS = (
    Geolocation(country=Known("US")),
    Geolocation(continent=Known("NA")),
    Geolocation(continent=Known("EU")),
)
DEFAULT = Geolocation(country=Known("*"))
# A multivalue record cannot be an alias.
POLICIES = ("weight", "failover", "latency_region", "geolocation")


@dataclass(frozen=True)
class Design:
    """A tree of records, the keys of all checks in it, and those of the checks that fail."""

    records: tuple[RecordSet, ...]
    checks: tuple[str, ...]
    down: frozenset[str]

    def resolver(self, conditions: Conditions | None = None) -> Resolver:
        checks = [HealthCheck(origin=Origin(key), name=key, type=Known("HTTPS")) for key in self.checks]
        nodes: list[Node] = [CLIENT, ZONE, *checks, *self.records]
        if conditions is None:
            conditions = Conditions(checks=dict.fromkeys(self.down, False))
        return Resolver(Topology(nodes), GEOGRAPHY, conditions)

    def answer(self, conditions: Conditions | None = None) -> Answer:
        return self.resolver(conditions).answer(CLIENT, API)


def _routings(draw: st.DrawFn, policy: str) -> list[dict[str, Any]]:
    """The routing fields of the records of one name."""
    if policy == "weight":
        return [{"weight": Known(weight)} for weight in draw(st.lists(st.integers(0, 255), min_size=1, max_size=4))]
    if policy == "failover":
        return [{"failover": Known(role)} for role in ("PRIMARY", "SECONDARY")]
    if policy == "latency_region":
        regions = draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=4, unique=True))
        return [{"latency_region": Known(region)} for region in regions]
    if policy == "multivalue":
        return [{"multivalue": Known(True)}] * draw(st.integers(1, 10))
    areas = [*draw(st.lists(st.sampled_from(AREAS), max_size=3, unique=True)), DEFAULT]
    return [{"geolocation": Known(area)} for area in areas]


@st.composite
def designs(draw: st.DrawFn, *, complete: bool = False) -> Design:
    """One or two levels; every record that holds values has a check when `complete`, else some have."""
    records: list[RecordSet] = []
    checks: list[str] = []

    def leaf(key: str, name: str, routing: dict[str, Any]) -> None:
        check = f"check:{key}" if complete or draw(st.booleans()) else ""
        if check:
            checks.append(check)
        records.append(
            RecordSet(
                origin=Origin(key),
                name=key,
                zone=Ref.by("zone"),
                record_name=Known(name),
                type=Known("A"),
                ttl=Known(60),
                records=values_of(f"10.0.0.{len(records)}"),
                health_check=Ref.by(check) if check else NO_REF,
                **routing,
            )
        )

    for number, routing in enumerate(_routings(draw, draw(st.sampled_from(POLICIES)))):
        inner = draw(st.sampled_from((*POLICIES, "multivalue", "")))
        if not inner:
            leaf(f"r{number}", API, routing)
            continue
        name = f"inner{number}.example.internal"
        for place, below in enumerate(_routings(draw, inner)):
            leaf(f"r{number}-{place}", name, below)
        evaluate = complete or draw(st.booleans())
        alias = Alias(dns_name=Known(name), evaluate_target_health=Known(evaluate))
        records.append(
            RecordSet(
                origin=Origin(f"r{number}"),
                name=f"r{number}",
                zone=Ref.by("zone"),
                record_name=Known(API),
                type=Known("A"),
                alias=Known(alias),
                **routing,
            )
        )
    down = draw(st.sets(st.sampled_from(checks))) if checks else set()
    return Design(tuple(records), tuple(checks), frozenset(down))


def _essence(answer: Answer) -> list[tuple[str, float, bool]]:
    return [(part.chain[-1].key, round(part.share, 9), part.healthy) for part in answer.given]


@given(designs())
def test_there_is_always_an_answer(design: Design) -> None:
    """Every group here has a record for every asker, so that Route 53 always finds one, healthy or not."""
    answer = design.answer()
    assert answer.result is Result.ANSWERED
    assert answer.given


@given(designs(complete=True))
def test_a_healthy_candidate_answers(design: Design) -> None:
    """With a check on every record and EvaluateTargetHealth on every alias nothing unhealthy answers for a healthy one.

    Geolocation chooses among the areas around the asker only, and what is healthy elsewhere is no candidate.
    """
    assume(all(record.geolocation.missing for record in design.records))
    answer = design.answer()
    some_healthy = len(design.down) < len(design.checks)
    assert all(part.healthy is some_healthy for part in answer.given)
    chosen = {part.chain[-1].health_check.nodes[0] for part in answer.given}
    assert chosen.isdisjoint(design.down) is some_healthy


@given(designs())
def test_shares_add_up(design: Design) -> None:
    """Multivalue records of one set answer together, up to eight of them: all other parts are shares of one."""
    answer = design.answer()
    sets: dict[tuple[str, ...], list[float]] = {}
    for part in answer.given:
        *above, last = part.chain
        key = tuple(record.key for record in above) if last.multivalue.known else tuple(r.key for r in part.chain)
        sets.setdefault(key, []).append(part.share)
    total = sum(sum(shares) / min(len(shares), 8) for shares in sets.values())
    assert total == pytest.approx(1)
    assert all(0 < part.share <= 1 for part in answer.given)


@given(designs(complete=True))
def test_all_down_answers_as_all_up(design: Design) -> None:
    """When no record is healthy, all count as healthy."""
    up = design.answer(Conditions())
    down = design.answer(Conditions(checks=dict.fromkeys(design.checks, False)))
    assert [part.chain for part in down.given] == [part.chain for part in up.given]
    assert [part.share for part in down.given] == pytest.approx([part.share for part in up.given])
    assert not any(part.healthy for part in down.given)


@given(designs(), st.data())
def test_removing_a_record_that_is_not_chosen_changes_nothing(design: Design, data: st.DataObject) -> None:
    """Holds while a healthy record answers: an unhealthy group counts all its records, so that each of them matters."""
    before = design.answer()
    assume(all(part.healthy for part in before.given))
    chosen = {record.key for part in before.given for record in part.chain}
    unchosen = [record for record in design.records if record.key not in chosen]
    assume(unchosen)
    removed = data.draw(st.sampled_from(unchosen))
    siblings = [record for record in design.records if record.record_name == removed.record_name]
    # A name that is empty is another matter: its alias would lead nowhere.
    assume(len(siblings) > 1)
    # More than eight multivalue records take turns.
    assume(removed.multivalue.missing)
    rest = tuple(record for record in design.records if record.key != removed.key)
    healthier = replace(design, records=rest)
    parents = [record for record in rest if _leads_to(record, removed)]
    # An alias that would become unhealthy, or healthy, is another design.
    resolver, other = design.resolver(), healthier.resolver()
    assume(all(resolver.health(parent).health is other.health(parent).health for parent in parents))
    assert _essence(healthier.answer()) == _essence(before)


def _leads_to(record: RecordSet, target: RecordSet) -> bool:
    return isinstance(record.alias, Known) and record.alias.value.dns_name == target.record_name


@given(designs())
def test_order_of_keys_is_irrelevant(design: Design) -> None:
    turned = tuple(replace(record, origin=Origin(f"{999 - number}")) for number, record in enumerate(design.records))

    def parts(answer: Answer) -> list[tuple[str, float]]:
        return sorted((part.chain[-1].name, round(part.share, 9)) for part in answer.given)

    assert parts(replace(design, records=turned).answer()) == parts(design.answer())


@given(designs(), st.data())
def test_a_resolver_under_other_conditions_answers_as_a_new_one(design: Design, data: st.DataObject) -> None:
    base = design.resolver(Conditions())
    base.answer(CLIENT, API)
    assert base.under(Conditions(checks=dict.fromkeys(design.down, False))).answer(CLIENT, API) == design.answer()


@given(designs())
def test_the_answer_is_kept_as_long_as_the_records_say(design: Design) -> None:
    assert {part.ttl for part in design.answer().given} == {Known(60)}
    assert all(part.kept(record) == Known(60) for part in design.answer().given for record in part.chain)
    assert all(part.target is None and part.values not in (MISSING,) for part in design.answer().given)
