"""Which records of one name and type answer: Route 53's routing policies as arithmetic over healthy and unhealthy.

Every policy has the same last resort: when no record is healthy, all count as healthy (Route 53 Developer Guide, "How
Amazon Route 53 chooses records when health checking is configured"). The functions take what is known and raise
`NotJudged` for what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from privateapi.topology.model import RecordSet
from privateapi.topology.values import Known, NotJudged

# "Route 53 responds to DNS queries with up to eight healthy records" (API reference, MultiValueAnswer).
MULTIVALUE_ANSWERS = 8


class Policy(StrEnum):
    """A routing policy."""

    SIMPLE = "simple"
    FAILOVER = "failover"
    WEIGHTED = "weighted"
    LATENCY = "latency"
    GEOLOCATION = "geolocation"
    MULTIVALUE = "multivalue"
    GEOPROXIMITY = "geoproximity"
    IP_BASED = "IP-based"


class Location(Protocol):
    """Where a Region is, in Route 53's codes."""

    @property
    def continent(self) -> str: ...

    @property
    def country(self) -> str: ...

    @property
    def subdivision(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Geography:
    """Where Regions are: the distance between two, and the place of one; None for Regions that are not known."""

    distance: Callable[[str, str], float | None]
    locate: Callable[[str], Location | None]


@dataclass(frozen=True, slots=True)
class Asker:
    """The Region that a query comes from, as Route 53 sees it: that of the VPC, also for clients on-premises."""

    region: str
    geography: Geography


class Pick(NamedTuple):
    """A record that answers, and its share of the queries: 1 when every query gets it.

    `healthy` is false when it answers only because no record is healthy.
    """

    record: RecordSet
    share: float
    healthy: bool


class Choice(NamedTuple):
    """What a policy chose and why, in words; no picks is "no answer"."""

    picks: tuple[Pick, ...]
    why: str


def policy_of(records: Sequence[RecordSet]) -> Policy:
    """The routing policy of records of one name and type.

    Raises:
        NotJudged: a record has two, or the records differ; Route 53 refuses both.
    """
    policies = {policy for record in records for policy in policies_in(record)}
    if len(policies) != 1:
        raise NotJudged(f"mixes the routing policies {' and '.join(sorted(policies))}, which Route 53 refuses")
    policy = policies.pop()
    if policy is Policy.SIMPLE and len(records) > 1:
        raise NotJudged(f"has {len(records)} simple records of one name and type, which Route 53 refuses")
    return policy


def policies_in(record: RecordSet) -> set[Policy]:
    """The routing policies that one record asks for: simple when it asks for none; Route 53 refuses more than one.

    Raises:
        NotJudged: whether it is a multivalue record is not known.
    """
    fields = {
        Policy.FAILOVER: record.failover,
        Policy.WEIGHTED: record.weight,
        Policy.LATENCY: record.latency_region,
        Policy.GEOLOCATION: record.geolocation,
        Policy.GEOPROXIMITY: record.geoproximity,
        Policy.IP_BASED: record.cidr_collection,
    }
    found = {policy for policy, value in fields.items() if not value.missing}
    if record.multivalue.get(False):
        found.add(Policy.MULTIVALUE)
    return found or {Policy.SIMPLE}


def choose(
    records: Sequence[RecordSet], healthy: Collection[str], asker: Asker | None, policy: Policy | None = None
) -> Choice:
    """Which of the records of one name and type answer, given the keys of the healthy ones.

    `policy` is that of the records where it is known already.

    Raises:
        NotJudged: what decides is not known, or the records cannot exist together.
    """
    policy = policy or policy_of(records)
    if policy is Policy.SIMPLE:
        return Choice((Pick(records[0], 1.0, True),), "it is the only record")
    if policy is Policy.FAILOVER:
        return _failover(records, healthy)
    if policy is Policy.WEIGHTED:
        return _weighted(records, healthy)
    if policy is Policy.MULTIVALUE:
        return _multivalue(records, healthy)
    if policy is Policy.LATENCY:
        return _latency(records, healthy, asker)
    if policy is Policy.GEOLOCATION:
        return _geolocation(records, healthy, asker)
    raise NotJudged(f"uses {policy} routing, which depends on more than the design says")


def _failover(records: Sequence[RecordSet], healthy: Collection[str]) -> Choice:
    by_role: dict[str, RecordSet] = {}
    for record in records:
        role = record.failover.get()
        if role in by_role:
            raise NotJudged(f"has two {role} records, which Route 53 refuses")
        by_role[role] = record
    if unknown := sorted(set(by_role) - {"PRIMARY", "SECONDARY"}):
        raise NotJudged(f"has a {unknown[0]} record, and Route 53 knows PRIMARY and SECONDARY only")
    primary, secondary = by_role.get("PRIMARY"), by_role.get("SECONDARY")
    if primary is not None and primary.key in healthy:
        return Choice((Pick(primary, 1.0, True),), "the primary is healthy")
    if secondary is not None and secondary.key in healthy:
        return Choice((Pick(secondary, 1.0, True),), "the primary is not healthy, the secondary is")
    last = primary or secondary
    assert last is not None
    return Choice((Pick(last, 1.0, False),), f"none is healthy, so the {last.failover.get().lower()} answers")


def _weighted(records: Sequence[RecordSet], healthy: Collection[str]) -> Choice:
    weights = {record.key: record.weight.get() for record in records}
    alive = [record for record in records if record.key in healthy]
    counted = alive or list(records)
    positive = [record for record in counted if weights[record.key] > 0]
    chosen = positive or counted
    # When all weights are 0 every record has the same chance.
    total = sum(weights[record.key] for record in chosen)
    picks = tuple(
        Pick(record, weights[record.key] / total if total else 1 / len(chosen), bool(alive)) for record in chosen
    )
    if not alive:
        return Choice(picks, "none is healthy, so all count as healthy")
    if not any(weights.values()):
        return Choice(picks, "all weights are 0, which is the same chance for all")
    return Choice(picks, "by weight" if positive else "only records of weight 0 are healthy")


def _multivalue(records: Sequence[RecordSet], healthy: Collection[str]) -> Choice:
    alive = [record for record in records if record.key in healthy]
    counted = alive or list(records)
    share = min(1.0, MULTIVALUE_ANSWERS / len(counted))
    picks = tuple(Pick(record, share, bool(alive)) for record in counted)
    return Choice(picks, f"{len(alive)} are healthy" if alive else "none is healthy, so all count as healthy")


def _latency(records: Sequence[RecordSet], healthy: Collection[str], asker: Asker | None) -> Choice:
    alive = [record for record in records if record.key in healthy]
    counted = alive or list(records)
    if len(counted) == 1:
        nearest, distance = counted[0], None
    else:
        nearest, distance = _nearest(counted, asker)
    region = nearest.latency_region.get()
    away = f", {distance:.0f} km away" if distance else ""
    if alive:
        reason = f"{region} is the nearest of {len(alive)} healthy{away}"
    else:
        reason = f"none is healthy, and {region} is the nearest{away}"
    return Choice((Pick(nearest, 1.0, bool(alive)),), reason)


def _nearest(records: Sequence[RecordSet], asker: Asker | None) -> tuple[RecordSet, float]:
    """The record of the same Region, or of the one "closest in distance" (latency routing in private hosted zones)."""
    if asker is None:
        raise NotJudged("answers by Region, and the Region of the asking VPC is not known")
    measured: list[tuple[float, RecordSet]] = []
    for record in records:
        region = record.latency_region.get()
        distance = 0.0 if region == asker.region else asker.geography.distance(asker.region, region)
        if distance is None:
            raise NotJudged(f"answers by distance, and that from {asker.region} to {region} is not known")
        measured.append((distance, record))
    best = min(distance for distance, _ in measured)
    if sum(distance == best for distance, _ in measured) > 1:
        raise NotJudged(f"has two records at the same distance from {asker.region}")
    return next((record, distance) for distance, record in measured if distance == best)


def _geolocation(records: Sequence[RecordSet], healthy: Collection[str], asker: Asker | None) -> Choice:
    if asker is None:
        raise NotJudged("answers by Region, and the Region of the asking VPC is not known")
    place = asker.geography.locate(asker.region)
    chain = [(where, record) for where, record in _matching(records, place)]
    for where, record in chain:
        if record.key in healthy:
            return Choice((Pick(record, 1.0, True),), f"it is the smallest healthy area around {asker.region}: {where}")
    if chain:
        where, record = chain[0]
        return Choice((Pick(record, 1.0, False),), f"no area around {asker.region} is healthy, so {where} answers")
    return Choice((), f"no record is for {asker.region}, and there is no default record")


def _matching(records: Sequence[RecordSet], place: Location | None) -> list[tuple[str, RecordSet]]:
    """The records whose area holds the place, smallest first; the default record is last.

    "If the endpoint is unhealthy, Route 53 looks for a record for the larger, associated geographic region" (API
    reference, HealthCheckId).
    """
    found: list[tuple[int, str, RecordSet]] = []
    unread = [record for record in records if not isinstance(record.geolocation, Known)]
    if unread:
        raise NotJudged(f"answers by location, and that of {unread[0].label} is not known")
    for record in records:
        area = record.geolocation.get()
        country, continent, subdivision = (area.country.get(""), area.continent.get(""), area.subdivision.get(""))
        if country == "*":
            found.append((3, "the default", record))
        elif place is None:
            continue
        elif subdivision and (country or "US") == place.country and subdivision == place.subdivision:
            found.append((0, subdivision, record))
        elif country and not subdivision and country == place.country:
            found.append((1, country, record))
        elif continent and continent == place.continent:
            found.append((2, continent, record))
    return [(where, record) for _, where, record in sorted(found, key=lambda entry: entry[0])]
